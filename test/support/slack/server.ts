import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Clock } from "../../../src/app/ports.ts";
import type { Failure } from "./failures.ts";
import type { Context } from "./methods/method.ts";
import { createPace, type PaceLimit } from "./pace.ts";
import { no, SlackRefusal } from "./refusal.ts";
import { argumentsOf, bearerOf, bodyOf } from "./requests.ts";
import { respond } from "./responses.ts";
import { type Fields, fieldsIn, parseJson } from "./shapes.ts";
import { callWebApi, readsJson } from "./web-api.ts";
import { createWorld, type World } from "./workspace.ts";

/** One call of the web API, as it came in and as it was answered. No answer: it hung, broke, or failed by request. */
export type Call = { readonly method: string; readonly args: Fields; readonly token?: string; answer?: Fields };
export type SentMessage = {
  readonly how: "post" | "ephemeral" | "update" | "response";
  readonly channel: string;
  readonly ts: string;
};

export type FakeSlack = {
  /** For `slackApiUrl` or SLACK_API_URL. */
  readonly url: string;
  readonly world: World;
  readonly calls: readonly Call[];
  /** What was accepted, in order. */
  readonly sent: readonly SentMessage[];
  readonly callsOf: (method: string) => readonly Call[];
  readonly close: () => Promise<void>;
};

export type FakeSlackOptions = { readonly world?: World; readonly clock?: Clock; readonly pace?: PaceLimit };

const answer = (response: ServerResponse, status: number, body: Fields, headers: Record<string, string> = {}) => {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
};

/** Slack's servers on 127.0.0.1, at a free port: the web API under `url`, and the response_urls. */
export const startFakeSlack = async (options: FakeSlackOptions = {}): Promise<FakeSlack> => {
  const world = options.world ?? createWorld(options.clock ? { clock: options.clock } : {});
  const pace = createPace(world.clock, options.pace);
  const calls: Call[] = [];
  const sent: SentMessage[] = [];
  const sockets = new Set<Socket>();

  const noteSent: Context["sent"] = ({ channel, ts }, how) => sent.push({ how, channel, ts });

  /** Fails as it was asked to; true when nothing is left to answer. */
  const failed = (failure: Failure, response: ServerResponse): boolean => {
    if (failure.hang) return true;
    if (failure.retryAfter !== undefined || failure.status === 429) {
      answer(response, 429, { ok: false, error: "ratelimited" }, { "retry-after": String(failure.retryAfter ?? 1) });
      return true;
    }
    if (failure.status !== undefined) {
      response.writeHead(failure.status, { "content-type": "text/html" }).end("<html>Server Error</html>");
      return true;
    }
    if (failure.empty) {
      answer(response, 200, { ok: true });
      return true;
    }
    if (failure.error !== undefined) {
      answer(response, 200, { ok: false, error: failure.error });
      return true;
    }
    return false;
  };

  const serveMethod = async (name: string, request: IncomingMessage, body: string, response: ServerResponse) => {
    const { token: inBody, ...args } = argumentsOf(request, body, readsJson(name));
    const bearer = bearerOf(request) ?? (typeof inBody === "string" ? inBody : undefined);
    const call: Call = { method: name, args, ...(bearer ? { token: bearer } : {}) };
    calls.push(call);
    const failure = world.takeFailure(name, args);
    await failure?.until;
    if (failure && failed(failure, response)) return;
    const done = callWebApi(world, name, args, bearer, { waitFor: pace.waitFor, sent: noteSent });
    call.answer = done.body;
    if (failure?.closeAfterAccepting) return response.destroy();
    const { retryAfter, ...visible } = done.body;
    if (typeof retryAfter === "number") return answer(response, 429, visible, { "retry-after": String(retryAfter) });
    return answer(response, 200, visible, {
      "x-oauth-scopes": done.scopes.join(","),
      "x-accepted-oauth-scopes": done.needed,
    });
  };

  const serveHook = (id: string, body: string, response: ServerResponse) => {
    const parsed = parseJson(body);
    try {
      const hook = world.triggers.useHook(id);
      const content = parsed.ok ? fieldsIn(parsed.value) : no("invalid_payload");
      const before = world.messages.all.length;
      respond(world, hook, content);
      for (const message of world.messages.all.slice(before))
        sent.push({ how: "response", channel: message.channel, ts: message.ts });
      answer(response, 200, { ok: true });
    } catch (refusal) {
      if (!(refusal instanceof SlackRefusal)) throw refusal;
      const gone = ["used_url", "expired_url", "invalid_url"].includes(refusal.error);
      answer(response, gone ? 404 : 400, { ok: false, error: refusal.error, ...refusal.more });
    }
  };

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request);
    const path = new URL(request.url ?? "/", "http://fake").pathname;
    if (path.startsWith("/api/")) return serveMethod(path.slice("/api/".length), request, body, response);
    return serveHook(path.slice(1), body, response);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((defect: unknown) => {
      response.writeHead(500, { "content-type": "text/plain" }).end(`The fake itself failed: ${String(defect)}`);
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // A server that listens on TCP has an AddressInfo; strings are for pipes.
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  world.triggers.serveHooksAt(origin);

  return {
    url: `${origin}/api/`,
    world,
    calls,
    sent,
    callsOf: (method) => calls.filter((call) => call.method === method),
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  };
};
