import { type Duration, duration, type Instant, since } from "../../core/time.ts";
import type { Denied, Sent } from "../ports.ts";
import { believedAfter } from "../standing-denials.ts";

/** Of one message: for how long it is denied, whether that counts by now, and when it is tried again. */

/** How long changing a message, and sending one, was denied at every try; nothing where it never was. */
export type Lasted = { readonly [Of in Denied["of"]]: Duration };

/** Two denials with a longer silence between them, when nothing was tried, say nothing together. */
const longestSilence = duration(2 * 3_600_000);

/** What still stands. */
export const standing = (denied: Denied | undefined, now: Instant): Denied | undefined =>
  denied && since(denied.last, now) <= longestSilence ? denied : undefined;

/** A message is sent anew only once it is believed that the one before can't be changed any more. */
export const lastedSoFar = (denied: Denied | undefined, now: Instant): Lasted => {
  const lasted = denied ? since(denied.since, now) : duration(0);
  return denied?.of === "send" ? { change: believedAfter.end, send: lasted } : { change: lasted, send: duration(0) };
};

export const isDenial = (sent: Sent): boolean => !sent.ok && sent.why !== "later";

/** Whether a denial counts by now. */
export const isBelieved = (sent: Sent, lasted: Duration, needed: Duration): boolean =>
  !sent.ok && sent.why !== "later" && (sent.sure === true || lasted >= needed);

const shortest = 1_000;
const longest = 120_000;

/** Tries are spaced by as long again as it has lasted so far: after 1, 2, 4, 8, 16 … seconds, then every two minutes. */
export const pauseAfterDenial = (lasted: Duration): Duration => duration(Math.min(longest, Math.max(shortest, lasted)));

/**
 * For the first seconds the conversation waits, so that what follows comes after it. Then others may pass: one message that is
 * gone holds up no channel. Nor does a change of one that is there, which shows the case as it is whenever it is made.
 */
export const holdsLane = (of: Denied["of"], lasted: Duration): boolean =>
  of === "send" && lasted < believedAfter.detour;
