import { type Identity, type PersonRef, platforms } from "../people.ts";
import type { Protocol, Role, RoleId } from "../protocol.ts";

/** Who has which role. Roles are ordered: lowest authority first; a person has the highest one that means them. */

/** All refs of one human. */
export const refsOf = (identity: Identity): readonly PersonRef[] => [identity.person, ...identity.aliases];

/** Entra object ids are GUIDs, written in either case; other platforms' ids are exact. */
const sameId = (platform: string, a: string, b: string): boolean =>
  platform === "teams" ? a.toLowerCase() === b.toLowerCase() : a === b;

/**
 * Whether a `members` entry of a role means this person: `*` (everyone internal), `admins`, `<platform>:<id>` of the person
 * or of a group they are in, or their email address. People from outside match nothing, whatever is written.
 */
export const matches = (identity: Identity, member: string): boolean => {
  if (identity.outsider) return false;
  if (member === "*") return true;
  if (member === "admins") return identity.admin;
  const platform = platforms.find((name) => member.startsWith(`${name}:`));
  if (platform) {
    const id = member.slice(platform.length + 1);
    const refs = refsOf(identity).filter((ref) => ref.platform === platform);
    return refs.some(
      (ref) => sameId(platform, ref.id, id) || identity.groups.some((group) => sameId(platform, group, id)),
    );
  }
  return member.includes("@") && identity.email?.trim().toLowerCase() === member.trim().toLowerCase();
};

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
 * The entries of this role and the higher ones that can be told apart from the whole company, lowest first: whom to mention
 * when an approval waits. `*` would mention everyone.
 */
export const approversOf = (role: Role, protocol: Protocol): string[] => {
  const members = protocol.roles.slice(rankOfRole(protocol, role.id)).flatMap((each) => each.members);
  return [...new Set(members)].filter((member) => member !== "*");
};
