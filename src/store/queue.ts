import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Queue, QueueReader, QueueRow } from "../app/ports.ts";
import { defined } from "../core/defined.ts";
import type { OrganizationKey } from "../core/organization.ts";
import { personKey } from "../core/people.ts";
import { instantSchema } from "../core/time.ts";
import { CASE_SHAPE, toCase } from "./cases.ts";
import type { Database, Row } from "./database.ts";
import { jsonb } from "./json.ts";

/** Open ones first, what is due soonest first. The clocks run by severity, so the soonest is also the most urgent. */
const urgency = sql`status = 'open' desc, next_due_at nulls last, number`;

const dueSchema = z.object({ next_due_at: instantSchema.nullable() });

async function toQueueRow(database: Database, row: Row): Promise<QueueRow> {
  const { next_due_at: due } = dueSchema.parse(row);
  return defined({ kase: await toCase(row, database.run), nextDueAt: due ?? undefined });
}

export async function openCases(database: Database, organization: OrganizationKey): Promise<readonly QueueRow[]> {
  const rows = await database.run(sql`
    select id, shape, state, next_due_at from cases where workspace = ${organization} and status <> 'closed'
    order by ${urgency}`);
  return Promise.all(rows.map((row) => toQueueRow(database, row)));
}

/** Of what isn't theirs nobody reads more than the most urgent. */
const mostOfOthers = 200;

/**
 * What is theirs (owned, or waiting for a decision they may take) is never cut. A row of an older shape might be theirs: only
 * its events tell.
 */
export async function queueOf(
  database: Database,
  organization: OrganizationKey,
  { people, above, helps, now }: QueueReader,
): Promise<Queue> {
  const theirs = sql`(
    shape <> ${CASE_SHAPE} or coalesce(owner in (select jsonb_array_elements_text(${jsonb(people.map(personKey))})), false)
    or exists (select from jsonb_array_elements(state->'remedies') remedy where remedy->>'status' = 'pending'
      and remedy->>'role' not in (select jsonb_array_elements_text(${jsonb(above)}))))`;
  const rows = await database.run(sql`
    with concerned as (
      select id, shape, state, next_due_at, status, number, ${theirs} as theirs from cases
      where workspace = ${organization} and status <> 'closed'
        and (${theirs} or (status = 'open' and owner is null) or (${helps} and next_due_at <= ${now}))
    ), placed as (
      select *, row_number() over (partition by theirs order by ${urgency}) as place, count(*) over () as total from concerned
    )
    select id, shape, state, next_due_at, total from placed where theirs or place <= ${mostOfOthers}
    order by theirs desc, ${urgency}`);
  const total = rows[0] ? z.object({ total: z.int() }).parse(rows[0]).total : 0;
  return { rows: await Promise.all(rows.map((row) => toQueueRow(database, row))), more: total - rows.length };
}
