import type { App, RespondFn } from "@slack/bolt";
import type { Reply } from "../../../src/views/elements.ts";
import { globalShortcutSchema, messageShortcutSchema } from "../payloads.ts";
import { answer } from "../replies/replies.ts";
import { onMessage, onPage, reachInstallation } from "../replies/reply-routes.ts";
import { words } from "../words.ts";
import { placeOf } from "./callers.ts";
import { flaggedMessage } from "./flagged.ts";
import { answered, type HandlerDeps, hear, installationOf } from "./handlers.ts";

/** The shortcuts' ids are a promise to every installed manifest: see manifest/slack.yaml. */
export const flagShortcut = "flag_complaint";
export const openShortcut = "open_complaint";

const unknown: Reply = { show: "notice", text: words.unknownShortcut };

export const listenForShortcuts = (app: App, deps: HandlerDeps): void => {
  app.shortcut({ type: "message_action" }, async ({ body, context, ack, respond }) => {
    const installation = installationOf(context);
    const payload = messageShortcutSchema.parse(body);
    const { channel, message, user, trigger_id: trigger, callback_id } = payload;
    const place = placeOf(installation, channel.id, message.thread_ts);
    const person = { platform: "slack" as const, workspace: installation.team, id: user.id };
    const carryOut = async (): Promise<Reply> =>
      callback_id === flagShortcut
        ? deps.inbox.flagForm(hear(deps, payload, installation, place), flaggedMessage(payload, installation))
        : unknown;
    const answerBy: RespondFn | undefined = payload.response_url ? respond : undefined;
    const routes = () =>
      onMessage(reachInstallation(deps.clients, installation.team), { respond: answerBy, trigger, place, person });
    await answered(deps, "message shortcut", {
      carryOut,
      ack,
      routes,
      show: (reply) => answer(reply, routes(), deps),
    });
  });

  app.shortcut({ type: "shortcut" }, async ({ body, context, ack }) => {
    const installation = installationOf(context);
    const payload = globalShortcutSchema.parse(body);
    const person = { platform: "slack" as const, workspace: installation.team, id: payload.user.id };
    const carryOut = async (): Promise<Reply> =>
      payload.callback_id === openShortcut ? deps.inbox.flagForm(hear(deps, payload, installation)) : unknown;
    const routes = () =>
      onPage(reachInstallation(deps.clients, installation.team), { trigger: payload.trigger_id, person });
    await answered(deps, "global shortcut", {
      carryOut,
      ack,
      routes,
      show: (reply) => answer(reply, routes(), deps),
    });
  });
};
