import { z } from "zod";
import { complaints } from "./card-checks.ts";
import { bot, cast, type TeamsConversation, type TeamsUser, tenant } from "./cast.ts";

/** What the fake tenant holds: people, conversations, and every message in them as it stands. */

export type Message = {
  readonly conversation: string;
  /** The first message of its thread. */
  readonly root?: string;
  readonly id: string;
  readonly from: string;
  activity: Record<string, unknown>;
  readonly history: Record<string, unknown>[];
};

/** As the Bot Connector says no. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

const mark = ";messageid=";
export const split = (id: string): { channel: string; root?: string } => {
  const at = id.indexOf(mark);
  return at < 0 ? { channel: id } : { channel: id.slice(0, at), root: id.slice(at + mark.length) };
};

const mentionSchema = z.object({
  type: z.literal("mention"),
  text: z.string(),
  mentioned: z.object({ id: z.string() }),
});
const messageSchema = z.object({
  type: z.literal("message"),
  text: z.string().optional(),
  attachments: z
    .array(
      z.object({
        contentType: z.literal("application/vnd.microsoft.card.adaptive"),
        content: z.looseObject({ msteams: z.object({ entities: z.array(mentionSchema).optional() }).optional() }),
      }),
    )
    .optional(),
});

/** Teams takes less than this, in bytes. */
const mostBytes = 80 * 1024;

export const createWorld = () => {
  const users = new Map(cast.users.map((user) => [user.key, user]));
  const conversations = new Map(cast.conversations.map((each) => [each.id, each]));
  const messages: Message[] = [];
  const blocked = new Set<string>();
  const left = new Set<string>();
  let next = 1_770_000_000_000;

  const user = (key: string): TeamsUser => {
    const found = users.get(key);
    if (!found) throw new Error(`nobody is called ${key}`);
    return found;
  };
  const byAnyId = (id: string): TeamsUser | undefined =>
    [...users.values()].find((each) => each.id === id || each.aadObjectId === id);

  const chatId = (key: string) => `a:chat-of-${key}`;
  const openChat = (key: string): TeamsConversation => {
    const id = chatId(key);
    const chat = conversations.get(id) ?? {
      key: `chat of ${key}`,
      id,
      kind: "personal" as const,
      members: [key],
      botIsIn: true,
    };
    conversations.set(id, chat);
    return chat;
  };
  const conversation = (id: string): TeamsConversation => {
    const found = conversations.get(split(id).channel);
    if (!found) throw new Refusal(404, "ConversationNotFound");
    if (!found.botIsIn) throw new Refusal(403, "BotNotInConversationRoster");
    return found;
  };

  const check = (activity: unknown): Record<string, unknown> => {
    if (Buffer.byteLength(JSON.stringify(activity)) >= mostBytes) throw new Refusal(413, "MessageSizeTooBig");
    const { success, data } = messageSchema.safeParse(activity);
    if (!success || !(data.text || data.attachments?.length)) throw new Refusal(400, "BadSyntax");
    for (const { content } of data.attachments ?? []) {
      const wrong = complaints(content);
      if (wrong.length > 0) throw new Refusal(400, `BadArgument: ${wrong.join("; ")}`);
      const body = JSON.stringify(content.body);
      const entities = content.msteams?.entities ?? [];
      const shown = body.match(/<at>.*?<\/at>/g) ?? [];
      const lost = entities.filter(({ text }) => !body.includes(text)).map(({ text }) => text);
      const unmeant = shown.filter((text) => !entities.some((entity) => entity.text === text));
      if (lost.length + unmeant.length > 0)
        throw new Refusal(400, `BadArgument: mentions ${[...lost, ...unmeant].join()}`);
    }
    return { ...data, ...(activity as object) };
  };

  const write = (where: string, from: string, activity: Record<string, unknown>): Message => {
    const { channel, root } = split(where);
    next += 1;
    const message = { conversation: channel, id: String(next), from, activity, history: [], ...(root ? { root } : {}) };
    messages.push(message);
    return message;
  };
  const find = (where: string, id: string) =>
    messages.find((each) => each.conversation === split(where).channel && each.id === id);

  return {
    tenant,
    users,
    user,
    byAnyId,
    conversations,
    messages,
    blocked,
    conversation,
    chatOf: (key: string) => openChat(key),
    channel: (key: string): TeamsConversation => {
      const found = [...conversations.values()].find((each) => each.key === key);
      if (!found) throw new Error(`nothing is called ${key}`);
      return found;
    },
    /** A person writes; in a channel this begins a thread. */
    say: (key: string, where: string, text: string): Message => write(where, user(key).id, { type: "message", text }),
    find,
    /** They leave the tenant: no roster lists them, and no chat with them can be opened. */
    leaveTenant: (key: string): void => {
      left.add(key);
      for (const each of conversations.values())
        conversations.set(each.id, { ...each, members: each.members.filter((member) => member !== key) });
    },
    deleteChannel: (key: string): void => {
      for (const each of [...conversations.values()]) if (each.key === key) conversations.delete(each.id);
    },
    takeBotOut: (key: string): void => {
      for (const each of conversations.values())
        if (each.key === key) conversations.set(each.id, { ...each, botIsIn: false });
    },

    /** The bot writes. @throws Refusal */
    post: (where: string, activity: unknown): Message => {
      const { id, kind, members } = conversation(where);
      if (kind === "personal" && members.some((key) => blocked.has(key)))
        throw new Refusal(403, "MessageWritesBlocked");
      const { root } = split(where);
      if (root !== undefined && !find(id, root)) throw new Refusal(404, "MessageNotFound");
      return write(where, bot.id, check(activity));
    },
    /** The bot changes what it wrote. @throws Refusal */
    change: (where: string, id: string, activity: unknown): void => {
      conversation(where);
      const message = find(where, id);
      if (!message) throw new Refusal(404, "ActivityNotFoundInConversation");
      if (message.from !== bot.id) throw new Refusal(403, "ForbiddenOperationException");
      message.history.push(message.activity);
      message.activity = check(activity);
    },
    /** The bot opens a chat with someone. @throws Refusal */
    createChat: (id: string): TeamsConversation => {
      const found = byAnyId(id);
      if (!found || left.has(found.key)) throw new Refusal(404, "UserNotFound");
      if (!found.reachable) throw new Refusal(403, "ForbiddenOperationException");
      return openChat(found.key);
    },
    /** @throws Refusal */
    member: (where: string, id: string): TeamsUser => {
      const { members } = conversation(where);
      const found = byAnyId(id);
      if (!found || !members.includes(found.key)) throw new Refusal(404, "MemberNotFoundInConversation");
      return found;
    },
    thread: (where: string, root: string): readonly Message[] =>
      messages.filter((each) => each.conversation === split(where).channel && (each.id === root || each.root === root)),
    inChat: (key: string): readonly Message[] => messages.filter((each) => each.conversation === chatId(key)),
  };
};
export type World = ReturnType<typeof createWorld>;
