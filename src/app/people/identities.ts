import type { OrganizationKey } from "../../core/organization.ts";
import type { Identity, PersonRef, Platform } from "../../core/people.ts";
import { duration, type Instant, isFresh } from "../../core/time.ts";
import type { Chat, Clock, KnownIdentity, Store } from "../ports.ts";

/** How long the platform's word on a person is believed: a role taken away works after this long at the latest. */
const freshFor = duration(10 * 60_000);
/** While the platform can't answer, an older word is better than turning everyone away. */
const usableFor = duration(24 * 3_600_000);

/** The connected platforms. */
export type Chats = Partial<Record<Platform, Chat>>;

export type Identities = {
  /** The known identity if it is fresh enough to decide on. */
  fresh(known: KnownIdentity | undefined, now: Instant): Identity | undefined;
  /** Asks the platform and remembers. @throws when it can't answer and nothing usable is known. */
  refresh(organization: OrganizationKey, person: PersonRef | undefined, at: Instant): Promise<Identity>;
  /** Fresh from the store, else from the platform. */
  get(organization: OrganizationKey, person: PersonRef): Promise<Identity>;
};

export function createIdentities({ store, chats, clock }: { store: Store; chats: Chats; clock: Clock }): Identities {
  const fresh: Identities["fresh"] = (known, now) =>
    known && isFresh(known.fetchedAt, now, freshFor) ? known.identity : undefined;

  const ask: Identities["refresh"] = async (organization, person, at) => {
    const chat = person && chats[person.platform];
    if (!person || !chat) throw new Error(`nobody can say who ${person?.platform ?? "nobody"} is`);
    try {
      const identity = await chat.identify(person, organization);
      await store.saveIdentity(organization, identity, at);
      // Read back, since the store knows the same human's other accounts.
      return (await store.identity(person, organization))?.identity ?? identity;
    } catch (error) {
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
