import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { longestHold } from "../app/delivery/pauses.ts";
import type { Backlog, Denied, Job } from "../app/ports.ts";
import { defined } from "../core/defined.ts";
import { type Instant, instantSchema } from "../core/time.ts";
import { type Database, retryOnConflict } from "./database.ts";
import { isDue, isPast } from "./held.ts";
import { jsonb } from "./json.ts";

/**
 * What becomes of a claimed job. Each ending takes effect only while the claim still holds: the lease may have run out, and
 * the job been claimed by another, which `attempts` tells apart. Each also gives the lane back.
 */
const mine = ({ id, attempts }: Job): SQL =>
  sql`jobs.id = ${id} and jobs.state = 'claimed' and jobs.attempts = ${attempts}`;

/** `ended` is a statement that returns the job's lane, if it was still ours. */
const thenFree = (ended: SQL, freeAt: number): SQL => sql`
  with ended as (${ended})
  update lanes set leased_until = 0, free_at = greatest(free_at, ${freeAt}) where lane in (select lane from ended)`;

export async function finishJob(database: Database, job: Job, laneFreeAt: Instant): Promise<void> {
  await database.run(thenFree(sql`delete from jobs where ${mine(job)} returning lane`, laneFreeAt));
}

export async function failJob(database: Database, job: Job, now: Instant, reason: string): Promise<void> {
  const failed = sql`update jobs set state = 'failed', failed_at = ${now}, reason = ${reason} where ${mine(job)} returning lane`;
  await database.run(thenFree(failed, 0));
}

/** The lane waits, so the job keeps its place in it. What was denied before wasn't denied at this try. */
export const retryJob = (database: Database, job: Job, at: Instant, reason: string): Promise<void> =>
  waitAgain(database, job, { notBefore: 0, laneFreeAt: at, attempts: job.attempts, reason, denied: null });

/** The lane goes on without it, unless `holdsLane`. */
export const denyJob = (
  database: Database,
  job: Job,
  { at, reason, denied, holdsLane }: { at: Instant; reason: string; denied: Denied; holdsLane: boolean },
): Promise<void> =>
  waitAgain(database, job, {
    notBefore: holdsLane ? 0 : at,
    laneFreeAt: holdsLane ? at : 0,
    attempts: job.attempts,
    reason,
    denied,
  });

/** Our own choice is not an attempt. */
export const postponeJob = (database: Database, job: Job, until: Instant): Promise<void> =>
  waitAgain(database, job, { notBefore: until, laneFreeAt: 0, attempts: job.attempts - 1, reason: null });

type Waiting = {
  readonly notBefore: number;
  readonly laneFreeAt: number;
  readonly attempts: number;
  readonly reason: string | null;
  /** Absent: as it was. */
  readonly denied?: Denied | null;
};

/**
 * While it was claimed, a twin may have been enqueued for the same message: the older absorbs the younger, because only one
 * may wait. Should a twin arrive just now, the unique index tells, and the second try absorbs it.
 */
async function waitAgain(
  database: Database,
  job: Job,
  { notBefore, laneFreeAt, attempts, reason, denied }: Waiting,
): Promise<void> {
  const waiting = sql`
    update jobs set state = 'waiting', attempts = ${attempts}, reason = ${reason},
      denied = ${denied === undefined ? sql`denied` : denied ? jsonb(denied) : null},
      not_before = least(${notBefore}::bigint, (select min(not_before) from twin))
    where ${mine(job)} returning lane`;
  await retryOnConflict("jobs_coalesced", () =>
    database.run(sql`
      with twin as (
        delete from jobs younger using jobs
        where ${mine(job)} and younger.state = 'waiting' and younger.case_id = jobs.case_id
          and younger.surface = jobs.surface and younger.lane = jobs.lane
        returning younger.not_before
      ), ended as (${waiting})
      update lanes set leased_until = 0, free_at = greatest(free_at, ${laneFreeAt}) where lane in (select lane from ended)`),
  );
}

/** For a database that only one process can have: whoever claimed before it opened is dead, and its lease holds up nothing. */
export async function endLeases(database: Database): Promise<void> {
  await database.run(sql`update lanes set leased_until = 0 where leased_until > 0`);
}

/** A conversation that goes on sooner is only paced. */
const muteMillis = 60_000;

const backlogSchema = z.object({
  waiting: z.int(),
  oldest_at: instantSchema.nullable(),
  failed: z.int(),
  muted: z.int(),
});

/**
 * What is due and not done; a job put off until later is no backlog, and is as old as its due time. The oldest doesn't count
 * conversations that the platform itself holds up: one customer who can't be written to is no reason to leave service.
 */
export async function backlog(database: Database, now: Instant): Promise<Backlog> {
  const [row] = await database.run(sql`
    select
      count(*) filter (where state <> 'failed' and ${isDue(now)}) as waiting,
      min(greatest(created_at, not_before)) filter (
        where state <> 'failed' and ${isDue(now)} and ${isPast(sql`coalesce(lanes.free_at, 0)`, now)}) as oldest_at,
      count(*) filter (where state = 'failed') as failed,
      count(distinct jobs.lane) filter (where state <> 'failed' and ${isDue(now)}
        and lanes.free_at > ${now + muteMillis}::bigint and lanes.free_at <= ${now + longestHold}::bigint) as muted
    from jobs left join lanes on lanes.lane = jobs.lane`);
  const { waiting, oldest_at: oldestAt, failed, muted } = backlogSchema.parse(row);
  return defined({ waiting, oldestAt: oldestAt ?? undefined, failed, muted });
}
