import fc from "fast-check";
import { type PersonRef, platforms } from "../../src/core/people.ts";
import type { Surface } from "../../src/core/surface.ts";
import { instant } from "../../src/core/time.ts";
import { appointments, clockKinds, type TimerRef } from "../../src/core/timers.ts";

/** Arbitrary timers and messages of a case, whose words are stored. */

export const settings = { seed: 20260310, numRuns: 500 } as const;

const moments = fc.nat({ max: 4_102_444_800_000 }).map(instant);
/** Ids of remedies and promises are ours: no `@`. A colon is none of theirs either, but does no harm. */
const ids = fc.stringMatching(/^[A-Za-z0-9-][A-Za-z0-9:-]{0,8}$/);
/** Ids of people are the platforms': `U0BEN`, `29:1bc…`, an email address. */
const people: fc.Arbitrary<PersonRef> = fc.record({
  platform: fc.constantFrom(...platforms),
  workspace: fc.stringMatching(/^[A-Za-z0-9-]{1,8}$/),
  id: fc.stringMatching(/^[A-Za-z0-9@.:_-]{1,20}$/),
});

export const timers: fc.Arbitrary<TimerRef> = fc.oneof(
  fc.record({
    clock: fc.constantFrom(...clockKinds),
    of: fc.oneof(fc.constant(""), ids),
    stage: fc.constantFrom("warning" as const, "breach" as const),
  }),
  fc.record({ appointment: fc.constantFrom(...appointments) }),
);

type Original = Exclude<Surface, { kind: "copy" }>;
const of = <K extends string>(...kinds: readonly K[]) => fc.constantFrom(...kinds);
export const originals: fc.Arbitrary<Original> = fc.oneof(
  fc.record({ kind: of("case", "abuse") }),
  fc.record({ kind: of("approval"), remedy: ids }),
  fc.record({ kind: of("nudge"), firedAt: moments, timer: timers }),
  fc.record({ kind: of("assigned", "departed"), at: moments }),
  fc.record({ kind: of("escalated"), count: fc.nat() }),
  fc.record({ kind: of("note", "update"), index: fc.nat() }),
  fc.record({ kind: of("reopened", "acknowledgement", "apology"), round: fc.nat() }),
  fc.record({ kind: of("survey", "survey-reminder"), sentAt: moments }),
  fc.record({ kind: of("same-customer"), other: fc.nat() }),
  fc.record({ kind: of("unreachable"), what: fc.constantFrom("apology:1", "survey:1773136800000", "update:0") }),
);
export const surfaces: fc.Arbitrary<Surface> = fc.oneof(
  originals,
  fc.record({ kind: of("copy"), original: originals, reader: people }),
);
