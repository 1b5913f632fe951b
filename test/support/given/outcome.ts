import { expect } from "vitest";
import type { Case } from "../../../src/core/case.ts";
import { isRefused } from "../../../src/core/decide/decision.ts";
import type { CaseEvent, EventType } from "../../../src/core/events.ts";
import { timersFor } from "../../../src/core/nudges.ts";
import type { Refusal, RefusalCode } from "../../../src/core/refusals.ts";
import type { Instant } from "../../../src/core/time.ts";
import { nothingYet, type Story, stepsOf, tell, type World } from "./world.ts";

/** An event as a specification writes it; its moment is when it was asked for. */
export type Happening = { [T in EventType]: Omit<Extract<CaseEvent, { type: T }>, "at"> }[EventType];
type Refused<C extends RefusalCode> = Omit<Extract<Refusal, { code: C }>, "code">;

export type Given = {
  when(story: Story): Outcome;
  /** The case as it stands; the time, and the timers that run. */
  readonly kase: Case;
  readonly now: Instant;
  readonly timers: Readonly<Record<string, Instant>>;
  /** The whole log. */
  readonly events: readonly CaseEvent[];
};

export type Outcome = {
  then(story: Story): Outcome;
  /** Exactly these events, by the last thing that was asked. */
  happened(...events: readonly Happening[]): { readonly leaves: (facts: object) => void };
  /** Nothing happened, for this reason. With `details`, exactly those. */
  refused<C extends RefusalCode>(code: C, details?: Refused<C>): void;
  /** The case has these facts now. */
  leaves(facts: object): void;
  readonly afterwards: Given;
};

export const given = (...story: readonly Story[]): Given => from(tell(nothingYet, story));

function from(world: World): Given {
  return {
    when: (story) => outcomeOf(world, story),
    get kase() {
      if (!world.kase) throw new Error("there is no case yet");
      return world.kase;
    },
    now: world.now,
    timers: Object.fromEntries(world.kase ? timersFor(world.kase).map(({ key, dueAt }) => [key, dueAt]) : []),
    events: world.events,
  };
}

function outcomeOf(before: World, story: Story): Outcome {
  const steps = stepsOf(story);
  const last = steps.at(-1);
  if (!last) throw new Error("when what?");
  const world = last(tell(before, steps.slice(0, -1)));
  const { decision } = world;

  const leaves = (facts: object): void => {
    if (isRefused(decision)) throw new Error(`it was refused: ${JSON.stringify(decision.refused)}`);
    expect(world.kase).toMatchObject(facts);
  };
  return {
    // biome-ignore lint/suspicious/noThenProperty: given, when, then is the vocabulary, and nobody awaits it
    then(next) {
      if (isRefused(decision)) throw new Error(`it was refused: ${JSON.stringify(decision.refused)}`);
      return outcomeOf(world, next);
    },
    happened(...events) {
      expect(decision).toStrictEqual(events.map((event) => ({ ...event, at: world.now })));
      return { leaves };
    },
    refused(code, details) {
      expect(decision).toMatchObject({ refused: { code } });
      if (details) expect(decision).toStrictEqual({ refused: { code, ...details } });
    },
    leaves,
    get afterwards() {
      if (isRefused(decision)) throw new Error(`it was refused: ${JSON.stringify(decision.refused)}`);
      return from(world);
    },
  };
}
