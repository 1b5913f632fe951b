import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Job } from "../app/ports.ts";
import { defined } from "../core/defined.ts";
import { organizationKeySchema } from "../core/organization.ts";
import { type Duration, type Instant, instantSchema } from "../core/time.ts";
import type { Database } from "./database.ts";
import { isDue, isPast } from "./held.ts";

/**
 * Claims in one statement. Of each free lane the first due job; a job put off does not hold up its lane. A job whose claimer
 * died is claimed again, one attempt later, once its lane's lease has run out.
 *
 * It hops through the index from lane to lane: 1 ms however much waits (20,000 jobs: 11 ms if all of them are looked at, and
 * every press looks). Comparing `(lane, id)` as a pair keeps the planner from walking through the ids of all lanes.
 *
 * The job is locked before its lane is leased: it then can't be finished in between, which would leave a lease on nothing. Of
 * two replicas that both see a free lane the second one's upsert waits, looks again, and finds it leased.
 */
const claim = (now: Instant, lease: Duration, limit: number): SQL => sql`
  with recursive busy (lane) as (
    (select lane from jobs where state <> 'failed' order by lane limit 1)
    union all
    select (select jobs.lane from jobs where state <> 'failed' and jobs.lane > busy.lane order by jobs.lane limit 1)
    from busy where busy.lane is not null
  ), first as (
    select job.id from busy left join lanes using (lane) cross join lateral (
      select jobs.lane, id from jobs
      where (jobs.lane, id) > (busy.lane, 0) and state <> 'failed' and ${isDue(now)}
      order by jobs.lane, id limit 1
    ) job
    where job.lane = busy.lane and ${isPast(sql`coalesce(lanes.free_at, 0)`, now)}
      and ${isPast(sql`coalesce(lanes.leased_until, 0)`, now)}
  ), locked as (
    select id, lane, workspace from jobs
    where id in (select id from first order by id limit ${limit}) and state <> 'failed' and ${isDue(now)}
    for update skip locked
  ), leased as (
    insert into lanes (lane, workspace, free_at, leased_until)
    select lane, workspace, 0, ${now + lease}::bigint from locked order by lane
    on conflict (lane) do update set leased_until = excluded.leased_until, free_at = 0
    where ${isPast(sql`lanes.free_at`, now)} and ${isPast(sql`lanes.leased_until`, now)}
    returning lane
  )
  update jobs set state = 'claimed', attempts = jobs.attempts + 1
  from locked join leased using (lane) where jobs.id = locked.id
  returning jobs.id, jobs.workspace, jobs.case_id, jobs.surface, jobs.lane, jobs.not_before, jobs.attempts, jobs.created_at, jobs.denied`;

const rowSchema = z
  .object({
    id: z.int(),
    workspace: organizationKeySchema,
    case_id: z.string(),
    surface: z.string(),
    lane: z.string(),
    not_before: instantSchema,
    attempts: z.int(),
    created_at: instantSchema,
    // What can't be read is asked of the platform anew.
    denied: z
      .object({ of: z.enum(["change", "send"]), since: instantSchema, last: instantSchema })
      .nullable()
      .catch(null),
  })
  .transform(
    ({ workspace: organization, case_id: caseId, not_before: notBefore, created_at: createdAt, denied, ...job }) =>
      defined({
        ...job,
        organization,
        caseId,
        notBefore: notBefore || undefined,
        createdAt,
        denied: denied ?? undefined,
      }),
  );

export async function claimJobs(
  database: Database,
  now: Instant,
  lease: Duration,
  limit: number,
): Promise<readonly Job[]> {
  const rows = await database.run(claim(now, lease, limit));
  return rows.map((row) => rowSchema.parse(row)).sort((a, b) => a.id - b.id);
}
