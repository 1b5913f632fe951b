import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { defined } from "../core/defined.ts";
import { type OrganizationKey, organizationKeySchema } from "../core/organization.ts";
import { surfaceFamily } from "../core/surface.ts";
import { type Instant, instantSchema } from "../core/time.ts";
import { type Database, retryOnConflict } from "./database.ts";

/** Messages that were given up, for the operator: never what a customer or a colleague wrote. */

export type FailedJob = {
  readonly id: number;
  readonly organization: OrganizationKey;
  /** Absent where the case is no more. */
  readonly caseNumber?: number;
  /** Which message, such as `approval`. */
  readonly kind: string;
  /** The conversation. */
  readonly lane: string;
  readonly failedAt: Instant;
  readonly attempts: number;
  readonly reason: string;
};

const rowSchema = z
  .object({
    id: z.int(),
    workspace: organizationKeySchema,
    number: z.int().nullable(),
    surface: z.string(),
    lane: z.string(),
    failed_at: instantSchema,
    attempts: z.int(),
    reason: z.string(),
  })
  .transform(
    ({ workspace: organization, number, failed_at: failedAt, surface, ...job }): FailedJob =>
      defined({ ...job, kind: surfaceFamily(surface), organization, failedAt, caseNumber: number ?? undefined }),
  );

/** The longest given up first. */
export async function failedJobs(database: Database): Promise<readonly FailedJob[]> {
  const rows = await database.run(sql`
    select jobs.id, jobs.workspace, cases.number, jobs.surface, jobs.lane,
      coalesce(failed_at, created_at) as failed_at, attempts, coalesce(reason, '') as reason
    from jobs left join cases on cases.id = jobs.case_id where jobs.state = 'failed' order by jobs.id`);
  return rows.map((row) => rowSchema.parse(row));
}

const settledSchema = z.object({ settled: z.int() });

/**
 * Has them sent after all, by whichever process looks into the outbox next. Of several for one message the newest is enough,
 * and none is needed where one waits already: a message shows the case as it is by then.
 * @returns how many failed jobs that settles.
 */
export async function retryFailed(database: Database, which: number | "all", now: Instant): Promise<number> {
  const chosen: SQL = which === "all" ? sql`true` : sql`id = ${which}`;
  const [row] = await retryOnConflict("jobs_coalesced", () =>
    database.run(sql`
      with chosen as (
        select id, case_id, surface, lane from jobs where state = 'failed' and ${chosen} for update
      ), needed as (
        select max(id) as id from chosen where not exists (
          select from jobs waiting where waiting.state = 'waiting' and waiting.case_id = chosen.case_id
            and waiting.surface = chosen.surface and waiting.lane = chosen.lane)
        group by case_id, surface, lane
      ), dropped as (
        delete from jobs where id in (select id from chosen) and id not in (select id from needed)
      ), sent as (
        update jobs set state = 'waiting', attempts = 0, not_before = ${now}, failed_at = null, reason = null, denied = null
        where id in (select id from needed)
      )
      select count(*) as settled from chosen`),
  );
  return settledSchema.parse(row).settled;
}
