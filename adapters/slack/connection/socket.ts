import { setTimeout as pause } from "node:timers/promises";
import { type App, type Logger, SocketModeReceiver } from "@slack/bolt";
import { clientOptions } from "./clients.ts";
import type { Conditions } from "./conditions.ts";
import { failure, isRefusal } from "./failures.ts";
import type { Log } from "./log.ts";

/**
 * The socket that we open to Slack, kept open. Bolt's own reconnecting is off: it never gives a silent server up, its pauses
 * grow without an end, and after each of Slack's regular refreshes it hears nothing for five seconds.
 */

/** All in milliseconds. */
export type SocketTimes = {
  /** How long a start waits for the first attempt. */
  readonly start: number;
  /** For Slack to name an address. */
  readonly ask: number;
  /** For all of it, until Slack says hello. */
  readonly connect: number;
  /** How often a pong must have come. Pings go out three times as often. */
  readonly ping: number;
  /** How often a connection is looked at that is being closed: twice the same, and it is cut. */
  readonly look: number;
  /** Between attempts, after so many failures in a row. */
  readonly pauseAfter: (failures: number) => number;
};

export const usualTimes: SocketTimes = {
  start: 3_000,
  ask: 5_000,
  connect: 12_000,
  ping: 5_000,
  look: 1_000,
  pauseAfter: (failures) => Math.min(30_000, 1_000 * 2 ** Math.min(failures - 1, 5)),
};

/** A connection that ends sooner counts as a failure, so that one which Slack closes at once isn't opened without a pause. */
const shortest = 10_000;

type Connection = {
  /** Resolves when it has ended, by whom ever. */
  readonly ended: Promise<void>;
  end(): void;
};

export type SocketOptions = {
  readonly appToken: string;
  readonly apiUrl: string | undefined;
  readonly logger: Logger;
  readonly log: Log;
  readonly conditions: Conditions;
  readonly times?: SocketTimes;
};

export type KeptSocket = {
  /**
   * Resolves when it is open, when the first attempt has failed, or after a while: others follow in the background.
   * @throws what Slack said when it refuses the token.
   */
  open(app: App): Promise<void>;
  close(): Promise<void>;
};

export const createSocket = (options: SocketOptions): KeptSocket => {
  const { appToken, apiUrl, logger, log, conditions, times = usualTimes } = options;
  const stopping = new AbortController();
  let current: Connection | undefined;
  let running: Promise<void> | undefined;

  /** @throws when Slack doesn't say hello in time. */
  const connect = async (app: App): Promise<Connection> => {
    const receiver = new SocketModeReceiver({
      appToken,
      logger,
      autoReconnectEnabled: false,
      clientPingTimeout: times.ping,
      installerOptions: { clientOptions: clientOptions({ apiUrl, logger }, times.ask) },
    });
    receiver.init(app);
    const { client } = receiver;
    // A first call asks the other side to close, a second one doesn't wait for its answer.
    const cut = () => {
      client.websocket?.disconnect();
      client.websocket?.disconnect();
    };
    const ended = new Promise<void>((resolve) => client.once("disconnected", () => resolve()));
    const connecting = receiver.start();
    connecting.catch(() => {}); // may end after it was given up
    const late = new AbortController();
    const tooLate = pause(times.connect, undefined, { signal: late.signal, ref: false }).then(() => {
      throw new Error(`Slack did not say hello within ${times.connect} ms`);
    });
    tooLate.catch(() => {}); // aborted when it isn't needed any more
    try {
      await Promise.race([connecting, tooLate, aborted(stopping.signal)]);
    } catch (error) {
      cut();
      // Where even the address was still being asked for, there is a socket to cut only now.
      connecting.then(cut, () => {});
      throw error;
    } finally {
      late.abort();
    }
    // A side that went silent never ends the closing that our missed ping began.
    let closing = 0;
    const watch = setInterval(() => {
      closing = client.websocket?.isActive() ? 0 : closing + 1;
      if (closing >= 2) cut();
    }, times.look);
    watch.unref();
    ended.then(() => clearInterval(watch));
    return { ended, end: cut };
  };

  const keepOpen = async (app: App, tried: (error: unknown) => void): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const startedAt = performance.now();
      try {
        current = await connect(app);
        if (conditions.clear("slack-socket-lost")) log.info({}, "the socket to Slack is open again");
        tried(undefined);
        await current.ended;
        if (stopping.signal.aborted) return;
        failures = performance.now() - startedAt < shortest ? failures + 1 : 0;
        conditions.set("slack-socket-lost", "closed");
      } catch (error) {
        if (stopping.signal.aborted) return;
        failures += 1;
        const { reason } = failure(error);
        if (conditions.set("slack-socket-lost", reason))
          log[isRefusal(error) ? "error" : "warn"](
            { slack: reason },
            "the socket to Slack can't be opened; it is tried again, every 30 seconds at least",
          );
        tried(error);
      }
      if (failures > 0)
        await pause(times.pauseAfter(failures), undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  };

  return {
    open: async (app) => {
      const tried = new Promise<unknown>((resolve) => {
        running = keepOpen(app, resolve);
      });
      const first = await Promise.race([tried, pause(times.start, undefined, { ref: false })]);
      if (!isRefusal(first)) return;
      stopping.abort();
      throw first;
    },
    close: async () => {
      stopping.abort();
      current?.end();
      await running;
    },
  };
};

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const end = () => reject(new Error("stopped"));
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
