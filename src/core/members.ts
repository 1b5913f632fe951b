import { z } from "zod";
import { canonicalId, type Platform, platforms } from "./people.ts";

/**
 * Whom a role of the protocol is for. What people write in `members` is parsed here and nowhere else; all who read a member
 * switch over `is` without a default, so a new spelling is a row below, and the compiler names every place that needs to
 * know of it.
 */
export type Member =
  /** Everyone inside the organization. */
  | { readonly is: "everyone" }
  /** Workspace admins and owners. */
  | { readonly is: "admins" }
  /** In lower case. */
  | { readonly is: "email"; readonly email: string }
  /** `id` as `canonicalId` spells it. */
  | { readonly is: "person"; readonly platform: Platform; readonly id: string }
  /** A user group; only Slack has them. */
  | { readonly is: "group"; readonly platform: Platform; readonly id: string };

type MemberOf<Is extends Member["is"]> = Extract<Member, { readonly is: Is }>;

/** How an id looks where it is a person's, or a group's; a platform that isn't named has none. */
const personIds: { readonly [P in Platform]: RegExp } = {
  slack: /^[UW][A-Z0-9]+$/,
  teams: /^[^@]+$/,
  sandbox: /^[^@\s]+$/,
};
const groupIds: { readonly [P in Platform]?: RegExp } = { slack: /^S[A-Z0-9]+$/ };

/** What is written `<platform>:<id>`, where the id looks like one of these. */
function onPlatform(text: string, ids: { readonly [P in Platform]?: RegExp }) {
  const platform = platforms.find((name) => text.startsWith(`${name}:`));
  const id = platform && text.slice(platform.length + 1).trim();
  return id && ids[platform]?.test(id) ? { platform, id: canonicalId(platform, id) } : undefined;
}

/** One row per spelling. No text fits two of them. */
const readers: { readonly [Is in Member["is"]]: (text: string) => MemberOf<Is> | undefined } = {
  everyone: (text) => (text === "*" ? { is: "everyone" } : undefined),
  admins: (text) => (text === "admins" ? { is: "admins" } : undefined),
  email: (text) => (/^[^\s@:]+@[^\s@]+$/.test(text) ? { is: "email", email: text.toLowerCase() } : undefined),
  person: (text) => {
    const found = onPlatform(text, personIds);
    return found && { is: "person", ...found };
  },
  group: (text) => {
    const found = onPlatform(text, groupIds);
    return found && { is: "group", ...found };
  },
};

/**
 * `*`, `admins`, an email address, or `<platform>:<id>` of a person or a user group. Undefined for anything else.
 */
export function parseMember(written: string): Member | undefined {
  const text = written.trim();
  for (const read of Object.values(readers)) {
    const member = read(text);
    if (member) return member;
  }
  return undefined;
}

/** As it is written in the protocol; two members are the same where this is. */
export function memberText(member: Member): string {
  switch (member.is) {
    case "everyone":
      return "*";
    case "admins":
      return "admins";
    case "email":
      return member.email;
    case "person":
    case "group":
      return `${member.platform}:${member.id}`;
  }
}

/** Each once, in the order in which they come first. */
export const uniqueMembers = (members: readonly Member[]): Member[] => [
  ...new Map(members.map((member) => [memberText(member), member])).values(),
];

function isGroup(member: Member): member is Extract<Member, { readonly is: "group" }> {
  switch (member.is) {
    case "group":
      return true;
    case "everyone":
    case "admins":
    case "email":
    case "person":
      return false;
  }
}

/** The ids of the user groups among them, on one platform. */
export const groupsOn = (platform: Platform, members: readonly Member[]): string[] =>
  members.filter(isGroup).flatMap((group) => (group.platform === platform ? [group.id] : []));

export const memberSchema = z
  .string()
  .min(1)
  .transform((written, context): Member => {
    const member = parseMember(written);
    if (member) return member;
    context.addIssue({ code: "custom", message: '"*", admins, an email address, or <platform>:<id>' });
    return z.NEVER;
  });
