import type { Activity } from "../payloads.ts";
import { personOf, placeOf } from "../people/addresses.ts";
import { senderOf, tenantOf } from "./callers.ts";
import { type HandlerDeps, hear } from "./handlers.ts";
import { isPersonal } from "./remembering.ts";

/** Being added and removed. What fails here is rethrown: Teams then gets an error at once and sends it again. */

/** Someone who adds the bot for themselves sees their page; in a team it says nothing until it is asked. */
export const onInstallation = async (deps: HandlerDeps, activity: Activity): Promise<void> => {
  if (activity.action?.startsWith("remove")) {
    deps.log.warn({ tenant: tenantOf(activity) }, "Teams says that Amends was removed from a team or a chat");
    const tenant = tenantOf(activity) ?? deps.defaultTenant;
    const person = tenant === undefined ? undefined : senderOf(activity, tenant);
    if (tenant !== undefined && person && isPersonal(activity))
      await deps.remember({ activity, tenant, person, removed: true });
    await lost(deps, activity, [activity.conversation.id, activity.channelData?.team?.id], "installationUpdate remove");
    return;
  }
  const turn = await hear(deps, activity);
  if (isPersonal(activity)) await deps.inbox.homeOpened(turn.caller);
};

/** A team's own id is that of its first channel. */
const gone = new Set(["channelDeleted", "teamDeleted", "teamHardDeleted", "teamArchived"]);

/**
 * People come and go: how they are reached is kept, and whoever left a team is looked at, since they may have left for good. So
 * is what becomes of channels.
 */
export const onConversationUpdate = async (deps: HandlerDeps, activity: Activity): Promise<void> => {
  const { channelData, conversation, membersRemoved = [], recipient, from } = activity;
  const eventType = channelData?.eventType ?? "";
  if (gone.has(eventType)) {
    const channel = eventType === "channelDeleted" ? channelData?.channel?.id : undefined;
    return lost(deps, activity, [channel ?? channelData?.team?.id ?? conversation.id], eventType);
  }
  if (membersRemoved.some(({ id }) => id === recipient?.id))
    return lost(deps, activity, [conversation.id, channelData?.team?.id], "the bot was removed");
  const tenant = tenantOf(activity) ?? deps.defaultTenant;
  for (const { id, aadObjectId } of tenant === undefined ? [] : membersRemoved)
    if (tenant !== undefined)
      deps.inbox.personChanged(deps.organizationOf(tenant), personOf(tenant, aadObjectId ?? id));
  if (from) await hear(deps, activity);
};

/** In each of these nothing can be posted any more. Of a team's other channels the next delivery there finds it out. */
async function lost(
  deps: HandlerDeps,
  activity: Activity,
  channels: readonly (string | undefined)[],
  reason: string,
): Promise<void> {
  const tenant = tenantOf(activity) ?? deps.defaultTenant;
  if (tenant === undefined) return;
  for (const channel of new Set(channels))
    if (channel !== undefined)
      await deps.inbox.placeLost(deps.organizationOf(tenant), placeOf(tenant, channel), reason);
}
