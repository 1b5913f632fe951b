import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CustomerPage } from "../../../src/app/requests/customer-portal.ts";
import type { Case } from "../../../src/core/case.ts";
import { organizationKey } from "../../../src/core/organization.ts";
import { ann, at, ben, rosa, usd } from "../../support/cases.ts";
import { type Office, openOffice, organization } from "../support/office.ts";

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const day = 86_400_000;

async function pageOf(kase: Case): Promise<CustomerPage> {
  const page = await office.customerPortal.open(organization, kase.id);
  if (!page) throw new Error("there is no page");
  return page;
}
const answer = (kase: Case, overall: number, key = `answer ${overall}`) =>
  office.customerPortal.answer(organization, kase.id, { overall }, undefined, key);

/** Everything that staff can say among themselves, and all that the customer is told. */
async function putRight(): Promise<Case> {
  const kase = await office.opens({ remedySought: "My money back" });
  await office.goesOn(kase, { type: "takeOwnership" });
  await office.goesOn(kase, { type: "acknowledge" });
  await office.goesOn(kase, { type: "apologize", text: "We kept you waiting, and I am sorry.", told: "dm" });
  await office.goesOn(kase, { type: "recordRootCause", cause: "carrier", explanation: "SECRET cause" });
  await office.goesOn(kase, { type: "addNote", text: "SECRET note" });
  await office.goesOn(kase, { type: "updateCustomer", text: "It leaves tonight.", told: "dm" });
  await office.goesOn(kase, { type: "offerRemedy", kind: "refund", amount: usd(40), reason: "SECRET reason" });
  await office.goesOn(kase, { type: "offerRemedy", kind: "gift", amount: usd(300), reason: "SECRET wish" });
  const gift = (await office.caseNow(kase)).remedies[1]?.id ?? "";
  await office.goesOn(kase, { type: "decline", remedy: gift, reason: "SECRET refusal" }, ann);
  await office.goesOn(kase, { type: "escalate", reason: "SECRET escalation" });
  return office.goesOn(kase, { type: "resolve", whatWasDone: "SECRET deed" }, ann);
}

async function surveyed(): Promise<Case> {
  const kase = await putRight();
  office.passes(2 * day);
  await office.tick();
  return kase;
}

describe("the customer's page", () => {
  it("shows what they were told and what is theirs", async () => {
    expect(await pageOf(await putRight())).toEqual({
      organization: "Acme Travel",
      customerName: "Rosa Diaz",
      caseNumber: 1,
      apology: { text: "We kept you waiting, and I am sorry.", at: at("10:00") },
      updates: [{ text: "It leaves tonight.", at: at("10:00") }],
      remedies: ["Refund of $40"],
      survey: "none",
      answers: {},
      locale: "en-US",
      zone: "UTC",
    });
  });

  it("never shows what staff say among themselves, who decided, or what was refused", async () => {
    const page = JSON.stringify(await pageOf(await putRight()));
    for (const hidden of ["SECRET", "Gift", "300", "U0BEN", "U0ANN", "major", "manager"])
      expect(page).not.toContain(hidden);
  });

  it("isn't there for a case that isn't, or that is another organization's", async () => {
    const kase = await office.opens();
    expect(await office.customerPortal.open(organization, "nowhere")).toBeUndefined();
    expect(await office.customerPortal.open(organizationKey("globex"), kase.id)).toBeUndefined();
  });
});

describe("the survey on it", () => {
  it("opens when it is sent, and stays open for what is unanswered", async () => {
    const kase = await surveyed();
    expect((await pageOf(kase)).survey).toBe("open");
    expect(await answer(kase, 4)).toBe("thanks");
    expect(await pageOf(kase)).toMatchObject({ survey: "open", answers: { overall: 4 } });
  });

  it("is answered when every question is, with the customer's own words", async () => {
    const kase = await surveyed();
    const all = { overall: 5, distributive: 5, procedural: 4, interactional: 5, before: 3 };
    expect(await office.customerPortal.answer(organization, kase.id, all, "Thank you, Ben!", "k")).toBe("thanks");
    expect(await pageOf(kase)).toMatchObject({ survey: "answered", comment: "Thank you, Ben!" });
  });

  it("keeps the first answer, and says so in kind words", async () => {
    const kase = await surveyed();
    await answer(kase, 4);
    expect(await answer(kase, 5)).toEqual({ refused: "You have already answered that. Thank you!" });
    expect((await pageOf(kase)).answers).toEqual({ overall: 4 });
  });

  it("sent again from the same page counts once, and is thanked again", async () => {
    const kase = await surveyed();
    expect([await answer(kase, 4, "same"), await answer(kase, 4, "same")]).toEqual(["thanks", "thanks"]);
  });

  it("expires unanswered, or stays answered where something was", async () => {
    const silent = await surveyed();
    const told = await surveyed();
    await answer(told, 5);
    office.passes(14 * day);
    expect((await pageOf(silent)).survey).toBe("expired");
    expect((await pageOf(told)).survey).toBe("answered");
    expect(await answer(silent, 5, "late")).toEqual({ refused: "This survey has ended. Thank you all the same!" });
  });

  it("reopens the case when the answer is poor, with a more senior owner", async () => {
    const kase = await surveyed();
    await answer(kase, 1);
    expect(await office.caseNow(kase)).toMatchObject({ status: "open", round: 2 });
  });

  it("isn't there before it is sent", async () => {
    const kase = await putRight();
    expect(await answer(kase, 5)).toEqual({
      refused: "There is no survey to answer right now. Thank you for looking!",
    });
  });
});

describe("no more surveys", () => {
  it("holds for this case and for those to come", async () => {
    const kase = await surveyed();
    expect(await office.customerPortal.optOut(organization, kase.id, "stop")).toBe("thanks");
    expect((await pageOf(kase)).survey).toBe("opted-out");
    expect((await office.opens({}, ben)).surveyOptOut).toBe(office.now());
    expect((await office.opens({ customer: { name: "Rosa Diaz", person: rosa } })).surveyOptOut).toBe(office.now());
  });

  it("said twice is answered kindly", async () => {
    const kase = await surveyed();
    await office.customerPortal.optOut(organization, kase.id, "stop");
    expect(await office.customerPortal.optOut(organization, kase.id, "again")).toEqual({
      refused: "You won't get any more surveys.",
    });
  });
});
