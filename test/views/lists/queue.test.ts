import { describe, expect, it } from "vitest";
import type { Case } from "../../../src/core/case.ts";
import type { PersonRef } from "../../../src/core/people.ts";
import { overdue } from "../../../src/views/case/next.ts";
import { plain } from "../../../src/views/elements.ts";
import { overviewCard, queueCards } from "../../../src/views/lists/queue.ts";
import {
  acknowledgedCase,
  ann,
  at,
  awaitingApproval,
  ben,
  cleo,
  closedCase,
  dora,
  identityOf,
  openCase,
  ownedCase,
  pendingRefund,
  reopenedCase,
  resolvedCase,
} from "../../support/cases.ts";
import { body, labels, viewContext } from "../../support/view-context.ts";

const ctx = viewContext();
const ranks = new Map([
  [ann, 1],
  [dora, 2],
]);
const queueOf = (who: PersonRef, cases: readonly Case[], now = at("10:30")) =>
  queueCards(
    cases.map((kase) => ({ kase })),
    { identity: identityOf(who), rank: ranks.get(who) ?? 0 },
    { ...ctx, now },
  );
const titles = (who: PersonRef, cases: readonly Case[], now = at("10:30")) =>
  queueOf(who, cases, now).map(({ title }) => plain(title));

describe("a person's queue", () => {
  it("says how many more there are that it doesn't hold", () => {
    const cards = queueCards([{ kase: ownedCase() }], { identity: identityOf(ben), rank: 0 }, ctx, {
      totals: { mine: 38, unowned: 3 },
    });
    expect(cards.map(({ title }) => plain(title))).toEqual(["Mine (38)", "Unowned (3)"]);
    expect(cards.map((card) => body(card).at(-1))).toEqual(["and 37 more", "and 3 more"]);
  });

  it("holds no decision for a role that the protocol no longer knows, but for the highest", () => {
    const kase = awaitingApproval({
      remedies: [pendingRefund({ role: "gone" })],
      owner: { person: cleo, since: at("10:02") },
    });
    expect(titles(ann, [kase])).not.toContain("Awaiting my approval (1)");
    expect(titles(dora, [kase])).toContain("Awaiting my approval (1)");
  });

  it("has kind words and says how to flag when there is nothing to do", () => {
    const [card, ...others] = queueOf(ben, [closedCase(), ownedCase({ owner: { person: cleo, since: at("10:02") } })]);
    expect(others).toEqual([]);
    expect(card?.tone).toBe("good");
    expect(card && body(card).join(" ")).toMatch(/Nothing waits for you.*Flag complaint, or type “\/amends flag”\./);
    const onTeams = { identity: identityOf({ platform: "teams", workspace: "T9", id: "ben" }), rank: 0 };
    const [there] = queueCards([], onTeams, ctx);
    expect(there && body(there).join(" ")).toContain("or write “flag” to me.");
  });

  it("goes from late to unowned, each case in one section only", () => {
    const cases = [
      openCase({ id: "a", number: 1 }),
      ownedCase({
        id: "b",
        number: 2,
        owner: { person: ann, since: at("10:02") },
        acknowledged: { at: at("10:04"), by: ann, told: "dm" },
      }),
      awaitingApproval({ id: "c", number: 3 }),
      ownedCase({
        id: "d",
        number: 4,
        clocks: {
          ...openCase().clocks,
          acknowledge: { startedAt: at("09:00"), warnAt: at("09:45"), dueAt: at("10:00") },
        },
      }),
    ];
    expect(titles(ann, cases)).toEqual([
      "Late (1)",
      "Awaiting my approval (1)",
      "Approval needed · Refund $200",
      "Mine (1)",
      "Unowned (1)",
    ]);
  });

  it("shows each case in one line, with a button to open it", () => {
    const [card] = queueOf(ben, [ownedCase()]);
    expect(card && body(card)).toEqual([
      "Case 12 · Late or delayed · Major · Rosa Diaz · Ben Okafor · Acknowledge, by 2026-03-10 11:00 UTC",
    ]);
    expect(card?.buttons).toEqual([{ label: "Case 12", press: { act: "showCase", case: "case-12" } }]);
  });

  it("names what a late case is late with, not its next step", () => {
    const [card] = queueOf(ann, [reopenedCase()], at("09:30", 13));
    expect(card && body(card)).toEqual([
      "Case 12 · Late or delayed · Major · Rosa Diaz · no owner yet · Deliver Refund $40, was due 2026-03-12 10:25 UTC",
    ]);
  });

  it("has words for every clock that can run out", () => {
    const promise = {
      id: "P1",
      text: "Call back.",
      warnAt: at("15:30"),
      dueAt: at("17:00"),
      by: ben,
      at: at("10:10"),
      status: "open" as const,
    };
    const cases = [ownedCase(), acknowledgedCase({ promises: [promise] }), awaitingApproval(), resolvedCase()];
    const late = cases.flatMap((kase) => overdue(kase, { ...ctx, now: at("10:00", 28) }).map(({ words }) => words));
    expect(new Set(late)).toEqual(
      new Set([
        "Acknowledge",
        "Resolve",
        "Update customer",
        "Approval of Refund $200",
        "Deliver Refund $40",
        "Keep the promise “Call back”",
      ]),
    );
  });

  it("asks only those who may decide: senior enough, not the proposer, not yet approved", () => {
    const approvals = [{ by: ann, at: at("10:28"), role: "manager" }];
    expect(titles(ann, [awaitingApproval()])).toContain("Awaiting my approval (1)");
    expect(titles(cleo, [awaitingApproval()])).toEqual(["All clear"]);
    expect(titles(ann, [awaitingApproval({ remedies: [pendingRefund({ by: ann })] })])).toEqual(["All clear"]);
    expect(titles(ann, [awaitingApproval({ remedies: [pendingRefund({ role: "director" })] })])).toEqual(["All clear"]);
    expect(titles(ann, [awaitingApproval({ remedies: [pendingRefund({ needed: 2, approvals })] })])).toEqual([
      "All clear",
    ]);
    expect(titles(dora, [awaitingApproval({ remedies: [pendingRefund({ needed: 2, approvals })] })])).toContain(
      "Awaiting my approval (1)",
    );
  });

  it("knows a person on another platform", () => {
    const teams = { platform: "teams", workspace: "T9", id: "ben" } as const;
    const me = { identity: identityOf(teams, { aliases: [ben] }), rank: 0 };
    expect(queueCards([{ kase: ownedCase() }], me, ctx).map(({ title }) => plain(title))).toEqual(["Mine (1)"]);
  });

  it("shows late cases of others to seniors only, for helping out is theirs", () => {
    expect(titles(cleo, [ownedCase()], at("11:30"))).toEqual(["All clear"]);
    expect(titles(ann, [ownedCase()], at("11:30"))).toEqual(["Late (1)"]);
  });

  it("puts the soonest due first", () => {
    const resolve = (day: number) => ({
      ...openCase().clocks,
      resolve: { startedAt: at("10:00"), warnAt: at("08:00", day), dueAt: at("10:00", day) },
      update: { startedAt: at("10:00"), warnAt: at("08:00", day), dueAt: at("10:00", day) },
    });
    const cases = [13, 11, 12].map((day) => acknowledgedCase({ id: `d${day}`, number: day, clocks: resolve(day) }));
    const [card] = queueOf(ben, cases);
    expect(card && labels(card.buttons)).toEqual(["Case 11", "Case 12", "Case 13"]);
  });

  it("ends after twenty cases with how many more there are", () => {
    const cases = Array.from({ length: 33 }, (_, index) => openCase({ id: `c${index}`, number: index + 1 }));
    const [card] = queueOf(ben, cases);
    expect(card && plain(card.title)).toBe("Unowned (33)");
    expect(card?.buttons).toHaveLength(20);
    expect(card && body(card).at(-1)).toBe("and 13 more");
  });
});

describe("the overview", () => {
  it("says what is in hand", () => {
    const numbers = { open: 4, late: 3, unowned: 2, unacknowledged: 2, waiting: 1, reopened: 1, resolved: 5 };
    const card = overviewCard(numbers, ctx.protocol);
    expect(card.facts.map(({ label, value }) => `${label}: ${plain(value)}`)).toEqual([
      "Open: 4",
      "Late: 3",
      "Unowned: 2",
      "Not acknowledged yet: 2",
      "Waiting for approval: 1",
      "Reopened: 1",
      "Resolved, being followed up: 5",
    ]);
    expect(card.fallback).toBe("9 cases in hand, 3 late.");
    expect([card.tone, overviewCard({ ...numbers, late: 0 }, ctx.protocol).tone]).toEqual(["attention", "good"]);
  });
});
