import { describe, expect, it } from "vitest";
import type { OpenCase } from "../../../src/core/case.ts";
import { plain } from "../../../src/views/elements.ts";
import {
  acknowledgementCard,
  apologyCard,
  surveyCard,
  surveyReminderCard,
  updateCard,
} from "../../../src/views/messages/customer.ts";
import {
  acknowledgedCase,
  ann,
  apologizedCase,
  at,
  ben,
  byEmailOnly,
  grantedRefund,
  pendingRefund,
  readyCase,
  reopenedCase,
  resolvedCase,
  rosa,
  sentSurvey,
  surveyedCase,
  usd,
} from "../../support/cases.ts";
import { body, fact, labels, viewContext, wordsOf } from "../../support/view-context.ts";

const ctx = viewContext();

describe("what the customer reads", () => {
  it("first: that we have it, who looks after it, when they hear from us again, which number to quote", () => {
    const card = acknowledgementCard(acknowledgedCase(), ctx);
    expect(plain(card.title)).toBe("We have your message");
    expect(body(card)).toEqual([
      "Hello Rosa Diaz, thank you for telling us. Ben Okafor at Acme Travel is looking after it personally. You will hear from us again by 2026-03-11 10:00 UTC.",
    ]);
    expect(fact(card, "Your case number")).toBe("12");
  });

  it("promises no time that has passed by the time it is sent", () => {
    const card = acknowledgementCard(acknowledgedCase(), viewContext({ now: at("12:00", 11) }));
    expect(wordsOf(card)).not.toContain("You will hear from us");
  });

  it("greets without a name rather than with a platform's id", () => {
    const kase = acknowledgedCase({ customer: { key: "k", name: rosa.id, person: rosa } });
    expect(wordsOf(acknowledgementCard(kase, viewContext({ nameOf: () => undefined })))).toMatch(/Hello, thank you/);
  });

  it("then the apology as it was written, signed, with what they have been granted", () => {
    const card = apologyCard(apologizedCase({ remedies: [grantedRefund()] }), ctx);
    expect(body(card)).toEqual(["Rosa, I am sorry that we kept you waiting for five days.", "Ben Okafor, Acme Travel"]);
    expect(fact(card, "For you")).toBe("Refund $40, on its way");
  });

  it("news in the words that were typed for them", () => {
    expect(body(updateCard(readyCase(), "Your refund left us today.", ctx))).toEqual(["Your refund left us today."]);
  });

  const secrets: Partial<OpenCase> = {
    complaint: "SECRET complaint as staff put it",
    remedySought: "SECRET wish",
    reference: "SECRET reference",
    pricePaid: usd(777),
    severity: "critical",
    seniorRole: "manager",
    rootCause: { id: "human-error", explanation: "SECRET cause", by: ben, at: at("10:20") },
    notes: [{ text: "SECRET note", by: ann, at: at("10:20") }],
    escalations: [{ to: "manager", reason: "SECRET escalation", by: ben, at: at("10:20") }],
    abusive: { reason: "SECRET abuse", by: ben, at: at("10:20") },
    undelivered: [{ what: "apology", reason: "SECRET error", at: at("10:20") }],
    noRemedy: { reason: "SECRET reason", by: ben, at: at("10:20") },
    remedies: [
      pendingRefund({ id: "R1", amount: usd(555), reason: "SECRET pending" }),
      grantedRefund({ id: "R2", proposed: usd(666), reason: "SECRET grant" }),
      {
        ...grantedRefund({ id: "R3", amount: usd(888), label: "Voucher" }),
        status: "declined",
        decidedAt: at("10:40"),
        decidedBy: ann,
        why: "SECRET no",
      },
    ],
    survey: sentSurvey({ answers: { overall: 2 } }),
  };
  const cards = {
    acknowledgement: acknowledgementCard(apologizedCase(secrets), ctx),
    apology: apologyCard(apologizedCase(secrets), ctx),
    update: updateCard(apologizedCase(secrets), "News.", ctx),
    survey: surveyCard(apologizedCase({ ...secrets, survey: sentSurvey() }), ctx),
    thanks: surveyCard(apologizedCase(secrets), ctx),
    reminder: surveyReminderCard(apologizedCase({ ...secrets, survey: sentSurvey() }), ctx),
  };

  it.each(Object.entries(cards))("never our own words or amounts: %s", (_name, card) => {
    const words = wordsOf(card);
    expect(words).not.toMatch(
      /SECRET|555|666|777|888|Voucher|Carrier|Slip|oversight|Critical|Manager|abus|approv|declin|root cause|severity|escalat/i,
    );
  });

  it("has no staff controls", () => {
    const acts = Object.values(cards).flatMap((card) => [...card.buttons, ...card.more].map(({ press }) => press.act));
    expect([...new Set(acts)].toSorted()).toEqual(["optOut", "rate", "survey"]);
  });
});

describe("the survey", () => {
  it("asks one question with five buttons, spoken in words, and offers to stop", () => {
    const card = surveyCard(surveyedCase(), ctx);
    expect(body(card)).toContain("How satisfied are you with how we put this right?");
    expect(labels(card.buttons)).toEqual(["1", "2", "3", "4", "5"]);
    expect(card.buttons.map(({ spoken }) => spoken)).toEqual([
      "1 of 5: very dissatisfied",
      "2 of 5: dissatisfied",
      "3 of 5: neither satisfied nor dissatisfied",
      "4 of 5: satisfied",
      "5 of 5: very satisfied",
    ]);
    expect(labels(card.more)).toEqual(["No more surveys"]);
  });

  it("reminds once in gentler words", () => {
    const card = surveyReminderCard(surveyedCase(), ctx);
    expect(body(card)[0]).toContain("a last, gentle reminder");
    expect(labels(card.buttons)).toHaveLength(5);
  });

  it.each([
    ["answered", surveyedCase({ answers: { overall: 5 } }), "Thank you!", ["Tell us more"]],
    ["answered poorly, so that the case is open again", reopenedCase(), "Thank you for telling us.", ["Tell us more"]],
    [
      "complete",
      surveyedCase({ answers: { overall: 5, distributive: 4, procedural: 4, interactional: 5, before: 3 } }),
      "Thank you!",
      [],
    ],
    ["answered and over", surveyedCase({ answers: { overall: 5 }, expiredAt: at("15:00", 26) }), "Thank you!", []],
    ["over", surveyedCase({ expiredAt: at("15:00", 26) }), "This survey has ended.", []],
    ["no longer wanted", surveyedCase({}, { surveyOptOut: at("16:00", 12) }), "Thank you.", []],
  ])("when %s says thanks", (_state, kase, title, buttons) => {
    for (const card of [surveyCard(kase, ctx), surveyReminderCard(kase, ctx)]) {
      expect(plain(card.title)).toBe(title);
      expect(labels(card.buttons)).toEqual(buttons);
      expect(card.more).toEqual([]);
    }
  });

  it("works for a customer by name and email only", () => {
    expect(body(surveyCard(surveyedCase({}, { customer: byEmailOnly }), ctx))[0]).toMatch(/^Hello Rosa Diaz,/);
    expect(surveyCard(resolvedCase(), ctx).buttons).toHaveLength(5);
  });
});
