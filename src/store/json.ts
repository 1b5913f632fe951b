import { type SQL, sql } from "drizzle-orm";
import { storableJson } from "./storable.ts";

/** A value as a jsonb parameter. */
export const jsonb = (value: unknown): SQL => sql`${storableJson(JSON.stringify(value))}::jsonb`;

/**
 * JSON with its keys in order and as it will be read back: the same value always gives the same text, before and after it was
 * stored. That is what the log's hashes are taken of.
 */
export const canonical = (value: unknown): string =>
  storableJson(JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner)));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const sorted = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
