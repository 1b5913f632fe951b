import { setImmediate } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { organizationKeySchema } from "../core/organization.ts";
import { type ChainFinding, chainFinding, type Head, type StoredEntry, selectEntries, toEntry } from "./chain-check.ts";
import { asOneStatement, type Database, type Row } from "./database.ts";
import { chain, hashOf, type LogEntry, noHash } from "./event-log.ts";
import { apart, type EventWords, isKnownType, together, writeWords } from "./event-words.ts";
import { jsonb } from "./json.ts";

/**
 * Release 0.1 wrote personal words into the log itself. Here they are moved beside it, and the case's events are chained anew;
 * what its newest hash was is kept. Each batch is a transaction of its own, under the migrations' lock and the lock of its
 * cases, so it goes on where it was stopped, and many replicas may run it. A case whose log doesn't hold, or that has events
 * of a newer release, is left as it is: chaining it anew would hide what was done to it.
 */
export async function moveWordsBesideLog(database: Database, log?: (words: string) => void): Promise<void> {
  let moved = 0;
  const left: string[] = [];
  for (let after = ""; ; await setImmediate()) {
    const batch = await database.transact([lock, selectBatch(after)], async ([, found], more) => {
      const ids = (found ?? []).map((row) => idSchema.parse(row).case_id);
      const plans = ids.length ? planned(await more(lockHeads(ids)), await more(selectEntries(idsOf(ids)))) : [];
      const writes = plans.flatMap((plan) => (plan.moved ? [asOneStatement(writesOf(plan.moved))] : []));
      return { writes, result: { last: ids.at(-1), plans } };
    });
    if (batch.last === undefined) break;
    after = batch.last;
    if (moved === 0) log?.("Moving personal words beside the log; this happens once and goes on where it was stopped");
    moved += batch.plans.filter((plan) => plan.moved).length;
    left.push(...batch.plans.flatMap((plan) => (plan.moved ? [] : [`case ${plan.number} in ${plan.workspace}`])));
  }
  if (moved) log?.(`Moved the personal words of ${moved} case(s) beside the log`);
  if (left.length)
    log?.(`The log of ${left.length} case(s) doesn't hold and stays as it is (see "amends audit"): ${left.join(", ")}`);
}

const lock = sql`select pg_advisory_xact_lock(hashtextextended('amends migrations', 0))`;
const batchSize = 50;
const selectBatch = (after: string) => sql`
  select distinct case_id from case_events where not words_apart and case_id > ${after} order by case_id limit ${batchSize}`;
const idsOf = (ids: readonly string[]) => sql`select jsonb_array_elements_text(${jsonb(ids)})`;
const lockHeads = (ids: readonly string[]) => sql`
  select id, workspace, number, version, last_hash from cases where id in (${idsOf(ids)}) order by id for update`;

const idSchema = z.object({ case_id: z.string() });
const headSchema = z.object({
  id: z.string(),
  workspace: organizationKeySchema,
  number: z.int(),
  version: z.int(),
  last_hash: z.string(),
});

type Moved = {
  readonly head: z.infer<typeof headSchema>;
  readonly entries: ReturnType<typeof chain>;
  readonly words: readonly EventWords[];
  readonly events: readonly number[];
};
type Planned = { readonly workspace: string; readonly number: number; readonly moved?: Moved };

function planned(heads: readonly Row[], rows: readonly Row[]): readonly Planned[] {
  const entries = rows.map(toEntry);
  return heads.map((row) => {
    const head = headSchema.parse(row);
    const { id, workspace, number } = head;
    const own = entries.filter(({ case_id }) => case_id === id);
    const holds = chainFinding(head, own) === undefined && own.every(({ type }) => isKnownType(type));
    return holds ? { workspace, number, moved: movedWords(head, own) } : { workspace, number };
  });
}

function movedWords(head: Moved["head"], entries: readonly StoredEntry[]): Moved {
  const words: EventWords[] = [];
  const events: number[] = [];
  const moved = entries.map(({ workspace, seq, actor, protocol, body }): LogEntry => {
    const { body: rest, words: beside } = apart(bodySchema.parse(body));
    words.push(...beside.map((one) => ({ ...one, workspace, caseId: head.id, seq })));
    if (beside.length) events.push(seq);
    return { workspace, caseId: head.id, seq, actor, protocol, body: rest };
  });
  return { head, entries: chain(noHash, moved), words, events };
}

const bodySchema = z.record(z.string(), z.unknown());

function writesOf({ head, entries, words, events }: Moved) {
  const newHead = entries.at(-1)?.hash ?? noHash;
  return [
    sql`
      update case_events set body = entry.body, prev_hash = entry."prevHash", hash = entry.hash, words_apart = true
      from jsonb_to_recordset(${jsonb(entries)}) as entry (seq int, body jsonb, "prevHash" text, hash text)
      where case_events.case_id = ${head.id} and case_events.seq = entry.seq`,
    ...(words.length ? [writeWords(words)] : []),
    sql`update cases set last_hash = ${newHead} where id = ${head.id}`,
    sql`
      insert into rechained_cases (case_id, version, workspace, events, old_head, new_head, at)
      values (${head.id}, ${head.version}, ${head.workspace}, ${jsonb(events)}, ${head.last_hash}, ${newHead},
        (extract(epoch from clock_timestamp()) * 1000)::bigint)
      on conflict (case_id, version) do nothing`,
  ];
}

// ── The heads from before ────────────────────────────────────────────────────────────────────────────────────────────

const rechainedSchema = z.object({
  case_id: z.string(),
  version: z.int(),
  events: z.array(z.int()),
  old_head: z.string(),
});
export type Rechained = z.infer<typeof rechainedSchema>;
export const toRechained = (row: object): Rechained => rechainedSchema.parse(row);

/** Of several cases, the newest first. */
export const selectRechained = (cases: ReturnType<typeof sql>) => sql`
  select case_id, version, events, old_head from rechained_cases where case_id in (${cases}) order by case_id, version desc`;

/**
 * Whether each head from before still follows from the events, with the words put back: a case can't have been changed on the
 * occasion of being chained anew. Can't be told any more where words were erased.
 */
export function oldHeadsFinding(
  head: Head,
  entries: readonly StoredEntry[],
  rechained: readonly Rechained[],
): ChainFinding | undefined {
  const moved = new Set<number>();
  for (const { version, events, old_head } of rechained) {
    for (const seq of events) moved.add(seq);
    const then = entries.slice(0, version);
    if (then.some(({ seq, words }) => moved.has(seq) && words.some(({ erasedAt }) => erasedAt !== null))) continue;
    const last = then.reduce((before, entry) => {
      const body = bodySchema.parse(entry.body);
      const old = moved.has(entry.seq) ? together(body, entry.words) : body;
      return hashOf(before, { ...entry, caseId: head.id, body: old });
    }, noHash);
    if (last !== old_head) return { what: "event-altered" };
  }
  return undefined;
}
