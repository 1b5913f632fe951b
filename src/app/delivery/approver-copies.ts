import { approversOf, atLeast } from "../../core/authority.ts";
import { type Case, findRemedy, type Place, type RemedyOf } from "../../core/case.ts";
import { type Member, memberText } from "../../core/members.ts";
import { isSameHuman, type PersonRef, type Platform, personKey, platforms } from "../../core/people.ts";
import type { Protocol } from "../../core/protocol.ts";
import { parseSurface, type Surface, surfaceName } from "../../core/surface.ts";
import { after } from "../../core/time.ts";
import { laneOf, personLane } from "../messages/destinations.ts";
import { remedyAskedIn } from "../messages/surfaces.ts";
import type { Chats, Identities } from "../people/identities.ts";
import type { Clock, NewJob, Sought, Store, WorkspacesOn } from "../ports.ts";
import { believedAfter, createStandingDenials } from "../standing-denials.ts";

/**
 * One case across platforms: an approval is asked for, and reminded of, in the case's thread, and of those approvers who live
 * on another platform by direct message there; where the case is worked on in a direct message, of all approvers. It is decided
 * once; every copy then shows the decision.
 * @param saidIn where the surface's own message is.
 * @returns the copies of this surface to be sent or brought in line; none for one that asks no approver anything.
 */
export type ApproverCopies = (kase: Case, surface: Surface, saidIn: Place) => Promise<readonly NewJob[]>;

type Parts = {
  readonly store: Store;
  readonly chats: Chats;
  readonly clock: Clock;
  readonly identities: Pick<Identities, "get">;
  readonly protocol: () => Protocol;
  readonly workspacesOn: WorkspacesOn;
};

const copiesOf =
  (original: Surface) =>
  ({ surface: name }: { readonly surface: string }): readonly PersonRef[] => {
    const copy = parseSurface(name);
    return copy?.kind === "copy" && surfaceName(copy.original) === surfaceName(original) ? [copy.reader] : [];
  };

/** Whether some of them can't be answered now, and are worth another try. */
type Lookups = { unanswered: boolean };

/** More copies than this would be noise, and one of so many answers. */
const most = 20;

export function createApproverCopies(parts: Parts): ApproverCopies {
  const { store, chats, clock, identities, protocol, workspacesOn } = parts;
  const denials = createStandingDenials(() => clock.now());
  return async (kase, surface, saidIn) => {
    const remedyId = remedyAskedIn(surface);
    if (remedyId === undefined || surface.kind === "copy") return [];
    const remedy = findRemedy(kase, remedyId);
    const alone = isAlone(kase, saidIn, protocol());
    const lookups: Lookups = { unanswered: false };
    const asked = remedy?.status === "pending" ? await approversElsewhere(kase, remedy, alone, lookups) : [];
    // What is said of a request changes step by step; a reminder's last word comes by itself (`stale-messages.ts`).
    const sent = surface.kind === "approval" ? (await store.messages(kase.id)).flatMap(copiesOf(surface)) : [];
    const readers = new Map([...sent, ...asked].map((person) => [personKey(person), person]));
    const copies = [...readers.values()].map((person) => ({
      caseId: kase.id,
      surface: surfaceName({ kind: "copy", original: surface, reader: person }),
      lane: personLane(person),
    }));
    return lookups.unanswered ? [...copies, lookAgain(kase, surface)] : copies;
  };

  /** Nothing changes in the message itself: its copies are looked up anew when it is brought in line. */
  function lookAgain(kase: Case, surface: Surface): NewJob {
    const lane = laneOf({ to: "home" }, kase);
    return {
      caseId: kase.id,
      surface: surfaceName(surface),
      lane,
      notBefore: after(clock.now(), believedAfter.detour),
    };
  }

  async function approversElsewhere(
    kase: Case,
    { role: roleId, by: proposer }: RemedyOf<"pending">,
    alone: boolean,
    lookups: Lookups,
  ): Promise<readonly PersonRef[]> {
    const rules = protocol();
    const role = rules.roles.find(({ id }) => id === roleId);
    const others = platforms.filter((platform) => (alone || platform !== kase.home.platform) && chats[platform]);
    if (!role || others.length === 0) return [];
    const members = approversOf(role, rules);
    const here = await Promise.all(members.map(async (member) => !alone && (await isFoundHere(kase, member, lookups))));
    const away = members.filter((_member, index) => !here[index]);
    const people = await Promise.all(
      others.flatMap((platform) => away.map((member) => find(kase, platform, member, lookups))),
    );
    const unique = new Map(people.flat().map((person) => [personKey(person), person]));
    const may = await Promise.all(
      [...unique.values()].map(async (person) => ((await mayDecide(person)) ? [person] : [])),
    );
    return may.flat().slice(0, most);

    /** Neither the proposer's own other account, nor someone who has lost the role. Who can't be looked up now is asked. */
    async function mayDecide(person: PersonRef): Promise<boolean> {
      const known = await identities.get(kase.workspace, person).catch(() => undefined);
      if (!known) return true;
      return !isSameHuman(known, proposer) && atLeast(known, rules, roleId);
    }
  }

  /** Someone named by email who is also on the case's own platform is asked there, and only there; so are its admins. */
  async function isFoundHere({ home }: Case, member: Member, lookups: Lookups): Promise<boolean> {
    switch (member.is) {
      case "admins":
      case "email":
        return (await ask(home.platform, home.workspace, member, lookups)).length > 0;
      case "everyone":
      case "person":
      case "group":
        return false;
    }
  }

  async function find(kase: Case, platform: Platform, member: Member, lookups: Lookups): Promise<readonly PersonRef[]> {
    const workspaces = await workspacesOn(platform, kase.workspace);
    return (await Promise.all(workspaces.map((workspace) => findIn(platform, workspace, member, lookups)))).flat();
  }

  async function findIn(
    platform: Platform,
    workspace: string,
    member: Member,
    lookups: Lookups,
  ): Promise<readonly PersonRef[]> {
    switch (member.is) {
      case "everyone":
        return [];
      case "admins":
      case "email":
        return ask(platform, workspace, member, lookups);
      case "person":
        return member.platform === platform ? [{ platform, workspace, id: member.id }] : [];
      // A user group can be mentioned in a channel but not written to: its members are.
      case "group":
        return member.platform === platform ? ask(platform, workspace, member, lookups) : [];
    }
  }

  /** A lookup that fails is tried again for a while. If that lasts it costs someone their copy, not the others theirs. */
  async function ask(
    platform: Platform,
    workspace: string,
    who: Sought,
    lookups: Lookups,
  ): Promise<readonly PersonRef[]> {
    const key = `${platform}:${workspace}:${memberText(who)}`;
    try {
      const people = (await chats[platform]?.find(workspace, who)) ?? [];
      denials.clear(key);
      return people;
    } catch {
      if (denials.note(key) < believedAfter.end) lookups.unanswered = true;
      return [];
    }
  }
}

/** Worked on in a direct message to whoever flagged the case or has it: no approver can read along there. */
const isAlone = ({ home, openedBy }: Case, saidIn: Place, { channels }: Protocol): boolean =>
  home.channel === openedBy?.id ||
  (saidIn.channel !== home.channel && saidIn.channel !== channels.cases?.[saidIn.platform]);
