import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { CaseId } from "../core/case.ts";
import { organizationKeySchema } from "../core/organization.ts";
import { hashOf, noHash } from "./event-log.ts";
import { type StoredWords, storedWordsSchema, wordsFinding, wordsJson } from "./event-words.ts";
import { writtenDecimals } from "./written-decimals.ts";

/** Whether the events of a case are those that were written, whatever release wrote them: nothing here knows an event's type. */

const entrySchema = z.object({
  case_id: z.string(),
  seq: z.int(),
  workspace: organizationKeySchema,
  at: z.number(),
  type: z.string(),
  actor: z.string(),
  body: z.unknown(),
  prev_hash: z.string(),
  hash: z.string(),
  words_apart: z.boolean(),
  protocol: z
    .string()
    .nullable()
    .transform((hash) => hash ?? undefined),
  words: storedWordsSchema,
  written: z.unknown(),
});
export type StoredEntry = z.infer<typeof entrySchema>;
export const toEntry = (row: object): StoredEntry => entrySchema.parse(row);

/** Of several cases, in order. */
export const selectEntries = (cases: SQL): SQL => sql`
  select case_id, seq, workspace, at, type, actor, body, prev_hash, hash, words_apart, protocol, ${wordsJson} as words,
    ${writtenDecimals}
  from case_events where case_id in (${cases}) order by case_id, seq`;

export type ChainFinding = {
  readonly what: "event-altered" | "event-missing" | "words-altered" | "words-missing" | "state-altered";
  readonly seq?: number;
};
export type Head = { readonly id: CaseId; readonly version: number; readonly last_hash: string };

const bodySchema = z.looseObject({ at: z.number(), type: z.string() });

/** The first event that doesn't fit; `state-altered` where the case doesn't say what its log ends with. */
export function chainFinding(head: Head, entries: readonly StoredEntry[]): ChainFinding | undefined {
  let last = noHash;
  let missing: number | undefined;
  for (const [index, entry] of entries.entries()) {
    const { seq, hash, prev_hash, words } = entry;
    if (seq !== index + 1) return { what: "event-missing", seq: index + 1 };
    const body = bodySchema.safeParse(entry.body).data;
    const fits = body?.at === entry.at && body.type === entry.type && prev_hash === last;
    if (!fits || hash !== hashOf(last, { ...entry, caseId: head.id })) return { what: "event-altered", seq };
    const found = wordsFinding(entry.body, words);
    if (found === "altered") return { what: "words-altered", seq };
    if (found === "missing") missing ??= seq;
    last = hash;
  }
  if (head.version > entries.length) return { what: "event-missing", seq: entries.length + 1 };
  if (head.last_hash !== last || head.version !== entries.length) return { what: "state-altered" };
  return missing === undefined ? undefined : { what: "words-missing", seq: missing };
}

export const erasedIn = (words: readonly StoredWords[]): number =>
  words.filter(({ erasedAt }) => erasedAt !== null).length;
