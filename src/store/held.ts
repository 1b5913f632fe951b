import { type SQL, sql } from "drizzle-orm";
import { longestHold, longestPutOff } from "../app/delivery/pauses.ts";

/**
 * What holds a job up now. What says that it will for longer than anything of ours may was written by a clock that was ahead,
 * if only for a second: it holds nothing.
 */
export const isPast = (at: SQL, now: number): SQL => sql`(${at} <= ${now} or ${at} > ${now + longestHold}::bigint)`;

export const isDue = (now: number): SQL => sql`(not_before <= ${now} or not_before > ${now + longestPutOff}::bigint)`;
