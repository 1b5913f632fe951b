import type { App, RespondFn } from "@slack/bolt";
import type { Reply } from "../../../src/views/elements.ts";
import { answer } from "../replies/replies.ts";
import { onMessage, onPage, reachHome } from "../replies/reply-routes.ts";
import { words } from "../words.ts";
import { placeOf } from "./callers.ts";
import { flaggedMessage } from "./flagged.ts";
import { answered, hear, homeOf, type Listening } from "./handlers.ts";
import { globalShortcutSchema, messageShortcutSchema } from "./payloads.ts";

/** The shortcuts' ids are a promise to every installed manifest: see manifest/slack.yaml. */
export const flagShortcut = "flag_complaint";
export const openShortcut = "open_complaint";

const unknown: Reply = { show: "notice", text: words.unknownShortcut };

export const listenForShortcuts = (app: App, listening: Listening): void => {
  app.shortcut({ type: "message_action" }, async ({ body, context, ack, respond }) => {
    const home = homeOf(context);
    const payload = messageShortcutSchema.parse(body);
    const { channel, message, user, trigger_id: trigger, callback_id } = payload;
    const place = placeOf(home, channel.id, message.thread_ts);
    const person = { platform: "slack" as const, workspace: home.team, id: user.id };
    const carryOut = async (): Promise<Reply> =>
      callback_id === flagShortcut
        ? listening.inbox.flagForm(hear(listening, payload, home, place), flaggedMessage(payload, home))
        : unknown;
    const answerBy: RespondFn | undefined = payload.response_url ? respond : undefined;
    const ways = () =>
      onMessage(reachHome(listening.clients, home.team), { respond: answerBy, trigger, place, person });
    await answered(listening, "message shortcut", {
      carryOut,
      ack,
      ways,
      show: (reply) => answer(reply, ways(), listening),
    });
  });

  app.shortcut({ type: "shortcut" }, async ({ body, context, ack }) => {
    const home = homeOf(context);
    const payload = globalShortcutSchema.parse(body);
    const person = { platform: "slack" as const, workspace: home.team, id: payload.user.id };
    const carryOut = async (): Promise<Reply> =>
      payload.callback_id === openShortcut ? listening.inbox.flagForm(hear(listening, payload, home)) : unknown;
    const ways = () => onPage(reachHome(listening.clients, home.team), { trigger: payload.trigger_id, person });
    await answered(listening, "global shortcut", {
      carryOut,
      ack,
      ways,
      show: (reply) => answer(reply, ways(), listening),
    });
  });
};
