import { rankOf, refsOf } from "../../core/authority.ts";
import type { OrganizationKey } from "../../core/organization.ts";
import type { Identity } from "../../core/people.ts";
import type { Protocol } from "../../core/protocol.ts";
import type { Card } from "../../views/elements.ts";
import { mostCases, overviewCard, queueCards } from "../../views/lists/queue.ts";
import { namesFor } from "../people/names.ts";
import type { Clock, QueueReader, Store } from "../ports.ts";

/** A person's queue (late, awaiting me, mine, unowned) and the team's numbers of the moment. */
export function createQueue({ store, clock, protocol }: { store: Store; clock: Clock; protocol: () => Protocol }) {
  return {
    cardsFor: async (organization: OrganizationKey, identity: Identity): Promise<readonly Card[]> => {
      const [rules, now] = [protocol(), clock.now()];
      const rank = rankOf(identity, rules);
      const isHighest = rank === rules.roles.length - 1;
      const reader: QueueReader = {
        people: refsOf(identity),
        decides: isHighest ? "any" : rules.roles.slice(0, rank + 1).map(({ id }) => id),
        helps: rank > 0,
        most: mostCases,
        now,
      };
      const [{ rows, totals }, newer] = await Promise.all([
        store.queueOf(organization, reader),
        store.newerCases(organization),
      ]);
      const nameOf = await namesFor(
        store,
        rows.map(({ kase }) => kase),
        identity.person.platform,
      );
      return queueCards(rows, { identity, rank }, { protocol: rules, now, nameOf }, { totals, newer });
    },
    overviewFor: async (organization: OrganizationKey): Promise<Card> => {
      const [overview, newer] = await Promise.all([
        store.overview(organization, clock.now()),
        store.newerCases(organization),
      ]);
      return overviewCard(overview, protocol(), newer);
    },
  };
}
