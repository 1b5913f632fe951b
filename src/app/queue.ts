import { rankOf } from "../core/authority.ts";
import type { Identity } from "../core/people.ts";
import type { Protocol } from "../core/protocol.ts";
import type { Card } from "../views/elements.ts";
import { overviewCard, queueCards } from "../views/queue.ts";
import type { Clock, Store } from "./ports.ts";

/** A person's queue (late, awaiting me, mine, unowned) and the team's numbers of the moment. */
export function createQueue({ store, clock, protocol }: { store: Store; clock: Clock; protocol: () => Protocol }) {
  const view = () => ({ protocol: protocol(), now: clock.now() });
  return {
    cardsFor: async (workspace: string, identity: Identity): Promise<readonly Card[]> =>
      queueCards(await store.openCases(workspace), { identity, rank: rankOf(identity, protocol()) }, view()),
    overviewFor: async (workspace: string): Promise<Card> => overviewCard(await store.openCases(workspace), view()),
  };
}
