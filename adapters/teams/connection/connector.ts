import { z } from "zod";
import { allWellFormed } from "../../../src/views/words/well-formed.ts";
import { type Member, memberSchema, membersPageSchema } from "../payloads.ts";
import { acceptedWithoutId, ConnectorError } from "./failures.ts";

/**
 * The Bot Connector's REST API: one call each, no retries of its own, every refusal a `ConnectorError`. Not the SDK's
 * client: that one sends a message again by itself after a 5xx, which can double it, and hides what a 412 or 429 said.
 */

export type Connector = {
  send(at: Service, conversation: string, activity: object): Promise<string>;
  update(at: Service, conversation: string, id: string, activity: object): Promise<void>;
  /** A new thread in a channel. @returns the id of its first message. */
  startThread(at: Service, channel: string, activity: object): Promise<string>;
  /** The person's own chat with the bot; the same one every time. */
  openChat(at: Service, tenant: string, member: string): Promise<string>;
  member(at: Service, conversation: string, id: string): Promise<Member>;
  members(at: Service, conversation: string): Promise<readonly Member[]>;
};

export type Service = { readonly serviceUrl: string; readonly bot: string };

/** A message waits in the outbox, so it may take this long; someone may wait for the rest. */
const timeouts = { send: 10_000, ask: 4_000 } as const;
const perPage = 500;
/** Enough for 10,000 people; a larger team counts as one that outsiders may be in. */
const mostPages = 20;

const refusalSchema = z.object({
  error: z.object({ code: z.string().exactOptional(), message: z.string().exactOptional() }),
});
const sentSchema = z.object({ id: z.string().min(1) });
const newThreadSchema = z.object({ id: z.string().exactOptional(), activityId: z.string().exactOptional() });
const openedSchema = z.object({ id: z.string().min(1) });

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Seconds or a date, in milliseconds from `now`. */
const retryAfter = (header: string | null): number | undefined => {
  if (!header) return undefined;
  const seconds = Number(header);
  const millis = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(millis) ? Math.max(0, millis) : undefined;
};

/** Failures from before a request left: those were certainly not carried out. */
const neverLeft = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);
const codedSchema = z.object({ code: z.string() });
const silence = (error: unknown): ConnectorError => {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = codedSchema.safeParse(cause).data?.code;
  return new ConnectorError(undefined, code !== undefined && neverLeft.has(code) ? "no_connection" : "maybe_sent");
};

/** Accepted, but nobody can say which message it became. */
const nameless = (): never => {
  throw new ConnectorError(undefined, acceptedWithoutId);
};

/** `bearer` gives the token for the connector, or nothing where it wants none (the local emulator). */
export const createConnector = (bearer: () => Promise<string | undefined>): Connector => {
  const call = async (
    { serviceUrl }: Service,
    path: string,
    request: { method?: string; body?: object; timeoutMillis: number },
  ): Promise<unknown> => {
    const authorization = await bearer().catch(() => {
      throw new ConnectorError(401, "no_token");
    });
    const { method = "GET", body, timeoutMillis } = request;
    let response: Response;
    let text: string;
    try {
      response = await fetch(new URL(`v3/conversations${path}`, serviceUrl.replace(/(?<!\/)\/*$/, "/")), {
        method,
        headers: { "content-type": "application/json", ...(authorization ? { authorization } : {}) },
        ...(body ? { body: JSON.stringify(allWellFormed(body)) } : {}),
        signal: AbortSignal.timeout(timeoutMillis),
        redirect: "error",
      });
      text = await response.text();
    } catch (error) {
      throw silence(error);
    }
    if (response.ok) return parsed(text);
    const { code, message } = refusalSchema.safeParse(parsed(text)).data?.error ?? {};
    const said = code ?? message ?? (response.status >= 500 ? "maybe_sent" : "refused");
    throw new ConnectorError(response.status, said, retryAfter(response.headers.get("retry-after")));
  };

  const at = (...parts: string[]) => `/${parts.map(encodeURIComponent).join("/")}`;

  return {
    send: async (service, conversation, activity) => {
      const path = `${at(conversation)}/activities`;
      const sent = sentSchema.safeParse(
        await call(service, path, { method: "POST", body: activity, timeoutMillis: timeouts.send }),
      );
      return sent.data?.id ?? nameless();
    },

    update: async (service, conversation, id, activity) => {
      const path = `${at(conversation)}/activities${at(id)}`;
      await call(service, path, { method: "PUT", body: { ...activity, id }, timeoutMillis: timeouts.send });
    },

    startThread: async (service, channel, activity) => {
      const body = { isGroup: true, bot: { id: service.bot }, channelData: { channel: { id: channel } }, activity };
      const made = newThreadSchema.safeParse(
        await call(service, "", { method: "POST", body, timeoutMillis: timeouts.send }),
      ).data;
      const inId = /;messageid=(.+)/s.exec(made?.id ?? "")?.[1];
      return made?.activityId || inId || nameless();
    },

    openChat: async (service, tenant, member) => {
      const body = {
        isGroup: false,
        bot: { id: service.bot },
        members: [{ id: member }],
        tenantId: tenant,
        channelData: { tenant: { id: tenant } },
      };
      return openedSchema.parse(await call(service, "", { method: "POST", body, timeoutMillis: timeouts.ask })).id;
    },

    member: async (service, conversation, id) =>
      memberSchema.parse(await call(service, `${at(conversation)}/members${at(id)}`, { timeoutMillis: timeouts.ask })),

    members: async (service, conversation) => {
      const found: Member[] = [];
      let token: string | undefined;
      for (let page = 0; page < mostPages; page += 1) {
        const query = new URLSearchParams({
          pageSize: String(perPage),
          ...(token ? { continuationToken: token } : {}),
        });
        const path = `${at(conversation)}/pagedmembers?${query}`;
        const next = membersPageSchema.parse(await call(service, path, { timeoutMillis: timeouts.ask }));
        found.push(...next.members);
        token = next.continuationToken || undefined;
        if (!token) return found;
      }
      throw new ConnectorError(413, "roster_too_large");
    },
  };
};
