import type { OrganizationKey } from "../../core/organization.ts";
import { type Identity, type PersonRef, type Platform, personKey } from "../../core/people.ts";
import { duration, type Instant, isFresh } from "../../core/time.ts";
import type { Chat, Clock, KnownIdentity, Store } from "../ports.ts";
import { createStandingDenials } from "../standing-denials.ts";
import { UnsurePersonError, unknownPerson } from "./unsure-person.ts";

/** How long the platform's word on a person is believed: a role taken away works after this long at the latest. */
const freshFor = duration(10 * 60_000);
/** While the platform can't answer, an older word is better than turning everyone away. */
const usableFor = duration(24 * 3_600_000);

/**
 * A platform may deny for seconds, as during a reinstall, that somebody is there. Until it has said so at every asking for this
 * long, what it said last is gone by, if it said it within an hour; else nothing is decided.
 */
const denialBelievedAfter = duration(60_000);
const usableThroughDenial = duration(3_600_000);
/** Only then does it take the place of what was known. Until then it is asked anew each time. */
const denialKeptAfter = duration(600_000);

/** The connected platforms. */
export type Chats = Partial<Record<Platform, Chat>>;

export type Identities = {
  /** The known identity if it is fresh enough to decide on. */
  fresh(known: KnownIdentity | undefined, now: Instant): Identity | undefined;
  /**
   * Asks the platform and remembers. @throws when it can't answer and nothing usable is known; UnsurePersonError when it denies
   * knowing them and that may pass.
   */
  refresh(organization: OrganizationKey, person: PersonRef | undefined, at: Instant): Promise<Identity>;
  /** Fresh from the store, else from the platform. */
  get(organization: OrganizationKey, person: PersonRef): Promise<Identity>;
};

const keyOf = (organization: OrganizationKey, person: PersonRef) => `${organization} ${personKey(person)}`;

export function createIdentities({ store, chats, clock }: { store: Store; chats: Chats; clock: Clock }): Identities {
  const fresh: Identities["fresh"] = (known, now) =>
    known && isFresh(known.fetchedAt, now, freshFor) ? known.identity : undefined;

  const denials = createStandingDenials(() => clock.now());

  const denied = async (organization: OrganizationKey, person: PersonRef, at: Instant): Promise<Identity> => {
    const lasted = denials.note(keyOf(organization, person));
    const nobody = unknownPerson(person);
    if (lasted >= denialKeptAfter) {
      await store.saveIdentity(organization, nobody, at);
      return nobody;
    }
    const known = await store.identity(person, organization);
    if (known && isFresh(known.fetchedAt, at, usableThroughDenial)) return known.identity;
    if (lasted >= denialBelievedAfter) return nobody;
    throw new UnsurePersonError(person);
  };

  const ask: Identities["refresh"] = async (organization, person, at) => {
    const chat = person && chats[person.platform];
    if (!person || !chat) throw new Error(`nobody can say who ${person?.platform ?? "nobody"} is`);
    try {
      const identity = await chat.identify(person, organization);
      if (!identity) return await denied(organization, person, at);
      denials.clear(keyOf(organization, person));
      await store.saveIdentity(organization, identity, at);
      // Read back, since the store knows the same human's other accounts.
      return (await store.identity(person, organization))?.identity ?? identity;
    } catch (error) {
      if (error instanceof UnsurePersonError) throw error;
      const known = await store.identity(person, organization);
      if (known && isFresh(known.fetchedAt, at, usableFor)) return known.identity;
      throw error;
    }
  };

  return {
    fresh,
    refresh: ask,
    get: async (organization, person) => {
      const at = clock.now();
      return fresh(await store.identity(person, organization), at) ?? (await ask(organization, person, at));
    },
  };
}
