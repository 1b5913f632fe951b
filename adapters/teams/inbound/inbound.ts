import type { CurrentCard } from "../../../src/app/requests/current-card.ts";
import type { Activity } from "../payloads.ts";
import { type InvokeAnswer, unknownInvoke } from "../replies/invoke-answers.ts";
import type { HandlerDeps } from "./handlers.ts";
import { onMessage } from "./inbound-commands.ts";
import { onDialogAsked, onDialogSubmitted } from "./inbound-dialogs.ts";
import { onConversationUpdate, onInstallation } from "./inbound-events.ts";
import { onMessageAction, onMessageActionSubmitted } from "./inbound-message-actions.ts";
import { onExecute } from "./inbound-presses.ts";

/**
 * Activities → the inbox, a row for each kind. An invoke is answered only once the inbox has resolved: what was answered is
 * committed.
 */
export type InboundDeps = HandlerDeps & { readonly currentCard: CurrentCard | undefined };

const invokes: Readonly<Record<string, (deps: InboundDeps, activity: Activity) => Promise<InvokeAnswer>>> = {
  "adaptiveCard/action": onExecute,
  "task/fetch": onDialogAsked,
  "task/submit": onDialogSubmitted,
  "composeExtension/fetchTask": onMessageAction,
  "composeExtension/submitAction": onMessageActionSubmitted,
};

const events: Readonly<Record<string, (deps: InboundDeps, activity: Activity) => Promise<void>>> = {
  message: onMessage,
  installationUpdate: onInstallation,
  conversationUpdate: onConversationUpdate,
};

const rowOf = <T>(rows: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(rows, name) ? rows[name] : undefined;

/** @returns the answer to an invoke; nothing for what needs none. */
export const listen = async (deps: InboundDeps, activity: Activity): Promise<InvokeAnswer | undefined> => {
  if (activity.type === "invoke") {
    const answer = rowOf(invokes, activity.name ?? "");
    return answer ? answer(deps, activity) : unknownInvoke;
  }
  await rowOf(events, activity.type)?.(deps, activity);
  return undefined;
};
