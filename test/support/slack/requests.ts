import type { IncomingMessage } from "node:http";
import { type Fields, fieldsIn, parseJson } from "./shapes.ts";

export const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString("utf8");
};

export const bearerOf = (request: IncomingMessage): string | undefined =>
  /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1];

/** Client id and secret may come as Basic authorization, says OAuth and Slack. */
const basicOf = (request: IncomingMessage): Fields => {
  const encoded = /^Basic (\S+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (!encoded) return {};
  const [client_id, client_secret] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { client_id, client_secret };
};

/** From a form, from JSON where the method reads it, and from the address. A method that doesn't sees nothing in JSON. */
export const argumentsOf = (request: IncomingMessage, body: string, readsJson: boolean): Fields => {
  const query = Object.fromEntries(new URL(request.url ?? "/", "http://fake").searchParams);
  const type = request.headers["content-type"] ?? "";
  const basic = basicOf(request);
  if (type.startsWith("application/json")) {
    const parsed = readsJson ? parseJson(body) : undefined;
    const { token: _notReadFromJson, ...fields } = parsed?.ok ? fieldsIn(parsed.value) : {};
    return { ...query, ...basic, ...fields };
  }
  if (type.startsWith("application/x-www-form-urlencoded"))
    return { ...query, ...basic, ...Object.fromEntries(new URLSearchParams(body)) };
  return { ...query, ...basic };
};
