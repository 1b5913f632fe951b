import { ConnectorError } from "../connection/failures.ts";
import type { AdaptiveCard } from "../drawing/elements.ts";
import { dialog } from "../drawing/forms.ts";
import { noticeOf, renderCard } from "../drawing/render.ts";
import { type Activity, installedJustNowSchema, messageActionSchema } from "../payloads.ts";
import { goesOn, type InvokeAnswer } from "../replies/invoke-answers.ts";
import { answerDialog, noticeDialog } from "../replies/replies.ts";
import { labels, words } from "../words.ts";
import { flaggedMessage } from "./flagged.ts";
import { apology, type HandlerDeps, hear, type Turn } from "./handlers.ts";
import { submitted } from "./inbound-dialogs.ts";

/** Flagging from a message's menu. The action's id is a promise to every installed manifest: see manifest/teams. */
export const flagAction = "flagComplaint";

/** Whether Teams says that the bot isn't in the conversation where the action was chosen. Anything else isn't a no. */
const isAbsent = async ({ connector }: HandlerDeps, { service, activity }: Turn): Promise<boolean> => {
  try {
    await connector.member(service, activity.conversation.id, activity.from?.id ?? "");
    return false;
  } catch (error) {
    return error instanceof ConnectorError && error.status === 403 && error.code === "BotNotInConversationRoster";
  }
};

/** Teams installs the bot on this card's button, and then asks again. */
const installCard = (): AdaptiveCard => ({
  ...renderCard(noticeOf(words.notInstalled), { names: () => undefined, stamp: "", mentions: false }),
  actions: [
    { type: "Action.Submit", title: labels.addHere, style: "positive", data: { msteams: { justInTimeInstall: true } } },
  ],
});

const open = async (deps: HandlerDeps, activity: Activity): Promise<InvokeAnswer> => {
  const action = messageActionSchema.safeParse(activity.value).data;
  if (action?.commandId !== flagAction) return noticeDialog(deps, words.unknownAction);
  const turn = await hear(deps, activity);
  if (await isAbsent(deps, turn)) return goesOn(dialog("Amends", installCard(), "small"));
  const { messagePayload } = action;
  const message = messagePayload && flaggedMessage(activity, messagePayload, turn.tenant);
  if (message?.author) deps.identities.heard(message.author, message.authorName);
  return answerDialog(deps, turn, await deps.inbox.flagForm(turn.caller, message));
};

export const onMessageAction = async (deps: HandlerDeps, activity: Activity): Promise<InvokeAnswer> => {
  try {
    return await open(deps, activity);
  } catch (error) {
    return noticeDialog(deps, apology(deps, error, "message action"));
  }
};

/** A submit of the form, or Teams' word that the bot was just installed: then the form opens after all. */
export const onMessageActionSubmitted = (deps: HandlerDeps, activity: Activity): Promise<InvokeAnswer> => {
  const data = messageActionSchema.safeParse(activity.value).data?.data;
  if (!installedJustNowSchema.safeParse(data).success) return submitted(deps, activity, data);
  const hasMessage = messageActionSchema.safeParse(activity.value).data?.messagePayload !== undefined;
  return hasMessage ? onMessageAction(deps, activity) : noticeDialog(deps, words.installed);
};
