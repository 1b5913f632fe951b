import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { StoredEvent } from "../app/ports.ts";
import type { CaseId } from "../core/case.ts";
import { defined } from "../core/defined.ts";
import { type CaseEvent, eventSchema } from "../core/events.ts";
import type { OrganizationKey } from "../core/organization.ts";
import type { Database, Row } from "./database.ts";
import { apart, type EventWords, storedWordsSchema, together, wordsJson, writeWords } from "./event-words.ts";
import { canonical, jsonb } from "./json.ts";
import { inTodaysDecimals, writtenDecimals } from "./written-decimals.ts";

/** The service-recovery log: events are appended, each carrying the hash of the one before it. */

export type LogEntry = {
  readonly workspace: OrganizationKey;
  readonly caseId: CaseId;
  readonly seq: number;
  readonly actor: string;
  /** The hash of the protocol under which it was decided; release 0.1 didn't note it. */
  readonly protocol?: string | undefined;
  /** As the log holds it: hashes in place of personal words. */
  readonly body: object;
};
export type ChainedEntry = LogEntry & { readonly prevHash: string; readonly hash: string };

/** What the first event of a case is chained to. */
export const noHash = "";

/** SHA-256, as hex, over the previous hash and the entry's canonical JSON. */
export const hashOf = (prevHash: string, entry: Omit<LogEntry, "body"> & { readonly body: unknown }): string => {
  const { workspace, caseId, seq, actor, protocol, body } = entry;
  return createHash("sha256")
    .update(prevHash)
    .update(canonical(defined({ workspace, caseId, seq, actor, protocol, event: body })))
    .digest("hex");
};

export function chain(prevHash: string, entries: readonly LogEntry[]): readonly ChainedEntry[] {
  let last = prevHash;
  return entries.map(({ workspace, caseId, seq, actor, protocol, body }) => {
    const entry = defined({ workspace, caseId, seq, actor, protocol, body });
    const chained = { ...entry, prevHash: last, hash: hashOf(last, entry) };
    last = chained.hash;
    return chained;
  });
}

export type NewEvent = Omit<LogEntry, "body"> & { readonly event: CaseEvent };

/**
 * What appends these events to a log whose newest hash is `prevHash`, and the newest hash after them.
 * @throws ZodError for an event that could not be read back.
 */
export function append(prevHash: string, events: readonly NewEvent[]): { writes: readonly SQL[]; lastHash: string } {
  const words: EventWords[] = [];
  const entries = events.map(({ event, ...entry }): LogEntry => {
    const { body, words: beside } = apart(eventSchema.parse(JSON.parse(JSON.stringify(event)))); // as it will be read
    const { workspace, caseId, seq } = entry;
    words.push(...beside.map((one) => ({ ...one, workspace, caseId, seq })));
    return { ...entry, body };
  });
  const chained = chain(prevHash, entries);
  return {
    writes: [appendEntries(chained), ...(words.length ? [writeWords(words)] : [])],
    lastHash: chained.at(-1)?.hash ?? prevHash,
  };
}

/** Fails on its primary key if another change of the case came between: the defence behind the lock. */
const appendEntries = (entries: readonly ChainedEntry[]): SQL => sql`
  insert into case_events (case_id, seq, workspace, at, type, actor, body, prev_hash, hash, words_apart, protocol)
  select "caseId", seq, workspace, (body->>'at')::bigint, body->>'type', actor, body, "prevHash", hash, true, protocol
  from jsonb_to_recordset(${jsonb(entries)}) as entry
    ("caseId" text, seq int, workspace text, actor text, body jsonb, "prevHash" text, hash text, protocol text)`;

export const selectEvents = (caseId: CaseId): SQL =>
  sql`select seq, actor, hash, body, ${wordsJson} as words, ${writtenDecimals} from case_events
    where case_id = ${caseId} order by seq`;

const rowSchema = z
  .object({
    seq: z.int(),
    actor: z.string(),
    hash: z.string(),
    body: z.record(z.string(), z.unknown()),
    words: storedWordsSchema,
    written: z.unknown(),
  })
  .transform(({ body, words, written, ...stored }) => ({
    ...stored,
    event: eventSchema.parse(inTodaysDecimals(together(body, words), written)),
  }));

/** @throws ZodError for an event this version doesn't know: a newer one wrote it. */
export const toStoredEvent = (row: Row): StoredEvent => rowSchema.parse(row);

export async function eventsOf(
  database: Database,
  organization: OrganizationKey,
  caseId: CaseId,
): Promise<readonly StoredEvent[]> {
  const rows = await database.run(sql`
    select seq, actor, hash, body, ${wordsJson} as words, ${writtenDecimals} from case_events
    where case_id = ${caseId} and workspace = ${organization} order by seq`);
  return rows.map(toStoredEvent);
}
