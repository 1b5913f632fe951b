import type { FailedJob } from "../store/failed-jobs.ts";
import { cutHard } from "../views/words/cut.ts";

/** What `amends jobs` says of the messages that were given up. */
export function failedJobsText(jobs: readonly FailedJob[]): string {
  if (jobs.length === 0) return "No message was given up.";
  const places = new Set(jobs.map(({ organization }) => organization)).size;
  const lines = jobs.map(({ id, organization, caseNumber, kind, lane, failedAt, attempts, reason }) =>
    [
      `${id}`,
      `case ${caseNumber ?? "?"}${places > 1 ? ` of ${organization}` : ""}`,
      kind,
      `to ${lane}`,
      `since ${new Date(failedAt).toISOString()}`,
      `tried ${attempts === 1 ? "once" : `${attempts} times`}`,
      cutHard(reason.replace(/\s+/g, " "), 300),
    ].join("  "),
  );
  return [
    ...lines,
    "",
    `${counted(jobs.length)} given up. When the cause is mended: amends jobs retry <id>, or amends jobs retry all.`,
  ].join("\n");
}

export const retriedText = (count: number): string =>
  `${counted(count)} to be sent again: at the next tick of a running Amends, or when one starts.`;

/** Which jobs are meant; undefined for anything else. */
export function whichJobs(words: string): number | "all" | undefined {
  if (words === "all") return "all";
  return /^\d{1,15}$/.test(words) ? Number(words) : undefined;
}

const counted = (count: number): string => (count === 1 ? "1 message" : `${count} messages`);
