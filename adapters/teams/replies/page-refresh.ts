import { type PersonRef, personKey } from "../../../src/core/people.ts";
import type { Log } from "../connection/log.ts";

/**
 * Pages follow what changes: whoever pressed, and whoever is named in a message that was sent or changed, has their page
 * brought in line. A page is never written by it, so nobody is called; one person's turns come one after the other.
 */
export type PageRefresh = {
  of(people: readonly PersonRef[]): void;
  /** How a page is brought in line; until it is said, none is. */
  showBy(show: (person: PersonRef) => Promise<void>): void;
  /** Resolves when all pages are as they should be, or can't be now. */
  settled(): Promise<void>;
  stop(): void;
};

export const createPageRefresh = (parts: {
  readonly hasPage: (person: PersonRef) => Promise<boolean>;
  readonly log: Log;
}): PageRefresh => {
  const { hasPage, log } = parts;
  let show: (person: PersonRef) => Promise<void> = async () => {};
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  let stopped = false;

  const refresh = async (person: PersonRef): Promise<void> => {
    if (!stopped && (await hasPage(person))) await show(person);
  };

  const start = (person: PersonRef): void => {
    const key = personKey(person);
    if (running.has(key)) {
      again.add(key);
      return;
    }
    const work = refresh(person)
      .catch((error: unknown) => log.warn({ err: error }, "a person's own page could not be brought in line"))
      .finally(() => {
        running.delete(key);
        if (again.delete(key)) start(person);
      });
    running.set(key, work);
  };

  return {
    of: (people) => {
      if (stopped) return;
      const onTeams = people.filter(({ platform }) => platform === "teams");
      for (const person of new Map(onTeams.map((each) => [personKey(each), each])).values()) start(person);
    },
    showBy: (how) => {
      show = how;
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
    stop: () => {
      stopped = true;
    },
  };
};
