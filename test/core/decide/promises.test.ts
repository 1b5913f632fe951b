import { describe, it } from "vitest";
import { after as later } from "../../../src/core/time.ts";
import {
  addPromise,
  at,
  ben,
  breakPromise,
  cleo,
  given,
  keepPromise,
  millis,
  owned,
  resolved,
} from "../../support/given.ts";

describe("promising something", () => {
  it("starts a clock in wall time, which warns when a quarter is left", () =>
    given(owned)
      .when(addPromise({ text: "I'll call you", within: "4h" }))
      .happened({
        type: "promise-added",
        by: ben.person,
        promise: "P1",
        text: "I'll call you",
        warnAt: at("13:02"),
        dueAt: at("14:02"),
      })
      .leaves({ promises: [{ id: "P1", status: "open", by: ben.person, at: at("10:02") }] }));

  it("is for a time to come", () =>
    given(owned)
      .when(addPromise({ within: "0m" }))
      .refused("in-the-past", { field: "due" }));

  it("is for a time within a year", () => {
    given(owned)
      .when(addPromise({ within: "366d" }))
      .leaves({ promises: [{ status: "open" }] });
    given(owned)
      .when(addPromise({ within: "367d" }))
      .refused("too-far", { field: "due", latest: later(at("10:02"), millis("366d")) });
  });

  it("is possible after the resolution", () => given(resolved).when(addPromise()).leaves({ status: "resolved" }));
});

describe("settling a promise", () => {
  it("was kept", () =>
    given(owned, addPromise())
      .when(keepPromise({ by: cleo }))
      .happened({ type: "promise-kept", by: cleo.person, promise: "P1" })
      .leaves({ promises: [{ status: "kept" }] }));

  it("was broken, perhaps for a reason", () => {
    given(owned, addPromise())
      .when(breakPromise({ reason: "The line was dead." }))
      .happened({ type: "promise-broken", by: ben.person, promise: "P1", reason: "The line was dead." })
      .leaves({ promises: [{ status: "broken" }] });
    given(owned, addPromise()).when(breakPromise()).happened({ type: "promise-broken", by: ben.person, promise: "P1" });
  });

  it("settles the one that was meant", () =>
    given(owned, addPromise(), addPromise({ text: "I'll write" }))
      .when(keepPromise({ promise: "P2" }))
      .leaves({ promises: [{ status: "open" }, { status: "kept" }] }));

  it("happens once", () => {
    given(owned, addPromise(), keepPromise()).when(keepPromise()).refused("promise-settled", { status: "kept" });
    given(owned, addPromise(), keepPromise()).when(breakPromise()).refused("promise-settled", { status: "kept" });
    given(owned, addPromise(), breakPromise()).when(keepPromise()).refused("promise-settled", { status: "broken" });
  });

  it("needs a promise of the case", () => {
    given(owned).when(keepPromise()).refused("no-such-promise");
    given(owned)
      .when(breakPromise({ promise: "P9" }))
      .refused("no-such-promise");
  });
});
