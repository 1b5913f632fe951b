import type { Chat } from "../../../src/app/ports.ts";
import { failure, isLostConversation } from "../connection/failures.ts";
import type { Log } from "../connection/log.ts";
import { isPersonId } from "./addresses.ts";
import { isOutsider } from "./members.ts";
import type { Contacts } from "./references.ts";
import type { Rosters } from "./rosters.ts";

/**
 * Who can read a conversation. A standard channel is read by its whole team, so one guest in the team makes it shared with
 * outsiders. Private and shared channels count as shared: their members can't be known. So does all that isn't known.
 */
export const createAudience = (parts: { contacts: Contacts; rosters: Rosters; log: Log }): Chat["audience"] => {
  const { contacts, rosters, log } = parts;
  return async ({ workspace: tenant, channel }) => {
    if (isPersonId(channel)) return "internal";
    const kind = (await contacts.conversations.find({ tenant, id: channel }))?.kind;
    // The bot's chat with one person has no other readers.
    if (kind === "personal" || channel.startsWith("a:")) return "internal";
    if (kind === "private" || kind === "shared") return "outsiders";
    try {
      const members = await rosters.of(tenant, channel);
      return members.length > 0 && !members.some((member) => isOutsider(member, tenant)) ? "internal" : "outsiders";
    } catch (error) {
      if (isLostConversation(error)) return "lost";
      log.warn(
        { tenant, channel, err: error },
        "Teams doesn't say who can read this conversation; treating it as shared with outsiders",
      );
      return failure(error).why === "later" ? "unknown" : "outsiders";
    }
  };
};
