import type { Clock } from "../../../src/app/ports.ts";

export type PaceLimit = { readonly perSecond: number; readonly burst: number };

/** "1 per second per channel, short bursts allowed": a bucket for each channel, filled by the world's clock. */
export const createPace = (clock: Clock, limit: PaceLimit | undefined) => {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    /** Seconds to wait, or nothing if this message may go now. */
    waitFor: (channel: string): number | undefined => {
      if (!limit) return undefined;
      const now = clock.now();
      const before = buckets.get(channel) ?? { left: limit.burst, at: now };
      const left = Math.min(limit.burst, before.left + ((now - before.at) / 1000) * limit.perSecond);
      if (left < 1) {
        buckets.set(channel, { left, at: now });
        return Math.ceil((1 - left) / limit.perSecond);
      }
      buckets.set(channel, { left: left - 1, at: now });
      return undefined;
    },
  };
};
