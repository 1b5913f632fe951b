import { approversOf, atLeast } from "../core/authority.ts";
import { type Case, findRemedy } from "../core/case.ts";
import { type PersonRef, type Platform, personKey, platforms } from "../core/people.ts";
import type { Protocol } from "../core/protocol.ts";
import type { Chats } from "./identify.ts";
import type { NewJob, Store } from "./ports.ts";

/**
 * One case across platforms: an approval is asked for in the case's thread, and of those approvers who live on another
 * platform by direct message there. It is decided once; every copy then shows the decision.
 */
export type Elsewhere = (kase: Case, remedyId: string) => Promise<readonly NewJob[]>;

/** The platform's own ids of the workspaces that belong to an organization. */
export type WorkspacesOn = (platform: Platform, organization: string) => Promise<readonly string[]>;

type Parts = {
  readonly store: Store;
  readonly chats: Chats;
  readonly protocol: () => Protocol;
  readonly workspacesOn: WorkspacesOn;
};

export const copyOf = (remedyId: string, person: PersonRef): string => `approval-copy:${remedyId}:${personKey(person)}`;

/** The reader of a copy, from the argument of its surface's name. An id may itself hold colons. */
export function readerOf(argument: string): PersonRef | undefined {
  const [, named, workspace, ...id] = argument.split(":");
  const platform = platforms.find((each) => each === named);
  return platform && workspace && id.length > 0 ? { platform, workspace, id: id.join(":") } : undefined;
}

export function createElsewhere({ store, chats, protocol, workspacesOn }: Parts): Elsewhere {
  return async (kase, remedyId) => {
    const sent = await store.surfaces(kase.id, `approval-copy:${remedyId}:`);
    const remedy = findRemedy(kase, remedyId);
    const asked = remedy?.status === "pending" ? await approversElsewhere(kase, remedy.role, remedy.by) : [];
    const surfaces = new Set([...sent, ...asked.map((person) => copyOf(remedyId, person))]);
    return [...surfaces].flatMap((surface) => {
      const reader = readerOf(surface.slice(surface.indexOf(":") + 1));
      return reader ? [{ caseId: kase.id, surface, lane: `dm:${personKey(reader)}` }] : [];
    });
  };

  async function approversElsewhere(kase: Case, roleId: string, proposer: PersonRef): Promise<readonly PersonRef[]> {
    const rules = protocol();
    const role = rules.roles.find(({ id }) => id === roleId);
    const others = platforms.filter((platform) => platform !== kase.home.platform && chats[platform]);
    if (!role || others.length === 0) return [];
    const members = approversOf(role, rules);
    const here = await Promise.all(members.map((member) => isFoundHere(kase, member)));
    const away = members.filter((_member, index) => !here[index]);
    const people = await Promise.all(others.flatMap((platform) => away.map((member) => find(kase, platform, member))));
    const unique = new Map(people.flat().map((person) => [personKey(person), person]));
    const may = await Promise.all(
      [...unique.values()].map(async (person) => ((await mayDecide(person)) ? [person] : [])),
    );
    return may.flat();

    /** Neither the proposer's own other account, nor someone known to have lost the role. */
    async function mayDecide(person: PersonRef): Promise<boolean> {
      const known = (await store.identity(person))?.identity;
      if (!known) return true;
      const isProposer = [known.person, ...known.aliases].some((ref) => personKey(ref) === personKey(proposer));
      return !isProposer && atLeast(known, rules, roleId);
    }
  }

  /** Someone named by email who is also on the case's own platform is asked there, and only there. */
  async function isFoundHere(kase: Case, member: string): Promise<boolean> {
    const chat = chats[kase.home.platform];
    if (!member.includes("@") || !chat) return false;
    return (await chat.find(kase.home.workspace, { email: member }).catch(() => [])).length > 0;
  }

  async function find(kase: Case, platform: Platform, member: string): Promise<readonly PersonRef[]> {
    const workspaces = await workspacesOn(platform, kase.workspace);
    const email = member.includes("@") ? member : undefined;
    const id = member.startsWith(`${platform}:`) ? member.slice(platform.length + 1) : undefined;
    const found = workspaces.map(async (workspace): Promise<readonly PersonRef[]> => {
      if (email) return (await chats[platform]?.find(workspace, { email }).catch(() => [])) ?? [];
      return id && !isGroup(platform, id) ? [{ platform, workspace, id }] : [];
    });
    return (await Promise.all(found)).flat();
  }
}

/** A Slack user group can be mentioned in a channel but not written to. */
const isGroup = (platform: Platform, id: string): boolean => platform === "slack" && id.startsWith("S");
