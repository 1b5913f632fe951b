import { type Duration, duration, type Instant, since } from "../core/time.ts";

/**
 * A passing "no" is not a final one: during a reinstall, or for no reason at all, Slack and Teams deny for seconds a person, a
 * channel or a message that are there. So what is denied once is tried again, and believed once it was denied at every try for
 * so long, in milliseconds:
 */
export const believedAfter = {
  /** For another way to the same reader, which costs nobody anything. */
  detour: duration(15_000),
  /** For what can't be taken back: a second card, a card that moves away, "can't be reached", a message that is given up. */
  end: duration(600_000),
} as const;

/**
 * What a platform denied when it was asked, in this process, until it grants it. A "no" may be a passing one, so whoever asks
 * goes by how long it stands. After a longer silence than this it stands no more: two that are far apart say nothing together.
 */
const longestSilence = 300_000;
/** More are not kept; the one longest unasked goes first. */
const mostKept = 5_000;

export type StandingDenials = {
  /** Notes one more. @returns for how long it has been denied at every asking; zero for the first time. */
  note(key: string): Duration;
  clear(key: string): void;
};

export const createStandingDenials = (now: () => Instant): StandingDenials => {
  const standing = new Map<string, { readonly first: Instant; readonly last: Instant }>();
  return {
    note: (key) => {
      const at = now();
      const before = standing.get(key);
      const goesOn = before !== undefined && at >= before.last && since(before.last, at) <= longestSilence;
      const first = goesOn ? before.first : at;
      standing.delete(key);
      standing.set(key, { first, last: at });
      const [oldest] = standing.keys();
      if (standing.size > mostKept && oldest !== undefined) standing.delete(oldest);
      return duration(since(first, at));
    },
    clear: (key) => {
      standing.delete(key);
    },
  };
};
