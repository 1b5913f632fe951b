import type { Activity } from "../payloads.ts";
import { tenantOf } from "./callers.ts";
import { type HandlerDeps, hear } from "./handlers.ts";
import { isPersonal } from "./remembering.ts";

/** Being added and removed. What fails here is rethrown: Teams then gets an error at once and sends it again. */

/** Someone who adds the bot for themselves sees their page; in a team it says nothing until it is asked. */
export const onInstallation = async (deps: HandlerDeps, activity: Activity): Promise<void> => {
  if (activity.action?.startsWith("remove")) {
    deps.log.warn({ tenant: tenantOf(activity) }, "Teams says that Amends was removed from a team or a chat");
    return;
  }
  const turn = await hear(deps, activity);
  if (isPersonal(activity)) await deps.inbox.homeOpened(turn.caller);
};

/** People come and go: only how they are reached is kept. */
export const onConversationUpdate = async (deps: HandlerDeps, activity: Activity): Promise<void> => {
  if (activity.from) await hear(deps, activity);
};
