import { timersFor } from "../../core/nudges.ts";
import { before, duration, since } from "../../core/time.ts";
import { timerFamily } from "../../core/timers.ts";
import type { Log } from "../log.ts";
import type { Clock, DueTimer, Store } from "../ports.ts";
import type { Departures } from "./departures.ts";
import type { Handle } from "./handle.ts";

/** A platform retries a request for an hour at most; a day leaves room for clocks and queues. */
const keepRequests = duration(24 * 3_600_000);
const batch = 100;
/** How many cases at once: what is due in one case follows one another. */
const atOnce = 4;
/** Milliseconds after which the rest waits for the next tick, so that the outbox is woken in between. */
const longest = duration(30_000);

type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly handle: Handle;
  /** Whether those who have cases are still there. */
  readonly departures: Pick<Departures, "look">;
  /** Has the outbox look for work. */
  readonly wake: () => void;
  readonly log: Log;
  readonly observe: (timer: string) => void;
};

/** The clock is one more user: each due timer is a command through the same `handle` as a button press. */
export function createTick({ store, clock, handle, departures, wake, log, observe }: Parts): () => Promise<void> {
  let running: Promise<void> | undefined;

  async function fire({ organization, caseId, key, dueAt }: DueTimer): Promise<void> {
    const command = { type: "timeUp" as const, timer: key };
    const outcome = await handle({
      organization,
      actor: "clock",
      caseId,
      command,
      key: `timer:${caseId}:${key}:${dueAt}`,
    });
    if (outcome.did === "change") observe(timerFamily(key));
    // A newer release's own clock: its timers are left to it.
    else if (outcome.did !== "refuse" || outcome.refusal.code !== "newer-version") {
      const kase = await store.findCase(organization, { id: caseId });
      await store.replaceTimers(organization, caseId, kase ? timersFor(kase) : [], kase?.version);
    }
  }

  /** After a weekend thousands may be due. Each is tried once in a tick: one that fails holds up no other. */
  async function fireDue(): Promise<void> {
    const now = clock.now();
    let last: DueTimer | undefined;
    do {
      const due = await store.dueTimers(now, batch, last);
      const cases = [...new Set(due.map(({ caseId }) => caseId))].map((id) =>
        due.filter(({ caseId }) => caseId === id),
      );
      await Promise.all(Array.from({ length: atOnce }, () => fireNext(cases)));
      last = due.length === batch ? due.at(-1) : undefined;
    } while (last && since(now, clock.now()) < longest);
  }

  async function fireNext(cases: (readonly DueTimer[])[]): Promise<void> {
    for (let timers = cases.shift(); timers; timers = cases.shift())
      for (const timer of timers)
        await fire(timer).catch((error: unknown) =>
          log.error({ err: error, timer: timer.key }, "a timer failed; the next tick tries again"),
        );
  }

  async function tick(): Promise<void> {
    await fireDue();
    await departures
      .look()
      .catch((error: unknown) => log.error({ err: error }, "who has cases could not be looked at; the next tick does"));
    await store.purgeRequests(before(clock.now(), keepRequests));
    wake();
  }

  return () => {
    running ??= tick().finally(() => {
      running = undefined;
    });
    return running;
  };
}
