import { describe, expect, it } from "vitest";
import { type Records, upcoming } from "../../../../adapters/sandbox/world/upcoming.ts";
import type { Case } from "../../../../src/core/case.ts";
import { organizationKey } from "../../../../src/core/organization.ts";
import { ownedCase, protocol, resolvedCase } from "../../../support/cases.ts";

describe("what happens next", () => {
  /** Worlds before this one left more timers behind than anyone would read. */
  const records = (cases: readonly Case[]): Records => ({
    openCases: async (workspace) =>
      (workspace === "sandbox-9" ? cases : Array.from({ length: 200 }, () => ownedCase())).map((kase) => ({ kase })),
    findCase: async () => undefined,
    events: async () => [],
  });
  const words = async (cases: readonly Case[], most?: number) =>
    (await upcoming(records(cases), organizationKey("sandbox-9"), protocol, most)).map((each) => each.words);

  it("is said in the words of the reminder that comes then, soonest first", async () => {
    expect(await words([ownedCase()], 2)).toEqual([
      "Reminder, case 12: Rosa Diaz is waiting for a first word from us.",
      "Late, case 12: Rosa Diaz has not heard from us yet.",
    ]);
  });

  it("tells of the survey too", async () => {
    expect(await words([resolvedCase()])).toContain("Case 12: Rosa Diaz is asked how it went.");
  });

  it("is nothing in a fresh world, whatever was left behind in others", async () => {
    expect(await words([])).toEqual([]);
  });
});
