import type { App } from "@slack/bolt";
import { commandSchema, type SlashCommand, type Who } from "../payloads.ts";
import { answer } from "../replies/replies.ts";
import { onMessage, reachInstallation } from "../replies/reply-routes.ts";
import { placeOf } from "./callers.ts";
import { answered, type HandlerDeps, hear, installationOf } from "./handlers.ts";
import { triggerKey } from "./request-keys.ts";

/** A slash command names the person in its own way. */
const whoSent = ({ user_id, team_id, enterprise_id }: SlashCommand): Who => ({
  user: { id: user_id, team_id, is_stranger: undefined },
  team: team_id === undefined ? undefined : { id: team_id, domain: undefined, enterprise_id },
  enterprise: enterprise_id === undefined ? undefined : { id: enterprise_id },
});

/** Any command that is sent to us is ours: an admin may have renamed `/amends` in the manifest. */
export const listenForCommands = (app: App, deps: HandlerDeps): void => {
  app.command(/.*/, async ({ body, context, ack, respond }) => {
    const installation = installationOf(context);
    const payload = commandSchema.parse(body);
    const { trigger_id: trigger, channel_id, user_id, text } = payload;
    const place = placeOf(installation, channel_id);
    const person = { platform: "slack" as const, workspace: installation.team, id: user_id };
    const carryOut = () =>
      deps.inbox.command(hear(deps, whoSent(payload), installation, place), text.trim(), triggerKey(trigger));
    const routes = () =>
      onMessage(reachInstallation(deps.clients, installation.team), { respond, trigger, place, person });
    await answered(deps, "command", {
      carryOut,
      ack: () => ack(),
      routes,
      show: (reply) => answer(reply, routes(), deps),
    });
  });
};
