import type { RequestHandler, Response } from "express";

/** Server-sent events: a word to every open window that there is something new to see. */
export type Live = {
  /** Opens a window's stream. A window that shows an older version, as after a lost connection, is told at once. */
  readonly open: (version: () => string) => RequestHandler;
  readonly tell: () => void;
  /** Ends all streams, so that a stopping server isn't held up by them. */
  readonly stop: () => void;
};

/** Proxies close what is silent for a minute. */
const heartbeatMillis = 20_000;
/** Changes of one moment are told once. */
const gatherMillis = 20;

export function createLive(): Live {
  const windows = new Set<Response>();
  let gathering: NodeJS.Timeout | undefined;
  let stopped = false;
  const say = (text: string) => {
    for (const window of windows) window.write(text);
  };
  const heartbeat = setInterval(() => say(": still here\n\n"), heartbeatMillis);
  heartbeat.unref();

  return {
    open: (version) => (request, response) => {
      if (stopped) {
        response.status(503).end();
        return;
      }
      response.status(200).set({ "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
      response.flushHeaders();
      response.write(`retry: 1000\n\n`);
      if (request.query.since !== version()) response.write("event: changed\ndata: .\n\n");
      windows.add(response);
      response.once("close", () => windows.delete(response));
    },
    tell: () => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        say("event: changed\ndata: .\n\n");
      }, gatherMillis);
    },
    stop: () => {
      stopped = true;
      clearInterval(heartbeat);
      clearTimeout(gathering);
      for (const window of windows) window.end();
      windows.clear();
    },
  };
}
