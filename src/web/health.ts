import type { RequestHandler } from "express";
import type { Backlog, Clock } from "../app/ports.ts";
import { duration, since } from "../core/time.ts";
import type { Log } from "../log.ts";
import { withinMillis } from "./timeouts.ts";

/** A message that has waited longer than this says that nothing is going out. */
const longestWait = duration(10 * 60_000);

/** `GET /healthz`: the process lives and answers. It asks nobody else, so a slow database never gets it restarted. */
export const healthz: RequestHandler = (_request, response) => {
  response.set("Cache-Control", "no-store").json({ status: "ok" });
};

type Check = { readonly ok: boolean; readonly words: string };
type DeliveryCheck = Check & { readonly waiting?: number; readonly failed?: number; readonly oldestSeconds?: number };

const deliveryCheck = (backlog: Backlog, clock: Clock): DeliveryCheck => {
  const { waiting, failed, oldestAt } = backlog;
  const waited = oldestAt === undefined ? duration(0) : since(oldestAt, clock.now());
  const counts = { waiting, failed, oldestSeconds: Math.round(waited / 1000) };
  if (waited > longestWait)
    return { ok: false, words: `The oldest waiting message is ${Math.floor(waited / 60_000)} minutes old.`, ...counts };
  return { ok: true, words: waiting === 0 ? "Nothing is waiting to go out." : "Messages are going out.", ...counts };
};

export type Readiness = {
  readonly ready: () => Promise<void>;
  readonly backlog: () => Promise<Backlog>;
  readonly clock: Clock;
  readonly log: Log;
  /** How long the database may take to answer, in milliseconds. */
  readonly patienceMillis: number;
};

/** `GET /readyz`: 200 when work gets done here, else 503. Says what is wrong in words; the reason itself is in the log. */
export const readyz =
  ({ ready, backlog, clock, log, patienceMillis }: Readiness): RequestHandler =>
  async (_request, response) => {
    const answer = async <T>(part: string, ask: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await withinMillis(patienceMillis, ask());
      } catch (error) {
        log.warn({ err: error, part }, "not ready");
        return undefined;
      }
    };
    // Side by side: a database that hangs is then reported after one wait and not two.
    const [answers, counted] = await Promise.all([
      answer("database", async () => {
        await ready();
        return true;
      }),
      answer("delivery", backlog),
    ]);
    const database: Check = answers
      ? { ok: true, words: "The database answers, and its migrations are applied." }
      : {
          ok: false,
          words: `The database did not answer within ${patienceMillis / 1000} seconds, or its migrations are not applied. The log says which.`,
        };
    const delivery: DeliveryCheck = counted
      ? deliveryCheck(counted, clock)
      : { ok: false, words: "The waiting messages could not be counted." };
    const ok = database.ok && delivery.ok;
    response
      .status(ok ? 200 : 503)
      .set("Cache-Control", "no-store")
      .json({ status: ok ? "ready" : "not ready", database, delivery });
  };
