import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { z } from "zod";
import { appId } from "./cast.ts";
import { jwks } from "./keys.ts";
import { createWorld, Refusal, type World } from "./world.ts";

/**
 * The Bot Connector on 127.0.0.1, with Microsoft's login and key server beside it: strict about tokens, addresses, sizes
 * and cards, and able to fail on purpose.
 */

export type Failure = {
  readonly status?: number;
  readonly code?: string;
  /** Seconds, in the Retry-After header. */
  readonly retryAfter?: number;
  readonly hang?: boolean;
  /** The request is carried out, and the connection breaks before the answer. */
  readonly closeAfterAccepting?: boolean;
  /** The request is carried out, and the answer doesn't say what came of it. */
  readonly withoutId?: boolean;
  readonly times?: number;
};
export type Operation = "send" | "update" | "create" | "member" | "members" | "login";
export type Call = { readonly operation: Operation; readonly path: string; readonly body: unknown };

export type FakeTeams = {
  readonly serviceUrl: string;
  readonly openIdMetadataUrl: string;
  readonly world: World;
  readonly calls: readonly Call[];
  callsOf(operation: Operation): readonly Call[];
  failNext(operation: Operation, failure: Failure): void;
  /** A token for the connector, as Microsoft's login would give it for the app. */
  login(): Promise<string>;
  /** Tokens given so far are no longer believed. */
  revoke(): void;
  close(): Promise<void>;
};

const idPattern = "([^/?]+)";
type Route = {
  readonly operation: Operation;
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (world: World, parts: readonly string[], body: unknown) => { status: number; body?: object };
};

const createSchema = z.union([
  z.object({
    isGroup: z.literal(true),
    channelData: z.object({ channel: z.object({ id: z.string() }) }),
    activity: z.unknown(),
  }),
  z.object({
    isGroup: z.literal(false),
    members: z.array(z.object({ id: z.string() })).length(1),
    tenantId: z.string(),
  }),
]);
const pageSize = 2;

const routes: readonly Route[] = [
  {
    operation: "create",
    method: "POST",
    path: /^\/v3\/conversations$/,
    answer: (world, _parts, body) => {
      const { data } = createSchema.safeParse(body);
      if (!data) throw new Refusal(400, "BadSyntax");
      if (!data.isGroup) {
        if (data.tenantId !== world.tenant) throw new Refusal(400, "BadArgument");
        const [member] = data.members;
        return { status: 201, body: { id: world.createChat(member?.id ?? "").id } };
      }
      const { id } = data.channelData.channel;
      const message = world.post(id, data.activity);
      return { status: 201, body: { id: `${id};messageid=${message.id}`, activityId: message.id } };
    },
  },
  {
    operation: "send",
    method: "POST",
    path: new RegExp(`^/v3/conversations/${idPattern}/activities$`),
    answer: (world, [where = ""], body) => ({ status: 201, body: { id: world.post(where, body).id } }),
  },
  {
    operation: "update",
    method: "PUT",
    path: new RegExp(`^/v3/conversations/${idPattern}/activities/${idPattern}$`),
    answer: (world, [where = "", id = ""], body) => {
      world.change(where, id, body);
      return { status: 200, body: { id } };
    },
  },
  {
    operation: "member",
    method: "GET",
    path: new RegExp(`^/v3/conversations/${idPattern}/members/${idPattern}$`),
    answer: (world, [where = "", id = ""]) => ({ status: 200, body: shown(world.member(where, id)) }),
  },
  {
    operation: "members",
    method: "GET",
    path: new RegExp(`^/v3/conversations/${idPattern}/pagedmembers$`),
    answer: (world, [where = "", token = ""]) => {
      const all = world.conversation(where).members.map((key) => shown(world.user(key)));
      const from = Number(token || 0);
      const more = from + pageSize < all.length ? { continuationToken: String(from + pageSize) } : {};
      return { status: 200, body: { members: all.slice(from, from + pageSize), ...more } };
    },
  },
];

const shown = ({ key: _key, zone: _zone, reachable: _reachable, ...member }: ReturnType<World["user"]>): object =>
  member;

const textOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer); // a request's parts are buffers
  return Buffer.concat(parts).toString("utf8");
};

const reply = (response: ServerResponse, status: number, body?: object, headers: Record<string, string> = {}) => {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(body ? JSON.stringify(body) : undefined);
};

/** `credentials`: whether the connector wants a token, as Microsoft's does and the local emulator doesn't. */
export const startFakeTeams = async (options: { credentials?: boolean; world?: World } = {}): Promise<FakeTeams> => {
  const world = options.world ?? createWorld();
  const tokens = new Set<string>();
  const calls: Call[] = [];
  const failures: { operation: Operation; failure: Failure; left: number }[] = [];
  const sockets = new Set<Socket>();

  const failureFor = (operation: Operation): Failure | undefined => {
    const found = failures.find((each) => each.operation === operation && each.left > 0);
    if (found) found.left -= 1;
    return found?.failure;
  };
  const refuse = (response: ServerResponse, { status = 500, code, retryAfter }: Failure) =>
    reply(response, status, code ? { error: { code, message: code } } : undefined, {
      ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
    });

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (url.pathname === "/keys/openid") return reply(response, 200, { issuer: "fake", jwks_uri: `${base}/keys/jwks` });
    if (url.pathname === "/keys/jwks") return reply(response, 200, jwks);
    const text = await textOf(request);
    if (url.pathname === "/login/token") {
      const failure = failureFor("login");
      if (failure) return refuse(response, failure);
      if (new URLSearchParams(text).get("client_id") !== appId) return reply(response, 401);
      const token = randomUUID();
      tokens.add(token);
      return reply(response, 200, { access_token: token });
    }
    const route = routes.find(({ method, path }) => method === request.method && path.test(url.pathname));
    if (!route) return reply(response, 404, { error: { code: "NoSuchRoute" } });
    const body: unknown = text ? JSON.parse(text) : undefined;
    calls.push({ operation: route.operation, path: url.pathname, body });
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    if (options.credentials && !tokens.has(bearer ?? ""))
      return reply(response, 401, { message: "Authorization has been denied for this request." });
    const failure = failureFor(route.operation);
    if (failure?.hang) return;
    if (failure && !failure.closeAfterAccepting && !failure.withoutId) return refuse(response, failure);
    const parts = (route.path.exec(url.pathname) ?? []).slice(1).map(decodeURIComponent);
    try {
      const done = route.answer(world, [...parts, url.searchParams.get("continuationToken") ?? ""], body);
      if (failure?.closeAfterAccepting) response.destroy();
      else reply(response, done.status, failure?.withoutId ? {} : done.body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reply(response, error.status, { error: { code: error.code, message: error.code } });
    }
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => reply(response, 500, { error: { code: String(error) } }));
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server's address is one

  return {
    serviceUrl: `${base}/`,
    openIdMetadataUrl: `${base}/keys/openid`,
    world,
    calls,
    callsOf: (operation) => calls.filter((call) => call.operation === operation),
    failNext: (operation, failure) => failures.push({ operation, failure, left: failure.times ?? 1 }),
    login: async () => {
      const body = new URLSearchParams({ grant_type: "client_credentials", client_id: appId });
      const response = await fetch(`${base}/login/token`, { method: "POST", body });
      if (!response.ok) throw new Error(`login said ${response.status}`);
      return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
    },
    revoke: () => tokens.clear(),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
};
