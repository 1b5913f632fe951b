import type { OrganizationKey } from "../../../src/core/organization.ts";
import type { Protocol } from "../../../src/core/protocol.ts";
import { after, duration } from "../../../src/core/time.ts";
import type { SandboxClock } from "./clock.ts";
import { type Records, type Upcoming, upcoming } from "./upcoming.ts";

/** How far the clock can be moved: to what comes next, or by a stretch. */
export const stretches = {
  next: undefined,
  hour: duration(3_600_000),
  day: duration(86_400_000),
} as const;
export type Stretch = keyof typeof stretches;

/** More than a case brings in a day. The rest, if any, happens all at once at the end. */
const mostStops = 60;
/** A tick takes a hundred timers, the longest due first, and worlds left behind have theirs too. */
const mostTicks = 20;

type Parts = {
  readonly clock: SandboxClock;
  readonly records: Records;
  readonly protocol: () => Protocol;
  readonly organization: () => OrganizationKey;
  /** Lets what is due happen. */
  readonly tick: () => Promise<void>;
  /** Resolves when what it caused has been sent. */
  readonly idle: () => Promise<void>;
};

/**
 * Moves the sandbox's clock forward and stops wherever something is due, so that it happens at its own time and in its own
 * order, as if the time had really passed. Returns what happened.
 */
export function createSkipAhead({ clock, records, protocol, organization, tick, idle }: Parts) {
  const next = async (): Promise<Upcoming | undefined> => (await upcoming(records, organization(), protocol(), 1))[0];

  const act = async () => {
    // A tick that was already on its way looked at the clock before it moved, and is the one that answers here.
    await tick();
    for (let ticks = 1; ticks < mostTicks; ticks += 1) {
      await tick();
      const due = await next();
      if (!due || due.at > clock.now()) break;
    }
    await idle();
  };

  return async (stretch: Stretch): Promise<readonly Upcoming[]> => {
    const happened: Upcoming[] = [];
    const length = stretches[stretch];
    const end = length === undefined ? (await next())?.at : after(clock.now(), length);
    if (end === undefined) return happened;
    for (let stop = 0; stop < mostStops; stop += 1) {
      const due = await next();
      const last = happened.at(-1);
      if (!due || due.at > end || (last?.at === due.at && last.words === due.words)) break;
      await clock.skipTo(due.at);
      await act();
      happened.push(due);
    }
    await clock.skipTo(end);
    await act();
    return happened;
  };
}

export type SkipAhead = ReturnType<typeof createSkipAhead>;
