import { type Instant, since } from "../../src/core/time.ts";

/**
 * A platform's answers, good for `freshFor` milliseconds and forgotten after. Whoever asks meanwhile waits for the same answer; a
 * failure is told to them and asked again by the next.
 */
export const createKept = <Answer>({ now, freshFor }: { now: () => Instant; freshFor: number }) => {
  /** The oldest first. */
  const known = new Map<string, { answer: Answer; at: Instant }>();
  const asking = new Map<string, Promise<Answer>>();

  const forgetOld = (): void => {
    for (const [key, { at }] of known) {
      if (since(at, now()) < freshFor) return;
      known.delete(key);
    }
  };

  return {
    of: async (key: string, ask: () => Promise<Answer>): Promise<Answer> => {
      forgetOld();
      const before = known.get(key);
      if (before) return before.answer;
      const underWay =
        asking.get(key) ??
        ask()
          .then((answer) => {
            known.set(key, { answer, at: now() });
            return answer;
          })
          .finally(() => asking.delete(key));
      asking.set(key, underWay);
      return underWay;
    },
    /** How many answers are kept. */
    size: () => known.size,
  };
};
