import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appointments, clockKinds, parseTimerKey, type TimerRef, timerKey } from "../../src/core/timers.ts";
import { settings, timers } from "../support/arbitrary-surfaces.ts";

describe("the word of a timer", () => {
  it("is read back as the timer it was written for", () => {
    fc.assert(
      fc.property(timers, (timer) => {
        expect(parseTimerKey(timerKey(timer))).toEqual(timer);
      }),
      settings,
    );
  });

  /** As databases hold them: they must mean the same for ever. */
  const stored: readonly (readonly [key: string, timer: TimerRef])[] = [
    ["acknowledge:warning", { clock: "acknowledge", of: "", stage: "warning" }],
    ["acknowledge:breach", { clock: "acknowledge", of: "", stage: "breach" }],
    ["resolve:breach", { clock: "resolve", of: "", stage: "breach" }],
    ["update:warning", { clock: "update", of: "", stage: "warning" }],
    ["approve:R1:warning", { clock: "approve", of: "R1", stage: "warning" }],
    ["deliver:R1:breach", { clock: "deliver", of: "R1", stage: "breach" }],
    ["promise:P1:breach", { clock: "promise", of: "P1", stage: "breach" }],
    ["snooze:end", { appointment: "snooze:end" }],
    ["survey:send", { appointment: "survey:send" }],
    ["survey:remind", { appointment: "survey:remind" }],
    ["survey:expire", { appointment: "survey:expire" }],
  ];
  it.each(stored)("%s stays what it is", (key, timer) => {
    expect(parseTimerKey(key)).toEqual(timer);
    expect(timerKey(timer)).toBe(key);
  });

  it("is known here for every clock and appointment", () => {
    const named = stored.map(([, timer]) => ("clock" in timer ? timer.clock : timer.appointment));
    expect([...clockKinds, ...appointments].filter((kind) => !named.includes(kind))).toEqual([]);
  });

  it.each(["", "acknowledge", "acknowledge:", "acknowledge:late", "telegram:warning", "survey", "snooze:end:warning"])(
    "%j is none",
    (key) => {
      expect(parseTimerKey(key)).toBeUndefined();
    },
  );
});
