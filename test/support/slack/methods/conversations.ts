import { app, type SlackChannel } from "../cast.ts";
import { no } from "../refusal.ts";
import type { Fields } from "../shapes.ts";
import type { World } from "../workspace.ts";
import { isOn, type Method, optional, required } from "./method.ts";
import { pageOf } from "./pages.ts";
import { visibleChannel } from "./places.ts";

/** The scope follows from the kind of conversation; for an unknown one Slack asks for the commonest. */
const readScope = (args: Fields, world: World): string => {
  const channel = world.channels.get(String(args.channel));
  if (channel?.im !== undefined) return "im:read";
  return channel?.private ? "groups:read" : "channels:read";
};

const channelJson = (channel: SlackChannel, world: World): Fields => {
  if (channel.im !== undefined)
    return {
      id: channel.id,
      is_im: true,
      is_org_shared: false,
      user: channel.im,
      is_open: true,
      context_team_id: world.team.id,
    };
  const shared = channel.extShared ?? false;
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.private,
    is_group: channel.private ?? false,
    is_im: false,
    is_mpim: false,
    is_private: channel.private ?? false,
    is_archived: channel.archived ?? false,
    is_general: false,
    is_shared: shared,
    is_ext_shared: shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_member: channel.members.includes(app.botUserId),
    context_team_id: world.team.id,
    shared_team_ids: shared ? [world.team.id, world.externalTeam.id] : [world.team.id],
  };
};

export const conversationMethods: Readonly<Record<string, Method>> = {
  "conversations.info": {
    scope: readScope,
    run: (args, { world }) => {
      const channel = visibleChannel(world, required(args, "channel"));
      const count = isOn(args.include_num_members) ? { num_members: channel.members.length } : {};
      return { channel: { ...channelJson(channel, world), ...count } };
    },
  },

  "conversations.members": {
    scope: readScope,
    run: (args, { world }) => {
      const { members } = visibleChannel(world, required(args, "channel"));
      const { items, next } = pageOf(members, args, { usual: 100, most: 6 });
      return { members: items, response_metadata: next };
    },
  },

  /** Direct messages with one person; those with several are left out, the app has no scope for them. */
  "conversations.open": {
    scope: (args) => (String(args.users ?? "").includes(",") ? "mpim:write" : "im:write"),
    json: true,
    run: (args, { world }) => {
      const users = optional(args, "users") ?? no("users_list_not_supplied");
      const { channel, wasOpen } = world.openDirectMessage(users);
      const whole = isOn(args.return_im) ? channelJson(channel, world) : { id: channel.id };
      return { ...(wasOpen ? { no_op: true, already_open: true } : {}), channel: whole };
    },
  },
};
