import type { App } from "@slack/bolt";
import { type HomeOpened, homeOpenedSchema, tokensRevokedSchema, type Who } from "../payloads.ts";
import { type HandlerDeps, hear, installationOf } from "./handlers.ts";

/**
 * Events. What fails here is rethrown: Slack then gets an error at once and sends the event again. `channel_id_changed`
 * isn't listened to: under its old id nobody is known to read a channel, so its cases move on (`src/app/delivery/guard.ts`).
 */

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

  app.event("app_uninstalled", async ({ context }) => {
    if (context.teamId !== undefined) await deps.uninstalled(context.teamId);
  });

  app.event("tokens_revoked", async ({ body, context }) => {
    const { bot } = tokensRevokedSchema.parse(body).event.tokens;
    if (bot?.length && context.teamId !== undefined) await deps.uninstalled(context.teamId);
  });
};
