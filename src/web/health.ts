import type { RequestHandler } from "express";
import type { Degraded, DegradedSource } from "../app/degraded.ts";
import type { Backlog } from "../app/ports.ts";
import { withTimeout } from "../app/with-timeout.ts";
import type { Log } from "../log.ts";
import type { Progress } from "./progress.ts";

/** `GET /healthz`: the process lives and answers. It asks nobody else, so a slow database never gets it restarted. */
export const healthz: RequestHandler = (_request, response) => {
  response.set("Cache-Control", "no-store").json({ status: "ok" });
};

type Check = { readonly ok: boolean; readonly words: string };

export type Readiness = {
  /** Resolves when the database answers, takes writes, and has its migrations. */
  readonly ready: () => Promise<void>;
  readonly backlog: () => Promise<Backlog>;
  /** Never rejects. */
  readonly degraded: () => Promise<readonly Degraded[]>;
  readonly progress: () => ReturnType<Progress["read"]>;
  readonly log: Log;
  /** How long the database may take to answer, in milliseconds. */
  readonly timeoutMillis: number;
};

/**
 * `GET /readyz`: 503 only for what another replica may do better: the database from here, and this process's own clock and
 * outbox. Everything else that isn't as it should be is 200 with `degraded` and words, because no replica could do better, and
 * without any in service nobody's press would be answered. The reasons themselves are in the log.
 */
export const readyz =
  ({ ready, backlog, degraded, progress, log, timeoutMillis }: Readiness): RequestHandler =>
  async (_request, response) => {
    const answer = async <T>(part: string, ask: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await withTimeout(timeoutMillis, ask());
      } catch (error) {
        log.warn({ err: error, part }, "a health check failed");
        return undefined;
      }
    };
    // Side by side: a database that hangs is then reported after one wait and not three.
    const [answers, counted, causes] = await Promise.all([
      answer("database", async () => {
        await ready();
        return true;
      }),
      answer("delivery", backlog),
      degraded(),
    ]);
    const database: Check = answers
      ? { ok: true, words: "The database answers, takes writes, and its migrations are applied." }
      : {
          ok: false,
          words: `The database did not answer within ${timeoutMillis / 1000} seconds, takes no writes, or its migrations are not applied. The log says which.`,
        };
    const { tickSeconds, claimSeconds, lateAfterSeconds } = progress();
    const clock = { ...inTime("clock", "due reminders were", tickSeconds, lateAfterSeconds), seconds: tickSeconds };
    const outbox = {
      ...inTime("outbox", "waiting messages were", claimSeconds, lateAfterSeconds),
      seconds: claimSeconds,
    };
    const ok = database.ok && clock.ok && outbox.ok;
    response
      .status(ok ? 200 : 503)
      .set("Cache-Control", "no-store")
      .json({
        status: !ok ? "not ready" : causes.length > 0 ? "degraded" : "ready",
        database,
        clock,
        outbox,
        delivery: counted ?? { words: "The waiting messages could not be counted." },
        degraded: causes,
      });
  };

const inTime = (what: string, did: string, seconds: number, lateAfter: number): Check =>
  seconds > lateAfter
    ? { ok: false, words: `The ${what} stands still: ${did} last looked for ${seconds} seconds ago.` }
    : { ok: true, words: `The ${what} is at work.` };

/** What all parts have to say; one that can't say is told as a cause itself, and silences no other. */
export const allDegraded = async (
  sources: readonly DegradedSource[],
  log: Log,
  timeoutMillis: number,
): Promise<readonly Degraded[]> => {
  const told = sources.map(async (source) => {
    try {
      return await withTimeout(timeoutMillis, Promise.resolve(source()));
    } catch (error) {
      log.warn({ err: error }, "a part could not say whether it is impaired");
      return [{ cause: "unknown", words: "A part could not say whether it is impaired. The log says which." }];
    }
  });
  return (await Promise.all(told)).flat();
};
