import type { Case } from "../core/case.ts";
import type { Platform } from "../core/people.ts";
import type { Protocol } from "../core/protocol.ts";
import { isQuiet, quietUntil } from "../core/quiet-hours.ts";
import { after, duration, type Instant, since } from "../core/time.ts";
import type { Card } from "../views/elements.ts";
import { type Draw, platformOf } from "./draw.ts";
import type { Elsewhere } from "./elsewhere.ts";
import type { Handle } from "./handle.ts";
import type { Chats } from "./identify.ts";
import { send } from "./ladder.ts";
import type { Log } from "./log.ts";
import type { Clock, Job, Sent, Store } from "./ports.ts";
import { type Destination, surfaceNamed } from "./surfaces.ts";

/**
 * Claims due jobs, renders each case as it is now, sends, retries, gives up loudly. Woken by a commit, or by the tick after
 * a crash. Delivery is at least once: a process that dies between the platform's answer and our note of it sends again.
 */
export type Deliver = {
  /** Look for work now. */
  wake(): void;
  /** Resolves when nothing that is due now is left or in hand. */
  idle(): Promise<void>;
  /** Takes no more work; resolves when what is in hand is done. */
  stop(): Promise<void>;
};

export type DeliveryObserver = (
  platform: Platform,
  outcome: "sent" | "later" | "unreachable" | "failed",
  lagMillis: number,
) => void;

type Parts = {
  readonly store: Store;
  readonly chats: Chats;
  readonly clock: Clock;
  readonly protocol: () => Protocol;
  readonly handle: Handle;
  readonly draw: Draw;
  readonly elsewhere: Elsewhere;
  readonly log: Log;
  /** 0 ≤ x < 1, so that replicas don't retry in step. */
  readonly jitter: () => number;
  readonly observe: DeliveryObserver;
};

/** Longer than a platform call may take with its fallbacks; a crashed sender's job is sent again after this. */
const lease = duration(60_000);
const atOnce = 16;
/** With the backoff below: about a day of trying. */
const mostAttempts = 300;
const mostDefects = 5;
const longestPause = 300_000;

const backoff = (attempts: number, jitter: number): number =>
  Math.min(longestPause, 1_000 * 2 ** Math.min(attempts, 9)) * (0.5 + jitter / 2);

export function createDeliver(parts: Parts): Deliver {
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

/** @returns when the conversation is free again, for the next message in it. */
async function deliverJob(parts: Parts, job: Job): Promise<Instant | undefined> {
  const { store, clock, chats, observe, log, jitter } = parts;
  const kase = await store.findCase(job.workspace, { id: job.caseId });
  const surface = surfaceNamed(job.surface);
  const to = kase && surface.to(kase);
  if (!kase || !to) return drop(job);

  const reader = surface.hush(kase);
  // What is there already changes without a sound, at any hour.
  const hush = reader && !(await store.messageRef(kase.id, job.surface)) ? reader : undefined;
  const zone = hush && (await store.identity(hush))?.identity.zone;
  if (hush && isQuiet(parts.protocol(), zone, clock.now())) {
    await store.postponeJob(job, quietUntil(parts.protocol(), zone, clock.now()));
    return undefined;
  }

  const sent = await show(parts, job, kase, to);
  const now = clock.now();
  const platform = platformOf(kase, to);
  const facts = { case: kase.number, surface: job.surface };
  if (!sent) return drop(job);
  if (sent.ok) {
    const freeAt = after(now, duration(chats[platform]?.paceMillis ?? 0));
    await store.saveMessageRef(job.workspace, kase.id, job.surface, sent.ref);
    if (surface.row === "approval") await store.enqueue(job.workspace, await parts.elsewhere(kase, surface.of));
    await store.finishJob(job, freeAt);
    observe(platform, "sent", since(job.createdAt, now));
    return freeAt;
  }
  if (sent.why === "later" && job.attempts < mostAttempts) {
    const pause = sent.afterMillis ?? backoff(job.attempts, jitter());
    const at = after(now, duration(pause));
    log.warn({ ...facts, reason: sent.reason, attempts: job.attempts }, "a message is tried again");
    await store.retryJob(job, at, sent.reason);
    observe(platform, "later", 0);
    return at;
  }
  if (sent.why === "unreachable" && to.to === "customer") {
    const what = job.surface;
    const command = { type: "recordUnreachable" as const, what, reason: sent.reason };
    const key = `unreachable:${job.id}`;
    await parts.handle({ workspace: job.workspace, by: "delivery", caseId: kase.id, command, key });
    await store.finishJob(job, now);
    observe(platform, "unreachable", since(job.createdAt, now));
    return now;
  }
  log.error({ ...facts, reason: sent.reason, attempts: job.attempts }, "a message was given up: see the failed jobs");
  await store.failJob(job, now, sent.reason);
  observe(platform, "failed", since(job.createdAt, now));
  return now;

  async function drop(nothing: Job): Promise<Instant> {
    const at = clock.now();
    await store.finishJob(nothing, at);
    return at;
  }
}

/** Undefined where the case has nothing to show there any more. */
async function show({ store, chats, draw }: Parts, job: Job, kase: Case, to: Destination): Promise<Sent | undefined> {
  const card = await drawn(() => draw(kase, job.surface));
  if (!card || "ok" in card) return card;

  try {
    const ref = await store.messageRef(kase.id, job.surface);
    if (!ref && surfaceNamed(job.surface).settled(kase)) return undefined;
    const updated = ref && (await chats[ref.place.platform]?.update(ref, card));
    if (updated && (updated.ok || updated.why !== "unreachable")) return updated;
    const cardRef = job.surface === "case" ? undefined : await store.messageRef(kase.id, "case");
    return await send(chats, kase, to, card, cardRef);
  } catch (error) {
    return { ok: false, why: "later", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** A card that can't be drawn is a defect that trying again won't mend, and must not hold up its conversation. */
async function drawn(draw: () => Promise<Card | undefined>): Promise<Card | Extract<Sent, { ok: false }> | undefined> {
  try {
    return await draw();
  } catch (error) {
    return { ok: false, why: "broken", reason: `it can't be drawn: ${error instanceof Error ? error.message : error}` };
  }
}
