import { approversOf, atLeast } from "../../core/authority.ts";
import { type Member, memberText } from "../../core/members.ts";
import type { OrganizationKey } from "../../core/organization.ts";
import {
  type Identity,
  isSameHuman,
  type PersonRef,
  type Platform,
  personKey,
  platforms,
  samePerson,
} from "../../core/people.ts";
import { type Protocol, roleLabel } from "../../core/protocol.ts";
import type { Rich, Span } from "../../views/elements.ts";
import type { Clock, Sought, Store, WorkspacesOn } from "../ports.ts";
import { believedAfter, createStandingDenials } from "../standing-denials.ts";
import { withTimeout } from "../with-timeout.ts";
import type { Chats, Identities } from "./identities.ts";

/** More names than this would be noise; the rest is told by the role's name. */
const most = 8;

/** Some of those who are to be called on can't be looked up now. */
export class UnansweredLookupError extends Error {
  override readonly name = "UnansweredLookupError";
  constructor(platform: Platform) {
    super(`${platform} doesn't say now who is to be mentioned`);
  }
}

export type Mentions = (
  organization: OrganizationKey,
  platform: Platform,
  platformWorkspace: string,
  role: string,
) => Promise<Rich>;

/**
 * Who may decide, as mentions that notify: people and groups named in the protocol, emails and admins looked up on the
 * platform. Who lives on another platform is named without being called: they are asked there (`approver-copies.ts`). Where nobody
 * can be found the role's label is said instead. Who can't be looked up now may be found in a moment, and only a new message calls
 * them: for some seconds that is waited for; if it lasts it costs a name, not the message. @throws UnansweredLookupError to wait.
 */
export function createMentions({
  chats,
  protocol,
  store,
  identities,
  clock,
  waits = true,
  workspacesOn = async () => [],
}: {
  chats: Chats;
  protocol: () => Protocol;
  store: Store;
  identities: Pick<Identities, "get">;
  clock: Clock;
  /** False where a person waits for the message: whoever can't be looked up now isn't in it. */
  waits?: boolean;
  workspacesOn?: WorkspacesOn;
}): Mentions {
  const denials = createStandingDenials(() => clock.now());
  return async (organization, platform, platformWorkspace, roleId) => {
    const rules = protocol();
    const role = rules.roles.find(({ id }) => id === roleId);
    if (!role) return [];
    const spans = await Promise.all(
      approversOf(role, rules).map(async (member) => {
        const called = await calledHere(member);
        return called.length > 0 ? called : namedElsewhere(member);
      }),
    );
    const found = [...new Map(spans.flat().map((span) => [keyOf(span), span])).values()];
    const allowed = await Promise.all(found.map(async (span) => ((await mayDecide(span)) ? [span] : [])));
    const mentioned = allowed.flat().slice(0, most);
    return mentioned.length > 0
      ? mentioned.flatMap((span, index) => (index === 0 ? [span] : [", ", span]))
      : [{ bold: roleLabel(role) }];

    async function calledHere(member: Member): Promise<readonly Span[]> {
      switch (member.is) {
        case "admins":
        case "email":
          return (await find(platform, platformWorkspace, member)).map((person) => ({ person }));
        case "everyone":
        case "person":
        case "group":
          return spansOn(member, platform, platformWorkspace);
      }
    }

    async function livingOn(member: Member, other: Platform, workspace: string): Promise<readonly PersonRef[]> {
      switch (member.is) {
        case "email":
          return find(other, workspace, member);
        case "person":
          return member.platform === other ? [{ platform: other, workspace, id: member.id }] : [];
        // Nobody in particular there.
        case "everyone":
        case "admins":
        case "group":
          return [];
      }
    }

    async function find(where: Platform, workspace: string, who: Sought): Promise<readonly PersonRef[]> {
      const key = `${where}:${workspace}:${memberText(who)}`;
      try {
        const people = (await chats[where]?.find(workspace, who)) ?? [];
        denials.clear(key);
        return people;
      } catch {
        if (waits && where === platform && denials.note(key) < believedAfter.detour)
          throw new UnansweredLookupError(where);
        return [];
      }
    }

    /** By name only, and only those whose name is known there. */
    async function namedElsewhere(member: Member): Promise<readonly Span[]> {
      const others = platforms.filter((other) => other !== platform && chats[other]);
      const found = others.map(async (other) => {
        const everywhere = await workspacesOn(other, organization);
        return (await Promise.all(everywhere.map((workspace) => livingOn(member, other, workspace)))).flat();
      });
      const named = (await Promise.all(found)).flat().map(async (person): Promise<readonly Span[]> => {
        const name = await nameOf(person);
        return name === undefined ? [] : [{ person, name }];
      });
      return (await Promise.all(named)).flat();
    }

    async function nameOf(person: PersonRef): Promise<string | undefined> {
      const known = (await store.identity(person, organization))?.identity;
      return (known ?? (await chats[person.platform]?.identify(person, organization).catch(() => undefined)))?.name;
    }

    /**
     * Neither a bot, nor someone who left or has lost the role since, nor the same human once more by their other account. Who
     * can't be looked up now is called.
     */
    async function mayDecide(span: Span): Promise<boolean> {
      if (typeof span === "string" || !("person" in span)) return true;
      const known = await identities.get(organization, span.person).catch(() => undefined);
      if (!known) return true;
      const isCalledHere =
        span.person.platform !== platform &&
        found.some((each) => isPerson(each) && each.person.platform === platform && isSameHuman(known, each.person));
      return !isCalledHere && atLeast(known, rules, roleId);
    }
  };
}

/**
 * The same people in the words of whoever asked for an approval: none where the protocol says only in part who they are on this
 * person's platform, or where the platform didn't say of all of them who they are (`knownApprovers`). A bot isn't named, nor
 * whoever is deactivated or has lost the role.
 */
export function approversHere(
  roleId: string,
  rules: Protocol,
  { platform, workspace, id }: PersonRef,
  known: readonly Identity[],
): readonly Span[] {
  const role = rules.roles.find((each) => each.id === roleId);
  const members = role ? approversOf(role, rules) : [];
  const here = members.map((member) => spansOn(member, platform, workspace));
  const isNamed = here.every((spans) => spans.length > 0);
  const others = here.flat().filter((span) => !isPerson(span) || span.person.id !== id);
  const identityOf = (person: PersonRef) => known.find((each) => samePerson(each.person, person));
  if (!isNamed || others.some((span) => isPerson(span) && !identityOf(span.person))) return [];
  return others.filter((span) => {
    const identity = isPerson(span) ? identityOf(span.person) : undefined;
    return !identity || atLeast(identity, rules, roleId);
  });
}

/** A person waits for this, in milliseconds: their approvers' names aren't worth more. */
const briefly = 1_000;

/**
 * Whom the protocol names by id on this person's platform, in roles that approve, as far as it is known or the platform says so
 * in time.
 */
export async function knownApprovers(
  identities: Pick<Identities, "get">,
  organization: OrganizationKey,
  { platform, workspace, id }: PersonRef,
  rules: Protocol,
): Promise<readonly Identity[]> {
  const members = rules.roles
    .flatMap((role) => approversOf(role, rules))
    .flatMap((member) => spansOn(member, platform, workspace));
  const others = members.filter(isPerson).filter(({ person }) => person.id !== id);
  const people = new Map(others.map(({ person }) => [personKey(person), person]));
  const asked = [...people.values()]
    .slice(0, most)
    .map((person) => withTimeout(briefly, identities.get(organization, person)).catch(() => undefined));
  return (await Promise.all(asked)).filter((identity) => identity !== undefined);
}

const isPerson = (span: Span): span is Extract<Span, { person: PersonRef }> =>
  typeof span === "object" && "person" in span;

/** Whom the protocol names by id, where they can be mentioned; who must be looked up first is nobody here. */
function spansOn(member: Member, platform: Platform, workspace: string): readonly Span[] {
  switch (member.is) {
    case "person":
      return member.platform === platform ? [{ person: { platform, workspace, id: member.id } }] : [];
    case "group":
      return member.platform === platform ? [{ group: { platform, id: member.id } }] : [];
    case "everyone":
    case "admins":
    case "email":
      return [];
  }
}

const keyOf = (span: Span): string =>
  typeof span === "string"
    ? span
    : "person" in span
      ? personKey(span.person)
      : "group" in span
        ? span.group.id
        : JSON.stringify(span);
