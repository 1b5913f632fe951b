import type { App, RespondFn } from "@slack/bolt";
import type { Place } from "../../../src/core/case.ts";
import type { Reply } from "../../../src/views/elements.ts";
import { fromValue } from "../drawing/press-value.ts";
import { type BlockActions, blockActionsSchema } from "../payloads.ts";
import { answer, type ReplyRoutes } from "../replies/replies.ts";
import { inModal, onMessage, onPage, reachInstallation } from "../replies/reply-routes.ts";
import { words } from "../words.ts";
import { type Installation, placeOf } from "./callers.ts";
import { answered, type HandlerDeps, hear, installationOf, refreshPage } from "./handlers.ts";
import { actionKey } from "./request-keys.ts";

/** Buttons and menus, on messages, on the home page and in windows. */

/** The thread a message is in. A message that only starts one is read in the channel, so an answer belongs there. */
const threadOf = ({ message, container }: BlockActions): string | undefined => {
  const thread = message?.thread_ts ?? container?.thread_ts;
  return thread === (message?.ts ?? container?.message_ts) ? undefined : thread;
};

const placeIn = (payload: BlockActions, installation: Installation): Place | undefined => {
  const channel = payload.channel?.id ?? payload.container?.channel_id;
  return channel === undefined ? undefined : placeOf(installation, channel, threadOf(payload));
};

const routesFor = (
  deps: HandlerDeps,
  payload: BlockActions,
  installation: Installation,
  respond: RespondFn | undefined,
): ReplyRoutes => {
  const reach = reachInstallation(deps.clients, installation.team);
  const { trigger_id: trigger, view } = payload;
  const person = { platform: "slack" as const, workspace: installation.team, id: payload.user.id };
  if (view)
    return view.type === "modal" ? inModal(reach, { view: view.id, person }) : onPage(reach, { trigger, person });
  return onMessage(reach, {
    respond,
    thread: threadOf(payload),
    trigger,
    place: placeIn(payload, installation),
    person,
  });
};

export const listenForActions = (app: App, deps: HandlerDeps): void => {
  app.action({ type: "block_actions" }, async ({ body, context, ack, respond }) => {
    const installation = installationOf(context);
    const payload = blockActionsSchema.parse(body);
    const caller = hear(deps, payload, installation, placeIn(payload, installation));
    const carryOut = async (): Promise<Reply> => {
      const [action] = payload.actions;
      const press = fromValue(action?.value ?? action?.selected_option?.value);
      if (!press) return { show: "notice", text: words.outdated };
      return deps.inbox.press(caller, press, actionKey(payload));
    };
    const routes = () => routesFor(deps, payload, installation, respond);
    const show = async (reply: Reply): Promise<void> => {
      await answer(reply, routes(), deps);
      if (payload.view?.type === "home" && reply.show === "nothing") await refreshPage(deps, caller);
    };
    await answered(deps, "press", { carryOut, ack, routes, show });
  });

  // Menus that ask for their options while someone types: we have none, and Slack waits for an answer.
  app.options(/.*/, async ({ ack }) => ack({ options: [] }));
};
