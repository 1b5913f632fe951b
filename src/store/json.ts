import { type SQL, sql } from "drizzle-orm";

/** A value as a jsonb parameter. */
export const jsonb = (value: unknown): SQL => sql`${storable(JSON.stringify(value))}::jsonb`;

/**
 * JSON with its keys in order and as it will be read back: the same value always gives the same text, before and after it was
 * stored. That is what the log's hashes are taken of.
 */
export const canonical = (value: unknown): string =>
  storable(JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner)));

/**
 * PostgreSQL's jsonb has no NUL and no half of a surrogate pair: they become U+FFFD. Every escape is matched, so that a typed
 * backslash before `u0000` stays what it is.
 */
function storable(json: string): string {
  if (!json.includes("\\u")) return json;
  return json.replace(/\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g, (escaped, sequence: string) =>
    sequence.length > 1 ? "\uFFFD" : escaped,
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const sorted = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
