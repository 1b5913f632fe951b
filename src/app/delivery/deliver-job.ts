import type { Case } from "../../core/case.ts";
import type { Platform } from "../../core/people.ts";
import type { Protocol } from "../../core/protocol.ts";
import { isQuiet, quietUntil } from "../../core/quiet-hours.ts";
import { parseSurface, type Surface } from "../../core/surface.ts";
import { after, type Duration, duration, type Instant, since } from "../../core/time.ts";
import { seenOnlyThere } from "../../views/words/unreachable-words.ts";
import type { Handle } from "../commands/handle.ts";
import type { Log } from "../log.ts";
import type { Destination } from "../messages/destinations.ts";
import { type Draw, platformOf } from "../messages/draw.ts";
import { messagesIn, staleMessages } from "../messages/stale-messages.ts";
import { destinationOf, quietHoursOf } from "../messages/surfaces.ts";
import { unlessNewer } from "../newer-case.ts";
import type { Chats } from "../people/identities.ts";
import type { Clock, Denied, Job, MessageRef, Store } from "../ports.ts";
import { believedAfter } from "../standing-denials.ts";
import type { ApproverCopies } from "./approver-copies.ts";
import { holdsLane, isBelieved, isDenial, lastedSoFar, pauseAfterDenial, standing } from "./denials.ts";
import type { LostPlaces } from "./lost-places.ts";
import { pauseBefore } from "./pauses.ts";
import { syncMessage } from "./sync-message.ts";

/**
 * One job: its message is sent or brought in line (`sync-message.ts`), and what became of that is noted; then comes what
 * follows from it: copies for approvers elsewhere, and messages whose buttons died with this change.
 */
export type DeliveryParts = {
  readonly store: Store;
  readonly chats: Chats;
  readonly clock: Clock;
  readonly protocol: () => Protocol;
  readonly handle: Handle;
  readonly draw: Draw;
  readonly approverCopies: ApproverCopies;
  readonly lostPlaces: LostPlaces;
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

/** With the pauses between them about a day of trying. */
const mostAttempts = 300;

/** How long a message that only a newer release knows is left to that release. */
const newerRelease = duration(60_000);

/** What came of one attempt. */
type Outcome =
  /** The case has nothing to say there (any more). */
  | { readonly did: "nothing" }
  | { readonly did: "wait"; readonly until: Instant }
  | (Attempted & {
      readonly did: "sent";
      readonly ref: MessageRef;
      readonly presses: string;
      readonly there: MessageRef | undefined;
      readonly whispered: boolean;
      readonly loose: boolean;
    })
  | (Attempted & { readonly did: "again"; readonly reason: string; readonly afterMillis: number })
  | (Attempted & { readonly did: "deny"; readonly reason: string; readonly denied: Denied; readonly lasted: Duration })
  | (Attempted & { readonly did: "unreachable" | "failed"; readonly reason: string });
type Attempted = { readonly kase: Case; readonly surface: Surface; readonly platform: Platform };

/** @returns when the conversation is free again, for the next message in it. */
export async function deliverJob(parts: DeliveryParts, job: Job): Promise<Instant | undefined> {
  const { store, clock, chats, observe, log } = parts;
  const outcome = await unlessNewer(attempt(parts, job), leftToIt(clock));
  const now = clock.now();
  const lag = since(job.createdAt, now);
  switch (outcome.did) {
    case "nothing":
      await store.finishJob(job, now);
      return now;
    case "wait":
      await store.postponeJob(job, outcome.until);
      return undefined;
    case "again": {
      const at = after(now, duration(outcome.afterMillis));
      log.warn({ ...factsOf(outcome.kase, job), reason: outcome.reason }, "a message is tried again");
      await store.retryJob(job, at, outcome.reason);
      observe(outcome.platform, "later", 0);
      return at;
    }
    case "deny": {
      const { reason, denied, lasted } = outcome;
      const at = after(now, pauseAfterDenial(lasted));
      const facts = { ...factsOf(outcome.kase, job), reason, deniedForMillis: lasted };
      log.warn(facts, "a message is denied, and tried again until that has lasted");
      await store.denyJob(job, { at, reason, denied, holdsLane: holdsLane(denied.of, lasted) });
      observe(outcome.platform, "later", 0);
      return at;
    }
    case "sent": {
      const { kase, surface, platform, ref, presses, there } = outcome;
      // First: a process that dies in between finds the card where it was, and does both again.
      if (there && surface.kind === "case" && ref.place.channel !== there.place.channel)
        await store.enqueue(job.organization, messagesIn(kase, await store.messages(kase.id), there.place), now);
      await store.saveMessage(job.organization, kase.id, { surface: job.surface, ref, presses });
      if (outcome.loose) await mendThread(parts, job, outcome);
      if (outcome.whispered && !there) await recordUnreached(parts, job, seenOnlyThere);
      await store.enqueue(job.organization, await whatFollows(parts, job, outcome), now);
      const freeAt = after(now, duration(chats[platform]?.paceMillis ?? 0));
      await store.finishJob(job, freeAt);
      observe(platform, "sent", lag);
      return freeAt;
    }
    case "unreachable": {
      await store.enqueue(job.organization, await whatFollows(parts, job, outcome), now);
      await recordUnreached(parts, job, outcome.reason);
      await store.finishJob(job, now);
      observe(outcome.platform, "unreachable", lag);
      return now;
    }
    case "failed":
      await store.enqueue(job.organization, await whatFollows(parts, job, outcome), now);
      log.error(
        { ...factsOf(outcome.kase, job), reason: outcome.reason },
        "a message was given up: see the failed jobs",
      );
      await store.failJob(job, now, outcome.reason);
      observe(outcome.platform, "failed", lag);
      return now;
  }
}

/** For the team: the customer may not have seen it, and what to send instead. */
async function recordUnreached({ handle }: DeliveryParts, job: Job, reason: string): Promise<void> {
  const { organization, caseId, surface: what } = job;
  const command = { type: "recordUnreachable" as const, what, reason };
  await handle({ organization, actor: "delivery", caseId, command, key: `unreachable:${job.id}` });
}

/**
 * What was sent under the case's card and landed loose in its channel says that what it was to go under is gone. A card that
 * is in that thread is loose itself: what follows goes under it. One that started the thread is deleted: it is sent anew.
 */
async function mendThread(
  { store, clock }: DeliveryParts,
  job: Job,
  { kase, surface, ref }: Extract<Outcome, { did: "sent" }>,
): Promise<void> {
  if (surface.kind === "case") return;
  const card = (await store.messages(kase.id)).find((message) => parseSurface(message.surface)?.kind === "case");
  if (!card || card.ref.place.channel !== ref.place.channel || card.ref.place.platform !== ref.place.platform) return;
  const { thread, ...place } = card.ref.place;
  if (thread !== undefined)
    return store.saveMessage(job.organization, kase.id, { ...card, ref: { ...card.ref, place } });
  await store.forgetMessage(kase.id, card);
  await store.enqueue(job.organization, [{ caseId: kase.id, surface: card.surface, lane: job.lane }], clock.now());
}

/** A newer release asked for it, which runs beside this one during an upgrade: left for a process that knows it. */
const leftToIt = (clock: Clock) => (): Outcome => ({ did: "wait", until: after(clock.now(), newerRelease) });

const factsOf = (kase: Case, { surface, attempts }: Job) => ({ case: kase.number, surface, attempts });

async function attempt(parts: DeliveryParts, job: Job): Promise<Outcome> {
  const { store, clock, jitter } = parts;
  const kase = await store.findCase(job.organization, { id: job.caseId });
  const surface = parseSurface(job.surface);
  if (!kase) return { did: "nothing" };
  if (!surface) return leftToIt(clock)();
  const there = await store.messageRef(kase.id, job.surface);
  // One that is there is brought in line wherever it is, also when nobody would be told any more.
  const to: Destination | undefined = destinationOf(surface, kase) ?? (there && { to: "home" });
  if (!to) return { did: "nothing" };

  // What is there already changes without a sound, at any hour.
  const sleeper = there ? undefined : quietHoursOf(surface, kase);
  const zone = sleeper && (await store.identity(sleeper, kase.workspace))?.identity.zone;
  if (sleeper && isQuiet(parts.protocol(), zone, clock.now()))
    return { did: "wait", until: quietUntil(parts.protocol(), zone, clock.now()) };

  const now = clock.now();
  const before = standing(job.denied, now);
  const lasted = lastedSoFar(before, now);
  const shown = await syncMessage(parts, { surface, kase, to, there, lasted });
  if (!shown) return { did: "nothing" };
  const { sent, of, presses } = shown;
  const about = { kase, surface, platform: platformOf(kase, to) };
  if (sent.ok)
    return {
      ...about,
      did: "sent",
      ref: sent.ref,
      presses,
      there,
      whispered: sent.whispered === true,
      loose: sent.loose === true,
    };
  const { reason } = sent;
  if (isDenial(sent) && !isBelieved(sent, lasted[of], believedAfter.end)) {
    const denied = before?.of === of ? { ...before, last: now } : { of, since: now, last: now };
    return { ...about, did: "deny", reason, denied, lasted: since(denied.since, now) };
  }
  switch (sent.why) {
    case "later":
      return job.attempts < mostAttempts
        ? { ...about, did: "again", reason, afterMillis: pauseBefore(job.attempts, jitter(), sent.afterMillis) }
        : { ...about, did: "failed", reason };
    case "unreachable":
      return { ...about, did: to.to === "customer" ? "unreachable" : "failed", reason };
    case "broken":
      return { ...about, did: "failed", reason };
  }
}

/**
 * Copies of what was just asked of approvers. And since every change touches the case's card: when that is done, the messages
 * whose buttons the change has settled. Any other message may have been drawn just before a change that looked for it in vain.
 */
async function whatFollows(parts: DeliveryParts, job: Job, outcome: Attempted & { readonly ref?: MessageRef }) {
  const { store, clock, approverCopies } = parts;
  const { kase, surface, ref } = outcome;
  const copies = ref ? await approverCopies(kase, surface, ref.place) : [];
  const latest = surface.kind === "case" ? kase : await store.findCase(job.organization, { id: kase.id });
  if (!latest || (surface.kind !== "case" && latest.version === kase.version)) return copies;
  const rules = { protocol: parts.protocol(), now: clock.now() };
  return [...copies, ...staleMessages(latest, await store.messages(kase.id), rules)];
}
