import { chatMethods } from "./methods/chat.ts";
import { conversationMethods } from "./methods/conversations.ts";
import { installationMethods } from "./methods/installation.ts";
import type { Context, Method } from "./methods/method.ts";
import { peopleMethods } from "./methods/people.ts";
import { viewMethods } from "./methods/views.ts";
import { no, SlackRefusal } from "./refusal.ts";
import type { Fields } from "./shapes.ts";
import type { Token } from "./tokens.ts";
import type { World } from "./workspace.ts";

/** Left out: apps.connections.open (socket mode needs a websocket) and all that reads history or files. */
const methods: Readonly<Record<string, Method>> = {
  ...chatMethods,
  ...conversationMethods,
  ...installationMethods,
  ...peopleMethods,
  ...viewMethods,
};

const nobody: Token = { value: "", teamId: "", scopes: [], state: "live" };

export const readsJson = (name: string): boolean => Object.hasOwn(methods, name) && methods[name]?.json === true;

/** What Slack answers, with the scopes its headers tell of. */
export type Answered = { readonly body: Fields; readonly scopes: readonly string[]; readonly needed: string };

/** One call of the web API carried out, refusals included. */
export const callWebApi = (
  world: World,
  name: string,
  args: Fields,
  bearer: string | undefined,
  more: Pick<Context, "waitFor" | "sent">,
): Answered => {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  let scopes: readonly string[] = [];
  let needed = "";
  try {
    if (!method) return { body: { ok: false, error: "unknown_method" }, scopes, needed };
    const token = method.open ? nobody : world.tokens.check(bearer);
    scopes = token.scopes;
    needed = method.scope?.(args, world) ?? "";
    if (needed && !scopes.includes(needed)) no("missing_scope", { needed, provided: scopes.join(",") });
    return { body: { ok: true, ...method.run(args, { world, token, ...more }) }, scopes, needed };
  } catch (refusal) {
    if (!(refusal instanceof SlackRefusal)) throw refusal;
    return { body: { ok: false, error: refusal.error, ...refusal.more }, scopes, needed };
  }
};
