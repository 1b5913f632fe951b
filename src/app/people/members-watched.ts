import { setTimeout as pass } from "node:timers/promises";
import type { OrganizationKey } from "../../core/organization.ts";
import type { Protocol } from "../../core/protocol.ts";
import { duration, type Instant, isFresh } from "../../core/time.ts";
import type { MemberDoubt } from "../../views/words/member-doubt.ts";
import type { Clock, WorkspacesOn } from "../ports.ts";
import type { Chats } from "./identities.ts";
import { memberDoubts } from "./members-found.ts";

/** What is known by now of members that nobody answers to; looked up in the background, so that nobody waits for it. */
export type MembersWatched = (organization: OrganizationKey) => Promise<readonly MemberDoubt[]>;

const freshFor = duration(10 * 60_000);
/** Longer than a platform's "no" on an address needs to be believed. */
const askAgainAfterMillis = 12_000;
const waitMillis = 1_000;

export function createMembersWatched(parts: {
  readonly chats: Chats;
  readonly protocol: () => Protocol;
  readonly clock: Clock;
  readonly workspacesOn: WorkspacesOn;
  /** Waits before what wasn't found is asked for again. */
  readonly pause?: (millis: number) => Promise<void>;
}): MembersWatched {
  const { chats, protocol, clock, workspacesOn } = parts;
  const pause = parts.pause ?? ((millis) => pass(millis, undefined, { ref: false }));
  const looks = new Map<OrganizationKey, { at: Instant; rules: Protocol; found: Promise<readonly MemberDoubt[]> }>();

  const look = (organization: OrganizationKey): Promise<readonly MemberDoubt[]> => {
    const rules = protocol();
    const known = looks.get(organization);
    if (known && known.rules === rules && isFresh(known.at, clock.now(), freshFor)) return known.found;
    let times = 1;
    const again = () => (times-- > 0 ? pause(askAgainAfterMillis) : undefined);
    const found = memberDoubts(rules, { chats, organization, workspacesOn, again });
    found.catch(() => looks.delete(organization));
    looks.set(organization, { at: clock.now(), rules, found });
    return found;
  };

  return async (organization) => {
    const doubts = await Promise.race([look(organization).catch(() => []), pass(waitMillis, [], { ref: false })]);
    // Who couldn't be asked may well be there.
    return doubts.filter(({ why }) => why !== "not-asked");
  };
}
