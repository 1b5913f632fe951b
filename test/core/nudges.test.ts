import { describe, expect, it } from "vitest";
import { nextDueAt, runningClocks } from "../../src/core/nudges.ts";
import {
  acknowledge,
  acknowledged,
  addPromise,
  ann,
  answerSurvey,
  apologize,
  approve,
  at,
  awaitingApproval,
  breakPromise,
  changeSeverity,
  close,
  closed,
  correct,
  diagnosed,
  flagged,
  given,
  keepPromise,
  markDelivered,
  millis,
  offerRemedy,
  optOut,
  owned,
  remedied,
  reopen,
  resolve,
  resolved,
  type Story,
  snooze,
  strikes,
  surveyed,
  takeOwnership,
  updateCustomer,
  usd,
  wait,
  waiveRemedy,
  withdrawRemedy,
} from "../support/given.ts";

const timers = (...story: readonly Story[]) => given(...story).timers;
const names = (...story: readonly Story[]) => Object.keys(timers(...story)).sort();
const both = (...clocks: readonly string[]) =>
  clocks.flatMap((clock) => [`${clock}:breach`, `${clock}:warning`]).sort();

describe("which clocks nudge", () => {
  it("until the acknowledgement: acknowledging and resolving", () =>
    expect(timers(flagged)).toEqual({
      "acknowledge:warning": at("10:45"),
      "acknowledge:breach": at("11:00"),
      "resolve:warning": at("04:00", 11),
      "resolve:breach": at("10:00", 11),
    }));

  it("then: resolving, and telling the customer something", () =>
    expect(timers(acknowledged)).toEqual({
      "resolve:warning": at("04:00", 11),
      "resolve:breach": at("10:00", 11),
      "update:warning": at("04:02", 11),
      "update:breach": at("10:02", 11),
    }));

  it("an approval that waits", () => {
    expect(names(awaitingApproval)).toEqual(both("resolve", "update", "approve:R1"));
    expect(timers(awaitingApproval)["approve:R1:breach"]).toBe(at("10:35"));
  });

  it("a granted remedy until it is delivered or withdrawn", () => {
    expect(names(awaitingApproval, approve())).toEqual(both("resolve", "update", "deliver:R1"));
    expect(timers(remedied)["deliver:R1:breach"]).toBe(at("10:05", 12));
    expect(names(remedied, markDelivered())).toEqual(both("resolve", "update"));
    expect(names(remedied, withdrawRemedy())).toEqual(both("resolve", "update"));
  });

  it("an open promise, until it is kept or broken", () => {
    expect(timers(acknowledged, addPromise({ within: "4h" }))).toMatchObject({
      "promise:P1:warning": at("13:03"),
      "promise:P1:breach": at("14:03"),
    });
    expect(names(acknowledged, addPromise(), keepPromise())).toEqual(both("resolve", "update"));
    expect(names(acknowledged, addPromise(), breakPromise())).toEqual(both("resolve", "update"));
  });

  it("of a resolved case: only what the customer was promised", () => {
    expect(names(resolved)).toEqual([...both("deliver:R1"), "survey:send"]);
    expect(names(resolved, markDelivered())).toEqual(["survey:send"]);
    expect(names(resolved, markDelivered(), addPromise())).toEqual([...both("promise:P1"), "survey:send"]);
  });

  it("of a closed case: none, whatever was open", () => {
    expect(timers(closed)).toEqual({});
    expect(timers(owned, addPromise(), snooze(), close({ outcome: "unfounded" }))).toEqual({});
    expect(timers(awaitingApproval, close({ outcome: "withdrawn-by-customer" }))).toEqual({});
    expect(timers(surveyed, markDelivered(), close())).toEqual({});
    expect(runningClocks(given(closed).kase)).toEqual([]);
  });
});

describe("a nudge already given", () => {
  it("isn't given again", () => {
    expect(names(flagged, strikes("acknowledge:warning"))).toEqual(["acknowledge:breach", ...both("resolve")]);
    expect(names(flagged, strikes("acknowledge:warning"), strikes("acknowledge:breach"))).toEqual(both("resolve"));
  });

  it("is given anew when its clock starts anew", () => {
    const silent = [acknowledged, strikes("update:warning"), strikes("update:breach")];
    expect(names(silent)).not.toContain("update:breach");
    expect(timers(silent, updateCustomer())["update:breach"]).toBe(at("10:03", 12));
    expect(names(silent, updateCustomer())).toEqual(expect.arrayContaining(both("update")));
  });

  it("is given anew for the clocks of another severity, where they are still to run out", () => {
    const late = [flagged, strikes("acknowledge:warning"), strikes("acknowledge:breach")];
    expect(timers(late, changeSeverity({ severity: "minor" }))).toMatchObject({
      "acknowledge:breach": at("10:00", 11),
    });
    expect(names(late, changeSeverity({ severity: "critical" }))).toEqual(both("resolve"));
  });

  it("isn't given again because the severity went to and fro", () => {
    const late = [flagged, strikes("acknowledge:warning"), strikes("acknowledge:breach")];
    const toAndFro = [changeSeverity({ severity: "minor" }), changeSeverity({ severity: "major" })];
    expect(names(late, toAndFro)).toEqual(both("resolve"));
  });

  it("is given anew in a new round, but not for a promise or a delivery that was late before", () => {
    const late = [
      acknowledged,
      addPromise({ within: "4h" }),
      strikes("promise:P1:warning"),
      strikes("promise:P1:breach"),
    ];
    const again = given(late, apologize(), waiveRemedy(), close({ outcome: "withdrawn-by-customer" }), reopen());
    expect(Object.keys(again.timers).sort()).toEqual(both("acknowledge", "resolve"));
  });

  it("isn't given again because a step was undone", () => {
    const story = [
      diagnosed,
      offerRemedy(),
      strikes("resolve:warning"),
      strikes("deliver:R1:warning"),
      snooze(),
      correct(),
    ];
    expect(names(story)).not.toContain("resolve:warning");
    const nudgedSince = [owned, acknowledge(), strikes("resolve:warning"), correct()];
    expect(names(nudgedSince)).toEqual(["acknowledge:breach", "acknowledge:warning", "resolve:breach"]);
  });

  it("is given for the old clock when the severity goes back before it ran out", () => {
    const story = [flagged, changeSeverity({ severity: "critical" }), strikes("acknowledge:warning"), correct()];
    expect(timers(story)).toMatchObject({ "acknowledge:warning": at("10:45"), "acknowledge:breach": at("11:00") });
  });
});

describe("snoozing", () => {
  it("puts nudges off until it ends", () =>
    expect(timers(owned, snooze({ for: "4h" }))).toEqual({
      "acknowledge:warning": at("10:45"),
      "acknowledge:breach": at("11:00"),
      "resolve:warning": at("04:00", 11),
      "resolve:breach": at("10:00", 11),
      "snooze:end": at("14:02"),
    }));

  it("puts off neither the first word to the customer, nor promises, nor approvals", () => {
    expect(timers(awaitingApproval, addPromise({ within: "4h" }), snooze({ for: "9d" }))).toMatchObject({
      "approve:R1:breach": at("10:35"),
      "promise:P1:breach": at("14:06"),
      "resolve:breach": at("10:07", 19),
    });
  });

  it("is over with the resolution", () => expect(names(remedied, snooze(), resolve())).not.toContain("snooze:end"));

  it("lets the nudges through when it ends", () => {
    const woken = [flagged, snooze({ for: "4h" }), strikes("snooze:end")];
    expect(timers(woken)["acknowledge:breach"]).toBe(at("11:00"));
    given(woken).when(strikes("acknowledge:breach")).happened({ type: "nudged", timer: "acknowledge:breach" });
  });

  it("changes nothing about what is due: only when we are reminded", () =>
    expect(nextDueAt(given(owned, snooze({ for: "9d" })).kase)).toBe(at("11:00")));
});

describe("the survey's appointments", () => {
  const sent = Date.parse("2026-03-12T10:06:00Z");

  it("after the resolution: sending it", () => expect(timers(resolved)["survey:send"]).toBe(sent));

  it("after sending it: a reminder, and the end", () =>
    expect(timers(surveyed)).toMatchObject({
      "survey:remind": sent + millis("3d"),
      "survey:expire": sent + millis("14d"),
    }));

  it("after the reminder or an answer: only the end", () => {
    const surveys = (...story: Story[]) => names(...story).filter((name) => name.startsWith("survey"));
    expect(surveys(surveyed, strikes("survey:remind"))).toEqual(["survey:expire"]);
    expect(surveys(surveyed, answerSurvey())).toEqual(["survey:expire"]);
    expect(surveys(surveyed, strikes("survey:expire"))).toEqual([]);
  });

  it("after opting out: nothing is sent and nobody is reminded; answers still close the case", () => {
    expect(names(resolved, optOut())).toEqual(both("deliver:R1"));
    expect(names(surveyed, answerSurvey(), optOut())).toContain("survey:expire");
    expect(names(surveyed, optOut())).not.toContain("survey:remind");
  });

  it("while reopened: none; after the next resolution: the next survey's", () => {
    const again = [takeOwnership({ by: ann }), acknowledge(), apologize(), resolve({ by: ann })];
    const surveys = (...story: Story[]) => names(...story).filter((name) => name.startsWith("survey"));
    expect(surveys(surveyed, reopen())).toEqual([]);
    expect(surveys(surveyed, reopen(), again)).toEqual(["survey:send"]);
    expect(surveys(surveyed, reopen(), again, strikes("survey:send"))).toEqual(["survey:expire", "survey:remind"]);
  });
});

describe("what is late next", () => {
  it("is the clock that runs out first", () => {
    expect(nextDueAt(given(flagged).kase)).toBe(at("11:00"));
    expect(nextDueAt(given(acknowledged).kase)).toBe(at("10:00", 11));
    expect(nextDueAt(given(diagnosed, offerRemedy({ amount: usd(200) })).kase)).toBe(at("10:35"));
    expect(nextDueAt(given(acknowledged, addPromise({ within: "1h" }), wait("3h")).kase)).toBe(at("11:03"));
  });

  it("is nothing where nothing waits", () => {
    expect(nextDueAt(given(resolved, markDelivered()).kase)).toBeUndefined();
    expect(nextDueAt(given(closed).kase)).toBeUndefined();
  });
});
