import { duration } from "../../core/time.ts";
import type { Job } from "../ports.ts";
import { type DeliveryParts, deliverJob } from "./deliver-job.ts";

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

export function createDeliver(parts: DeliveryParts): Deliver {
  const { store, clock, log } = parts;
  const inHand = new Set<Promise<void>>();
  let pumping: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  function wake(): void {
    if (stopped) return;
    again = true;
    pumping ??= pump().finally(() => {
      pumping = undefined;
      // A wake between the last look and here would go unheard.
      if (again) wake();
    });
  }

  async function pump(): Promise<void> {
    while (again && !stopped) {
      again = false;
      const room = atOnce - inHand.size;
      if (room <= 0) return;
      const jobs = await store.claimJobs(clock.now(), lease, room).catch((error: unknown) => {
        log.error({ err: error }, "the outbox could not be read");
        return [];
      });
      jobs.forEach(start);
      if (jobs.length === room) again = true;
    }
  }

  function start(job: Job): void {
    const work = deliverJob(parts, job)
      .catch(async (error: unknown) => {
        log.error({ err: error, caseId: job.caseId, surface: job.surface }, "a delivery stopped halfway");
        // Tried again when its lease is over; a defect that stays must not hold up its conversation for good.
        if (job.attempts >= mostDefects) await store.failJob(job, clock.now(), "it stopped halfway each time");
      })
      .catch((error: unknown) => log.error({ err: error, caseId: job.caseId }, "a job could not be given up"))
      .then((laneFreeAt) => {
        inHand.delete(work);
        if (laneFreeAt) setTimeout(wake, Math.max(0, laneFreeAt - clock.now())).unref();
        wake();
      });
    inHand.add(work);
  }

  async function idle(): Promise<void> {
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
      await pumping;
      await Promise.all(inHand);
    },
  };
}
