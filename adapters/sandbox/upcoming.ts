import type { Store } from "../../src/app/ports.ts";
import { instant } from "../../src/core/time.ts";

/** What the clock will do next, in words. */

export type Upcoming = { readonly at: ReturnType<typeof instant>; readonly words: string };

/** The records of the application that the sandbox shows. `Store` fits. */
export type Records = Pick<Store, "findCase" | "events" | "dueTimers">;

const farAhead = instant(8_000_000_000_000_000);
const mostTimers = 500;

type Row = { readonly warning?: (n: number) => string; readonly words: (n: number) => string };

/** One row per kind of timer, by the first part of its key; `N` is the case's number. */
const rows: Readonly<Record<string, Row>> = {
  acknowledge: {
    warning: (n) => `the owner of case ${n} is warned that it should be acknowledged soon`,
    words: (n) => `the team is told that the acknowledgement of case ${n} is late`,
  },
  resolve: {
    warning: (n) => `the owner of case ${n} is warned that it should be resolved soon`,
    words: (n) => `the team is told that case ${n} should be resolved by now`,
  },
  update: {
    warning: (n) => `the owner of case ${n} is warned that the customer should hear from us soon`,
    words: (n) => `the team is told that the customer of case ${n} has heard nothing for too long`,
  },
  approve: {
    warning: (n) => `the approvers are reminded of the remedy in case ${n}`,
    words: (n) => `the approvers are told that the remedy in case ${n} has waited too long`,
  },
  deliver: {
    warning: (n) => `the owner of case ${n} is reminded to deliver the remedy`,
    words: (n) => `the team is told that the remedy of case ${n} is not delivered`,
  },
  promise: {
    warning: (n) => `the owner of case ${n} is reminded of a promise`,
    words: (n) => `the team is told that a promise in case ${n} is overdue`,
  },
  snooze: { words: (n) => `case ${n} is back from its snooze` },
  "survey:send": { words: (n) => `the customer of case ${n} is asked how it went` },
  "survey:remind": { words: (n) => `the customer of case ${n} is reminded of the survey` },
  "survey:expire": { words: (n) => `the survey of case ${n} ends` },
};

export function timerWords(key: string, caseNumber: number): string {
  const row = rows[key] ?? rows[key.split(":")[0] ?? ""];
  if (!row) return `the clock looks at case ${caseNumber}`;
  return (key.endsWith(":warning") && row.warning ? row.warning : row.words)(caseNumber);
}

/** What is due in this world, soonest first. */
export async function upcoming(records: Records, workspace: string): Promise<readonly Upcoming[]> {
  const timers = (await records.dueTimers(farAhead, mostTimers))
    .filter((timer) => timer.workspace === workspace)
    .sort((a, b) => a.dueAt - b.dueAt);
  return Promise.all(
    timers.slice(0, 5).map(async ({ caseId, key, dueAt }) => {
      const kase = await records.findCase(workspace, { id: caseId });
      return { at: dueAt, words: timerWords(key, kase?.number ?? 0) };
    }),
  );
}
