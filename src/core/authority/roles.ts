import { type Member, uniqueMembers } from "../members.ts";
import { canonicalId, type Identity, type PersonRef, type Platform } from "../people.ts";
import type { Protocol, Role, RoleId } from "../protocol.ts";

/** Who has which role. Roles are ordered: lowest authority first; a person has the highest one that means them. */

/** All refs of one human. */
export const refsOf = (identity: Identity): readonly PersonRef[] => [identity.person, ...identity.aliases];

/** Whether a member of a role means this person. People from outside match nothing, whatever is written; nor does a bot. */
export function matches(identity: Identity, member: Member): boolean {
  if (identity.outsider || identity.nobody) return false;
  switch (member.is) {
    case "everyone":
      return true;
    case "admins":
      return identity.admin;
    case "email":
      return identity.email?.trim().toLowerCase() === member.email;
    case "person":
      return idsOn(identity, member.platform).includes(member.id);
    case "group":
      return (
        idsOn(identity, member.platform).length > 0 &&
        identity.groups.some((group) => canonicalId(member.platform, group) === member.id)
      );
  }
}

/** The person's own ids there. */
const idsOn = (identity: Identity, platform: Platform): readonly string[] =>
  refsOf(identity).flatMap((ref) => (ref.platform === platform ? [canonicalId(platform, ref.id)] : []));

/** Index of the highest role the person has, lowest authority being 0; −1 for none. */
export const rankOf = (identity: Identity, protocol: Protocol): number =>
  protocol.roles.findLastIndex((role) => role.members.some((member) => matches(identity, member)));

export const roleOf = (identity: Identity, protocol: Protocol): Role | undefined =>
  protocol.roles[rankOf(identity, protocol)];

/** A role that the protocol no longer knows counts as the highest: a changed file never lowers the bar of an old case. */
export const rankOfRole = (protocol: Protocol, roleId: RoleId): number => {
  const rank = protocol.roles.findIndex((role) => role.id === roleId);
  return rank < 0 ? protocol.roles.length - 1 : rank;
};

export const atLeast = (identity: Identity, protocol: Protocol, roleId: RoleId): boolean =>
  rankOf(identity, protocol) >= rankOfRole(protocol, roleId);

/** The role above this rank; undefined at the top of the ladder. */
export const nextRole = (protocol: Protocol, rank: number): Role | undefined => protocol.roles[rank + 1];

/**
 * The members of this role and the higher ones that can be told apart from the whole company, lowest first, each once: whom
 * to mention when an approval waits. Everyone would be nobody in particular.
 */
export const approversOf = (role: Role, protocol: Protocol): Member[] =>
  uniqueMembers(protocol.roles.slice(rankOfRole(protocol, role.id)).flatMap((each) => each.members)).filter(
    ({ is }) => is !== "everyone",
  );
