import type { Case } from "../core/case.ts";
import type { Platform } from "../core/people.ts";
import type { Protocol } from "../core/protocol.ts";
import { isQuiet, quietUntil } from "../core/quiet-hours.ts";
import { after, duration, type Instant, since } from "../core/time.ts";
import type { Card } from "../views/elements.ts";
import { pressesOn } from "../views/presses.ts";
import type { Destination } from "./destinations.ts";
import { type Draw, platformOf } from "./draw.ts";
import type { Elsewhere } from "./elsewhere.ts";
import { guarded } from "./guard.ts";
import type { Handle } from "./handle.ts";
import type { Chats } from "./identify.ts";
import { send } from "./ladder.ts";
import type { Log } from "./log.ts";
import { outdated } from "./outdated.ts";
import type { Clock, Job, MessageRef, Sent, Store } from "./ports.ts";
import { type NamedSurface, surfaceNamed } from "./surfaces.ts";

/**
 * One job: the case is drawn as it is now and sent, or brought in line where its message is already there; then comes what
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
  const surface = surfaceNamed(job.surface);
  const there = await store.messageRef(kase.id, job.surface);
  // One that is there is brought in line wherever it is, also when nobody would be told any more.
  const to: Destination | undefined = surface.to(kase) ?? (there && { to: "home" });
  if (!to) return drop();

  // What is there already changes without a sound, at any hour.
  const hush = there ? undefined : surface.hush(kase);
  const zone = hush && (await store.identity(hush))?.identity.zone;
  if (hush && isQuiet(parts.protocol(), zone, clock.now())) {
    await store.postponeJob(job, quietUntil(parts.protocol(), zone, clock.now()));
    return undefined;
  }

  const shown = await show(parts, job, kase, to, there);
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
  if (sent.ok) await store.saveMessage(job.workspace, kase.id, { surface: job.surface, ref: sent.ref, presses });
  await store.enqueue(job.workspace, await whatFollows(parts, surface, job, kase, sent.ok), now);
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
async function whatFollows(parts: DeliveryParts, surface: NamedSurface, job: Job, kase: Case, isSent: boolean) {
  const { store, clock, elsewhere } = parts;
  const copies = isSent ? await elsewhere(kase, job.surface) : [];
  const latest = surface.row === "case" ? kase : await store.findCase(job.workspace, { id: kase.id });
  if (!latest || (surface.row !== "case" && latest.version === kase.version)) return copies;
  const rules = { protocol: parts.protocol(), now: clock.now() };
  return [...copies, ...outdated(latest, await store.messages(kase.id), rules)];
}

type Shown = { readonly sent: Sent; readonly presses: string };

/** Undefined where the case has nothing to show there any more. */
async function show(
  { store, chats: all, draw, protocol }: DeliveryParts,
  job: Job,
  kase: Case,
  to: Destination,
  there: MessageRef | undefined,
): Promise<Shown | undefined> {
  const card = await drawn(() => draw(kase, job.surface, there));
  if (!card) return undefined;
  if ("ok" in card) return { sent: card, presses: "" };
  const presses = pressesOn(card);
  const sent = (answer: Sent): Shown => ({ sent: answer, presses });
  const chats = to.to === "customer" ? all : guarded(all, protocol());

  try {
    const updated = there && (await chats[there.place.platform]?.update(there, card));
    if (updated && (updated.ok || updated.why !== "unreachable")) return sent(updated);
    // A last word is no news: where its message is gone, it isn't said anew.
    if (there && presses === "" && !(await draw(kase, job.surface))) return sent({ ok: true, ref: there });
    const cardRef = job.surface === "case" ? undefined : await store.messageRef(kase.id, "case");
    return sent(await send(chats, kase, to, card, cardRef));
  } catch (error) {
    return sent({ ok: false, why: "later", reason: error instanceof Error ? error.message : String(error) });
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
