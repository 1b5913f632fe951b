import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSandboxClock } from "../../../../adapters/sandbox/world/clock.ts";
import { instant } from "../../../../src/core/time.ts";

const noon = Date.parse("2026-11-23T12:00:00Z");
const hour = 3_600_000;

describe("the sandbox's clock", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "amends-clock-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const clockAt = (machine: number, maySkip = true) => createSandboxClock({ folder, maySkip, machine: () => machine });

  it("is the machine's until someone skips ahead", async () => {
    const clock = clockAt(noon);
    expect(clock.now()).toBe(noon);
    await clock.skipTo(instant(noon + hour));
    expect(clock.now()).toBe(noon + hour);
  });

  it("goes on from where it was skipped to, also after a restart", async () => {
    await clockAt(noon).skipTo(instant(noon + hour));
    expect(clockAt(noon + 5_000).now()).toBe(noon + hour + 5_000);
  });

  it("never goes back", async () => {
    const clock = clockAt(noon);
    await clock.skipTo(instant(noon - hour));
    expect(clock.now()).toBe(noon);
  });

  it("is the machine's again when a new world begins", async () => {
    const clock = clockAt(noon);
    await clock.skipTo(instant(noon + hour));
    await clock.reset();
    expect(clock.now()).toBe(noon);
    expect(clockAt(noon).now()).toBe(noon);
  });

  it("can't be moved where people live in real time, whatever was skipped before", async () => {
    await clockAt(noon).skipTo(instant(noon + hour));
    const clock = clockAt(noon, false);
    expect(clock.now()).toBe(noon);
    await expect(clock.skipTo(instant(noon + hour))).rejects.toThrow("another platform");
  });

  it("starts from the machine's time where its file can't be read", () => {
    writeFileSync(join(folder, "sandbox-clock.json"), "{ half a fi");
    expect(clockAt(noon).now()).toBe(noon);
  });
});
