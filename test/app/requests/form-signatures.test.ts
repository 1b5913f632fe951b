import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFormSignatures } from "../../../src/app/requests/form-signatures.ts";
import { organizationKey } from "../../../src/core/organization.ts";
import { duration, type Instant, instant, after as later } from "../../../src/core/time.ts";
import type { About, Form } from "../../../src/views/elements.ts";
import { ann, ben } from "../../support/cases.ts";

const noon = instant(Date.UTC(2026, 2, 4, 12));
const day = 24 * 3_600_000;
const [older, newer] = ["o".repeat(32), "n".repeat(32)];
const acme = organizationKey("acme");
const opener = { organization: acme, person: ben };
const place = {
  platform: "slack" as const,
  workspace: "T1",
  channel: "C0HELP",
  thread: "1.1",
  link: "https://a.example/1",
};
const form = (about: About = { case: "c1", of: "R1", place }): Form => ({
  id: "approveLess",
  title: "Approve less",
  submit: "Approve",
  about,
  fields: [],
});
const at = (now: Instant, secret = newer) => createFormSignatures({ secret, clock: { now: () => now } });
const sign = (given = form(), by = opener, secret = newer) => at(noon, secret).sign(given, by);

describe("a form's signature", () => {
  it("holds for what was signed and whom it was signed for, and changes nothing else of the form", () => {
    const signed = sign();
    expect(at(noon).check(signed, opener)).toBe("ours");
    expect({ ...signed, about: { ...signed.about, signature: undefined } }).toEqual({
      ...form(),
      about: { ...form().about, signature: undefined },
    });
  });

  it("holds for a day and a half, and is known for ours from then on", () => {
    const signed = sign();
    expect(at(later(noon, duration(1.5 * day - 1))).check(signed, opener)).toBe("ours");
    expect(at(later(noon, duration(1.5 * day))).check(signed, opener)).toBe("expired");
    expect(at(later(noon, duration(400 * day))).check(signed, opener)).toBe("expired");
  });

  it("holds in whatever order a platform gives back what it is about", () => {
    const { case: kase, of, place, signature } = sign().about;
    const turned = Object.fromEntries(Object.entries({ signature, place, of, case: kase }));
    expect(at(noon).check({ id: "approveLess", about: turned }, opener)).toBe("ours");
  });

  it("is nobody else's, in no other organization, and of no other form", () => {
    const signed = sign();
    expect(at(noon).check(signed, { ...opener, person: ann })).toBe("foreign");
    expect(at(noon).check(signed, { ...opener, organization: organizationKey("globex") })).toBe("foreign");
    expect(at(noon).check({ ...signed, id: "decline" }, opener)).toBe("foreign");
    const onTeams = { organization: acme, person: { ...ben, platform: "teams" as const } };
    expect(at(noon).check(signed, onTeams)).toBe("foreign");
    const moved = { ...onTeams.person, workspace: "elsewhere" };
    expect(at(noon).check(sign(form(), onTeams), { ...onTeams, person: moved })).toBe("foreign");
  });

  it("is one person's on Slack whichever workspace of a Grid a payload names", () => {
    expect(at(noon).check(sign(), { ...opener, person: { ...ben, workspace: "E0GRID" } })).toBe("ours");
  });

  it("holds for nothing that was altered, added or left out", () => {
    const { about } = sign();
    const other: Partial<About>[] = [
      { case: "c2" },
      { of: "R2" },
      { place: { ...place, channel: "C0OTHER" } },
      { place: { ...place, workspace: "T2" } },
      { place: { ...place, thread: "1.2" } },
      { place: { ...place, link: "https://evil.example" } },
      { place: { ...place, platform: "teams" } },
    ];
    for (const each of other)
      expect(at(noon).check({ id: "approveLess", about: { ...about, ...each } }, opener)).toBe("foreign");
    for (const key of ["case", "of", "place", "signature"] as const) {
      const { [key]: _gone, ...rest } = about;
      expect(at(noon).check({ id: "approveLess", about: rest }, opener)).toBe("foreign");
    }
    const plain = sign(form({}));
    expect(at(noon).check(plain, opener)).toBe("ours");
    expect(at(noon).check({ ...plain, about: { ...plain.about, case: "c1" } }, opener)).toBe("foreign");
  });

  it("can't be made up", () => {
    const { about } = sign();
    const signature = about.signature ?? "";
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .tuple(fc.nat(signature.length - 1), fc.constantFrom(..."AZaz09-_."))
            .map(([place, char]) => signature.slice(0, place) + char + signature.slice(place + 1)),
        ),
        (made) => {
          // Another spelling of a key's name, or of the same bytes, says the same.
          const [, when, mac = ""] = made.split(".");
          const [, ourWhen, ours = ""] = signature.split(".");
          const isSame = when === ourWhen && Buffer.from(mac, "base64url").equals(Buffer.from(ours, "base64url"));
          const read = at(noon).check({ id: "approveLess", about: { ...about, signature: made } }, opener);
          expect(read).toBe(isSame ? "ours" : "foreign");
        },
      ),
      { seed: 20261201, numRuns: 500 },
    );
  });

  it("outlives the secret that made it for as long as that is kept", () => {
    const signed = sign(form(), opener, older);
    expect(at(noon, `${newer} ${older}`).check(signed, opener)).toBe("ours");
    expect(at(noon, newer).check(signed, opener)).toBe("foreign");
    expect(at(noon, newer).check(sign(form(), opener, `${newer} ${older}`), opener)).toBe("ours");
  });
});
