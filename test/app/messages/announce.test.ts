import { describe, expect, it } from "vitest";
import { announce } from "../../../src/app/messages/announce.ts";
import type { Case } from "../../../src/core/case.ts";
import { eventSchema } from "../../../src/core/events.ts";
import {
  acknowledge,
  acknowledged,
  addNote,
  addPromise,
  ann,
  answerSurvey,
  apologize,
  apologized,
  approve,
  approveLess,
  assign,
  at,
  awaitingApproval,
  awaitingTwo,
  breakPromise,
  changeSeverity,
  close,
  correct,
  decline,
  diagnosed,
  dora,
  escalate,
  flag,
  flagged,
  given,
  joinCustomers,
  keepPromise,
  linkCase,
  markAbusive,
  markDelivered,
  offerRemedy,
  optOut,
  owned,
  partCustomers,
  recordDeparture,
  recordRootCause,
  recordUnreachable,
  remedied,
  reopen,
  resolve,
  resolved,
  type Step,
  type Story,
  snooze,
  strikes,
  surveyed,
  takeOwnership,
  tellCustomersApart,
  timeUp,
  updateCustomer,
  usd,
  wait,
  waiveRemedy,
  withdrawRemedy,
} from "../../support/given.ts";

/** What was asked last, as the application hears of it. */
function change(story: Story, step: Step) {
  const before = given(story);
  const after = before.when(step).afterwards;
  const events = after.events.slice(before.events.length);
  return { events, kase: after.kase, jobs: announce(events, after.kase, before.kase) };
}
const announced = (story: Story, step: Step) => change(story, step).jobs.map(({ surface }) => surface);

const sentAt = (kase: Case) => kase.survey?.sentAt;
const promised: Story = [owned, addPromise()];
const snoozed: Story = [owned, snooze({ for: "1d" })];
const toldElsewhere = { told: "elsewhere" } as const;

type Row = readonly [what: string, story: Story, step: Step, surfaces: readonly string[] | ((kase: Case) => string[])];
const rows: readonly Row[] = [
  ["ownership", flagged, takeOwnership(), []],
  ["an assignment", owned, assign(), (kase) => [`assigned:${kase.owner?.since}`]],
  ["an owner who is gone", owned, recordDeparture(), (kase) => [`departed:${kase.departed?.[0]?.at}`]],
  ["an acknowledgement", owned, acknowledge(), ["acknowledgement:1"]],
  ["an apology by direct message", acknowledged, apologize(), ["apology:1"]],
  ["an apology in person", acknowledged, apologize(toldElsewhere), []],
  ["the root cause", apologized, recordRootCause(), []],
  ["an update by direct message", acknowledged, updateCustomer(), ["update:0"]],
  ["a second update", [acknowledged, updateCustomer()], updateCustomer(), ["update:1"]],
  ["an update in person", acknowledged, updateCustomer(toldElsewhere), []],
  ["a promise", owned, addPromise(), []],
  ["a promise kept", promised, keepPromise(), []],
  ["a promise broken", promised, breakPromise(), []],
  ["a remedy on one's own authority", diagnosed, offerRemedy(), []],
  ["a remedy that needs approval", diagnosed, offerRemedy({ amount: usd(200) }), ["approval:R1"]],
  ["an approval", awaitingApproval, approve(), ["approval:R1"]],
  ["a first approval of two", awaitingTwo, approve({ by: dora }), ["approval:R1"]],
  ["an approval of less", awaitingApproval, approveLess(), ["approval:R1"]],
  ["a refusal to approve", awaitingApproval, decline(), ["approval:R1"]],
  ["the withdrawal of what was pending", awaitingApproval, withdrawRemedy(), ["approval:R1"]],
  ["the withdrawal of what was granted at once", remedied, withdrawRemedy(), []],
  ["a delivery", remedied, markDelivered(), []],
  ["that no remedy is due", diagnosed, waiveRemedy(), []],
  ["another severity", owned, changeSeverity(), []],
  ["an escalation", owned, escalate(), ["escalated:1"]],
  ["a note", owned, addNote(), ["note:0"]],
  ["a link", owned, linkCase(), []],
  ["customers who are the same", owned, joinCustomers(), ["same-customer:7"]],
  ["customers who aren't, after all", [owned, joinCustomers()], partCustomers(), ["same-customer:7"]],
  ["customers who were told apart", owned, tellCustomersApart(), ["same-customer:7"]],
  ["snoozing", owned, snooze(), []],
  ["waking up", snoozed, strikes("snooze:end"), [`nudge:${at("10:02", 11)}:snooze:end`]],
  ["abuse", owned, markAbusive(), ["abuse"]],
  ["an undone step", acknowledged, correct(), []],
  [
    "an undone delivery of what was approved",
    [awaitingApproval, approve(), markDelivered()],
    correct(),
    ["approval:R1"],
  ],
  ["an undone delivery of what was granted at once", [remedied, markDelivered()], correct(), []],
  ["a resolution", remedied, resolve(), []],
  ["a reopening", resolved, reopen(), ["reopened:2"]],
  ["an end", [resolved, markDelivered()], close(), []],
  ["an end that withdraws what waits", awaitingApproval, close({ outcome: "unfounded" }), ["approval:R1"]],
  [
    "a warning",
    flagged,
    strikes("acknowledge:warning"),
    (kase) => [`nudge:${kase.clocks.acknowledge.warnAt}:acknowledge:warning`],
  ],
  ["that nobody could be reached", acknowledged, recordUnreachable(), ["unreachable:apology"]],
  ["a survey", resolved, strikes("survey:send"), (kase) => [`survey:${sentAt(kase)}`]],
  ["the reminder of a survey", surveyed, strikes("survey:remind"), (kase) => [`survey-reminder:${sentAt(kase)}`]],
  ["an answer", surveyed, answerSurvey(), (kase) => [`survey:${sentAt(kase)}`]],
  [
    "a poor answer",
    surveyed,
    answerSurvey({ answers: { overall: 1 } }),
    (kase) => [`survey:${sentAt(kase)}`, "reopened:2"],
  ],
  ["the end of a survey", surveyed, strikes("survey:expire"), (kase) => [`survey:${sentAt(kase)}`]],
  ["an opt-out", surveyed, optOut(), (kase) => [`survey:${sentAt(kase)}`]],
  ["an opt-out before any survey", resolved, optOut(), []],
];

describe("a change brings in line", () => {
  it.each(rows)("the case card and what belongs to %s", (_what, story, step, surfaces) => {
    const { kase, jobs } = change(story, step);
    const expected = typeof surfaces === "function" ? surfaces(kase) : surfaces;
    expect(jobs.map(({ surface }) => surface)).toEqual(["case", ...expected]);
  });

  it("the case card alone where the case is new", () => {
    const { kase, events } = given(flag());
    expect(announce(events, kase, undefined).map(({ surface }) => surface)).toEqual(["case"]);
  });

  it("something, whatever happened: no event is forgotten here", () => {
    const seen = new Set(rows.flatMap(([, story, step]) => change(story, step).events.map(({ type }) => type)));
    const all = eventSchema.options.map(({ shape }) => shape.type.value);
    expect(all.filter((type) => !seen.has(type))).toEqual(["flagged"]);
  });
});

describe("each message", () => {
  it("goes into the lane of its conversation", () => {
    const { jobs } = change(acknowledged, apologize());
    expect(jobs.map(({ surface, lane }) => [surface, lane])).toEqual([
      ["case", "slack:T1:C0CASES"],
      ["apology:1", "dm:slack:T1:U0ROSA"],
    ]);
  });

  it("is there once, however many events touch it", () => {
    const { events, jobs } = change(awaitingApproval, approve());
    expect(events.map(({ type }) => type)).toEqual(["remedy-approved", "remedy-granted"]);
    expect(jobs.map(({ surface }) => surface)).toEqual(["case", "approval:R1"]);
  });

  it("is not sent to someone who took the case for themselves", () => {
    expect(announced(flagged, assign({ by: ann, to: ann }))).toEqual(["case"]);
  });
});

describe("a nudge", () => {
  it("is a message of its own each time: a clock that runs out again is told again", () => {
    const silent = (story: Story) => announced(story, strikes("update:warning")).at(-1);
    const first: Story = [acknowledged, strikes("update:warning")];
    expect(silent(acknowledged)).not.toBe(silent([first, updateCustomer()]));
  });

  it("is left out when the breach is due as well, which says more", () => {
    const late: Story = [flagged, wait("2h")];
    expect(announced(late, timeUp({ timer: "acknowledge:warning" }))).toEqual(["case"]);
    expect(announced(late, timeUp({ timer: "acknowledge:breach" }))).toEqual([
      "case",
      expect.stringMatching(/^nudge:\d+:acknowledge:breach$/),
    ]);
  });
});
