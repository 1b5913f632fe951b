import { defined } from "../core/defined.ts";
import type { Protocol } from "../core/protocol.ts";
import { createDepartures } from "./commands/departures.ts";
import { createHandle, type Handle, type Outcome, type Request } from "./commands/handle.ts";
import { createTick } from "./commands/tick.ts";
import type { Degraded } from "./degraded.ts";
import { createApproverCopies } from "./delivery/approver-copies.ts";
import { createDeliver, type Deliver } from "./delivery/deliver.ts";
import type { DeliveryObserver } from "./delivery/deliver-job.ts";
import { createLostPlaces } from "./delivery/lost-places.ts";
import type { Log } from "./log.ts";
import { type CustomerLink, createDraw, type Draw } from "./messages/draw.ts";
import { type Chats, createIdentities, type Identities } from "./people/identities.ts";
import { createMembersWatched } from "./people/members-watched.ts";
import { createMentions } from "./people/mentions.ts";
import type { Clock, Inbox, Store, WorkspacesOn } from "./ports.ts";
import { type CurrentCard, createCurrentCard } from "./requests/current-card.ts";
import { type CustomerPortal, createCustomerPortal } from "./requests/customer-portal.ts";
import type { FormSignatures } from "./requests/form-signatures.ts";
import { createInbox } from "./requests/inbox.ts";

/** Everything between the store and the platforms, put together. */
export type Application = {
  readonly handle: Handle;
  readonly identities: Identities;
  readonly inbox: Inbox;
  readonly customerPortal: CustomerPortal;
  readonly draw: Draw;
  readonly currentCard: CurrentCard;
  readonly deliver: Deliver;
  /** Lets what is due by now happen. */
  readonly tick: () => Promise<void>;
  /** What the deliveries have found that doesn't work any more. */
  readonly degraded: () => readonly Degraded[];
};

export type ApplicationParts = {
  readonly store: Store;
  /** They can speak already; what people do there is heard only once there is an application (`platforms.ts`). */
  readonly chats: Chats;
  readonly clock: Clock;
  readonly protocol: () => Protocol;
  readonly customerLink: CustomerLink;
  readonly signatures: FormSignatures;
  readonly workspacesOn: WorkspacesOn;
  /** A short id that no other remedy or promise of the case has. */
  readonly newId: () => string;
  /** 0 ≤ x < 1. */
  readonly jitter: () => number;
  readonly log: Log;
  /** Milliseconds to leave the database alone after so many claims in a row that failed. Default: 1, 2, 4 … 30 seconds. */
  readonly pauseAfter?: (failures: number) => number;
  readonly observe?: {
    readonly command?: (request: Request, outcome: Outcome) => void;
    readonly delivery?: DeliveryObserver;
    readonly timer?: (kind: string) => void;
    /** The outbox asked the database for work, and was answered. */
    readonly claimed?: () => void;
  };
};

const ignore = () => {};

export function createApplication(parts: ApplicationParts): Application {
  const { store, chats, clock, protocol, customerLink, workspacesOn, newId, jitter, log, observe = {} } = parts;
  // A true circle: what was committed wakes the outbox, and what the outbox learns is committed.
  const committed = () => deliver.wake();
  /** What works for whoever waits for the database. */
  const askedFor = (store: Store, waits: boolean) => {
    const identities = createIdentities({ store, chats, clock });
    const command = observe.command ?? ignore;
    const handle = createHandle({ store, clock, protocol, identities, newId, committed, observe: command });
    const mentions = createMentions({ chats, protocol, store, identities, clock, workspacesOn, waits });
    return { store, identities, handle, draw: createDraw({ store, clock, protocol, mentions, customerLink }) };
  };
  const { identities, handle, draw } = askedFor(store.waitedForBy("person"), false);
  const background = askedFor(store.waitedForBy("background"), true);
  const departures = createDepartures({ ...background, chats, clock, protocol, log });
  const lostPlaces = createLostPlaces({ ...background, clock, log, wake: committed });
  const deliver = createDeliver({
    ...background,
    ...defined({ pauseAfter: parts.pauseAfter }),
    chats,
    clock,
    protocol,
    lostPlaces,
    approverCopies: createApproverCopies({ ...background, chats, clock, protocol, workspacesOn }),
    log,
    jitter,
    observe: observe.delivery ?? ignore,
    claimed: observe.claimed ?? ignore,
  });
  return {
    handle,
    identities,
    draw,
    currentCard: createCurrentCard({ store, clock, protocol, identities, draw }),
    deliver,
    inbox: createInbox({
      unfoundMembers: createMembersWatched({ chats, protocol, clock, workspacesOn }),
      store,
      chats,
      clock,
      protocol,
      handle,
      identities,
      customerLink,
      signatures: parts.signatures,
      departures,
      lostPlaces,
    }),
    customerPortal: createCustomerPortal({ store, clock, protocol, handle }),
    degraded: lostPlaces.degraded,
    tick: createTick({ ...background, clock, departures, wake: deliver.wake, log, observe: observe.timer ?? ignore }),
  };
}
