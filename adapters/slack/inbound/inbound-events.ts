import type { App } from "@slack/bolt";
import {
  channelLostSchema,
  type HomeOpened,
  heardBySchema,
  homeOpenedSchema,
  tokensRevokedSchema,
  userChangedSchema,
  type Who,
} from "../payloads.ts";
import { placeOf } from "./callers.ts";
import { type HandlerDeps, hear, installationOf } from "./handlers.ts";

/**
 * Events. What fails here is rethrown: Slack then gets an error at once and sends the event again. `channel_id_changed`
 * isn't listened to: under its old id nobody is known to read a channel, so its cases move on (`src/app/delivery/guard.ts`).
 */

const channelsLost = [
  ...(["channel_archive", "channel_deleted", "channel_left"] as const),
  ...(["group_archive", "group_deleted", "group_left", "member_left_channel"] as const),
];

/** The envelope's team may be the sender's, and then tells that this person is from there. */
const whoOpened = ({ team_id, enterprise_id, event }: HomeOpened): Who => ({
  user: { id: event.user, team_id, is_stranger: undefined },
  team: team_id === undefined ? undefined : { id: team_id, domain: undefined, enterprise_id },
  enterprise: enterprise_id === undefined ? undefined : { id: enterprise_id },
});

export const listenForEvents = (app: App, deps: HandlerDeps): void => {
  app.event("app_home_opened", async ({ body, context }) => {
    const payload = homeOpenedSchema.parse(body);
    if (payload.event.tab !== undefined && payload.event.tab !== "home") return;
    await deps.inbox.homeOpened(hear(deps, whoOpened(payload), installationOf(context)));
  });

  // Sent for every change of anyone's profile: only those are of interest who can't work here any more.
  app.event("user_change", async ({ body, context }) => {
    const { user } = userChangedSchema.parse(body).event;
    if (!user.deleted && !user.is_restricted && !user.is_ultra_restricted) return;
    const { team } = installationOf(context);
    deps.inbox.personChanged(deps.organizationOf(team), {
      platform: "slack",
      workspace: user.team_id ?? team,
      id: user.id,
    });
  });

  for (const lost of channelsLost)
    app.event(lost, async ({ body, context }) => {
      const { event } = channelLostSchema.parse(body);
      // Others leave, and the bot stays.
      if (lost === "member_left_channel" && event.user !== heardBySchema.parse(context).botUserId) return;
      const installation = installationOf(context);
      const place = placeOf(installation, event.channel);
      await deps.inbox.placeLost(deps.organizationOf(installation.team), place, lost);
    });

  app.event("app_uninstalled", async ({ context }) => {
    if (context.teamId !== undefined) await deps.uninstalled(context.teamId);
  });

  app.event("tokens_revoked", async ({ body, context }) => {
    const { bot } = tokensRevokedSchema.parse(body).event.tokens;
    if (bot?.length && context.teamId !== undefined) await deps.uninstalled(context.teamId);
  });
};
