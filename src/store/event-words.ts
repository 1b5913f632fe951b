import { createHash, randomBytes } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { customerPersonalFields } from "../core/customers/events.ts";
import type { EventType } from "../core/events.ts";
import { erasedWords, missingWords, type Personal, personalFields } from "../core/personal.ts";
import { jsonb } from "./json.ts";
import { storableText } from "./storable.ts";

/**
 * Personal words stand beside the log. In the event there is `{ "sha256": … }` in their place, so that altered words are found,
 * and erased ones leave a chain that still holds.
 */

export type Words = { readonly field: string; readonly salt: string; readonly words: string };
/** As stored: without words once they were erased. */
export type StoredWords = Omit<Words, "salt" | "words"> & {
  readonly salt: string | null;
  readonly words: string | null;
  readonly erasedAt: number | null;
};

type Json = { readonly [key: string]: unknown };

const referenceSchema = z.strictObject({ sha256: z.string() });
const hashOfWords = (salt: string, words: string): string =>
  createHash("sha256")
    .update(salt + words)
    .digest("hex");

/** The event as the log holds it, and the words that stand beside it. What is apart already stays as it is. */
export function apart(event: Json): { readonly body: Json; readonly words: readonly Words[] } {
  const words: Words[] = [];
  const body = fieldsOf(event.type).reduce<Json>(
    (before, { path }) =>
      changed(before, path, (value, field) => {
        if (typeof value !== "string") return value;
        const one = { field, salt: randomBytes(16).toString("hex"), words: storableText(value) };
        words.push(one);
        return { sha256: hashOfWords(one.salt, one.words) };
      }),
    event,
  );
  return { body, words };
}

/** The event as it was decided; where words are gone, what `Personal` says is read in their place. */
export function together(body: Json, stored: readonly StoredWords[]): Json {
  const beside = new Map(stored.map((words) => [words.field, words]));
  return fieldsOf(body.type).reduce<Json>((before, { path, kind }) => {
    const back = (value: unknown, field: string): unknown => {
      const reference = referenceSchema.safeParse(value).data;
      if (!reference) return value; // an event of release 0.1 holds its words itself
      const found = beside.get(field);
      return found?.words ?? instead[kind](found?.erasedAt ? erasedWords : missingWords, reference.sha256);
    };
    if (kind !== "account") return changed(before, path, back);
    return changed(changed(before, path, back), path.slice(0, -1), (account) =>
      isJson(account) && account.id === undefined ? undefined : account,
    );
  }, body);
}

const instead: Record<Exclude<Personal, "plain">, (gone: string, hash: string) => string | undefined> = {
  words: (gone) => gone,
  key: (gone, hash) => `${gone} ${hash}`,
  address: () => undefined,
  account: () => undefined,
};

/** Where in an event of whatever release words are held by a hash: path and hash. */
export function referencesIn(
  value: unknown,
  path = "",
): readonly { readonly field: string; readonly sha256: string }[] {
  const reference = referenceSchema.safeParse(value).data;
  if (reference) return [{ field: path, ...reference }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => referencesIn(inner, path ? `${path}.${key}` : key));
}

/** Of one length, since hash and words have no border otherwise: a letter could move from one into the other unseen. */
const isSalt = (salt: string | null): salt is string => /^[0-9a-f]{32}$/.test(salt ?? "");

/** Whether the words beside an event are those it was written with. `missing`: gone, and nobody erased them. */
export function wordsFinding(body: unknown, stored: readonly StoredWords[]): "altered" | "missing" | undefined {
  const references = referencesIn(body);
  const beside = new Map(stored.map((words) => [words.field, words]));
  if (stored.some(({ field }) => !references.some((reference) => reference.field === field))) return "altered";
  let missing = false;
  for (const { field, sha256 } of references) {
    const { salt, words, erasedAt } = beside.get(field) ?? { salt: null, words: null, erasedAt: null };
    if (words === null && salt === null) missing ||= erasedAt === null;
    else if (erasedAt !== null || !isSalt(salt) || hashOfWords(salt, words ?? "") !== sha256) return "altered";
  }
  return missing ? "missing" : undefined;
}

/** As a JSON value, for use within a select of `case_events`: the words beside each event. */
export const wordsJson: SQL = sql`(
  select jsonb_agg(jsonb_build_object('field', field, 'salt', salt, 'words', words, 'erasedAt', erased_at))
  from event_words where event_words.case_id = case_events.case_id and event_words.seq = case_events.seq)`;

export const storedWordsSchema = z
  .array(
    z.object({
      field: z.string(),
      salt: z.string().nullable(),
      words: z.string().nullable(),
      erasedAt: z.number().nullable(),
    }),
  )
  .nullable()
  .transform((words) => words ?? []);

export type EventWords = Words & { readonly workspace: string; readonly caseId: string; readonly seq: number };

export const writeWords = (words: readonly EventWords[]): SQL => sql`
  insert into event_words (case_id, seq, field, workspace, salt, words)
  select "caseId", seq, field, workspace, salt, words from jsonb_to_recordset(${jsonb(words)})
    as words ("caseId" text, seq int, field text, workspace text, salt text, words text)`;

// ── Paths ────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Field = { readonly path: readonly string[]; readonly kind: Exclude<Personal, "plain"> };

const fields = new Map(
  Object.entries({ ...personalFields, ...customerPersonalFields }).map(([type, kinds]) => [
    type,
    Object.entries<Personal | undefined>(kinds).flatMap(([path, kind]): readonly Field[] =>
      kind === undefined || kind === "plain" ? [] : [{ path: path.split("."), kind }],
    ),
  ]),
);
/** None for an event of a newer release: its words can't be told from its ids here. */
const fieldsOf = (type: unknown): readonly Field[] => (typeof type === "string" && fields.get(type)) || [];

export const isKnownType = (type: unknown): type is EventType =>
  typeof type === "string" && Object.hasOwn(personalFields, type);

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

type Change = (value: unknown, field: string) => unknown;

/** The value with another one at `path`, `*` being any element; undefined takes the field out. */
function changed<Value>(value: Value, path: readonly string[], change: Change, field = ""): Value {
  const [head, ...rest] = path;
  if (head === undefined) return change(value, field) as Value; // what stands at a path may have any type
  const inner = (key: string, of: unknown) => changed(of, rest, change, field ? `${field}.${key}` : key);
  if (Array.isArray(value)) return (head === "*" ? value.map((of, index) => inner(String(index), of)) : value) as Value; // as above
  if (!isJson(value)) return value;
  const entries = Object.entries(value).map(([key, of]) => [key, head === "*" || key === head ? inner(key, of) : of]);
  return Object.fromEntries(entries.filter(([, of]) => of !== undefined)) as Value; // as above
}
