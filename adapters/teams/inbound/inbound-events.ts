import { tenantOf } from "./callers.ts";
import { hear, type Listening } from "./handlers.ts";
import type { Activity } from "./payloads.ts";
import { isPersonal } from "./remembering.ts";

/** Being added and removed. What fails here is rethrown: Teams then gets an error at once and sends it again. */

/** Someone who adds the bot for themselves sees their page; in a team it says nothing until it is asked. */
export const onInstallation = async (listening: Listening, activity: Activity): Promise<void> => {
  if (activity.action?.startsWith("remove")) {
    listening.log.warn({ tenant: tenantOf(activity) }, "Teams says that Amends was removed from a team or a chat");
    return;
  }
  const turn = await hear(listening, activity);
  if (isPersonal(activity)) await listening.inbox.homeOpened(turn.by);
};

/** People come and go: only how they are reached is kept. */
export const onConversationUpdate = async (listening: Listening, activity: Activity): Promise<void> => {
  if (activity.from) await hear(listening, activity);
};
