import { describe, expect, it } from "vitest";
import type { Case } from "../../../src/core/case.ts";
import { protocolSchema } from "../../../src/core/protocol.ts";
import { caseCard } from "../../../src/views/case/case-card.ts";
import { plain } from "../../../src/views/elements.ts";
import {
  acknowledgedCase,
  ann,
  apologizedCase,
  at,
  awaitingApproval,
  ben,
  byEmailOnly,
  closedCase,
  diagnosedCase,
  everyCase,
  grantedRefund,
  openCase,
  ownedCase,
  pendingRefund,
  readyCase,
  reopenedCase,
  resolvedCase,
  sentSurvey,
  surveyedCase,
} from "../../support/cases.ts";
import { body, fact, labels, primary, viewContext, wordsOf } from "../../support/view-context.ts";

const ctx = viewContext();

describe("the case card", () => {
  it("says what happened, to whom, what's next, who has it and by when", () => {
    const card = caseCard(ownedCase(), ctx);
    expect(plain(card.title)).toBe("Case 12 · Late or delayed · Major");
    expect(card.facts.map(({ label, value }) => `${label}: ${plain(value)}`)).toEqual([
      "Customer: Rosa Diaz",
      "Owner: Ben Okafor",
      "Next: Acknowledge, by 2026-03-10 11:00 UTC",
      "Remedy sought: My shipping fee back",
      "Price paid: $120",
      "Reference: A-1234",
      "Complaint made: See the message",
    ]);
    expect(card.body[0]).toEqual({ quote: "My parcel came five days late and nobody told me." });
    expect(card.fallback).toBe("Case 12 · Late or delayed · Major. Customer: Rosa Diaz. Next: Acknowledge.");
  });

  it.each([
    [
      "open",
      openCase(),
      ["Take ownership", "Acknowledge", "Apologize", "Root cause", "Offer remedy"],
      "Take ownership",
    ],
    ["owned", ownedCase(), ["Acknowledge", "Apologize", "Root cause", "Offer remedy", "Resolve"], "Acknowledge"],
    ["acknowledged", acknowledgedCase(), ["Apologize", "Root cause", "Offer remedy", "Resolve"], "Apologize"],
    ["apologized", apologizedCase(), ["Root cause", "Offer remedy", "Resolve"], "Root cause"],
    ["diagnosed", diagnosedCase(), ["Offer remedy", "Resolve"], "Offer remedy"],
    ["awaiting approval", awaitingApproval(), ["Offer remedy", "Resolve"], undefined],
    ["ready", readyCase(), ["Offer remedy", "Resolve"], "Resolve"],
    ["reopened", reopenedCase(), ["Take ownership", "Acknowledge", "Apologize", "Offer remedy"], "Take ownership"],
    ["resolved, a remedy to deliver", resolvedCase(), ["Mark Refund delivered"], "Mark Refund delivered"],
    ["resolved, the survey to come", resolvedCase({ remedies: [] }), [], undefined],
    ["resolved, nothing to come", resolvedCase({ remedies: [], surveyOptOut: at("10:00") }), ["Close"], "Close"],
    ["closed", closedCase(), [], undefined],
  ])("when %s offers the steps that make sense, the next one as primary", (_state, kase, buttons, next) => {
    const card = caseCard(kase, ctx);
    expect(labels(card.buttons)).toEqual(buttons);
    expect(primary(card)).toBe(next);
  });

  const openMore = [
    "Assign",
    "Update customer",
    "Add promise",
    "Change severity",
    "Escalate",
    "Add note",
    "Link case",
    "Same customer",
    "Snooze",
    "Close",
    "Abusive contact",
  ];

  it.each([
    ["open", openCase(), openMore],
    ["awaiting approval", awaitingApproval(), ["Withdraw Refund", ...openMore]],
    ["granted", readyCase(), ["Mark Refund delivered", "Withdraw Refund", ...openMore]],
    [
      "resolved",
      resolvedCase({ remedies: [] }),
      [
        "Update customer",
        "Add promise",
        "Add note",
        "Link case",
        "Same customer",
        "Reopen",
        "Close",
        "Abusive contact",
      ],
    ],
    [
      "resolved, a remedy to deliver",
      resolvedCase(),
      [
        "Withdraw Refund",
        "Update customer",
        "Add promise",
        "Add note",
        "Link case",
        "Same customer",
        "Reopen",
        "Close",
        "Abusive contact",
      ],
    ],
    ["closed", closedCase({ remedies: [] }), ["Add note", "Link case", "Same customer", "Reopen"]],
  ])("when %s keeps everything else under More", (_state, kase, more) => {
    expect(labels(caseCard(kase, ctx).more)).toEqual(more);
  });

  it("shows the checklist with who did what and what remains", () => {
    expect(body(caseCard(apologizedCase(), ctx)).slice(1)).toEqual([
      "[x] Owned by Ben Okafor, 2026-03-10 10:02 UTC",
      "[x] Acknowledged by Ben Okafor by direct message, 2026-03-10 10:04 UTC",
      "[x] Apologized by Ben Okafor by direct message, 2026-03-10 10:10 UTC",
      "[>] Find the root cause",
      "[ ] Offer a remedy",
      "[ ] Resolve, by 2026-03-11 10:00 UTC",
    ]);
  });

  it("counts a stated reason why no remedy is due as the remedy step", () => {
    const card = caseCard(
      diagnosedCase({ noRemedy: { reason: "The parcel was on time", by: ben, at: at("10:26") } }),
      ctx,
    );
    expect(primary(card)).toBe("Resolve");
    expect(body(card)).toContain("[x] No remedy is due: The parcel was on time");
  });

  it("says before acknowledging that the customer gets a direct message, or that staff must tell them", () => {
    const confirm = (kase = ownedCase()) =>
      caseCard(kase, ctx).buttons.find(({ label }) => label === "Acknowledge")?.confirm;
    expect(confirm()).toBe("Rosa Diaz gets a direct message that says we have the complaint and are looking after it.");
    expect(confirm(ownedCase({ customer: byEmailOnly }))).toContain("Please tell them yourself");
  });

  it("turns urgent when a clock has run out, and says since when", () => {
    const card = caseCard(ownedCase(), viewContext({ now: at("11:20") }));
    expect(card.tone).toBe("urgent");
    expect(fact(card, "Next")).toBe("Acknowledge, was due 2026-03-10 11:00 UTC");
  });

  it("names what is due under the clock it belongs to", () => {
    expect(fact(caseCard(openCase(), ctx), "Next")).toBe("Take ownership; acknowledge by 2026-03-10 11:00 UTC");
    expect(fact(caseCard(acknowledgedCase(), ctx), "Next")).toBe("Apologize; resolve by 2026-03-11 10:00 UTC");
    expect(fact(caseCard(readyCase(), ctx), "Next")).toBe("Resolve, by 2026-03-11 10:00 UTC");
  });

  it("says what is late besides the next step", () => {
    const late = (kase: Case, now = at("11:00", 13)) => fact(caseCard(kase, viewContext({ now })), "Late");
    expect(late(reopenedCase(), at("09:30", 13))).toBe("Deliver Refund $40, was due 2026-03-12 10:25 UTC");
    expect(late(resolvedCase())).toBeUndefined();
    expect(late(ownedCase(), at("11:20"))).toBeUndefined();
    const promises = [11, 12].map((day) => ({
      ...promise,
      id: `P${day}`,
      text: "Call back.",
      dueAt: at("09:00", day),
    }));
    expect(late(acknowledgedCase({ promises, remedies: [grantedRefund()] }))).toBe(
      "Keep the promise “Call back”, was due 2026-03-11 09:00 UTC; Resolve, was due 2026-03-11 10:00 UTC; Update customer, was due 2026-03-11 10:00 UTC; and 2 more",
    );
  });

  it("ends no sentence twice, whatever was typed", () => {
    const kase = ownedCase({
      customer: { key: "k", name: "Carla M." },
      promises: [{ ...promise, text: "The room is ready. " }],
    });
    const card = caseCard(kase, ctx);
    expect(card.fallback).toContain("Customer: Carla M. Next: Acknowledge.");
    expect(body(card)).toContain("Promised: The room is ready, by Ben Okafor, due 2026-03-10 17:00 UTC");
    expect(card.more[0]?.label).toBe("Promise kept: The room is ready");
  });

  it("counts the times that it wasn't put right", () => {
    const said = (round: number) => body(caseCard(reopenedCase({ round }), ctx)).join("\n");
    expect(said(2)).toContain("Second time. Our first answer did not put this right.");
    expect(said(3)).toContain("Third time. Our answers so far did not put this right.");
    expect(said(9)).toContain("Once more. Our answers so far did not put this right.");
  });

  it("doesn't count a snoozed case as late", () => {
    const acknowledged = { at: at("10:05"), by: ben, told: "dm" as const };
    const snoozed = ownedCase({ acknowledged, snoozedUntil: at("12:00", 12) });
    const card = caseCard(snoozed, viewContext({ now: at("11:20", 12) }));
    expect(card.tone).not.toBe("urgent");
    expect(body(card)).toContain("Snoozed until 2026-03-12 12:00 UTC. Reminders rest until then; promises don't.");
  });

  it("shows who waits for an approval", () => {
    const card = caseCard(
      awaitingApproval({
        remedies: [pendingRefund({ needed: 2, approvals: [{ by: ann, at: at("10:28"), role: "manager" }] })],
      }),
      ctx,
    );
    expect(fact(card, "Next")).toBe("Approval of Refund $200, by 2026-03-10 10:55 UTC");
    expect(body(card)).toContain(
      "Waiting for approval: Refund $200, asked for by Ben Okafor, 1 of 2 approvals, decision by 2026-03-10 10:55 UTC",
    );
  });

  it("tells two remedies of the same kind apart by their amounts", () => {
    const kase = readyCase({ remedies: [grantedRefund(), pendingRefund({ id: "R2" })] });
    expect(labels(caseCard(kase, ctx).more).slice(0, 3)).toEqual([
      "Mark Refund $40 delivered",
      "Withdraw Refund $40",
      "Withdraw Refund $200",
    ]);
  });

  const promise = {
    id: "P1",
    text: "Call back about the refund",
    warnAt: at("15:30"),
    dueAt: at("17:00"),
    by: ben,
    at: at("10:10"),
    status: "open",
  } as const;

  it("keeps open promises in sight, with their buttons", () => {
    const card = caseCard(ownedCase({ promises: [promise, { ...promise, id: "P2", status: "kept" }] }), ctx);
    expect(body(card)).toContain("Promised: Call back about the refund, by Ben Okafor, due 2026-03-10 17:00 UTC");
    expect(card.more.slice(0, 2)).toEqual([
      { label: "Promise kept: Call back about the refund", press: { act: "keepPromise", case: "case-12", of: "P1" } },
      {
        label: "Promise broken: Call back about the refund",
        press: { act: "breakPromise", case: "case-12", of: "P1" },
      },
    ]);
  });

  it("gives staff the page to send where the customer can't be reached", () => {
    const undelivered = [{ what: "apology", reason: "user_not_visible", at: at("10:12") }];
    const card = caseCard(apologizedCase({ undelivered }), viewContext({ link: "https://amends.example/s/abc" }));
    expect(body(card)).toContain(
      "Not reached. Rosa Diaz could not be reached by direct message and has not seen the apology yet. Please send them this page, for instance by email: https://amends.example/s/abc",
    );
    expect(wordsOf(card)).not.toContain("user_not_visible");
  });

  it("says that it is the second time, with what the customer answered and which fairness fell short", () => {
    const kase = reopenedCase();
    const card = caseCard(
      { ...kase, ...(kase.survey && { survey: { ...kase.survey, answers: { overall: 2, procedural: 1 } } }) },
      ctx,
    );
    expect(body(card).join("\n")).toMatch(
      /Second time\. .*\n.*Escalated\. A manager or above is asked to take ownership/,
    );
    expect(body(card)).toContain(
      "Survey: 2 of 5 overall. “Nobody called me.” What fell short: how easy and quick it was. Take the next steps off their hands.",
    );
  });

  it("lets a senior take over an escalated case from its owner", () => {
    const escalations = [{ to: "manager", reason: "Too big for me", by: ben, at: at("10:20") }];
    const card = caseCard(acknowledgedCase({ seniorRole: "manager", escalations }), ctx);
    expect(labels(card.buttons)).toEqual(["Take ownership", "Apologize", "Root cause", "Offer remedy", "Resolve"]);
    expect(primary(card)).toBe("Take ownership");
  });

  it("protects staff from an abusive contact and doesn't offer to mark it twice", () => {
    const card = caseCard(
      ownedCase({ abusive: { reason: "Threats", by: ben, at: at("10:20") }, seniorRole: "manager" }),
      ctx,
    );
    expect(body(card).join("\n")).toContain("Nobody has to take abuse");
    expect(labels(card.more)).not.toContain("Abusive contact");
  });

  it("offers to undo the last step only where there is one, and says which", () => {
    expect(labels(caseCard(ownedCase(), ctx).more)).not.toContain("Undo last step");
    const undo = { step: "apologized", by: ben, at: at("10:10"), restore: {} };
    const button = caseCard(apologizedCase({ undo }), ctx).more.find(({ label }) => label === "Undo last step");
    expect(button?.press).toEqual({ act: "correct", case: "case-12" });
    expect(button?.confirm).toContain("takes back the apology");
  });

  it("adds the checklist of the playbook that fits", () => {
    const protocol = protocolSchema.parse({
      playbooks: [{ when: { failureType: "late" }, checklist: ["Call the carrier"] }],
    });
    expect(body(caseCard(openCase(), viewContext({ protocol })))).toContain("[ ] Call the carrier");
    expect(body(caseCard(openCase({ failureType: "wrong" }), viewContext({ protocol })))).not.toContain(
      "[ ] Call the carrier",
    );
  });

  it.each([
    ["the delivery", resolvedCase(), "Deliver Refund $40, by 2026-03-12 10:25 UTC"],
    ["the survey", resolvedCase({ remedies: [] }), "The customer is asked how it went, 2026-03-12 15:00 UTC"],
    ["the answer", surveyedCase({}, { remedies: [] }), "The customer's survey answer, by 2026-03-26 15:00 UTC"],
    [
      "the closing",
      surveyedCase({ answeredAt: at("16:00", 12), answers: { overall: 5 } }, { remedies: [] }),
      "Close the case",
    ],
    [
      "the closing where the customer opted out",
      resolvedCase({ remedies: [], surveyOptOut: at("10:00") }),
      "Close the case",
    ],
  ])("after the resolution waits for %s", (_what, kase, next) => {
    const card = caseCard(kase, ctx);
    expect(fact(card, "Next")).toBe(next);
    expect(card.tone).toBe("good");
  });

  it("is calm once closed, with the honest outcome", () => {
    const card = caseCard(closedCase({ outcome: "not-recovered", closeReason: "Rosa moved on." }), ctx);
    expect(card.tone).toBe("calm");
    expect(plain(card.title)).toBe("Case 12 · Late or delayed · Major · Closed");
    expect(body(card)).toContain("Closed: Could not be put right, by Ben Okafor, 2026-03-26 16:00 UTC. Rosa moved on.");
  });

  it("calls a recovery our own view until the customer has answered", () => {
    const ours =
      "Closed: Put right, by Ben Okafor, 2026-03-26 16:00 UTC. That is our own view; the customer hasn't confirmed it.";
    expect(body(caseCard(closedCase(), ctx))).toContain(ours);
    const confirmed = closedCase({ survey: sentSurvey({ answers: { overall: 5 }, answeredAt: at("16:00", 12) }) });
    expect(body(caseCard(confirmed, ctx))).toContain("Closed: Put right, by Ben Okafor, 2026-03-26 16:00 UTC.");
    const since = { ...confirmed, round: 2, roundStartedAt: at("09:00", 14) };
    expect(body(caseCard(since, ctx))).toContain(ours);
  });

  it.each(Object.entries(everyCase))("keeps within the platforms' limits when %s", (_state, kase) => {
    const long = "long words ".repeat(300);
    const promises = Array.from({ length: 20 }, (_, index) => ({ ...promise, id: `P${index}`, text: long }));
    const card = caseCard(
      { ...kase, complaint: long, remedySought: long, promises, customer: { key: "k", name: long.slice(0, 200) } },
      ctx,
    );
    for (const button of [...card.buttons, ...card.more]) {
      expect(button.label.length).toBeLessThanOrEqual(75);
      expect(button.confirm?.length ?? 0).toBeLessThanOrEqual(300);
    }
    expect(card.facts.length).toBeLessThanOrEqual(10);
    expect(card.more.length).toBeLessThanOrEqual(100);
  });
});
