import type { Degraded } from "../../src/app/degraded.ts";
import type { Instant } from "../../src/core/time.ts";

/** What isn't as it should be between a platform and us, for the operator: on `/readyz` and as a gauge until it is over. */

/** `said` is the platform's own word for it, or ours; `count` in how many workspaces. */
export type Told = { readonly said: string; readonly count: number };
type Since = { readonly said: string; readonly until: Instant | undefined };

export type Conditions<Condition extends string> = {
  /** @param where a workspace, where it is one's own. @returns whether it is news. */
  set(condition: Condition, said: string, more?: { readonly where?: string; readonly until?: Instant }): boolean;
  /** @returns whether it was so. */
  clear(condition: Condition, where?: string): boolean;
  list(): readonly Degraded[];
};

/** @param rows the words for each, with what to do about it. */
export const createConditions = <Condition extends string>(
  rows: { readonly [C in Condition]: (told: Told) => string },
  now: () => Instant,
): Conditions<Condition> => {
  // as: Object.keys forgets the names it was given
  const all = Object.keys(rows) as Condition[];
  const known = new Map<Condition, Map<string, Since>>();
  const placesOf = (condition: Condition): Map<string, Since> => {
    const places = known.get(condition) ?? new Map<string, Since>();
    known.set(condition, places);
    return places;
  };
  return {
    set: (condition, said, { where = "", until } = {}) => {
      const places = placesOf(condition);
      const isNews = places.get(where)?.said !== said;
      places.set(where, { said, until });
      return isNews;
    },
    clear: (condition, where = "") => placesOf(condition).delete(where),
    list: () =>
      all.flatMap((cause) => {
        const current = [...placesOf(cause).values()].filter(({ until }) => until === undefined || now() < until);
        const [first] = current;
        return first ? [{ cause, words: rows[cause]({ said: first.said, count: current.length }) }] : [];
      }),
  };
};
