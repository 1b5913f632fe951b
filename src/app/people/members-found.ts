import type { Member } from "../../core/members.ts";
import type { OrganizationKey } from "../../core/organization.ts";
import type { PersonRef, Platform } from "../../core/people.ts";
import { type Protocol, roleLabel } from "../../core/protocol.ts";
import type { MemberDoubt } from "../../views/words/member-doubt.ts";
import type { WorkspacesOn } from "../ports.ts";
import type { Chats } from "./identities.ts";

/**
 * Which members of the protocol's roles nobody answers to, in the order of the file. What a platform says once it may take
 * back, and one that can't be asked has said nothing: so a "no" is asked for again, and told apart from no answer.
 */
export async function memberDoubts(
  protocol: Protocol,
  parts: {
    readonly chats: Chats;
    readonly organization: OrganizationKey;
    readonly workspacesOn: WorkspacesOn;
    /** Resolves when it is time to ask again who wasn't found; as often as this gives something. */
    readonly again: () => Promise<void> | undefined;
  },
): Promise<readonly MemberDoubt[]> {
  const { again } = parts;
  const named = protocol.roles.flatMap((role) => role.members.map((member) => ({ role: roleLabel(role), member })));
  const look = async (one: { role: string; member: Member }): Promise<MemberDoubt | undefined> => {
    const why = await doubtOf(one.member, parts);
    return why && { ...one, why };
  };
  let doubts = (await Promise.all(named.map(look))).filter((doubt) => doubt !== undefined);
  for (let pause = again(); pause && doubts.some(({ why }) => mayPass[why]); pause = again()) {
    await pause;
    const looked = await Promise.all(doubts.map((doubt) => (mayPass[doubt.why] ? look(doubt) : doubt)));
    doubts = looked.filter((doubt) => doubt !== undefined);
  }
  return doubts;
}

const mayPass: { readonly [Why in MemberDoubt["why"]]: boolean } = {
  "not-found": true,
  "not-asked": true,
  bot: false,
  deactivated: false,
};

type Parts = {
  readonly chats: Chats;
  readonly organization: OrganizationKey;
  readonly workspacesOn: WorkspacesOn;
};

async function doubtOf(member: Member, parts: Parts): Promise<MemberDoubt["why"] | undefined> {
  switch (member.is) {
    case "everyone":
    case "admins":
      return undefined;
    case "person":
      return doubtOfPerson(member, parts);
    case "group":
      return doubtWhereNone([member.platform], member, parts);
    case "email":
      return doubtWhereNone(connected(parts.chats), member, parts);
  }
}

const connected = (chats: Chats): readonly Platform[] => Object.values(chats).map(({ platform }) => platform);

async function doubtOfPerson(
  { platform, id }: Extract<Member, { is: "person" }>,
  { chats, organization, workspacesOn }: Parts,
): Promise<MemberDoubt["why"] | undefined> {
  const chat = chats[platform];
  const workspaces = await workspacesOn(platform, organization).catch(() => []);
  if (!chat || workspaces.length === 0) return "not-asked";
  const found = await Promise.all(
    workspaces.map(async (workspace): Promise<MemberDoubt["why"] | "there"> => {
      const person: PersonRef = { platform, workspace, id };
      try {
        const identity = await chat.identify(person, organization);
        if (!identity || identity.nobody === "missing") return "not-found";
        return identity.nobody ?? "there";
      } catch {
        return "not-asked";
      }
    }),
  );
  return surest(found);
}

async function doubtWhereNone(
  on: readonly Platform[],
  member: Extract<Member, { is: "email" | "group" }>,
  { chats, organization, workspacesOn }: Parts,
): Promise<MemberDoubt["why"] | undefined> {
  const found = await Promise.all(
    on.map(async (platform): Promise<MemberDoubt["why"] | "there"> => {
      const chat = chats[platform];
      try {
        const workspaces = await workspacesOn(platform, organization);
        if (!chat || workspaces.length === 0) return "not-asked";
        const people = await Promise.all(workspaces.map((workspace) => chat.find(workspace, member)));
        return people.some((some) => some.length > 0) ? "there" : "not-found";
      } catch {
        return "not-asked";
      }
    }),
  );
  return surest(found);
}

/** Found anywhere is found; and as long as somebody wasn't asked, nobody can say that they aren't there. */
function surest(found: readonly (MemberDoubt["why"] | "there")[]): MemberDoubt["why"] | undefined {
  if (found.includes("there")) return undefined;
  return (
    (["bot", "deactivated", "not-asked"] as const).find((why) => found.includes(why)) ??
    (found[0] ? "not-found" : "not-asked")
  );
}
