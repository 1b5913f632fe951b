import type { Instant } from "../time.ts";
import { isAccountKey, isEmailKey, isNameKey, type KnownBy } from "./known-by.ts";

/**
 * Which customer a complaint is about. A customer is a record; records that were joined are one group, and stay what they
 * were, so that joining can be undone.
 */

export type CustomerId = string;

/** A record of a customer, as it stands. */
export type CustomerRow = {
  readonly id: CustomerId;
  readonly name: string;
  /** The record by which its group is named; its own id where it is joined with none. */
  readonly group: CustomerId;
  /** To which it was joined. */
  readonly joinedInto?: CustomerId;
  readonly since: Instant;
  readonly knownBy: readonly KnownBy[];
};

/** A record that is known by something of what was asked for. */
export type CustomerMatch = Omit<CustomerRow, "joinedInto"> & {
  /** What its cases and budgets hold. Here `knownBy` is what of the record was asked for. */
  readonly key: string;
  /** All accounts of the group. */
  readonly accounts: readonly KnownBy[];
  /** Whether an account or address of the group is known, so that a name alone isn't enough to mean it. */
  readonly reachable: boolean;
  /** The groups of which somebody said that they are someone else. */
  readonly apart: readonly CustomerId[];
  /** The group's newest case. */
  readonly case?: number;
  /** When anyone of the group asked for no more surveys. */
  readonly surveyOptOut?: Instant;
};

export type Recognized = {
  /** Whose case it is; undefined for someone new. */
  readonly match?: CustomerMatch;
  /** Who else it may be, and is to be asked: an account or address in common first, then the same name. */
  readonly offers: readonly { readonly match: CustomerMatch; readonly why: "address" | "name" }[];
};

/** More would be no question but a list. */
const mostOffers = 3;
/** An address that more customers have than this is a desk's: it reminds of nobody in particular. */
export const mostSharing = 20;

/**
 * An account beats an email, because the platform vouches for it and anybody can type an address. So an account goes to the
 * record that has it; only a record without any account is found by the email that comes with one. An email alone finds who has
 * it, but of several (a desk's) only the one who is known by it alone. A name alone finds only who is known by nothing else.
 * Whoever else has the account, the address or the name is offered, never joined.
 */
export function recognize(asked: readonly KnownBy[], matches: readonly CustomerMatch[]): Recognized {
  const oldestFirst = [...matches].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  const having = (kind: (known: KnownBy) => boolean) =>
    oldestFirst.filter(({ knownBy }) => knownBy.some((known) => kind(known)));
  const byAccount = having(isAccountKey);
  const byEmail = having(isEmailKey);
  const byName = having(isNameKey);

  const match = whose(asked, byAccount, byEmail, byName);
  const isOther = ({ group, apart }: CustomerMatch) =>
    group !== match?.group && !apart.includes(match?.group ?? "") && !match?.apart.includes(group);
  const sharing = [...byAccount, ...(groupsOf(byEmail).size > mostSharing ? [] : byEmail)].filter(isOther);
  const called = byName.filter((one) => isOther(one) && !onSamePlatform(asked, one)).reverse(); // the newest of a name
  const offers = [
    ...sharing.map((one) => ({ match: one, why: "address" as const })),
    ...called.map((one) => ({ match: one, why: "name" as const })),
  ].filter(({ match: one }) => one.case !== undefined);
  const once = new Map([...offers].reverse().map((offer) => [offer.match.group, offer])); // the first of each group stays
  const kept = offers.filter((offer) => once.get(offer.match.group) === offer).slice(0, mostOffers);
  return match ? { match, offers: kept } : { offers: kept };
}

function whose(
  asked: readonly KnownBy[],
  byAccount: readonly CustomerMatch[],
  byEmail: readonly CustomerMatch[],
  byName: readonly CustomerMatch[],
): CustomerMatch | undefined {
  const withoutAccount = byEmail.find(({ accounts }) => accounts.length === 0);
  if (asked.some(isAccountKey))
    return byAccount.find((one) => byEmail.some(({ group }) => group === one.group)) ?? byAccount[0] ?? withoutAccount;
  if (asked.some(isEmailKey)) return groupsOf(byEmail).size === 1 ? byEmail[0] : withoutAccount;
  return byName.find(({ reachable }) => !reachable);
}

const groupsOf = (matches: readonly CustomerMatch[]) => new Set(matches.map(({ group }) => group));

/** Two accounts of one platform are two people as far as the platform says, whatever they are called. */
const onSamePlatform = (asked: readonly KnownBy[], { accounts }: CustomerMatch): boolean => {
  const workspaceOf = (account: KnownBy) => account.split(":", 2).join(":");
  return asked.some((known) => isAccountKey(known) && accounts.some((one) => workspaceOf(one) === workspaceOf(known)));
};
