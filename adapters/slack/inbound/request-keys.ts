import type { RequestKey } from "../../../src/app/ports.ts";
import { contentHash } from "../../common/content-hash.ts";
import type { BlockActions, ViewSubmission } from "../payloads.ts";

/** What a retry of the very same press carries again, and no other press does. */

export const actionKey = ({ team, user, actions, container, message, view }: BlockActions): RequestKey => {
  const where = container?.message_ts ?? message?.ts ?? container?.view_id ?? view?.id ?? "";
  const [action] = actions;
  return ["slack", "action", team?.id ?? "", user.id, where, action?.action_id ?? "", action?.action_ts ?? ""].join(
    ":",
  );
};

/** With the answers, so that a corrected form is a new request; with the form, since one view may show one after another. */
export const submissionKey = ({ view }: ViewSubmission): RequestKey => {
  const answers = contentHash(view.state.values);
  return ["slack", "view", view.id, view.callback_id, answers].join(":");
};

/** Slash commands and shortcuts. */
export const triggerKey = (triggerId: string): RequestKey => `slack:trigger:${triggerId}`;
