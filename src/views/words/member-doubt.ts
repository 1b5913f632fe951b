import { type Member, memberText } from "../../core/members.ts";

/** A member of a role to whom nobody answers, as far as could be asked. */
export type MemberDoubt = {
  /** The role's label. */
  readonly role: string;
  readonly member: Member;
  /** `not-asked`: the platform didn't answer, or isn't connected. */
  readonly why: "not-found" | "not-asked" | "bot" | "deactivated";
};

/** One sentence, for whoever may change the protocol. */
export function doubtWords({ role, member, why }: MemberDoubt): string {
  const who = memberText(member);
  switch (why) {
    case "not-found":
      return member.is === "group"
        ? `${role}: ${who} is no user group with people in it.`
        : `${role}: nobody was found for ${who}.`;
    case "not-asked":
      return `${role}: whether ${who} is there couldn't be asked now.`;
    case "bot":
      return `${role}: ${who} is a bot, so it decides nothing and isn't asked.`;
    case "deactivated":
      return `${role}: the account ${who} is deactivated, so nobody is asked there.`;
  }
}
