import type { Case } from "../core/case.ts";
import type { Platform } from "../core/people.ts";
import type { Protocol } from "../core/protocol.ts";
import { isQuiet, quietUntil } from "../core/quiet-hours.ts";
import { after, duration, type Instant, since } from "../core/time.ts";
import { bringInLine } from "./bring-in-line.ts";
import type { Destination } from "./destinations.ts";
import { type Draw, platformOf } from "./draw.ts";
import type { Elsewhere } from "./elsewhere.ts";
import type { Handle } from "./handle.ts";
import type { Chats } from "./identify.ts";
import type { Log } from "./log.ts";
import { leftBehind, outdated } from "./outdated.ts";
import type { Clock, Job, Sent, Store } from "./ports.ts";
import { parseSurface, type Surface } from "./surface.ts";
import { destinationOf, quietHoursOf } from "./surfaces.ts";

/**
 * One job: its message is sent or brought in line (`bring-in-line.ts`), and what became of that is noted; then comes what
 * follows from it: copies for approvers elsewhere, and messages whose buttons died with this change.
 */
export type DeliveryParts = {
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

export type DeliveryObserver = (
  platform: Platform,
  outcome: "sent" | "later" | "unreachable" | "failed",
  lagMillis: number,
) => void;

/** With the backoff below: about a day of trying. */
const mostAttempts = 300;
const longestPause = 300_000;

const backoff = (attempts: number, jitter: number): number =>
  Math.min(longestPause, 1_000 * 2 ** Math.min(attempts, 9)) * (0.5 + jitter / 2);

/** @returns when the conversation is free again, for the next message in it. */
export async function deliverJob(parts: DeliveryParts, job: Job): Promise<Instant | undefined> {
  const { store, clock, chats, observe, log, jitter } = parts;
  const kase = await store.findCase(job.workspace, { id: job.caseId });
  if (!kase) return drop();
  const surface = parseSurface(job.surface);
  const there = await store.messageRef(kase.id, job.surface);
  // One that is there is brought in line wherever it is, also when nobody would be told any more.
  const to: Destination | undefined = destinationOf(surface, kase) ?? (there && { to: "home" });
  if (!to) return drop();

  // What is there already changes without a sound, at any hour.
  const hush = there ? undefined : quietHoursOf(surface, kase);
  const zone = hush && (await store.identity(hush))?.identity.zone;
  if (hush && isQuiet(parts.protocol(), zone, clock.now())) {
    await store.postponeJob(job, quietUntil(parts.protocol(), zone, clock.now()));
    return undefined;
  }

  const shown = await bringInLine(parts, { surface, kase, to, there });
  const now = clock.now();
  const platform = platformOf(kase, to);
  const facts = { case: kase.number, surface: job.surface };
  if (!shown) return drop();
  const { sent, presses } = shown;
  if (!sent.ok && sent.why === "later" && job.attempts < mostAttempts) {
    const pause = sent.afterMillis ?? backoff(job.attempts, jitter());
    const at = after(now, duration(pause));
    log.warn({ ...facts, reason: sent.reason, attempts: job.attempts }, "a message is tried again");
    await store.retryJob(job, at, sent.reason);
    observe(platform, "later", 0);
    return at;
  }
  if (sent.ok) {
    // First: a process that dies in between finds the card where it was, and does both again.
    if (there && surface.kind === "case" && sent.ref.place.channel !== there.place.channel)
      await store.enqueue(job.workspace, leftBehind(kase, await store.messages(kase.id), there.place), now);
    await store.saveMessage(job.workspace, kase.id, { surface: job.surface, ref: sent.ref, presses });
  }
  await store.enqueue(job.workspace, await whatFollows(parts, surface, job, kase, sent), now);
  if (sent.ok) {
    const freeAt = after(now, duration(chats[platform]?.paceMillis ?? 0));
    await store.finishJob(job, freeAt);
    observe(platform, "sent", since(job.createdAt, now));
    return freeAt;
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

  async function drop(): Promise<Instant> {
    const at = clock.now();
    await store.finishJob(job, at);
    return at;
  }
}

/**
 * Copies of what was just asked of approvers. And since every change touches the case's card: when that is done, the messages
 * whose buttons the change has settled. Any other message may have been drawn just before a change that looked for it in vain.
 */
async function whatFollows(parts: DeliveryParts, surface: Surface, job: Job, kase: Case, sent: Sent) {
  const { store, clock, elsewhere } = parts;
  const copies = sent.ok ? await elsewhere(kase, surface, sent.ref.place) : [];
  const latest = surface.kind === "case" ? kase : await store.findCase(job.workspace, { id: kase.id });
  if (!latest || (surface.kind !== "case" && latest.version === kase.version)) return copies;
  const rules = { protocol: parts.protocol(), now: clock.now() };
  return [...copies, ...outdated(latest, await store.messages(kase.id), rules)];
}
