import type { Grant } from "../authority.ts";
import type { Customer } from "../case.ts";
import { isAccountKey, isEmailKey, type KnownBy } from "../customers/known-by.ts";
import type { CustomerMatch, CustomerRow } from "../customers/recognize.ts";
import type { OrganizationKey } from "../organization.ts";
import { type Identity, isSameHuman, type PersonRef, parsePersonKey, samePerson } from "../people.ts";
import type { Protocol } from "../protocol.ts";
import { barely, type Human, humanOf, type SameHuman, sameHuman } from "../same-human.ts";
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
  /** The person a command is about: the new owner, the customer that was picked. */
  readonly subject?: Identity;
  /** What the platforms say of those whom the case names, where money is decided on: of the customer, who asked, who approved. */
  readonly involved?: readonly Identity[];
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

/** Surely me: whoever can't be told apart from me isn't. */
export const isMe = (context: StaffContext, person: PersonRef | undefined): boolean => isSameHuman(context.me, person);

/** Whether I am this person of the case, for what nobody may do to themselves: anything but a `no` forbids it. */
export const amI = (context: Known, person: PersonRef): SameHuman =>
  sameHuman(humanOf(context.me), knownAs(context, person, []));

/** Whether I am the customer, by any account or address that is known of them. */
export function amICustomer(context: Known, { person, email }: Customer): SameHuman {
  const { knownBy = [] } = context.customer ?? {};
  const emails = knownBy.filter(isEmailKey).map((key) => key.slice(key.indexOf(":") + 1));
  const accounts = knownBy.filter(isAccountKey).flatMap((key) => parsePersonKey(key) ?? []);
  const theirs = knownAs(context, person, [...(email ? [email] : []), ...emails]);
  return sameHuman(humanOf(context.me), { ...theirs, refs: [...theirs.refs, ...accounts] });
}

type Known = Pick<StaffContext, "me" | "involved" | "customer">;

function knownAs({ involved = [] }: Known, person: PersonRef | undefined, emails: readonly string[]): Human {
  const known = involved.find((each) => samePerson(each.person, person));
  return known ? humanOf(known, emails) : barely(person, emails);
}
