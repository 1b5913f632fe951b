import { app } from "../cast.ts";
import { contentOf, longestText, metadataOf } from "../content.ts";
import { no } from "../refusal.ts";
import { isOn, type Method, required } from "./method.ts";
import { ownMessage, placeToPost, threadIn, visibleChannel } from "./places.ts";

const chatWrite = () => "chat:write";

export const chatMethods: Readonly<Record<string, Method>> = {
  "chat.postMessage": {
    scope: chatWrite,
    json: true,
    run: (args, { world, waitFor, sent }) => {
      const channel = placeToPost(world, args);
      const content = contentOf(args, longestText.post);
      const thread = threadIn(world, channel, args);
      const metadata = metadataOf(args);
      const wait = waitFor(channel.id);
      if (wait !== undefined) no("ratelimited", { retryAfter: wait });
      const message = world.messages.add({
        ...content,
        channel: channel.id,
        author: app.botUserId,
        ...(thread ? { threadTs: thread } : {}),
        ...(thread && isOn(args.reply_broadcast) ? { broadcast: true } : {}),
        ...(metadata ? { metadata } : {}),
      });
      sent(message, "post");
      return { channel: channel.id, ts: message.ts, message: world.messages.json(message) };
    },
  },

  "chat.postEphemeral": {
    scope: chatWrite,
    json: true,
    run: (args, { world, sent }) => {
      const channel = placeToPost(world, args);
      const user = required(args, "user");
      if (!channel.members.includes(user)) no("user_not_in_channel");
      const thread = threadIn(world, channel, args);
      const message = world.messages.add({
        ...contentOf(args, longestText.post),
        channel: channel.id,
        author: app.botUserId,
        onlyFor: user,
        ...(thread ? { threadTs: thread } : {}),
      });
      sent(message, "ephemeral");
      return { message_ts: message.ts };
    },
  },

  /** Blocks stay unless others are given or `text` comes alone: then they go, and "edited" shows. */
  "chat.update": {
    scope: chatWrite,
    json: true,
    run: (args, { world, sent }) => {
      const channel = visibleChannel(world, required(args, "channel"));
      if (channel.archived) no("is_inactive");
      if (!channel.members.includes(app.botUserId)) no("not_in_channel");
      const before = ownMessage(world, channel, args, "cant_update_message");
      const content = contentOf(args, longestText.update);
      const textAlone = args.blocks === undefined && args.attachments === undefined;
      const after =
        world.messages.replace(before, { ...content, edited: textAlone || before.edited === true }) ??
        no("message_not_found");
      sent(after, "update");
      return { channel: channel.id, ts: after.ts, text: after.text, message: world.messages.json(after) };
    },
  },

  "chat.delete": {
    scope: chatWrite,
    json: true,
    run: (args, { world }) => {
      const channel = visibleChannel(world, required(args, "channel"));
      const message = ownMessage(world, channel, args, "cant_delete_message");
      world.messages.remove(message);
      return { channel: channel.id, ts: message.ts };
    },
  },

  "chat.getPermalink": {
    run: (args, { world }) => {
      const channel = visibleChannel(world, required(args, "channel"));
      const ts = required(args, "message_ts");
      const message = world.messages.find({ channel: channel.id, ts }) ?? no("message_not_found");
      const query = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : "";
      const path = `archives/${channel.id}/p${ts.replace(".", "")}`;
      return { channel: channel.id, permalink: `https://${world.team.domain}.slack.com/${path}${query}` };
    },
  },
};
