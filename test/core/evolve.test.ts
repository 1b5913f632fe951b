import { describe, expect, it } from "vitest";
import { evolve, fold } from "../../src/core/evolve.ts";
import {
  acknowledged,
  ann,
  answerSurvey,
  apologized,
  approve,
  assign,
  at,
  awaitingApproval,
  awaitingTwo,
  ben,
  cleo,
  clock,
  close,
  closed,
  diagnosed,
  dora,
  flagged,
  given,
  markDelivered,
  millis,
  offerRemedy,
  owned,
  recordUnreachable,
  remedied,
  reopen,
  reopened,
  resolve,
  resolved,
  type Story,
  snooze,
  strikes,
  surveyed,
  updateCustomer,
  usd,
  waiveRemedy,
} from "../support/given.ts";

describe("the fold", () => {
  it("is the case, whatever happened", () => {
    for (const story of [flagged, awaitingTwo, surveyed, closed, reopened]) {
      const { kase, events } = given(story);
      expect(fold(events)).toStrictEqual(kase);
      expect(kase.version).toBe(events.length);
    }
  });

  it("begins with the complaint", () => {
    const [, second] = given(owned).events;
    if (!second) throw new Error("taking ownership is an event");
    expect(() => fold([second])).toThrow('a case begins with "flagged", not "owned"');
    expect(() => evolve(undefined, second)).toThrow("begins with");
    expect(() => fold([])).toThrow("at least one event");
  });

  it("leaves out what is not known, so that the case survives being written down", () => {
    for (const story of [flagged, awaitingApproval, surveyed, closed, reopened]) {
      const { kase } = given(story);
      expect(JSON.parse(JSON.stringify(kase))).toStrictEqual(kase);
    }
  });
});

describe("the steps", () => {
  it("an owner is whoever took the case or was given it", () => {
    expect(given(owned).kase).toMatchObject({
      owner: { person: ben.person, since: at("10:01") },
    });
    expect(given(owned, assign({ by: ann, to: cleo })).kase).toMatchObject({
      owner: { person: cleo.person, since: at("10:02") },
    });
  });

  it("a word to the customer starts the silence clock anew", () => {
    expect(given(acknowledged).kase.clocks.update).toEqual(clock(at("10:02"), "1d"));
    expect(given(apologized).kase.clocks.update).toEqual(clock(at("10:03"), "1d"));
    expect(given(apologized, updateCustomer()).kase.clocks.update).toEqual(clock(at("10:04"), "1d"));
  });

  it("the other clocks keep running as they were promised", () => {
    const { acknowledge: first, resolve: second } = given(flagged).kase.clocks;
    expect(given(apologized).kase.clocks).toMatchObject({ acknowledge: first, resolve: second });
  });

  it("waking ends the snooze, and is a nudge that was given", () => {
    const { kase } = given(owned, snooze({ for: "1h" }), strikes("snooze:end"));
    expect(kase).not.toHaveProperty("snoozedUntil");
    expect(kase.nudged).toEqual({ "snooze:end": at("11:02") });
  });
});

describe("remedies", () => {
  const remedyOf = (...story: Story[]) => given(...story).kase.remedies[0];
  const facts = {
    id: "R1",
    kind: "refund",
    label: "Refund",
    reason: "Five days late.",
    by: ben.person,
    at: at("10:05"),
  };

  it("asked for", () =>
    expect(remedyOf(awaitingApproval)).toStrictEqual({
      ...facts,
      status: "pending",
      amount: usd(200),
      proposed: usd(200),
      role: "manager",
      needed: 1,
      approvals: [],
      clock: clock(at("10:05"), "30m"),
    }));

  it("granted: no longer waits for anybody, and is due at the customer", () =>
    expect(remedyOf(awaitingApproval, approve())).toStrictEqual({
      ...facts,
      status: "granted",
      amount: usd(200),
      proposed: usd(200),
      grantedAt: at("10:06"),
      grantedBy: ann.person,
      approvals: [{ by: ann.person, at: at("10:06"), role: "manager" }],
      clock: clock(at("10:06"), "2d"),
    }));

  it("delivered: no clock runs any more", () => {
    expect(remedyOf(remedied, markDelivered())).toMatchObject({ status: "delivered", deliveredBy: ben.person });
    expect(remedyOf(remedied, markDelivered())).not.toHaveProperty("clock");
  });

  it("approved by one of two: still waits", () =>
    expect(remedyOf(awaitingTwo, approve({ by: dora }))).toMatchObject({
      status: "pending",
      approvals: [{ by: dora.person }],
    }));

  it("a grant answers that no remedy was due", () =>
    expect(given(diagnosed, waiveRemedy(), offerRemedy()).kase).not.toHaveProperty("noRemedy"));
});

describe("the ends", () => {
  it("a closed case carries only what is true of it", () => {
    expect(given(closed).kase).toMatchObject({
      outcome: "recovered",
      whatWasDone: "Refunded the shipping fee.",
      resolvedAt: at("10:06"),
    });
    for (const gone of ["resolvedBy", "surveyAt", "snoozedUntil"]) expect(given(closed).kase).not.toHaveProperty(gone);
    const unfounded = given(owned, snooze(), close({ outcome: "unfounded" })).kase;
    for (const gone of ["snoozedUntil", "resolvedAt", "whatWasDone"]) expect(unfounded).not.toHaveProperty(gone);
  });

  it("a new round keeps what was found and given, and starts the rest afresh", () => {
    const { kase } = given(resolved, reopen());
    expect(kase).toMatchObject({
      status: "open",
      round: 2,
      roundStartedAt: at("10:07"),
      openedAt: at("10:00"),
      rootCause: { id: "carrier" },
      remedies: [{ id: "R1", status: "granted" }],
      clocks: { acknowledge: clock(at("10:07"), "1h") },
    });
    for (const gone of ["owner", "acknowledged", "apology", "resolvedAt", "resolvedBy", "whatWasDone", "surveyAt"])
      expect(kase).not.toHaveProperty(gone);
  });

  it("a closed case reopens as an open one", () => {
    const { kase } = given(closed, reopen());
    for (const gone of ["closedAt", "closedBy", "outcome", "closeReason"]) expect(kase).not.toHaveProperty(gone);
  });

  it("a new round needs its own reason for giving nothing, and hears anew who can't be reached", () => {
    const { kase } = given(diagnosed, waiveRemedy(), recordUnreachable(), resolve(), reopen());
    expect(kase).not.toHaveProperty("noRemedy");
    expect(kase.undelivered).toEqual([]);
  });

  it("answers add up, and the first moment counts", () => {
    const { survey } = given(
      surveyed,
      answerSurvey({ answers: { overall: 4 } }),
      answerSurvey({ answers: { before: 5 }, comment: "Thanks." }),
    ).kase;
    expect(survey).toMatchObject({ answers: { overall: 4, before: 5 }, comment: "Thanks." });
    expect((survey?.answeredAt ?? 0) - (survey?.sentAt ?? 0)).toBe(millis("1m"));
  });
});
