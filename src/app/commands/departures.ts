import { rankOf } from "../../core/authority.ts";
import type { CaseId, Departure, Place } from "../../core/case.ts";
import { defined } from "../../core/defined.ts";
import type { OrganizationKey } from "../../core/organization.ts";
import { type Identity, type PersonRef, personKey } from "../../core/people.ts";
import type { Protocol } from "../../core/protocol.ts";
import { duration, type Instant, isFresh, since } from "../../core/time.ts";
import type { Log } from "../log.ts";
import type { Chats } from "../people/identities.ts";
import { unknownPerson } from "../people/unsure-person.ts";
import type { Clock, Store } from "../ports.ts";
import type { Handle } from "./handle.ts";

/**
 * Whoever has a case may leave: their account is shut, they go to another company, they lose their role. A platform says so
 * where it was asked to, and not always; so people who have cases are looked at in turn, a few in each tick. What it says once
 * isn't believed: it must say so again ten minutes later, and still know somebody. Only where it told us by itself that an
 * account was shut, the look that follows is the second word.
 */
export type Departures = {
  /** The platform says by itself that something about this person changed. */
  heard(organization: OrganizationKey, person: PersonRef): void;
  /** Looks at the next few. */
  look(): Promise<void>;
};

/** Someone who has cases is looked at this often, if they don't do anything here themselves. */
const lookEvery = duration(3_600_000);
/** How long a platform must say so. */
const apart = duration(10 * 60_000);
/** A tick asks about so many people and not more: 18 a minute, of 100 that Slack allows. */
const mostAsked = 3;
/** So many cases are read in a tick to find them. */
const page = 200;
/** More people than have cases; the longest ago are forgotten first. */
const mostKept = 10_000;

type Someone = { readonly organization: OrganizationKey; readonly person: PersonRef };
type Doubt = Someone & { readonly since: Instant; readonly wasTold: boolean; readonly askedAt?: Instant };

type Parts = {
  readonly store: Store;
  readonly chats: Chats;
  readonly clock: Clock;
  readonly protocol: () => Protocol;
  readonly handle: Handle;
  readonly log: Log;
};

export function createDepartures({ store, chats, clock, protocol, handle, log }: Parts): Departures {
  const lookedAt = new Map<string, Instant>();
  const doubts = new Map<string, Doubt>();
  let last: CaseId | undefined;

  const keyOf = ({ organization, person }: Someone): string => `${organization} ${personKey(person)}`;

  const seen = (someone: Someone, at: Instant): void => {
    const key = keyOf(someone);
    lookedAt.delete(key);
    lookedAt.set(key, at);
    const [oldest] = lookedAt.keys();
    if (lookedAt.size > mostKept && oldest !== undefined) lookedAt.delete(oldest);
  };

  const heard: Departures["heard"] = (organization, person) => {
    const someone = { organization, person };
    const doubt = doubts.get(keyOf(someone));
    if (doubts.size < mostKept) doubts.set(keyOf(someone), { since: clock.now(), ...doubt, ...someone, wasTold: true });
  };

  async function look(): Promise<void> {
    let left = mostAsked;
    for (const doubt of [...doubts.values()]) {
      if (left === 0) return;
      if (doubt.askedAt !== undefined && since(doubt.askedAt, clock.now()) < apart) continue;
      left -= 1;
      await ask(doubt);
    }
    const rows = await store.holders(last, page);
    for (const { caseId, organization, people } of rows) {
      for (const person of people) {
        const someone = { organization, person };
        if (doubts.has(keyOf(someone)) || (await isKnownToBeThere(someone))) continue;
        if (left === 0) return;
        left -= 1;
        await ask(someone);
      }
      last = caseId;
    }
    if (rows.length < page) last = undefined;
  }

  /** Also by what they did themselves: then they were asked about. */
  async function isKnownToBeThere(someone: Someone): Promise<boolean> {
    const { organization, person } = someone;
    const now = clock.now();
    const looked = lookedAt.get(keyOf(someone));
    if (looked !== undefined && isFresh(looked, now, lookEvery)) return true;
    const known = await store.identity(person, organization);
    const isThere =
      known !== undefined && isFresh(known.fetchedAt, now, lookEvery) && !whyGone(known.identity, protocol());
    if (isThere) seen(someone, known.fetchedAt);
    return isThere;
  }

  async function ask(someone: Someone): Promise<void> {
    const { organization, person } = someone;
    const now = clock.now();
    seen(someone, now);
    const key = keyOf(someone);
    const doubt = doubts.get(key);
    let identity: Identity | undefined;
    try {
      const chat = chats[person.platform];
      identity = chat && ((await chat.identify(person, organization)) ?? unknownPerson(person));
    } catch (error) {
      log.warn(
        { err: error, platform: person.platform },
        "whether someone who has cases is still there can't be said now",
      );
    }
    if (!identity) {
      // Nothing was said, neither for nor against it.
      if (doubt) doubts.set(key, { ...doubt, askedAt: now });
      return;
    }
    const why = whyGone(identity, protocol());
    if (!why) {
      doubts.delete(key);
      await store.saveIdentity(organization, identity, now);
      return;
    }
    const lasts = doubt !== undefined && since(doubt.since, now) >= apart && doubt.askedAt !== undefined;
    const isSure = doubt?.wasTold === true && why === "deactivated";
    if (!isSure && (!lasts || (identity.nobody === "missing" && (await knowsNobody(someone))))) {
      doubts.set(key, { ...someone, wasTold: false, since: now, ...doubt, askedAt: now });
      return;
    }
    await release(someone, identity, why);
    doubts.delete(key);
  }

  /** Where the bot itself was taken out, nobody is found any more; then nothing is said of this one. */
  async function knowsNobody({ organization, person }: Someone): Promise<boolean> {
    const other = await store.colleagueOf(organization, person);
    if (!other) return false;
    return (await chats[other.platform]?.identify(other, organization).catch(() => undefined)) === undefined;
  }

  async function release({ organization, person }: Someone, identity: Identity, why: Departure["why"]): Promise<void> {
    const known = await store.identity(person, organization);
    // A platform that knows nobody by that id has no name for them either.
    const name = identity.nobody === "missing" ? (known?.identity.name ?? identity.name) : identity.name;
    await store.saveIdentity(organization, { ...identity, name }, clock.now());
    for (const caseId of await store.casesHeldBy(organization, person)) {
      const chat = await ownChat(organization, caseId, person);
      const command = { type: "recordDeparture" as const, person, why, ...defined({ chat }) };
      const outcome = await handle({ organization, actor: "clock", caseId, command });
      if (outcome.did === "change") log.warn({ case: outcome.kase.number, why }, "a case has lost who saw to it");
    }
  }

  /** Where the case is in their own conversation with us: nobody else would read there what is said of it. */
  async function ownChat(organization: OrganizationKey, caseId: CaseId, { id }: PersonRef): Promise<Place | undefined> {
    const kase = await store.findCase(organization, { id: caseId });
    if (kase?.home.channel !== id) return undefined;
    const place = (await store.messageRef(caseId, "case"))?.place;
    return place && place.channel !== protocol().channels.cases?.[place.platform] ? place : kase.home;
  }

  return { heard, look };
}

/** Why they can't see to a case (any more). */
function whyGone(identity: Identity, rules: Protocol): Departure["why"] | undefined {
  switch (identity.nobody) {
    case "bot":
    case "deactivated":
      return "deactivated";
    case "missing":
      return "left";
    case undefined:
      break;
  }
  if (identity.outsider) return "left";
  return rankOf(identity, rules) < 0 ? "no-role" : undefined;
}
