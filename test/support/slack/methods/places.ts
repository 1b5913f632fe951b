import { app, type SlackChannel } from "../cast.ts";
import type { Message } from "../messages.ts";
import { no, SlackRefusal } from "../refusal.ts";
import type { Fields } from "../shapes.ts";
import type { World } from "../workspace.ts";
import { optional, required } from "./method.ts";

/** A person's id as `channel` opens the direct message; Slack then knows them only as an unknown channel. */
const directMessage = (world: World, userId: string): SlackChannel => {
  try {
    return world.openDirectMessage(userId).channel;
  } catch (refusal) {
    if (refusal instanceof SlackRefusal && refusal.error === "user_not_found") return no("channel_not_found");
    throw refusal;
  }
};

/** A channel the bot knows of. Private ones it isn't in do not exist for it. Names are not understood, only ids. */
export const visibleChannel = (world: World, id: string): SlackChannel => {
  const channel = world.channels.get(id) ?? no("channel_not_found");
  if (channel.private && !channel.members.includes(app.botUserId)) no("channel_not_found");
  return channel;
};

/** Where the bot may write now. @throws {SlackRefusal} where it may not. */
export const placeToPost = (world: World, args: Fields): SlackChannel => {
  const id = required(args, "channel");
  const channel = /^[UW]/.test(id) ? directMessage(world, id) : visibleChannel(world, id);
  if (channel.archived) no("is_archived");
  if (!channel.members.includes(app.botUserId)) no("not_in_channel");
  if (channel.im !== undefined && !world.manifest.messagesTab) no("messages_tab_disabled");
  const refusal = world.postingRefusal(channel);
  return refusal ? no(refusal) : channel;
};

/**
 * The message to reply to, if any. A reply to a message that is gone is posted loose, and only its answer tells (slack-go/slack
 * issue 1571). @throws {SlackRefusal} `invalid_thread_ts`, or `cannot_reply_to_message` for a reply's own ts.
 */
export const threadIn = (world: World, channel: SlackChannel, args: Fields): string | undefined => {
  const ts = optional(args, "thread_ts");
  if (ts === undefined) return undefined;
  if (!/^\d{10}\.\d{6}$/.test(ts)) no("invalid_thread_ts");
  const parent = world.messages.find({ channel: channel.id, ts });
  if (!parent || parent.onlyFor !== undefined) return undefined;
  if (parent.threadTs !== undefined) no("cannot_reply_to_message");
  return ts;
};

/** A message the bot itself wrote for everyone: what may be updated or deleted. */
export const ownMessage = (world: World, channel: SlackChannel, args: Fields, foreign: string): Message => {
  const message = world.messages.find({ channel: channel.id, ts: required(args, "ts") });
  if (!message || message.onlyFor !== undefined) return no("message_not_found");
  return message.author === app.botUserId ? message : no(foreign);
};
