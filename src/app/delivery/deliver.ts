import { after, duration, type Instant } from "../../core/time.ts";
import { DatabaseTroubleError } from "../database-trouble.ts";
import type { Job } from "../ports.ts";
import { type DeliveryParts, deliverJob } from "./deliver-job.ts";
import { longestHold, pauseAfterDefect } from "./pauses.ts";

/**
 * The outbox at work: claims due jobs and has them done (`deliver-job.ts`). Woken by a commit, or by the tick after a crash.
 * Delivery is at least once: a process that dies between the platform's answer and our note of it sends again.
 */
export type Deliver = {
  /** Look for work now. */
  wake(): void;
  /** Resolves when nothing that is due now is left or in hand. */
  idle(): Promise<void>;
  /** Takes no more work; resolves when what is in hand is done. */
  stop(): Promise<void>;
};

/** Longer than a platform call may take with its fallbacks; a crashed sender's job is sent again after this. */
const lease = duration(60_000);
const atOnce = 16;
const mostDefects = 5;

export type DeliverParts = DeliveryParts & {
  /** The database was asked for work, and answered. */
  readonly claimed?: () => void;
  /** Milliseconds to leave the database alone after so many claims in a row that failed. */
  readonly pauseAfter?: (failures: number) => number;
};

/** 1, 2, 4 … seconds and 30 at most: a database that is away is asked again soon, and not by every press. */
const usualPause = (failures: number): number => Math.min(30_000, 1_000 * 2 ** Math.min(failures - 1, 5));

export function createDeliver(parts: DeliverParts): Deliver {
  const { store, clock, log, claimed = () => {}, pauseAfter = usualPause } = parts;
  const inHand = new Set<Promise<void>>();
  let pumping: Promise<void> | undefined;
  let isWanted = false;
  let stopped = false;
  let failures = 0;
  let pause: NodeJS.Timeout | undefined;

  function wake(): void {
    if (stopped || pause) return;
    isWanted = true;
    pumping ??= pump().finally(() => {
      pumping = undefined;
      // A wake between the last look and here would go unheard.
      if (isWanted) wake();
    });
  }

  async function pump(): Promise<void> {
    while (isWanted && !stopped) {
      isWanted = false;
      const room = atOnce - inHand.size;
      if (room <= 0) return;
      let jobs: readonly Job[];
      try {
        jobs = await store.claimJobs(clock.now(), lease, room);
      } catch (error) {
        rest(error);
        return;
      }
      failures = 0;
      claimed();
      jobs.forEach(start);
      if (jobs.length === room) isWanted = true;
    }
  }

  /** After a claim that failed nothing is asked for a while; then it goes on by itself. */
  function rest(error: unknown): void {
    isWanted = false;
    failures += 1;
    const pauseMillis = pauseAfter(failures);
    log.error({ err: error, pauseMillis }, "the outbox could not be read; it is tried again after a pause");
    pause = setTimeout(() => {
      pause = undefined;
      wake();
    }, pauseMillis);
    pause.unref();
  }

  function start(job: Job): void {
    const work = deliverJob(parts, job)
      .catch(async (error: unknown) => {
        log.error({ err: error, caseId: job.caseId, surface: job.surface }, "a delivery stopped halfway");
        return stoppedHalfway(job, error);
      })
      .catch((error: unknown): undefined => {
        // Then its lease runs out, and it is claimed again.
        log.error({ err: error, caseId: job.caseId }, "a job could not be given back");
      })
      .then((laneFreeAt) => {
        inHand.delete(work);
        if (laneFreeAt) setTimeout(wake, Math.min(longestHold, Math.max(0, laneFreeAt - clock.now()))).unref();
        wake();
      });
    inHand.add(work);
  }

  /**
   * The conversation waits for another try, and not for long: a defect that stays must not hold it up. A database that is away
   * is none, however long it lasts.
   */
  async function stoppedHalfway(job: Job, error: unknown): Promise<Instant | undefined> {
    const now = clock.now();
    if (job.attempts >= mostDefects && !(error instanceof DatabaseTroubleError)) {
      await store.failJob(job, now, "it stopped halfway each time");
      return now;
    }
    const at = after(now, duration(pauseAfterDefect(job.attempts)));
    await store.retryJob(job, at, "it stopped halfway");
    return at;
  }

  async function idle(): Promise<void> {
    // Somebody waits for it, so the database is asked once more without a pause.
    clearTimeout(pause);
    pause = undefined;
    wake();
    while (pumping || inHand.size > 0) {
      await pumping;
      await Promise.all(inHand);
    }
  }

  return {
    wake,
    idle,
    stop: async () => {
      stopped = true;
      clearTimeout(pause);
      await pumping;
      await Promise.all(inHand);
    },
  };
}
