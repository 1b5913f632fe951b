import { performance } from "node:perf_hooks";
import { type Database, sqlState } from "./database.ts";

/** A lock that another holds wasn't had within `lock_timeout`. */
const isLocked = (error: unknown): boolean => sqlState(error) === "55P03";

/**
 * For migrations and terminal commands, which may wait as long as it takes, and say so: whoever looks at the terminal learns
 * what is waited for, each time that a lock isn't had within `lock_timeout`. A transaction that waited wrote nothing, and is
 * run again.
 * @param holder what is known of who holds it, in words that end a sentence ("the database, until …").
 */
export function patient(database: Database, say: (words: string) => void, holder: () => Promise<string>): Database {
  const until = async <Result>(attempt: () => Promise<Result>): Promise<Result> => {
    const startedAt = performance.now();
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!isLocked(error)) throw error;
        const waited = Math.round((performance.now() - startedAt) / 1000);
        const words = await holder().catch(() => "the database: another process holds a lock");
        say(`Waiting for ${words} (${waited} s so far)`);
      }
    }
  };
  return {
    ...database,
    waitedForBy: (urgency) => patient(database.waitedForBy(urgency), say, holder),
    run: (statement) => until(() => database.run(statement)),
    transact: (reads, decide, share) => until(() => database.transact(reads, decide, share)),
  };
}
