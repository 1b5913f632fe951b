import { type Member, memberSchema } from "../payloads.ts";
import type { Connector } from "./connector.ts";
import { ConnectorError } from "./failures.ts";

/**
 * The local emulator's connector, whose rosters may say less than Teams' or nothing at all. Whoever it says nothing else of counts
 * as an ordinary user. Only without credentials: there anyone on this machine is believed about who they are anyway.
 */

const asOrdinary = (member: Member): Member =>
  member.tenantId === undefined && member.userRole === undefined ? { ...member, userRole: "user" } : member;

/** Whoever is there at least. */
const nameless = (id: string): Member => asOrdinary(memberSchema.parse({ id }));

/** How Teams, and an emulator that has rosters, says no. */
const noes = new Set(["ConversationNotFound", "MemberNotFoundInConversation", "UserNotFound"]);

/** No roster to ask: no such route, or an answer that isn't one. */
const hasNoRoster = (error: unknown): boolean => {
  if (!(error instanceof ConnectorError)) return true;
  const { status, code } = error;
  return status === 405 || status === 501 || (status === 404 && !noes.has(code));
};

export const asEmulated = (connector: Connector): Connector => ({
  ...connector,
  member: async (service, conversation, id) => {
    try {
      return asOrdinary(await connector.member(service, conversation, id));
    } catch (error) {
      if (hasNoRoster(error)) return nameless(id);
      throw error;
    }
  },
  members: async (service, conversation) => {
    try {
      return (await connector.members(service, conversation)).map(asOrdinary);
    } catch (error) {
      if (hasNoRoster(error)) return [nameless(service.bot)];
      throw error;
    }
  },
});
