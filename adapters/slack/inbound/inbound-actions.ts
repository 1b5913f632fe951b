import type { App, RespondFn } from "@slack/bolt";
import type { Place } from "../../../src/core/case.ts";
import type { Reply } from "../../../src/views/elements.ts";
import { fromValue } from "../drawing/press-value.ts";
import { answer, type Ways } from "../replies/replies.ts";
import { inModal, onMessage, onPage, reachHome } from "../replies/reply-routes.ts";
import { words } from "../words.ts";
import { type Installation, placeOf } from "./callers.ts";
import { answered, hear, homeOf, type Listening, refreshPage } from "./handlers.ts";
import { type BlockActions, blockActionsSchema } from "./payloads.ts";
import { actionKey } from "./request-keys.ts";

/** Buttons and menus, on messages, on the home page and in windows. */

/** The thread a message is in. A message that only starts one is read in the channel, so an answer belongs there. */
const threadOf = ({ message, container }: BlockActions): string | undefined => {
  const thread = message?.thread_ts ?? container?.thread_ts;
  return thread === (message?.ts ?? container?.message_ts) ? undefined : thread;
};

const placeIn = (payload: BlockActions, home: Installation): Place | undefined => {
  const channel = payload.channel?.id ?? payload.container?.channel_id;
  return channel === undefined ? undefined : placeOf(home, channel, threadOf(payload));
};

const waysFor = (
  listening: Listening,
  payload: BlockActions,
  home: Installation,
  respond: RespondFn | undefined,
): Ways => {
  const reach = reachHome(listening.clients, home.team);
  const { trigger_id: trigger, view } = payload;
  const person = { platform: "slack" as const, workspace: home.team, id: payload.user.id };
  if (view)
    return view.type === "modal" ? inModal(reach, { view: view.id, person }) : onPage(reach, { trigger, person });
  return onMessage(reach, { respond, thread: threadOf(payload), trigger, place: placeIn(payload, home), person });
};

export const listenForActions = (app: App, listening: Listening): void => {
  app.action({ type: "block_actions" }, async ({ body, context, ack, respond }) => {
    const home = homeOf(context);
    const payload = blockActionsSchema.parse(body);
    const by = hear(listening, payload, home, placeIn(payload, home));
    const carryOut = async (): Promise<Reply> => {
      const [action] = payload.actions;
      const press = fromValue(action?.value ?? action?.selected_option?.value);
      if (!press) return { show: "notice", text: words.outdated };
      return listening.inbox.press(by, press, actionKey(payload));
    };
    const ways = () => waysFor(listening, payload, home, respond);
    const show = async (reply: Reply): Promise<void> => {
      await answer(reply, ways(), listening);
      if (payload.view?.type === "home" && reply.show === "nothing") await refreshPage(listening, by);
    };
    await answered(listening, "press", { carryOut, ack, ways, show });
  });

  // Menus that ask for their options while someone types: we have none, and Slack waits for an answer.
  app.options(/.*/, async ({ ack }) => ack({ options: [] }));
};
