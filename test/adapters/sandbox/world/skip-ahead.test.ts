import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSandboxClock } from "../../../../adapters/sandbox/world/clock.ts";
import { createSkipAhead } from "../../../../adapters/sandbox/world/skip-ahead.ts";
import type { Records } from "../../../../adapters/sandbox/world/upcoming.ts";
import type { Case } from "../../../../src/core/case.ts";
import { timersFor } from "../../../../src/core/nudges.ts";
import { organizationKey } from "../../../../src/core/organization.ts";
import { acknowledgedCase, at, ownedCase, protocol } from "../../../support/cases.ts";

const halfPastTen = at("10:30");

describe("skipping ahead", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "amends-skip-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Cases of this world, and timers of worlds left behind, which tick as well: at most `atOnce`, those of old first. */
  function world(cases: readonly Case[], { overdue = 0, atOnce = 100 } = {}) {
    const clock = createSandboxClock({ folder, machine: () => halfPastTen });
    let old = overdue;
    let own = cases;
    const happened: string[] = [];
    const records: Records = {
      openCases: async (organization) => (organization === "sandbox-1" ? own.map((kase) => ({ kase })) : []),
      findCase: async () => undefined,
      events: async () => [],
    };
    const tick = async () => {
      const ofOld = Math.min(old, atOnce);
      old -= ofOld;
      let room = atOnce - ofOld;
      own = own.map((kase) => {
        const due = timersFor(kase)
          .filter(({ dueAt }) => dueAt <= clock.now())
          .slice(0, room);
        room -= due.length;
        happened.push(...due.map(({ key, dueAt }) => `${key} ${clock.now() === dueAt ? "in time" : "late"}`));
        return {
          ...kase,
          nudged: { ...kase.nudged, ...Object.fromEntries(due.map(({ key, dueAt }) => [key, dueAt])) },
        };
      });
    };
    const idle = async () => undefined;
    const organization = () => organizationKey("sandbox-1");
    const skipAhead = createSkipAhead({ clock, records, protocol: () => protocol, organization, tick, idle });
    return { clock, happened, skipAhead };
  }

  it("to what comes next stops there", async () => {
    const { clock, happened, skipAhead } = world([ownedCase()]);
    await skipAhead("next");
    expect(happened).toEqual(["acknowledge:warning in time"]);
    expect(clock.now()).toBe(at("10:45"));
  });

  it("lets everything on the way happen at its own time, in its own order", async () => {
    const { clock, happened, skipAhead } = world([acknowledgedCase(), ownedCase()]);
    const told = await skipAhead("hour");
    expect(happened).toEqual(["acknowledge:warning in time", "acknowledge:breach in time"]);
    expect(told.map(({ words }) => words)).toEqual([
      "Reminder, case 12: Rosa Diaz is waiting for a first word from us.",
      "Late, case 12: Rosa Diaz has not heard from us yet.",
    ]);
    expect(clock.now()).toBe(at("11:30"));
  });

  it("stays where it is when nothing comes next", async () => {
    const { clock, skipAhead } = world([]);
    expect(await skipAhead("next")).toEqual([]);
    expect(clock.now()).toBe(halfPastTen);
  });

  it("isn't held up by what is due in worlds left behind", async () => {
    const { happened, skipAhead } = world([ownedCase()], { overdue: 9, atOnce: 2 });
    await skipAhead("next");
    expect(happened).toEqual(["acknowledge:warning in time"]);
  });
});
