import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Outcome } from "../../../src/app/commands/handle.ts";
import { organizationKey } from "../../../src/core/organization.ts";
import { plain } from "../../../src/views/elements.ts";
import { ann, ben, cleo, dora, identityOf, rosa, usd } from "../../support/cases.ts";
import { complaint, type Office, openOffice } from "../support/office.ts";

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const wordsOf = (outcome: Outcome): string => {
  if (outcome.did === "refuse") return `refused: ${outcome.refusal.code}`;
  return outcome.reply.show === "notice" ? plain(outcome.reply.text) : outcome.reply.show;
};
const eventsOf = async (caseId: string) =>
  (await office.store.events(organizationKey("acme"), caseId)).map(({ event, actor }) => `${event.type} by ${actor}`);
const note = (text: string) => ({ type: "addNote", text }) as const;

describe("a request", () => {
  it("opens a case with a number, and says so", async () => {
    const outcome = await office.does(ben, complaint());
    expect(wordsOf(outcome)).toBe("Case 1 is open. Its card goes to the cases channel.");
    expect(outcome.did === "change" && outcome.kase).toMatchObject({ number: 1, openedBy: ben, status: "open" });
  });

  it("that comes again has one effect and the same answer", async () => {
    const kase = await office.opens();
    const first = await office.does(ben, note("Call her."), { caseId: kase.id, key: "press-1" });
    const second = await office.does(ben, note("Call her."), { caseId: kase.id, key: "press-1" });
    expect([first.did, second.did]).toEqual(["change", "repeat"]);
    expect(wordsOf(second)).toBe(wordsOf(first));
    expect(await eventsOf(kase.id)).toEqual(["flagged by slack:T1:U0BEN", "noted by slack:T1:U0BEN"]);
  });

  it("that opens a case and comes again opens one case, also at the same instant", async () => {
    const outcomes = await Promise.all([0, 1, 2].map(() => office.does(ben, complaint(), { key: "press-1" })));
    expect(outcomes.map(({ did }) => did).sort()).toEqual(["change", "repeat", "repeat"]);
    expect(await office.store.openCases(organizationKey("acme"))).toHaveLength(1);
  });

  it("that was refused isn't remembered: once the reason is gone, it is carried out", async () => {
    const kase = await office.opens();
    const resolve = { type: "resolve", whatWasDone: "Refunded." } as const;
    const refused = await office.does(ben, resolve, { caseId: kase.id, key: "press-1" });
    expect(wordsOf(refused)).toBe("refused: missing-steps");
    await office.goesOn(kase, { type: "takeOwnership" });
    await office.goesOn(kase, { type: "acknowledge" });
    await office.goesOn(kase, { type: "apologize", text: "I am sorry.", told: "elsewhere" });
    await office.goesOn(kase, { type: "recordRootCause", cause: "carrier", explanation: "A label was lost." });
    await office.goesOn(kase, { type: "waiveRemedy", reason: "She asked for nothing." });
    expect((await office.does(ben, resolve, { caseId: kase.id, key: "press-1" })).did).toBe("change");
  });

  it("about a case that doesn't exist is refused, and nothing is written", async () => {
    expect(wordsOf(await office.does(ben, note("?"), { caseId: "nowhere" }))).toBe("refused: no-such-case");
    expect(await office.store.openCases(organizationKey("acme"))).toEqual([]);
  });

  it("reaches no case of another organization", async () => {
    const kase = await office.opens();
    const elsewhere = await office.does(ben, note("?"), { caseId: kase.id, organization: organizationKey("globex") });
    expect(wordsOf(elsewhere)).toBe("refused: no-such-case");
  });

  it("that is refused takes no case number", async () => {
    expect(wordsOf(await office.does(rosa, complaint()))).toBe("refused: outsider");
    expect((await office.opens()).number).toBe(1);
  });
});

describe("who asks", () => {
  it("is looked up once, and known for the presses that follow", async () => {
    const kase = await office.opens();
    expect(office.chat.asked).toBe(1);
    await office.goesOn(kase, { type: "takeOwnership" });
    await office.goesOn(kase, { type: "acknowledge" });
    expect(office.chat.asked).toBe(1);
  });

  it("is who the platform says, whatever role the press would need", async () => {
    const kase = await office.opens();
    await office.goesOn(kase, { type: "offerRemedy", kind: "refund", amount: usd(200), reason: "Late." });
    const [remedy] = (await office.caseNow(kase)).remedies;
    const approve = { type: "approve", remedy: remedy?.id ?? "" } as const;
    const press = (by: typeof ann) => office.does(by, approve, { caseId: kase.id });
    expect(wordsOf(await press(cleo))).toBe("refused: over-authority");
    expect(wordsOf(await press(ben))).toBe("refused: own-request");
    expect((await press(ann)).did).toBe("change");
    expect(wordsOf(await press(dora))).toBe("refused: already-decided");
  });

  it("is an outsider when the signed payload itself says so", async () => {
    const kase = await office.opens();
    const outcome = await office.does(ben, note("Hello"), { caseId: kase.id, outsider: true });
    expect(wordsOf(outcome)).toBe("refused: outsider");
  });

  it("fails the request when nobody can say, and nothing is written", async () => {
    office.chat.goesAway();
    await expect(office.does(ben, complaint(), { key: "press-1" })).rejects.toThrow("the platform is away");
    office.chat.comesBack();
    expect((await office.does(ben, complaint(), { key: "press-1" })).did).toBe("change");
  });
});

describe("two presses at the same instant", () => {
  it("can't overspend a limit that spans cases", async () => {
    office.chat.knows(identityOf(ben));
    const cases = [await office.opens(), await office.opens(), await office.opens(), await office.opens()];
    const offer = { type: "offerRemedy", kind: "refund", amount: usd(50), reason: "Late." } as const;
    await Promise.all(cases.map((kase) => office.does(ben, offer, { caseId: kase.id })));
    const now = await Promise.all(cases.map((kase) => office.caseNow(kase)));
    // Rosa's $150 in 90 days would allow three, Ben's $120 a day allows two; the others wait for a manager.
    expect(now.flatMap(({ remedies }) => remedies.map(({ status }) => status)).sort()).toEqual([
      "granted",
      "granted",
      "pending",
      "pending",
    ]);
  });

  it("let only one of two managers decide", async () => {
    const kase = await office.opens();
    await office.goesOn(kase, { type: "offerRemedy", kind: "refund", amount: usd(200), reason: "Late." });
    const remedy = (await office.caseNow(kase)).remedies[0]?.id ?? "";
    const outcomes = await Promise.all([
      office.does(ann, { type: "approve", remedy }, { caseId: kase.id }),
      office.does(dora, { type: "decline", remedy, reason: "No." }, { caseId: kase.id }),
    ]);
    expect(outcomes.map(({ did }) => did).sort()).toEqual(["change", "refuse"]);
  });
});

describe("what the person is told", () => {
  it("is stored with the effect, in words", async () => {
    const kase = await office.opens();
    const offer = (amount: number) =>
      office.does(
        ben,
        { type: "offerRemedy", kind: "refund", amount: usd(amount), reason: "Late." },
        { caseId: kase.id },
      );
    expect(wordsOf(await offer(20))).toBe(
      "Refund granted on your own authority. Mark it delivered when the customer has it.",
    );
    expect(wordsOf(await offer(200))).toMatch(/^Refund \$200 is over your limit; .* can approve it\./);
    expect(wordsOf(await office.does(ben, { type: "takeOwnership" }, { caseId: kase.id }))).toBe("nothing");
  });
});
