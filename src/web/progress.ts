import { performance } from "node:perf_hooks";

/** When this process's own clock and outbox last did their work: what another replica may do better. */
export type Progress = {
  ticked(): void;
  claimed(): void;
  /** Seconds since then (at first: since the start), and after how many it is late. */
  /** @param intervalMillis from one scheduled tick to the next. Each tick wakes the outbox, so it holds for claims too. */
  read(intervalMillis: number): {
    readonly tickSeconds: number;
    readonly claimSeconds: number;
    readonly lateAfterSeconds: number;
  };
};

const intervals = 3;

/** @param now milliseconds of a clock that is never set back, nor ahead by the sandbox. */
export function createProgress(now: () => number = () => performance.now()): Progress {
  let tickedAt = now();
  let claimedAt = now();
  return {
    ticked: () => {
      tickedAt = now();
    },
    claimed: () => {
      claimedAt = now();
    },
    read: (intervalMillis) => ({
      tickSeconds: Math.round((now() - tickedAt) / 1000),
      claimSeconds: Math.round((now() - claimedAt) / 1000),
      lateAfterSeconds: (intervals * intervalMillis) / 1000,
    }),
  };
}
