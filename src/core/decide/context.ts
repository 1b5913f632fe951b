import type { Grant } from "../authority.ts";
import type { KnownBy } from "../customers/known-by.ts";
import type { CustomerMatch, CustomerRow } from "../customers/recognize.ts";
import type { OrganizationKey } from "../organization.ts";
import { type Identity, isSameHuman, type PersonRef } from "../people.ts";
import type { Protocol } from "../protocol.ts";
import type { Instant } from "../time.ts";

/** Who asks, as the server established it. */
export type Actor =
  | { readonly is: "person"; readonly identity: Identity }
  /** The customer of the case, by a signed link. */
  | { readonly is: "customer" }
  /** Another system with a bearer token. */
  | { readonly is: "api" }
  | { readonly is: "clock" }
  | { readonly is: "delivery" };

/** All that a decision may depend on besides the case and the command. */
export type Context = {
  readonly now: Instant;
  readonly protocol: Protocol;
  readonly actor: Actor;
  /** Fresh, for whatever the command makes: a remedy, a promise. */
  readonly newId: string;
  /** What was granted within the longest window of any limit, read under the budgets' lock. */
  readonly grants: readonly Grant[];
  /** The person a command is about, such as the new owner. */
  readonly subject?: Identity;
  /** For `flag`: the organization, the case's number, and who is known by what was asked for. */
  readonly opening?: {
    readonly organization: OrganizationKey;
    readonly number: number;
    readonly customers: readonly CustomerMatch[];
  };
  /** For what joins customers and parts them: all records of each. */
  readonly joining?: { readonly mine: readonly CustomerRow[]; readonly other: readonly CustomerRow[] };
  /** Where money may move, and for `flag` and `timeUp`. */
  readonly customer?: KnownCustomer;
};

/** What is known of a customer from all of their cases, and of those who share an address with them. */
export type KnownCustomer = {
  /** When they asked for no more surveys. */
  readonly surveyOptOut?: Instant;
  /** Their accounts and addresses. */
  readonly knownBy?: readonly KnownBy[];
};

/** The context of a command that one of our own people gave. */
export type StaffContext = Context & { readonly me: Identity; readonly by: PersonRef };

export const isMe = (context: StaffContext, person: PersonRef | undefined): boolean => isSameHuman(context.me, person);
