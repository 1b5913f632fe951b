import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { StoredEvent } from "../app/ports.ts";
import type { CaseId } from "../core/case.ts";
import { type CaseEvent, eventSchema } from "../core/events.ts";
import type { OrganizationKey } from "../core/organization.ts";
import type { Database, Row } from "./database.ts";
import { canonical, jsonb } from "./json.ts";
import { inTodaysDecimals, writtenDecimals } from "./written-decimals.ts";

/** The service-recovery log: events are appended, each carrying the hash of the one before it. */

export type LogEntry = {
  readonly workspace: OrganizationKey;
  readonly caseId: CaseId;
  readonly seq: number;
  readonly actor: string;
  readonly event: CaseEvent;
};
export type ChainedEntry = LogEntry & { readonly prevHash: string; readonly hash: string };

/** What the first event of a case is chained to. */
export const noHash = "";

/** SHA-256, as hex, over the previous hash and the entry's canonical JSON. `event` may be what was stored, unparsed. */
export const hashOf = (prevHash: string, entry: Omit<LogEntry, "event"> & { readonly event: unknown }): string => {
  const { workspace, caseId, seq, actor, event } = entry;
  return createHash("sha256")
    .update(prevHash)
    .update(canonical({ workspace, caseId, seq, actor, event }))
    .digest("hex");
};

export function chain(prevHash: string, entries: readonly LogEntry[]): readonly ChainedEntry[] {
  let last = prevHash;
  return entries.map((entry) => {
    const chained = { ...entry, prevHash: last, hash: hashOf(last, entry) };
    last = chained.hash;
    return chained;
  });
}

/** Fails on its primary key if another change of the case came between: the defence behind the lock. */
export const appendEvents = (entries: readonly ChainedEntry[]): SQL => sql`
  insert into case_events (case_id, seq, workspace, at, type, actor, body, prev_hash, hash)
  select "caseId", seq, workspace, (event->>'at')::bigint, event->>'type', actor, event, "prevHash", hash
  from jsonb_to_recordset(${jsonb(entries)})
    as entry ("caseId" text, seq int, workspace text, actor text, event jsonb, "prevHash" text, hash text)`;

export const selectEvents = (caseId: CaseId): SQL =>
  sql`select seq, actor, hash, body, ${writtenDecimals} from case_events where case_id = ${caseId} order by seq`;

const rowSchema = z
  .object({ seq: z.int(), actor: z.string(), hash: z.string(), body: z.unknown(), written: z.unknown() })
  .transform(({ body, written, ...stored }) => ({ ...stored, event: toEvent(body, written) }));

/** @throws ZodError for an event this version doesn't know: a newer one wrote it. */
export const toEvent = (body: unknown, written: unknown): CaseEvent =>
  eventSchema.parse(inTodaysDecimals(body, written));

/** @throws ZodError for an event this version doesn't know: a newer one wrote it. */
export const toStoredEvent = (row: Row): StoredEvent => rowSchema.parse(row);

export async function eventsOf(
  database: Database,
  organization: OrganizationKey,
  caseId: CaseId,
): Promise<readonly StoredEvent[]> {
  const rows = await database.run(sql`
    select seq, actor, hash, body, ${writtenDecimals} from case_events where case_id = ${caseId} and workspace = ${organization} order by seq`);
  return rows.map(toStoredEvent);
}
