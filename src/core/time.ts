import { z } from "zod";

/** A moment, in epoch milliseconds (UTC). Never a duration: the brand keeps the two from being mixed up. */
export const instantSchema = z.number().int().brand("Instant");
export type Instant = z.infer<typeof instantSchema>;

/** A length of time in milliseconds. Whether it is working time or wall time is said where it is used. */
const durationSchema = z.number().int().nonnegative().brand("Duration");
export type Duration = z.infer<typeof durationSchema>;

/** An IANA time-zone name, such as `America/New_York`. */
export type Zone = string;

export const instant = (epochMillis: number): Instant => Math.trunc(epochMillis) as Instant;
export const duration = (millis: number): Duration => Math.trunc(millis) as Duration;
export const after = (start: Instant, length: Duration): Instant => instant(start + length);
export const before = (end: Instant, length: Duration): Instant => instant(end - length);
export const since = (start: Instant, end: Instant): Duration => duration(Math.max(0, end - start));
export const latest = (a: Instant, b: Instant | undefined): Instant => (b !== undefined && b > a ? b : a);

/** Clocks of machines that work together may differ by this much. More is a clock that was wrong. */
export const clockSkew = duration(60_000);

/**
 * Whether what was learned at `at` is still young enough. What was learned "tomorrow" is not: a clock was ahead for a while,
 * and would keep it fresh until then.
 */
export const isFresh = (at: Instant, now: Instant, freshFor: Duration): boolean =>
  now - at < freshFor && at - now <= clockSkew;
