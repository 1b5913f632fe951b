import { describe, it } from "vitest";
import {
  acknowledge,
  at,
  closed,
  flagged,
  given,
  owned,
  snooze,
  strikes,
  timeUp,
  updateCustomer,
  wait,
} from "../../support/given.ts";

describe("the clock", () => {
  it("nudges when a timer is due", () =>
    given(flagged)
      .when(strikes("acknowledge:warning"))
      .happened({ type: "nudged", timer: "acknowledge:warning" })
      .leaves({ nudged: { "acknowledge:warning": at("10:45") } }));

  it("wakes a snoozed case", () =>
    given(owned, snooze({ for: "1h" }))
      .when(strikes("snooze:end"))
      .happened({ type: "woken" }));

  it("nudges late rather than never", () =>
    given(flagged, wait("9d"))
      .when(timeUp({ timer: "acknowledge:breach" }))
      .happened({
        type: "nudged",
        timer: "acknowledge:breach",
      }));
});

describe("a timer that no longer applies is refused like a late press:", () => {
  it("before its time", () =>
    given(flagged)
      .when(timeUp({ timer: "acknowledge:warning" }))
      .refused("timer-stale"));

  it("after the step was done", () =>
    given(flagged, acknowledge(), wait("2h"))
      .when(timeUp({ timer: "acknowledge:breach" }))
      .refused("timer-stale"));

  it("the second time", () =>
    given(flagged, strikes("acknowledge:warning"))
      .when(timeUp({ timer: "acknowledge:warning" }))
      .refused("timer-stale"));

  it("where its clock started anew", () =>
    given(flagged, acknowledge(), wait("17h"), updateCustomer(), wait("2h"))
      .when(timeUp({ timer: "update:warning" }))
      .refused("timer-stale"));

  it("while the case is snoozed", () =>
    given(flagged, snooze({ for: "2d" }), wait("1d"))
      .when(timeUp({ timer: "resolve:warning" }))
      .refused("timer-stale"));

  it("on a closed case", () =>
    given(closed, wait("9d"))
      .when(timeUp({ timer: "deliver:R1:breach" }))
      .refused("timer-stale"));

  it("with a name nobody knows", () => {
    for (const timer of ["", "constructor", "approve:R9:breach", "survey:send"])
      given(flagged, wait("9d")).when(timeUp({ timer })).refused("timer-stale");
  });
});
