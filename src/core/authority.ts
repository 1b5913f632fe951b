import { rankOfRole, refsOf, roleOf } from "./authority/roles.ts";
import { add, type Currency, fromMajor, isMore, type Money, money, sum } from "./money.ts";
import { type Identity, personKey } from "./people.ts";
import { type Length, type Protocol, type Role, type RoleId, wallMillis } from "./protocol.ts";
import { before, type Duration, duration, type Instant } from "./time.ts";

export {
  approversOf,
  atLeast,
  matches,
  nextRole,
  rankOf,
  rankOfRole,
  refsOf,
  roleOf,
} from "./authority/roles.ts";

/**
 * Who may grant how much, and who must approve. Frontline staff with their own authority recover customers faster than
 * escalation does; the limits of the protocol keep that safe. All windows are rolling wall time.
 */

/** One granted remedy that counts against the budgets that span cases. */
export type Grant = {
  readonly caseId: string;
  readonly remedy: string;
  /** The customer's key. */
  readonly customer: string;
  /** `personKey` of whose authority was used. */
  readonly person: string;
  readonly amount: Money;
  readonly at: Instant;
};

type WindowLimit = { readonly amount: number; readonly within: Length };
type Over = { readonly left: Money; readonly limit: Money; readonly within: Duration };

const coversRemedy = (role: Role, amount: Money, protocol: Protocol): boolean => {
  const { perRemedy } = role.limits;
  return perRemedy === "unlimited" || !isMore(amount, fromMajor(perRemedy, protocol.currency));
};

/**
 * What stands against one more grant in a rolling window; undefined when nothing does. A grant exactly `within` ago no
 * longer counts. Grants in another currency (the protocol's was changed since) can't be counted and are left out.
 */
const overWindow = (
  limit: WindowLimit | undefined,
  amount: Money,
  grants: readonly Grant[],
  now: Instant,
  currency: Currency,
): Over | undefined => {
  if (!limit) return undefined;
  const within = wallMillis(limit.within);
  const most = fromMajor(limit.amount, currency);
  const counted = grants.filter((grant) => grant.at > before(now, within) && grant.amount.currency === currency);
  const spent = sum(
    counted.map((grant) => grant.amount),
    currency,
  );
  if (!isMore(add(spent, amount), most)) return undefined;
  return { left: money(Math.max(0, most.minor - spent.minor), currency), limit: most, within };
};

const toCustomer = (grants: readonly Grant[], customer: string) =>
  grants.filter((grant) => grant.customer === customer);

const byPerson = (grants: readonly Grant[], identity: Identity) => {
  const keys = refsOf(identity).map(personKey);
  return grants.filter((grant) => keys.includes(grant.person));
};

const costs = (amount: Money | undefined): amount is Money => amount !== undefined && amount.minor > 0;

/**
 * The lowest role whose limit per remedy covers the amount; undefined where none does.
 * @throws RangeError when a limit meets an amount that is not in the protocol's currency (so do the functions below).
 */
export const roleThatMayGrant = (amount: Money | undefined, protocol: Protocol): Role | undefined =>
  costs(amount) ? protocol.roles.find((role) => coversRemedy(role, amount, protocol)) : protocol.roles[0];

export type GrantCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly over: "remedy" }
  | ({ readonly ok: false; readonly over: "customer" | "person" } & Over);

/**
 * Whether this person may grant this amount now on their own authority, under the limits of their own role: per remedy, per
 * customer (all grants to that customer, whoever granted them) and per person (under any of their refs). What costs nothing
 * anyone with a role may grant; without a role nobody may grant anything. `grants` must reach back `longestWindow`.
 */
export const checkGrant = (asked: {
  readonly identity: Identity;
  readonly protocol: Protocol;
  readonly amount: Money | undefined;
  readonly customer: string;
  readonly grants: readonly Grant[];
  readonly now: Instant;
}): GrantCheck => {
  const { identity, protocol, amount, customer, grants, now } = asked;
  const role = roleOf(identity, protocol);
  if (!role) return { ok: false, over: "remedy" };
  if (!costs(amount)) return { ok: true };
  if (!coversRemedy(role, amount, protocol)) return { ok: false, over: "remedy" };
  const overCustomer = overWindow(
    role.limits.perCustomer,
    amount,
    toCustomer(grants, customer),
    now,
    protocol.currency,
  );
  if (overCustomer) return { ok: false, over: "customer", ...overCustomer };
  const overPerson = overWindow(role.limits.perPerson, amount, byPerson(grants, identity), now, protocol.currency);
  return overPerson ? { ok: false, over: "person", ...overPerson } : { ok: true };
};

/**
 * The lowest role, not below `above`, that may approve the amount for this customer, and that someone is in or above;
 * undefined where nobody may. The approver's own limit per person is checked when they decide.
 */
export const approverRole = (asked: {
  readonly amount: Money | undefined;
  readonly protocol: Protocol;
  readonly customer: string;
  readonly grants: readonly Grant[];
  readonly now: Instant;
  readonly above?: RoleId | undefined;
}): Role | undefined => {
  const { amount, protocol, customer, grants, now, above } = asked;
  const lowest = above === undefined ? 0 : rankOfRole(protocol, above);
  return protocol.roles.find(
    (role, rank) =>
      rank >= lowest &&
      protocol.roles.slice(rank).some((each) => each.members.length > 0) &&
      (!costs(amount) ||
        (coversRemedy(role, amount, protocol) &&
          !overWindow(role.limits.perCustomer, amount, toCustomer(grants, customer), now, protocol.currency))),
  );
};

/** How far back grants must be loaded for every limit to be checked; 0 where no limit has a window. */
export const longestWindow = (protocol: Protocol): Duration =>
  duration(
    Math.max(
      0,
      ...protocol.roles
        .flatMap(({ limits }) => [limits.perCustomer, limits.perPerson])
        .map((limit) => (limit ? wallMillis(limit.within) : 0)),
    ),
  );
