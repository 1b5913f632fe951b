import { type SQL, sql } from "drizzle-orm";

/**
 * JSON as both databases can store it, with its keys in order: the same value always gives the same text, which is what the
 * log's hashes are taken of. PostgreSQL's jsonb has no NUL and no half of a surrogate pair: they become U+FFFD.
 */
export function canonical(value: unknown): string {
  const text = JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner));
  return text.includes("\\u") ? text.replace(/\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g, replaceUnstorable) : text;
}

/** A value as a jsonb parameter. */
export const jsonb = (value: unknown): SQL => sql`${canonical(value)}::jsonb`;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const sorted = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Every escape is matched, so that a typed backslash before `u0000` stays what it is. */
const replaceUnstorable = (escaped: string, sequence: string): string => (sequence.length > 1 ? "\uFFFD" : escaped);
