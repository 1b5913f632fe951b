import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { unlessNewer } from "../app/newer-case.ts";
import type { Queue, QueueReader, QueueRow } from "../app/ports.ts";
import { defined } from "../core/defined.ts";
import type { OrganizationKey } from "../core/organization.ts";
import { personKey } from "../core/people.ts";
import { type Instant, instantSchema } from "../core/time.ts";
import type { Overview } from "../views/lists/overview.ts";
import { queueSections } from "../views/lists/queue-sections.ts";
import { CASE_SHAPE, toCase } from "./cases.ts";
import type { Database, Row } from "./database.ts";
import { jsonb } from "./json.ts";
import { isReopened, isSnoozed, isUnacknowledged, isWaiting } from "./schema.ts";

/** Lists of cases that aren't closed. What is shown is read, and numbers are counted, by the database. */

const dueSchema = z.object({ next_due_at: instantSchema.nullable() });

/** None for a case that only a newer release can read: the rest of the list is shown all the same. */
async function toQueueRow(database: Database, row: Row): Promise<readonly QueueRow[]> {
  const { next_due_at: due } = dueSchema.parse(row);
  const kase = await unlessNewer(toCase(row, database.run), () => undefined);
  return kase ? [defined({ kase, nextDueAt: due ?? undefined })] : [];
}

/** Open ones first, what is due soonest first. The clocks run by severity, so the soonest is also the most urgent. */
export async function openCases(database: Database, organization: OrganizationKey): Promise<readonly QueueRow[]> {
  const rows = await database.run(sql`
    select id, shape, state, next_due_at from cases where workspace = ${organization} and status <> 'closed'
    order by status = 'open' desc, next_due_at nulls last, number`);
  return (await Promise.all(rows.map((row) => toQueueRow(database, row)))).flat();
}

// The rules of `isLate`, `isSnoozed` and `sectionOf` in SQL, over columns and indexes: the inside of a case is only looked at
// where a remedy waits or it was snoozed. A path that doesn't fit what is stored finds nothing; it never fails. A row of an
// older shape is judged by what it has; whoever reads the case folds it anew.

const listed = (organization: OrganizationKey): SQL =>
  sql`workspace = ${organization} and status <> 'closed' and shape <= ${CASE_SHAPE}`;

/** Those put off until later than now, and whether they are late all the same: a promise to anybody can't be put off. */
const putOff = (organization: OrganizationKey, now: Instant): SQL => sql`
  select id, jsonb_path_exists(state, '$ ? (
      @.status == "open" && !exists(@.acknowledged) && @.clocks.acknowledge.dueAt <= $now
      || exists(@.remedies[*] ? (@.status == "pending" && @.clock.dueAt <= $now))
      || exists(@.promises[*] ? (@.status == "open" && @.dueAt <= $now)))', ${jsonb({ now })}, true) as is_late
  from cases where ${listed(organization)} and ${sql.raw(isSnoozed)}
    and jsonb_path_exists(state, '$.snoozedUntil ? (@ > $now)', ${jsonb({ now })}, true)`;

const isLate = (now: Instant): SQL =>
  sql`(next_due_at is not null and next_due_at <= ${now} and coalesce(put_off.is_late, true))`;

/** Those with a remedy that they may decide on, didn't ask for, and haven't approved yet. */
const awaited = (organization: OrganizationKey, { decides }: QueueReader, isTheirs: (person: SQL) => SQL): SQL => sql`
  select id from cases where ${listed(organization)} and ${sql.raw(isWaiting)} and exists (
    select from jsonb_path_query(state, '$.remedies[*]?(@.status == "pending")', '{}', true) remedy
    where ${decides === "any" ? sql`true` : sql`${jsonb(decides)} ? (remedy->>'role')`} and not ${isTheirs(sql`remedy->'by'`)}
      and not exists (select from jsonb_path_query(remedy, '$.approvals[*].by', '{}', true) by where ${isTheirs(sql`by`)}))`;

export async function queueOf(database: Database, organization: OrganizationKey, reader: QueueReader): Promise<Queue> {
  const { now, helps, most } = reader;
  const people = jsonb(reader.people.map(personKey));
  const isTheirs = (person: SQL): SQL =>
    sql`coalesce(${people} ? concat_ws(':', ${person}->>'platform', ${person}->>'workspace', ${person}->>'id'), false)`;
  // Only what is shown is read whole.
  const rows = await database.run(sql`
    with put_off as materialized (${putOff(organization, now)}), awaited as materialized (${awaited(organization, reader, isTheirs)}),
    concerned as materialized (
      select id, next_due_at, number, status = 'open' as is_open, put_off.id is not null as is_put_off, case
        when awaited.id is not null then 'awaiting'
        when ${isLate(now)} and (${helps} or (status = 'open' and owner is null) or ${people} ? owner) then 'late'
        when ${people} ? owner then 'mine'
        when status = 'open' and owner is null then 'unowned' end as section
      from cases left join put_off using (id) left join awaited using (id) where ${listed(organization)}
    ), placed as materialized (
      select id, section, count(*) over (partition by section)::int as total, row_number() over (
        partition by section order by is_put_off, next_due_at nulls last, is_open desc, number) as place
      from concerned where section is not null
    )
    select cases.id, shape, state, next_due_at, section, total from placed join cases on cases.id = placed.id
    where place <= ${most} order by section, place`);
  const totals = rows.map((row) => totalSchema.parse(row)).map(({ section, total }) => [section, total] as const);
  const read = await Promise.all(rows.map((row) => toQueueRow(database, row)));
  return { rows: read.flat(), totals: Object.fromEntries(totals) };
}

const totalSchema = z.object({ section: z.enum(queueSections), total: z.int() });

export async function overview(database: Database, organization: OrganizationKey, now: Instant): Promise<Overview> {
  const count = (which: string): SQL =>
    sql`(select count(*)::int from cases where ${listed(organization)} and ${sql.raw(which)})`;
  const [row] = await database.run(sql`
    with put_off as materialized (${putOff(organization, now)})
    select count(*) filter (where status = 'open')::int as open,
      count(*) filter (where ${isLate(now)})::int as late,
      count(*) filter (where status = 'open' and owner is null)::int as unowned,
      count(*) filter (where status = 'resolved')::int as resolved,
      ${count(`status = 'open' and ${isUnacknowledged}`)} as unacknowledged,
      ${count(isWaiting)} as waiting,
      ${count(`status = 'open' and ${isReopened}`)} as reopened
    from cases left join put_off using (id) where ${listed(organization)}`);
  return overviewSchema.parse(row);
}

const overviewSchema = z.object({
  open: z.int(),
  late: z.int(),
  unowned: z.int(),
  unacknowledged: z.int(),
  waiting: z.int(),
  reopened: z.int(),
  resolved: z.int(),
}) satisfies z.ZodType<Overview>;
