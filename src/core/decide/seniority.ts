import { atLeast, nextRole, rankOf, rankOfRole } from "../authority.ts";
import type { Case } from "../case.ts";
import { type Protocol, type Role, roleLabel } from "../protocol.ts";
import { type Refused, refuse } from "../refusals.ts";
import { isMe, type StaffContext } from "./context.ts";

/** Anyone above the lowest role; where there is only one role, everyone in it. */
export const isSenior = ({ me, protocol }: StaffContext): boolean =>
  rankOf(me, protocol) >= Math.min(1, protocol.roles.length - 1);

/**
 * The role one step up the ladder from where the case now stands. Undefined at the top.
 * A first escalation goes from the frontline to the second role, or above the rank that is known to have the case.
 */
export const seniorTo = (kase: Case, protocol: Protocol, rank = 0): Role | undefined =>
  nextRole(protocol, kase.seniorRole === undefined ? rank : Math.max(rank, rankOfRole(protocol, kase.seniorRole)));

/** Refused when the case needs a more senior owner than this person would be. */
export function tooJunior(kase: Case, protocol: Protocol, identity: StaffContext["me"]): Refused | undefined {
  const { seniorRole } = kase;
  if (seniorRole === undefined || atLeast(identity, protocol, seniorRole)) return undefined;
  const role = protocol.roles[rankOfRole(protocol, seniorRole)];
  return refuse({ code: "needs-senior", role: seniorRole, label: role ? roleLabel(role) : seniorRole });
}

/** Escalated since the present owner took it: a senior may take over without being assigned. */
export const awaitsSenior = (kase: Case): boolean => {
  const asked = Math.max(kase.escalations.at(-1)?.at ?? 0, kase.abusive?.at ?? 0);
  return kase.owner === undefined || asked >= kase.owner.since;
};

/** Endings are the owner's or a senior's to declare. */
export function notTheOwner(kase: Case, context: StaffContext): Refused | undefined {
  const owner = kase.owner?.person;
  if (!owner || isMe(context, owner) || isSenior(context)) return undefined;
  return refuse({ code: "owned-by-other", owner });
}
