import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readGuide } from "../../../../adapters/sandbox/world/guide.ts";
import type { Records } from "../../../../adapters/sandbox/world/upcoming.ts";
import { createWorld, type World } from "../../../../adapters/sandbox/world/world.ts";
import type { EventType } from "../../../../src/core/events.ts";
import { instant } from "../../../../src/core/time.ts";
import type { Card } from "../../../../src/views/elements.ts";

const cardOf = (kase: string): Card => ({
  title: [kase],
  tone: "calm",
  facts: [],
  body: [],
  buttons: [],
  more: [
    { label: "Assign", press: { act: "assign", case: kase } },
    { label: "Close", press: { act: "close", case: kase } },
  ],
  fallback: kase,
});

describe("the guide", () => {
  let folder: string;
  let world: World;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "amends-guide-"));
    world = createWorld({
      first: 1,
      folder,
      now: () => instant(Date.parse("2026-11-23T12:00:00Z")),
      changed: () => {},
    });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** The title of the step it stands at, where these cases have come this far, in the order they were opened. */
  async function stepOf(logs: Readonly<Record<string, readonly EventType[]>>): Promise<string | undefined> {
    for (const kase of Object.keys(logs)) await world.add({ channel: "cases", from: "amends", cards: [cardOf(kase)] });
    const records: Records = {
      openCases: async () => [],
      findCase: async () => undefined,
      // Only what the guide reads: that it happened.
      events: async (_workspace, id) => (logs[id] ?? []).map((type) => ({ event: { type } })) as never,
    };
    const guide = await readGuide(world, records);
    return guide.steps[guide.at]?.title;
  }

  it("begins at the complaint", async () => {
    expect(await stepOf({})).toBe("Flag the complaint");
  });

  it("says what comes next in the case", async () => {
    expect(await stepOf({ first: ["flagged", "owned", "acknowledged"] })).toBe("Apologize");
  });

  it("isn't led back to the beginning by another complaint", async () => {
    expect(await stepOf({ first: ["flagged", "owned", "acknowledged"], second: ["flagged"] })).toBe("Apologize");
  });

  it("leaves a case that was closed on the way", async () => {
    expect(await stepOf({ first: ["flagged", "owned", "acknowledged", "closed"], second: ["flagged"] })).toBe(
      "Take ownership",
    );
  });
});
