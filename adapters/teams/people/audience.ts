import type { Chat } from "../../../src/app/ports.ts";
import { believedAfter, createStandingDenials } from "../../../src/app/standing-denials.ts";
import type { Instant } from "../../../src/core/time.ts";
import { failure, isLostConversation } from "../connection/failures.ts";
import type { Log } from "../connection/log.ts";
import { isPersonId } from "./addresses.ts";
import { isOutsider } from "./members.ts";
import type { Contacts } from "./references.ts";
import type { Rosters } from "./rosters.ts";

/**
 * Who can read a conversation. A standard channel is read by its whole team, so one guest in the team makes it shared with
 * outsiders. Private and shared channels count as shared: their members can't be known. A denial may pass, and counts once
 * it has lasted for ten minutes.
 */
export const createAudience = (parts: {
  contacts: Contacts;
  rosters: Rosters;
  now: () => Instant;
  log: Log;
}): Chat["audience"] => {
  const { contacts, rosters, now, log } = parts;
  const denials = createStandingDenials(now);
  return async ({ workspace: tenant, channel }) => {
    if (isPersonId(channel)) return "internal";
    const kind = (await contacts.conversations.find({ tenant, id: channel }))?.kind;
    // The bot's chat with one person has no other readers.
    if (kind === "personal" || channel.startsWith("a:")) return "internal";
    if (kind === "private" || kind === "shared") return "outsiders";
    try {
      const members = await rosters.of(tenant, channel);
      denials.clear(`${tenant}:${channel}`);
      return members.length > 0 && !members.some((member) => isOutsider(member, tenant)) ? "internal" : "outsiders";
    } catch (error) {
      log.warn(
        { tenant, channel, err: error },
        "Teams doesn't say who can read this conversation; if it denies it for long, it counts as shared with outsiders",
      );
      switch (failure(error).why) {
        case "later":
          return "unknown";
        case "unreachable":
          if (denials.note(`${tenant}:${channel}`) < believedAfter.end) return "denied";
          return isLostConversation(error) ? "lost" : "outsiders";
        // Such as a team that is too large to be read.
        case "broken":
          return "outsiders";
      }
    }
  };
};
