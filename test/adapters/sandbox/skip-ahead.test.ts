import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSandboxClock } from "../../../adapters/sandbox/clock.ts";
import { createSkipAhead } from "../../../adapters/sandbox/skip-ahead.ts";
import { type Records, timerWords } from "../../../adapters/sandbox/upcoming.ts";
import { instant } from "../../../src/core/time.ts";

const noon = Date.parse("2026-11-23T12:00:00Z");
const hour = 3_600_000;

describe("skipping ahead", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "amends-skip-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Timers that are gone once their time has come; each is noted with the time at which it happened. */
  function world(timers: readonly { key: string; inHours: number; workspace?: string }[]) {
    const clock = createSandboxClock({ folder, machine: () => noon });
    let waiting = timers.map(({ key, inHours, workspace = "sandbox-1" }) => ({
      key,
      workspace,
      caseId: "c1",
      dueAt: instant(noon + inHours * hour),
    }));
    const happened: string[] = [];
    const records: Records = {
      dueTimers: async () => waiting,
      findCase: async () => undefined,
      events: async () => [],
    };
    const tick = async () => {
      const due = waiting.filter(({ dueAt }) => dueAt <= clock.now());
      happened.push(...due.map(({ key }) => `${key} at ${(clock.now() - noon) / hour}`));
      waiting = waiting.filter((timer) => !due.includes(timer));
    };
    const skipAhead = createSkipAhead({
      clock,
      records,
      workspace: () => "sandbox-1",
      tick,
      idle: async () => undefined,
    });
    return { clock, happened, skipAhead };
  }

  it("to what comes next stops there", async () => {
    const { clock, happened, skipAhead } = world([
      { key: "resolve:breach", inHours: 9 },
      { key: "acknowledge:warning", inHours: 3 },
    ]);
    await skipAhead("next");
    expect(happened).toEqual(["acknowledge:warning at 3"]);
    expect(clock.now()).toBe(noon + 3 * hour);
  });

  it("lets everything on the way happen at its own time, in its own order", async () => {
    const { clock, happened, skipAhead } = world([
      { key: "survey:send", inHours: 48 },
      { key: "resolve:breach", inHours: 9 },
      { key: "acknowledge:warning", inHours: 3 },
    ]);
    const told = await skipAhead("day");
    expect(happened).toEqual(["acknowledge:warning at 3", "resolve:breach at 9"]);
    expect(told).toHaveLength(2);
    expect(clock.now()).toBe(noon + 24 * hour);
  });

  it("stays where it is when nothing comes next", async () => {
    const { clock, skipAhead } = world([{ key: "survey:send", inHours: 1, workspace: "sandbox-0" }]);
    expect(await skipAhead("next")).toEqual([]);
    expect(clock.now()).toBe(noon);
  });

  it("says what will happen in words", () => {
    expect(timerWords("survey:send", 3)).toBe("the customer of case 3 is asked how it went");
    expect(timerWords("approve:R1:warning", 3)).toBe("the approvers are reminded of the remedy in case 3");
    expect(timerWords("promise:P1:breach", 3)).toBe("the team is told that a promise in case 3 is overdue");
    expect(timerWords("something-new", 3)).toBe("the clock looks at case 3");
  });
});
