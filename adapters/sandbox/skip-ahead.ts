import { after, duration } from "../../src/core/time.ts";
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

type Parts = {
  readonly clock: SandboxClock;
  readonly records: Records;
  readonly workspace: () => string;
  /** Lets what is due happen. */
  readonly tick: () => Promise<void>;
  /** Resolves when what it caused has been sent. */
  readonly idle: () => Promise<void>;
};

/**
 * Moves the sandbox's clock forward and stops wherever something is due, so that it happens at its own time and in its own
 * order, as if the time had really passed. Returns what happened.
 */
export function createSkipAhead({ clock, records, workspace, tick, idle }: Parts) {
  const act = async () => {
    // A tick that was already on its way looked at the clock before it moved, and is the one that answers here.
    await tick();
    await tick();
    await idle();
  };
  return async (stretch: Stretch): Promise<readonly Upcoming[]> => {
    const happened: Upcoming[] = [];
    const length = stretches[stretch];
    const end = length === undefined ? (await upcoming(records, workspace()))[0]?.at : after(clock.now(), length);
    if (end === undefined) return happened;
    for (let stop = 0; stop < mostStops; stop += 1) {
      const [next] = await upcoming(records, workspace());
      if (!next || next.at > end || (happened.at(-1)?.at === next.at && happened.at(-1)?.words === next.words)) break;
      await clock.skipTo(next.at);
      await act();
      happened.push(next);
    }
    await clock.skipTo(end);
    await act();
    return happened;
  };
}

export type SkipAhead = ReturnType<typeof createSkipAhead>;
