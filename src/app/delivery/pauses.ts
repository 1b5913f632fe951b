import { clockSkew, duration } from "../../core/time.ts";

/** How long the outbox waits before it tries again, all in milliseconds. */

/**
 * However much patience a platform asks for, after this long it is asked again: a `Retry-After` of a year, or one counted by a
 * clock that is wrong, must not mute a conversation.
 */
export const longestPause = duration(300_000);

/** What is said to hold a conversation for longer was written by a clock that was wrong, and holds nothing. */
export const longestHold = duration(longestPause + clockSkew);

/** A message is put off by quiet hours, which end within a day; a day may have 25 hours. */
export const longestPutOff = duration(25 * 3_600_000 + clockSkew);

const shortestPause = 1_000;
/** A platform that asks for a second each time isn't asked three hundred times within five minutes. */
const believedAttempts = 10;

const usual = (attempts: number, jitter: number): number =>
  Math.min(longestPause, 1_000 * 2 ** Math.min(attempts, 9)) * (0.5 + jitter / 2);

/** @param asked the platform's own word on how long, which may be anything. @param jitter 0 ≤ x < 1. */
export const pauseBefore = (attempts: number, jitter: number, asked?: number): number => {
  if (asked === undefined || Number.isNaN(asked)) return usual(attempts, jitter);
  const least = attempts > believedAttempts ? usual(attempts, jitter) : shortestPause;
  return Math.min(longestPause, Math.max(least, asked));
};

/** After a defect of our own: 1, 2, 4 … seconds, since the conversation waits for it. */
export const pauseAfterDefect = (attempts: number): number =>
  Math.min(30_000, 1_000 * 2 ** (Math.max(1, attempts) - 1));
