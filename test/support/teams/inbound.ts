import { randomUUID } from "node:crypto";
import { bot, type TeamsConversation, tenant } from "./cast.ts";
import { tokenFor } from "./keys.ts";
import type { Message, World } from "./world.ts";

/** What Teams sends to the bot: activities as its clients make them, signed as the Bot Framework signs them. */

export type Delivered = { readonly activity: object; readonly status: number; readonly body: unknown };
export type Where = Pick<TeamsConversation, "id" | "kind" | "channelType">;

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\n", "<br>");

export const createTeamsClient = (options: {
  readonly appUrl: string;
  readonly serviceUrl: string;
  readonly world: World;
  readonly now: () => number;
  /** The local emulator signs nothing. */
  readonly unsigned?: boolean;
}) => {
  const { appUrl, serviceUrl, world, now } = options;
  let pressed = 0;

  const post = async (activity: object, bearer?: string): Promise<Delivered> => {
    const authorization = options.unsigned ? undefined : `Bearer ${bearer ?? (await tokenFor({ serviceUrl }))}`;
    const response = await fetch(appUrl, {
      method: "POST",
      headers: { "content-type": "application/json", ...(authorization ? { authorization } : {}) },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    return { activity, status: response.status, body: text ? JSON.parse(text) : undefined };
  };

  /** What every activity says. `thread` is the first message of the thread that it is said in. */
  const from = (who: string, where: Where, more: object, thread?: string): object => {
    const user = world.user(who);
    pressed += 1;
    const moment = new Date(now() + pressed).toISOString();
    return {
      id: `f:${randomUUID()}`,
      channelId: "msteams",
      serviceUrl,
      timestamp: moment,
      localTimestamp: moment,
      localTimezone: user.zone,
      locale: "en-US",
      from: { id: user.id, name: user.name, aadObjectId: user.aadObjectId },
      recipient: bot,
      conversation: {
        id: thread === undefined ? where.id : `${where.id};messageid=${thread}`,
        conversationType: where.kind,
        tenantId: tenant,
        ...(where.kind === "personal" ? {} : { isGroup: true }),
      },
      channelData: {
        tenant: { id: tenant },
        ...(where.kind === "channel"
          ? { channel: { id: where.id, type: where.channelType }, team: { id: "19:team" } }
          : {}),
      },
      entities: [{ type: "clientInfo", locale: "en-US", platform: "Web", timezone: user.zone }],
      ...more,
    };
  };
  const invoke = (
    who: string,
    where: Where,
    name: string,
    value: object,
    more: { thread?: string; replyToId?: string } = {},
  ) =>
    post(
      from(
        who,
        where,
        { type: "invoke", name, value, ...(more.replyToId ? { replyToId: more.replyToId } : {}) },
        more.thread,
      ),
    );
  const placeOf = ({ conversation, root, id }: Message) => {
    const where = world.conversations.get(conversation);
    if (!where) throw new Error(`there is no conversation ${conversation}`);
    return { where, more: { replyToId: id, ...(where.kind === "channel" ? { thread: root ?? id } : {}) } };
  };

  return {
    post,
    from,
    invoke,
    /** Sent again, as it was, or under a new activity id. */
    retry: ({ activity }: Delivered, how: "same id" | "new id" = "same id") =>
      post(how === "same id" ? activity : { ...activity, id: `f:${randomUUID()}` }),

    execute: (who: string, on: Message, action: { verb?: unknown; data?: unknown }) => {
      const { where, more } = placeOf(on);
      const value = { action: { type: "Action.Execute", verb: action.verb, data: action.data }, trigger: "manual" };
      return invoke(who, where, "adaptiveCard/action", value, more);
    },
    /** An older client's press: the same data as a message without words. */
    submitAsMessage: (who: string, on: Message, data: object) => {
      const { where, more } = placeOf(on);
      return post(from(who, where, { type: "message", value: data, replyToId: more.replyToId }, more.thread));
    },
    fetchTask: (who: string, on: Message, data: unknown) => {
      const { where, more } = placeOf(on);
      return invoke(who, where, "task/fetch", { data, context: { theme: "default" } }, more);
    },
    submitTask: (who: string, where: Where, data: object, more: { thread?: string; replyToId?: string } = {}) =>
      invoke(who, where, "task/submit", { data, context: { theme: "default" } }, more),

    flag: (who: string, message: Message, commandId = "flagComplaint") => {
      const { where, more } = placeOf(message);
      return invoke(who, where, "composeExtension/fetchTask", actionValue(message, commandId), {
        thread: more.thread ?? "",
      });
    },
    submitAction: (who: string, message: Message, data: object) => {
      const { where, more } = placeOf(message);
      const value = { ...actionValue(message, "flagComplaint"), data };
      return invoke(who, where, "composeExtension/submitAction", value, { thread: more.thread ?? "" });
    },

    /** Words in the person's own chat with the bot. */
    write: (who: string, text: string) =>
      post(from(who, world.chatOf(who), { type: "message", text, textFormat: "plain" })),
    /** Words after the bot's name, under a message of a channel. */
    mention: (who: string, on: Message, words: string) => {
      const { where, more } = placeOf(on);
      const text = `<at>${bot.name}</at> ${words}`;
      const entities = [{ type: "mention", mentioned: bot, text: `<at>${bot.name}</at>` }];
      return post(from(who, where, { type: "message", text, entities }, more.thread));
    },
    uninstall: (who: string, where: Where = world.chatOf(who)) =>
      post(from(who, where, { type: "installationUpdate", action: "remove" })),
    /** Somebody was taken out of a team, or the bot was. Teams says so in the team's own conversation. */
    removed: (by: string, gone: string, where: Where) => {
      const { id, aadObjectId } = gone === bot.name ? { ...bot, aadObjectId: undefined } : world.user(gone);
      return post(from(by, where, { type: "conversationUpdate", membersRemoved: [{ id, aadObjectId }] }));
    },
    /** What became of a channel, such as `channelDeleted`; said in the team's own conversation. */
    channelEvent: (by: string, eventType: string, { id }: Where) => {
      const channelData = { eventType, tenant: { id: tenant }, team: { id: "19:team" }, channel: { id } };
      return post(from(by, { id: "19:team", kind: "channel" }, { type: "conversationUpdate", channelData }));
    },
    install: (who: string, where: Where = world.chatOf(who)) =>
      post(from(who, where, { type: "installationUpdate", action: "add" })),
  };

  function actionValue(message: Message, commandId: string): object {
    const author = [...world.users.values()].find(({ id }) => id === message.from);
    return {
      commandId,
      commandContext: "message",
      context: { theme: "default" },
      messagePayload: {
        id: message.id,
        replyToId: message.root ?? null,
        createdDateTime: new Date(now()).toISOString(),
        linkToMessage: `https://teams.microsoft.com/l/message/${message.conversation}/${message.id}`,
        from: {
          application: null,
          user: author && {
            id: author.aadObjectId,
            displayName: author.name,
            userIdentityType: author.tenantId === tenant ? "aadUser" : "federatedUser",
          },
        },
        body: { contentType: "html", content: `<div>${escapeHtml(String(message.activity.text ?? ""))}</div>` },
        attachments: [],
        mentions: [],
      },
    };
  }
};
export type TeamsClient = ReturnType<typeof createTeamsClient>;
