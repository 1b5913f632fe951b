import { type SQL, sql } from "drizzle-orm";
import type { NewJob } from "../app/ports.ts";
import type { OrganizationKey } from "../core/organization.ts";
import { jsonb } from "./json.ts";

/**
 * A job that already waits is touched rather than left alone, and that matters: the touch locks it until our commit, so nobody
 * claims it and renders the case as it was before. One claimed a moment earlier is not touched: then a second job is added.
 */
export function enqueueJobs(organization: OrganizationKey, jobs: readonly NewJob[], now: number): readonly SQL[] {
  if (!jobs.length) return [];
  const wanted = coalesced(jobs).map(({ caseId, surface, lane, notBefore }) => ({
    caseId,
    surface,
    lane,
    notBefore: notBefore ?? 0,
  }));
  return [
    sql`
      insert into jobs (workspace, case_id, surface, lane, not_before, created_at)
      select ${organization}, "caseId", surface, lane, "notBefore", ${now}::bigint
      from jsonb_to_recordset(${jsonb(wanted)}) as wanted ("caseId" text, surface text, lane text, "notBefore" bigint)
      on conflict (case_id, surface, lane) where state = 'waiting'
      do update set not_before = least(jobs.not_before, excluded.not_before)`,
  ];
}

/** One of each, the earliest: a statement may touch a row only once. */
function coalesced(jobs: readonly NewJob[]): readonly NewJob[] {
  const byTarget = new Map<string, NewJob>();
  for (const job of jobs) {
    const target = JSON.stringify([job.caseId, job.surface, job.lane]);
    const known = byTarget.get(target);
    if (!known || (job.notBefore ?? 0) < (known.notBefore ?? 0)) byTarget.set(target, job);
  }
  return [...byTarget.values()];
}
