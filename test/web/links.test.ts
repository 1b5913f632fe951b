import fc from "fast-check";
import { SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { createKeyring } from "../../src/app/keyring.ts";
import { organizationKey } from "../../src/core/organization.ts";
import { after, duration, type Instant, instant } from "../../src/core/time.ts";
import { createLinks } from "../../src/web/links.ts";

const noon = instant(Date.UTC(2026, 2, 4, 12));
const week = duration(7 * 86_400_000);
const secret = "a secret of the test, long enough";
const about = { organization: organizationKey("T0ACME"), caseId: "01JNG5Z8Y9C3" };

const linksAt = (now: Instant, over: { secret?: string; publicUrl?: string } = {}) =>
  createLinks({ secret, publicUrl: "https://amends.example", clock: { now: () => now }, ...over });
const keyFor = (purpose: string) => createKeyring(secret, purpose).newest.bytes;
const tokenOf = (link: string) => link.slice(link.lastIndexOf("/") + 1);
const makeToken = async () => tokenOf(await linksAt(noon).customerLink({ ...about, expiresAt: after(noon, week) }));

describe("a customer's link", () => {
  it("opens the case it was made for, until it expires", async () => {
    const token = await makeToken();
    expect(await linksAt(noon).readCustomerToken(token)).toEqual(about);
    expect(await linksAt(instant(noon + week - 1)).readCustomerToken(token)).toEqual(about);
    expect(await linksAt(instant(noon + week)).readCustomerToken(token)).toBe("expired");
  });

  it("stands under the public address, with or without its trailing slash or path", async () => {
    for (const [publicUrl, start] of [
      ["https://amends.example", "https://amends.example/s/"],
      ["https://amends.example/", "https://amends.example/s/"],
      ["https://acme.example/amends/", "https://acme.example/amends/s/"],
    ] as const)
      expect(await linksAt(noon, { publicUrl }).customerLink({ ...about, expiresAt: noon })).toMatch(
        new RegExp(`^${start}[\\w.-]+$`),
      );
  });

  it("is short enough to read over and to paste", async () => {
    expect((await makeToken()).length).toBeLessThan(130);
  });

  it("is made anew the same, so that sending it twice sends one address", async () => {
    expect(await makeToken()).toBe(await makeToken());
  });
});

describe("a link that we did not make", () => {
  it("is invalid after any change of a character", async () => {
    const token = await makeToken();
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(..."AZaz09-_."), async (at, char) => {
        const changed = token.slice(0, at) + char + token.slice(at + 1);
        const read = await linksAt(noon).readCustomerToken(changed);
        // The last character of base64url carries two bits that mean nothing: other spellings of the same bytes are the same link.
        const sameBytes =
          changed.split(".").length === 2 &&
          changed
            .split(".")
            .every((part, index) =>
              Buffer.from(part, "base64url").equals(Buffer.from(token.split(".")[index] ?? "", "base64url")),
            );
        expect(read).toEqual(sameBytes ? about : "invalid");
      }),
    );
  });

  it("is invalid when it is garbage", async () => {
    for (const token of ["", ".", "..", "a.b", "a.b.c", "é", "null", "%00"])
      expect(await linksAt(noon).readCustomerToken(token)).toBe("invalid");
  });

  it("is invalid when unsigned, whatever algorithm it names", async () => {
    const unsigned = new UnsecuredJWT({ w: about.organization, c: about.caseId })
      .setExpirationTime(9_999_999_999)
      .encode();
    const [head, payload] = unsigned.split(".");
    for (const token of [unsigned, `${head}.${payload}`, `${payload}.`, `${payload}`])
      expect(await linksAt(noon).readCustomerToken(token)).toBe("invalid");
  });

  it("is invalid when signed with another secret, or with our secret for another purpose", async () => {
    const expiresAt = after(noon, week);
    const foreign = tokenOf(await linksAt(noon, { secret: "another secret" }).customerLink({ ...about, expiresAt }));
    expect(await linksAt(noon).readCustomerToken(foreign)).toBe("invalid");
    for (const key of [keyFor("some other purpose"), new TextEncoder().encode(secret)]) {
      const jwt = await new SignJWT({ w: about.organization, c: about.caseId })
        .setProtectedHeader({ alg: "HS256" })
        .setExpirationTime(9_999_999_999)
        .sign(key);
      expect(await linksAt(noon).readCustomerToken(jwt.slice(jwt.indexOf(".") + 1))).toBe("invalid");
    }
  });

  it("is not called expired, which would confirm that it was once ours", async () => {
    const old = tokenOf(
      await linksAt(noon, { secret: "another secret" }).customerLink({ ...about, expiresAt: instant(0) }),
    );
    expect(await linksAt(noon).readCustomerToken(old)).toBe("invalid");
  });

  it("is invalid when it never expires", async () => {
    const jwt = await new SignJWT({ w: about.organization, c: about.caseId })
      .setProtectedHeader({ alg: "HS256" })
      .sign(keyFor("customer link v1"));
    expect(await linksAt(noon).readCustomerToken(jwt.slice(jwt.indexOf(".") + 1))).toBe("invalid");
  });
});

it("makes no links without a secret", () => {
  expect(() => linksAt(noon, { secret: "" })).toThrow("AMENDS_SECRET");
});

describe("after the secret was replaced", () => {
  const [older, newer] = ["o".repeat(32), "n".repeat(32)];
  const expiresAt = after(noon, week);
  const made = async (by: string) => tokenOf(await linksAt(noon, { secret: by }).customerLink({ ...about, expiresAt }));
  const read = (token: string, by: string) => linksAt(noon, { secret: by }).readCustomerToken(token);

  it("links that were sent before stay good for as long as the older secret is kept", async () => {
    const token = await made(older);
    expect(await read(token, `${newer} ${older}`)).toEqual(about);
    expect(await read(token, `${newer}\n\t${older}`)).toEqual(about);
    expect(await read(token, newer)).toBe("invalid");
  });

  it("new links are made with the newest", async () => {
    const token = await made(`${newer} ${older}`);
    expect(await read(token, newer)).toEqual(about);
    expect(await read(token, older)).toBe("invalid");
  });

  it("an old link that is over is called expired, and not invalid", async () => {
    const token = await made(older);
    const later = linksAt(instant(noon + week), { secret: `${newer} ${older}` });
    expect(await later.readCustomerToken(token)).toBe("expired");
  });

  it("links of the release that named no key stay good, whichever secret made them", async () => {
    for (const signer of [older, newer]) {
      const jwt = await new SignJWT({ w: about.organization, c: about.caseId })
        .setProtectedHeader({ alg: "HS256" })
        .setExpirationTime(Math.ceil(expiresAt / 1000))
        .sign(createKeyring(signer, "customer link v1").newest.bytes);
      expect(await read(jwt.slice(jwt.indexOf(".") + 1), `${newer} ${older}`)).toEqual(about);
    }
  });

  it("a link that names another key than its own is still checked by all", async () => {
    const jwt = await new SignJWT({ w: about.organization, c: about.caseId, k: createKeyring(newer, "x").newest.id })
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime(Math.ceil(expiresAt / 1000))
      .sign(createKeyring("s".repeat(40), "customer link v1").newest.bytes);
    expect(await read(jwt.slice(jwt.indexOf(".") + 1), `${newer} ${older}`)).toBe("invalid");
  });
});
