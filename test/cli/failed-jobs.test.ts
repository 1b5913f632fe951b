import { describe, expect, it } from "vitest";
import { failedJobsText, retriedText, whichJobs } from "../../src/cli/failed-jobs.ts";
import { organizationKey } from "../../src/core/organization.ts";
import { instant } from "../../src/core/time.ts";

const job = {
  id: 17,
  organization: organizationKey("main"),
  caseNumber: 4,
  kind: "approval",
  lane: "slack:T1:C0CASES",
  failedAt: instant(Date.UTC(2026, 2, 10, 10)),
  attempts: 300,
  reason: "is_archived",
};

describe("the messages that were given up", () => {
  it("are told a line each: which, of which case, what, where to, since when, how often tried, and why", () => {
    expect(failedJobsText([job]).split("\n")).toEqual([
      "17  case 4  approval  to slack:T1:C0CASES  since 2026-03-10T10:00:00.000Z  tried 300 times  is_archived",
      "",
      "1 message given up. When the cause is mended: amends jobs retry <id>, or amends jobs retry all.",
    ]);
  });

  it("say whose case it is, where there are several organizations", () => {
    const { caseNumber: _gone, ...other } = {
      ...job,
      organization: organizationKey("acme"),
      attempts: 1,
      reason: "two\nlines",
    };
    const [, second] = failedJobsText([job, other]).split("\n");
    expect(second).toContain("case ? of acme");
    expect(second).toMatch(/tried once {2}two lines$/);
  });

  it("are none, most days", () => expect(failedJobsText([])).toBe("No message was given up."));

  it("are chosen by number, or all", () => {
    expect(["all", "17", "x", "-1", "1.5", ""].map(whichJobs)).toEqual(["all", 17, ...Array(4).fill(undefined)]);
    expect(retriedText(2)).toMatch(/^2 messages to be sent again/);
  });
});
