import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { organizationKey } from "../../../src/core/organization.ts";
import { ann, ben, identityOf, rosa, usd } from "../../support/cases.ts";
import { rulesOf } from "../../support/given/people.ts";
import { createMemoryChat, type MemoryChat } from "../support/chat.ts";
import { type Office, openOffice } from "../support/office.ts";

/** A case on Slack whose manager lives on Teams. */
const tess = { platform: "teams" as const, workspace: "T0TEAMS", id: "29:tess" };

const withAddress = identityOf(tess, { email: "tess@acme.example" });

let office: Office;
let teams: MemoryChat;
beforeEach(async () => {
  office = await openOffice();
  teams = createMemoryChat({ platform: "teams" });
  Object.assign(office.chats, { teams: teams.chat });
  // Of someone on another platform it is told by their address alone that they are neither the customer nor who asked.
  for (const person of [ben, rosa]) office.chat.knows(identityOf(person, { email: `${person.id}@example.com` }));
  teams.knows(withAddress);
});
afterEach(() => office.close());

const managers = (...members: string[]) =>
  rulesOf({
    quietHours: "none",
    roles: [
      { id: "staff", members: ["*"], limits: { perRemedy: 50 } },
      { id: "manager", members, limits: { perRemedy: 500 } },
    ],
  });
const offer = { type: "offerRemedy" as const, kind: "refund", amount: usd(100), reason: "Five days late." };

async function asked() {
  const opened = await office.opens();
  const kase = await office.goesOn(opened, offer);
  await office.deliver.idle();
  const [remedy] = kase.remedies;
  if (!remedy) throw new Error("nothing was offered");
  return { kase, remedy };
}

describe("an approval", () => {
  it("reaches an approver named on the other platform by direct message there", async () => {
    office.livesBy(managers(`teams:${tess.id}`));
    await asked();
    expect(teams.toldTo(tess).map(({ title }) => title)).toEqual([expect.stringContaining("Approval needed")]);
  });

  it("reaches an approver whose email is known only there", async () => {
    office.livesBy(managers("tess@acme.example"));
    teams.found.set("tess@acme.example", [tess]);
    teams.knows({ ...identityOf(tess), email: "tess@acme.example" });
    await asked();
    expect(teams.attempts).toEqual([`direct ${tess.id}`]);
  });

  it("reaches the other platform's admins, where this one knows none", async () => {
    office.livesBy(managers("admins"));
    teams.found.set("admins", [tess]);
    teams.knows({ ...identityOf(tess), admin: true });
    await asked();
    expect(teams.attempts).toEqual([`direct ${tess.id}`]);
  });

  it("isn't asked of someone who is from outside there", async () => {
    office.livesBy(managers(`teams:${tess.id}`));
    teams.knows({ ...identityOf(tess), outsider: true });
    await asked();
    expect(teams.attempts).toEqual([]);
  });

  it("is asked of a named approver also while the platform can't say who they are", async () => {
    office.livesBy(managers(`teams:${tess.id}`));
    Object.assign(teams.chat, { identify: async () => Promise.reject(new Error("the platform is away")) });
    await asked();
    expect(teams.attempts).toEqual([`direct ${tess.id}`]);
  });

  it("is asked once of someone whose email is known on the case's own platform too", async () => {
    office.livesBy(managers("ann@acme.example"));
    office.chat.found.set("ann@acme.example", [ann]);
    teams.found.set("ann@acme.example", [tess]);
    await asked();
    expect(teams.attempts).toEqual([]);
  });

  it("is decided once, and both messages say so", async () => {
    office.livesBy(managers(`teams:${tess.id}`));
    const { kase, remedy } = await asked();
    teams.forget();
    office.chat.forget();
    await office.goesOn(kase, { type: "approve", remedy: remedy.id }, tess);
    await office.deliver.idle();
    expect(teams.titles()).toEqual([expect.stringContaining("approved")]);
    expect(office.chat.titles()).toContainEqual(expect.stringContaining("approved"));
    const late = await office.does(ann, { type: "approve", remedy: remedy.id }, { caseId: kase.id });
    expect(late).toMatchObject({ did: "refuse", refusal: { code: "already-decided" } });
  });

  it("names the colleague of the other platform, who can't be mentioned here", async () => {
    office.livesBy(managers(`teams:${tess.id}`));
    teams.knows({ ...withAddress, name: "Tess Tanaka" });
    const { kase, remedy } = await asked();
    await office.goesOn(kase, { type: "approve", remedy: remedy.id }, tess);
    await office.deliver.idle();
    expect(JSON.stringify(office.chat.said.at(-1)?.card)).toContain("Tess Tanaka");
  });

  it("isn't asked of the proposer's own account there", async () => {
    office.livesBy(managers(`teams:${tess.id}`));
    for (const person of [ben, tess])
      await office.store.saveIdentity(
        organizationKey("acme"),
        { ...identityOf(person), email: "ben@acme.example" },
        office.now(),
      );
    await asked();
    expect(teams.attempts).toEqual([]);
  });

  it("reaches the approvers by direct message where the case itself is in one", async () => {
    office.livesBy(managers("slack:U0ANN"));
    const opened = await office.opens({ home: { platform: "slack", workspace: ann.workspace, channel: ben.id } });
    await office.goesOn(opened, offer);
    await office.deliver.idle();
    await office.deliver.idle();
    expect(office.chat.attempts).toContain("direct U0ANN");
  });

  it("isn't asked there while nobody lives there", async () => {
    office.livesBy(managers("slack:U0ANN"));
    await asked();
    expect(teams.attempts).toEqual([]);
  });
});

describe("the reminder of an approval", () => {
  const nudged = async () => {
    office.livesBy(managers(`teams:${tess.id}`));
    const { kase, remedy } = await asked();
    teams.forget();
    office.isNow(remedy.status === "pending" ? remedy.clock.warnAt : office.now());
    await office.tick();
    await office.deliver.idle();
    await office.deliver.idle();
    return { kase, remedy };
  };

  it("reaches an approver on the other platform too, with the buttons to decide", async () => {
    await nudged();
    const [told] = teams.toldTo(tess);
    expect(told?.title).toBe("Reminder · Case 1");
    expect(told?.card.buttons.map(({ label }) => label)).toEqual(["Approve", "Approve less", "Decline"]);
  });

  it("says there too what was decided, and its buttons are gone", async () => {
    const { kase, remedy } = await nudged();
    teams.forget();
    await office.goesOn(kase, { type: "approve", remedy: remedy.id }, tess);
    await office.deliver.idle();
    const settled = teams.said.filter(({ title }) => title === "Settled · Case 1");
    expect(settled.map(({ how, card }) => [how, card.buttons])).toEqual([["update", []]]);
  });

  it("waits for the reader's morning, as every direct nudge does", async () => {
    const quiet = managers(`teams:${tess.id}`);
    office.livesBy(quiet);
    teams.knows({ ...identityOf(tess), zone: "UTC" });
    const { kase, remedy } = await asked();
    teams.forget();
    office.livesBy({ ...quiet, quietHours: "10:00-12:00" });
    office.isNow(remedy.status === "pending" ? remedy.clock.warnAt : office.now());
    await office.tick();
    await office.deliver.idle();
    expect(teams.toldTo(tess)).toEqual([]);
    expect((await office.caseNow(kase)).nudged).toHaveProperty(`approve:${remedy.id}:warning`);
  });
});
