import { atLeast, checkGrant, rankOfRole } from "../authority.ts";
import type { Case } from "../case.ts";
import { defined } from "../defined.ts";
import { fromMajor, isMore, type Money } from "../money.ts";
import { type Protocol, type RoleId, roleLabel } from "../protocol.ts";
import { type Refused, refuse } from "../refusals.ts";
import type { StaffContext } from "./context.ts";

/** What stands between a person and an amount, for whoever offers and whoever approves. */

/** Also of a remedy that was asked for before the protocol's currency was changed: its limits can't be checked. */
export function foreignMoney(amount: Money | undefined, { currency }: Protocol): Refused | undefined {
  if (!amount || amount.currency === currency) return undefined;
  return refuse({ code: "wrong-currency", field: "amount", currency, got: amount.currency });
}

/** Whether this person's own limits, and those that span cases, allow it. */
export const mayGrant = (kase: Case, amount: Money | undefined, { me, protocol, grants, now }: StaffContext) =>
  checkGrant({ identity: me, protocol, amount, customer: kase.customer.key, grants, now });

/** Where the contact is abusive, compensation is a senior's to give: staff can't be pressed into it. */
export const mayGrantForAbusive = (kase: Case, { me, protocol }: StaffContext): boolean =>
  !kase.abusive || kase.seniorRole === undefined || atLeast(me, protocol, kase.seniorRole);

/** Whoever can't be told apart from someone of the case: others of the role, or above it, decide. */
export function notToldApart(from: "customer" | "asker" | "approver", roleId: RoleId, protocol: Protocol): Refused {
  const role = protocol.roles[rankOfRole(protocol, roleId)];
  return refuse({ code: "not-told-apart", from, role: roleId, label: role ? roleLabel(role) : roleId });
}

/** `most` is named only where less than was asked would do: budgets may stand against it too. */
export function nobody(asked: Money | undefined, { protocol }: StaffContext): Refused {
  const limits = protocol.roles.map((role) => role.limits.perRemedy);
  const largest = Math.max(...limits.map((limit) => (limit === "unlimited" ? 0 : limit)));
  const most = fromMajor(largest, protocol.currency);
  const helps = most.minor > 0 && (!asked || isMore(asked, most));
  return refuse({ code: "nobody-may-approve", field: "amount", ...defined({ most: helps ? most : undefined }) });
}

export const overBudget = (over: Exclude<ReturnType<typeof checkGrant>, { ok: true } | { over: "remedy" }>): Refused =>
  refuse({
    code: over.over === "customer" ? "customer-budget" : "person-budget",
    field: "amount",
    left: over.left,
    limit: over.limit,
    within: over.within,
  });
