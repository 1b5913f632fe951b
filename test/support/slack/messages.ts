import type { Clock } from "../../../src/app/ports.ts";
import { app, type SlackUser } from "./cast.ts";
import type { Directory, Where, Who } from "./directory.ts";
import type { Fields } from "./shapes.ts";

export type Message = {
  readonly channel: string;
  readonly ts: string;
  readonly author: string;
  readonly text: string;
  readonly blocks: readonly Fields[];
  readonly attachments: readonly Fields[];
  readonly threadTs?: string;
  readonly broadcast?: boolean;
  /** The one person who sees it. */
  readonly onlyFor?: string;
  readonly edited?: boolean;
  readonly metadata?: Fields;
};

export type MessageAddress = { readonly channel: string; readonly ts: string };
export type Draft = Omit<Message, "ts">;

/** As Slack escapes what a person types. */
export const escaped = (typed: string): string =>
  typed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export type Messages = ReturnType<typeof createMessages>;

/** Every message of every conversation, in the order in which they were written. */
export const createMessages = (clock: Clock, directory: Directory) => {
  const all: Message[] = [];
  let last = 0;

  /** Seconds of the world's clock and a count, so that no two are ever the same. */
  const nextTs = (): string => {
    last += 1;
    return `${Math.floor(clock.now() / 1000)}.${String(last).padStart(6, "0")}`;
  };

  const find = (at: MessageAddress): Message | undefined =>
    all.find((message) => message.channel === at.channel && message.ts === at.ts);
  const repliesTo = (at: MessageAddress): readonly Message[] =>
    all.filter((message) => message.channel === at.channel && message.threadTs === at.ts && !message.onlyFor);

  const add = (draft: Draft): Message => {
    const message = { ...draft, ts: nextTs() };
    all.push(message);
    return message;
  };
  const replace = (at: MessageAddress, changes: Partial<Draft>): Message | undefined => {
    const index = all.findIndex((message) => message.channel === at.channel && message.ts === at.ts);
    const before = all[index];
    if (!before) return undefined;
    const after = { ...before, ...changes };
    all[index] = after;
    return after;
  };

  /** A person writes in a channel; what they type is escaped as Slack does. */
  const say = (who: Who, where: Where, typed: string, options: { thread?: string } = {}): Message => {
    const author = directory.user(who);
    const channel = directory.channel(where);
    if (!directory.isMember(channel, author)) throw new Error(`${author.name} is not in #${channel.name}`);
    return add({
      channel: channel.id,
      author: author.id,
      text: escaped(typed),
      blocks: [
        {
          type: "rich_text",
          block_id: `typed${all.length}`,
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text: typed }] }],
        },
      ],
      attachments: [],
      ...(options.thread ? { threadTs: options.thread } : {}),
    });
  };

  return {
    all,
    nextTs,
    find,
    repliesTo,
    add,
    replace,
    remove: (at: MessageAddress) => {
      const index = all.findIndex((message) => message.channel === at.channel && message.ts === at.ts);
      if (index >= 0) all.splice(index, 1);
    },
    say,
    /** The message object of Slack's answers and payloads. */
    json: (message: Message): Fields => {
      const author = directory.user(message.author);
      const replies = repliesTo(message).length;
      return {
        ...(author.bot ? writtenByBot(author, message) : { client_msg_id: `client-${message.ts}` }),
        type: "message",
        text: message.text,
        user: author.id,
        ts: message.ts,
        team: author.teamId,
        ...(message.blocks.length ? { blocks: message.blocks } : {}),
        ...(message.attachments.length ? { attachments: message.attachments } : {}),
        ...(message.threadTs ? { thread_ts: message.threadTs, parent_user_id: find(threadOf(message))?.author } : {}),
        ...(replies ? { thread_ts: message.ts, reply_count: replies } : {}),
        ...(message.edited ? { edited: { user: author.id, ts: message.ts } } : {}),
        ...(message.metadata ? { metadata: message.metadata } : {}),
      };
    },
  };
};

const threadOf = (message: Message): MessageAddress => ({
  channel: message.channel,
  ts: message.threadTs ?? message.ts,
});

const writtenByBot = (author: SlackUser, message: Message): Fields =>
  author.id === app.botUserId
    ? { bot_id: app.botId, app_id: app.id }
    : { subtype: "bot_message", username: author.name, client_msg_id: `client-${message.ts}` };
