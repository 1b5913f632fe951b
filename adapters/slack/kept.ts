import { type Instant, since } from "../../src/core/time.ts";

/**
 * Answers that stay good for `freshFor` milliseconds. Whoever asks meanwhile waits for the same answer; a failure is told
 * to them and asked again by the next.
 */
export const createKept = <Answer>({ now, freshFor }: { now: () => Instant; freshFor: number }) => {
  const known = new Map<string, { answer: Answer; at: Instant }>();
  const asking = new Map<string, Promise<Answer>>();

  const fresh = (key: string): Answer | undefined => {
    const before = known.get(key);
    return before && since(before.at, now()) < freshFor ? before.answer : undefined;
  };

  return async (key: string, ask: () => Promise<Answer>): Promise<Answer> => {
    const answer = fresh(key);
    if (answer !== undefined) return answer;
    const underWay =
      asking.get(key) ??
      ask()
        .then((found) => {
          known.set(key, { answer: found, at: now() });
          return found;
        })
        .finally(() => asking.delete(key));
    asking.set(key, underWay);
    return underWay;
  };
};
