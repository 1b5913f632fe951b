import type { SlackTeam, SlackUser } from "./cast.ts";
import type { Pressed } from "./controls.ts";
import type { Message } from "./messages.ts";
import { type Fields, isFields } from "./shapes.ts";
import { stateOf } from "./state.ts";
import type { View } from "./views.ts";
import type { World } from "./workspace.ts";

/** What Slack sends, field for field; `test/fixtures/slack` holds one recorded shape of each. */

const enterpriseOf = (world: World): Fields => ({
  enterprise: world.enterprise() ?? null,
  is_enterprise_install: false,
});

const teamJson = (world: World, { id, domain }: SlackTeam): Fields => {
  const enterprise = world.enterprise();
  const isOfGrid = enterprise !== undefined && id !== world.externalTeam.id;
  return { id, domain, ...(isOfGrid ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}) };
};

const common = (world: World) => ({ api_app_id: world.app.id, token: world.app.verificationToken });

const channelJson = (world: World, id: string): Fields => {
  const channel = world.channel(id);
  return { id, name: channel.im ? "directmessage" : channel.private ? "privategroup" : channel.name };
};

export const messageShortcut = (world: World, user: SlackUser, message: Message, callbackId: string): Fields => ({
  type: "message_action",
  token: world.app.verificationToken,
  action_ts: world.messages.nextTs(),
  team: teamJson(world, world.team),
  user: { id: user.id, username: user.key, team_id: user.teamId, name: user.key },
  channel: channelJson(world, message.channel),
  ...enterpriseOf(world),
  callback_id: callbackId,
  trigger_id: world.triggers.give(user.id),
  response_url: world.triggers.hook("app", { user: user.id, channel: message.channel }),
  message_ts: message.ts,
  message: world.messages.json(message),
});

export const globalShortcut = (world: World, user: SlackUser, callbackId: string): Fields => ({
  type: "shortcut",
  token: world.app.verificationToken,
  action_ts: world.messages.nextTs(),
  team: teamJson(world, world.team),
  user: { id: user.id, username: user.key, team_id: user.teamId },
  ...enterpriseOf(world),
  callback_id: callbackId,
  trigger_id: world.triggers.give(user.id),
});

export const slashCommand = (
  world: World,
  user: SlackUser,
  channelId: string,
  text: string,
): Record<string, string> => ({
  token: world.app.verificationToken,
  team_id: world.team.id,
  team_domain: world.team.domain,
  channel_id: channelId,
  channel_name: String(channelJson(world, channelId).name),
  user_id: user.id,
  user_name: user.key,
  command: world.app.command,
  text,
  api_app_id: world.app.id,
  is_enterprise_install: "false",
  response_url: world.triggers.hook("commands", { user: user.id, channel: channelId }),
  trigger_id: world.triggers.give(user.id),
});

/** The action's own fields: the element without what only draws it, and what was chosen. */
const actionJson = ({ control: { block, element }, option }: Pressed, ts: string): Fields => {
  const { options: _options, option_groups: _groups, accessibility_label: _label, ...rest } = element;
  const chosen =
    element.type === "checkboxes" || String(element.type).startsWith("multi_")
      ? { selected_options: [option] }
      : { selected_option: option };
  return { ...rest, block_id: block.block_id, ...(isFields(option) ? chosen : {}), action_ts: ts };
};

/** In a shared channel `team` is still ours: only `user.team_id` tells that the presser is from outside. */
const pressed = (world: World, user: SlackUser, press: Pressed): Fields => ({
  type: "block_actions",
  user: { id: user.id, username: user.key, name: user.key, team_id: user.teamId },
  ...common(world),
  team: teamJson(world, world.team),
  ...enterpriseOf(world),
  actions: [actionJson(press, world.messages.nextTs())],
});

export const pressInMessage = (
  world: World,
  user: SlackUser,
  message: Message,
  blocks: readonly Fields[],
  press: Pressed,
): Fields => {
  const alone = message.onlyFor !== undefined;
  return {
    ...pressed(world, user, press),
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: alone,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    trigger_id: world.triggers.give(user.id),
    channel: channelJson(world, message.channel),
    ...(alone ? {} : { message: world.messages.json(message) }),
    state: { values: stateOf(blocks, press) },
    response_url: world.triggers.hook("actions", { user: user.id, channel: message.channel, message: message.ts }),
  };
};

export const pressInView = (world: World, user: SlackUser, view: View, press: Pressed): Fields => ({
  ...pressed(world, user, press),
  container: { type: "view", view_id: view.id },
  trigger_id: world.triggers.give(user.id, view.id),
  view: world.views.json(view, stateOf(view.blocks, press)),
});

/** Here `team` is the sender's own; where the app is installed stands in `view.app_installed_team_id`. */
export const viewSubmission = (world: World, user: SlackUser, view: View, values: Fields): Fields => ({
  type: "view_submission",
  team: teamJson(world, world.teamOf(user)),
  user: { id: user.id, username: user.key, name: user.key, team_id: user.teamId },
  ...common(world),
  trigger_id: world.triggers.give(user.id, view.id),
  view: world.views.json(view, values),
  response_urls: [],
  ...enterpriseOf(world),
});

export const viewClosed = (world: World, user: SlackUser, view: View): Fields => ({
  type: "view_closed",
  team: teamJson(world, world.teamOf(user)),
  user: { id: user.id, username: user.key, name: user.key, team_id: user.teamId },
  ...common(world),
  view: world.views.json(view),
  is_cleared: false,
  ...enterpriseOf(world),
});

/** The Events API's envelope: `event_id` is the same in every retry. */
export const eventEnvelope = (world: World, event: Fields, eventId: string, isExtShared: boolean): Fields => ({
  token: world.app.verificationToken,
  team_id: world.team.id,
  api_app_id: world.app.id,
  event,
  type: "event_callback",
  event_id: eventId,
  event_time: Math.floor(world.clock.now() / 1000),
  authorizations: [
    {
      enterprise_id: world.enterprise()?.id ?? null,
      team_id: world.team.id,
      user_id: world.app.botUserId,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
  is_ext_shared_channel: isExtShared,
});
