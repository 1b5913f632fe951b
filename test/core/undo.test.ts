import { describe, expect, it } from "vitest";
import type { Case } from "../../src/core/case.ts";
import { correctable } from "../../src/core/undo.ts";
import {
  acknowledge,
  acknowledged,
  addNote,
  addPromise,
  ann,
  apologize,
  apologized,
  assign,
  at,
  breakPromise,
  changeSeverity,
  cleo,
  correct,
  diagnosed,
  escalate,
  flagged,
  given,
  keepPromise,
  linkCase,
  markDelivered,
  optOut,
  owned,
  recordRootCause,
  recordUnreachable,
  remedied,
  reopened,
  resolve,
  type Story,
  snooze,
  strikes,
  takeOwnership,
  wait,
  waiveRemedy,
} from "../support/given.ts";

/** What is true of the case, apart from how many events it took and what can be undone. */
const truths = ({ version: _version, undo: _undo, ...kase }: Case) => kase;

describe("undo", () => {
  /** A row per step that can be undone: what came before it, and the step. */
  const steps: readonly [string, Story, Story][] = [
    ["owned", flagged, takeOwnership()],
    ["owned", [owned, escalate()], takeOwnership({ by: ann })],
    ["assigned", flagged, assign()],
    ["assigned", owned, assign({ to: cleo })],
    ["acknowledged", owned, acknowledge()],
    ["acknowledged", reopened, acknowledge()],
    ["apologized", acknowledged, apologize()],
    ["root-cause-recorded", apologized, recordRootCause()],
    ["root-cause-recorded", diagnosed, recordRootCause({ cause: "stock" })],
    ["promise-added", owned, addPromise()],
    ["promise-kept", [owned, addPromise(), addPromise()], keepPromise()],
    ["promise-broken", [owned, addPromise()], breakPromise()],
    ["remedy-waived", diagnosed, waiveRemedy()],
    ["remedy-waived", [diagnosed, waiveRemedy()], waiveRemedy({ reason: "Another one." })],
    ["remedy-delivered", remedied, markDelivered()],
    ["severity-changed", acknowledged, changeSeverity()],
    ["severity-changed", [owned, wait("2h"), strikes("acknowledge:breach")], changeSeverity({ severity: "minor" })],
    ["linked", owned, linkCase()],
    ["linked", [owned, linkCase()], linkCase({ to: 10 })],
    ["snoozed", owned, snooze()],
    ["snoozed", [owned, snooze({ for: "1h" })], snooze({ for: "4h" })],
    ["resolved", remedied, resolve()],
    ["resolved", [remedied, snooze()], resolve({ by: ann })],
  ];

  it.each(steps)("of %s restores exactly what was true before", (type, before, step) => {
    const then = given(before);
    const undone = given(before, step, correct({ by: ann }));
    expect(undone.events.at(-1)).toMatchObject({ type: "corrected", step: type });
    expect(truths(undone.kase)).toStrictEqual(truths(then.kase));
    expect(undone.kase).not.toHaveProperty("undo");
  });

  it("is tested for every step that has a row", () =>
    expect(new Set(steps.map(([type]) => type))).toEqual(new Set(Object.keys(correctable))));

  it("keeps what happened beside the step since", () => {
    const { kase } = given(owned, acknowledge(), addNote(), recordUnreachable(), strikes("resolve:warning"), correct());
    expect(kase).not.toHaveProperty("acknowledged");
    expect(kase).toMatchObject({ notes: [{}], undelivered: [{}], nudged: { "resolve:warning": at("04:00", 11) } });
  });

  it("keeps the customer's wish to be asked no more", () =>
    expect(given(remedied, resolve(), optOut(), correct()).kase).toMatchObject({
      status: "open",
      surveyOptOut: at("10:07"),
    }));

  it("can be followed by the step done right", () =>
    expect(given(diagnosed, correct(), recordRootCause({ cause: "stock" })).kase).toMatchObject({
      rootCause: { id: "stock" },
    }));
});
