import { LRUCache } from "lru-cache";
import type { Instant } from "../../src/core/time.ts";

/** More answers than this are not kept: the one longest unasked goes first. */
const mostKept = 5_000;

/**
 * A platform's answers, good for `freshFor` milliseconds. Whoever asks meanwhile waits for the same answer; a failure is told to
 * them and asked again by the next. Where the clock was put back, what is known may be older than it looks, and is asked anew.
 */
export const createCache = <Answer extends NonNullable<unknown>>({
  now,
  freshFor,
}: {
  now: () => Instant;
  freshFor: number;
}) => {
  let latest = now();
  const answers = new LRUCache<string, Answer, () => Promise<Answer>>({
    max: mostKept,
    // The library keeps an answer while it is no older than this; ours is too old once it is `freshFor` milliseconds old.
    ttl: freshFor - 1,
    // Each look reads the clock that it is given, which in tests stands still.
    ttlResolution: 0,
    perf: { now },
    fetchMethod: (_key, _stale, { context: load }) => load(),
  });
  return {
    get: (key: string, load: () => Promise<Answer>): Promise<Answer> => {
      const at = now();
      if (at < latest) answers.clear();
      latest = at;
      return answers.forceFetch(key, { context: load });
    },
    /** How many answers are kept. */
    size: () => answers.size,
  };
};
