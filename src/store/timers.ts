import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { DueTimer } from "../app/ports.ts";
import type { CaseId } from "../core/case.ts";
import { type OrganizationKey, organizationKeySchema } from "../core/organization.ts";
import { type Instant, instantSchema } from "../core/time.ts";
import type { Timer } from "../core/timers.ts";
import { asOneStatement, type Database } from "./database.ts";
import { jsonb } from "./json.ts";

/** Timers are derived from the case after each change: replaced as a whole, rows that stay the same are left alone. */
export function timerWrites(organization: OrganizationKey, caseId: CaseId, timers: readonly Timer[]): readonly SQL[] {
  const wanted = sql`jsonb_to_recordset(${jsonb(timers)}) as wanted (key text, "dueAt" bigint)`;
  return [
    sql`delete from timers where case_id = ${caseId} and key not in (select key from ${wanted})`,
    sql`
      insert into timers (workspace, case_id, key, due_at) select ${organization}, ${caseId}, key, "dueAt" from ${wanted}
      on conflict (case_id, key) do update set due_at = excluded.due_at where timers.due_at <> excluded.due_at`,
  ];
}

/** With `version`: only while the case is still at it, since a change that came between has set its own timers. */
export async function replaceTimers(
  database: Database,
  organization: OrganizationKey,
  caseId: CaseId,
  timers: readonly Timer[],
  version?: number,
): Promise<void> {
  const replace = asOneStatement(timerWrites(organization, caseId, timers));
  if (version === undefined) return void (await database.run(replace));
  const held = sql`select id from cases where id = ${caseId} and version = ${version} for update`;
  await database.transact([held], ([found]) =>
    found?.length ? { writes: [replace], result: undefined } : { result: undefined },
  );
}

const rowSchema = z
  .object({ workspace: organizationKeySchema, case_id: z.string(), key: z.string(), due_at: instantSchema })
  .transform(
    ({ workspace: organization, case_id: caseId, due_at: dueAt, ...timer }): DueTimer => ({
      ...timer,
      organization,
      caseId,
      dueAt,
    }),
  );

/** The longest due first; only those that come after `last` in that order, where it is given. */
export async function dueTimers(
  database: Database,
  now: Instant,
  limit: number,
  last?: DueTimer,
): Promise<readonly DueTimer[]> {
  const rest = last ? sql`and (due_at, case_id, key) > (${last.dueAt}::bigint, ${last.caseId}, ${last.key})` : sql``;
  const rows = await database.run(sql`
    select workspace, case_id, key, due_at from timers where due_at <= ${now} ${rest}
    order by due_at, case_id, key limit ${limit}`);
  return rows.map((row) => rowSchema.parse(row));
}
