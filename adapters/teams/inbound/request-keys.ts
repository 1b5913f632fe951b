import type { RequestKey } from "../../../src/app/ports.ts";
import type { Press } from "../../../src/views/elements.ts";
import { contentHash } from "../../common/content-hash.ts";
import type { Activity } from "../payloads.ts";

/** What a retry of the very same press carries again, and no other press does. */

/**
 * By content: Teams may send a submit again under a new activity id, so the id can't be part of it. The stamp in the data
 * tells this opening of the form from another one with the same answers.
 */
export const contentKey = ({ conversation, from, replyToId }: Activity, data: unknown): RequestKey =>
  ["teams", "data", conversation.id, from?.aadObjectId ?? from?.id ?? "", replyToId ?? "", contentHash(data)].join("|");

/** When it was asked, as Teams says it, also when it asks again; where Teams doesn't say, which asking it was. */
const momentOf = ({ rawTimestamp, id }: Activity): string => rawTimestamp ?? id ?? "";

/** A second press of these isn't refused but acts again, so they count once for each rendering of their card. */
const actsAgain = new Set(["correct"]);

/**
 * A press, beside its content by the moment it was sent: someone who presses twice is told so the second time. Where Teams
 * sends one press again as of another moment, the case itself refuses it.
 */
export const pressKey = (activity: Activity, press: Press, data: unknown): RequestKey => {
  const content = contentKey(activity, data);
  return actsAgain.has(press.act) ? content : `${content}|${momentOf(activity)}`;
};

/** Typed words: the same words may be meant twice, and a message that is sent again keeps its id. */
export const messageKey = ({ conversation, id }: Activity): RequestKey =>
  ["teams", "message", conversation.id, id ?? ""].join("|");

/**
 * The stamp of what is shown in answer to an activity. Of its moment too: a form that is opened twice from one card, and filled
 * in alike, was meant twice.
 */
export const stampFor = (activity: Activity): string => {
  if (activity.type === "message") return contentHash(messageKey(activity)).slice(0, 12);
  const { commandId, messagePayload, data, action } = Object(activity.value) as Record<string, unknown>; // read, not trusted
  const asked = contentKey(activity, [commandId, messagePayload, data, action]);
  return contentHash([asked, activity.name, momentOf(activity)]).slice(0, 12);
};
