import { approverRole, nextRole, rankOf, rankOfRole } from "../authority.ts";
import { type Case, type OpenCase, pendingRemedies } from "../case.ts";
import { approveClock, deliverClock } from "../clocks.ts";
import type { CommandOf } from "../commands.ts";
import { defined } from "../defined.ts";
import type { Money } from "../money.ts";
import { findRemedyKind, type Protocol, type Role } from "../protocol.ts";
import { type Refused, refuse } from "../refusals.ts";
import { amICustomer, type StaffContext } from "./context.ts";
import type { Decision } from "./decision.ts";
import { foreignMoney, mayGrant, mayGrantForAbusive, nobody, notToldApart, overBudget } from "./limits.ts";
import { ownBenefit } from "./own-benefit.ts";

/**
 * Offering a remedy: within the proposer's own limits it is granted at once, above them someone more senior is asked. So is
 * somebody else where the proposer may be the customer themselves, and money is to be given.
 */

export function offerRemedy(kase: OpenCase, command: CommandOf<"offerRemedy">, context: StaffContext): Decision {
  const { now: at, by, protocol, newId: remedy } = context;
  const kind = findRemedyKind(protocol, command.kind);
  if (!kind)
    return refuse({ code: "unknown-choice", field: "remedy", allowed: protocol.remedies.map(({ label }) => label) });
  const unfit = unfitAmount(kind, command.amount, protocol);
  if (unfit) return unfit;

  const refused = ownBenefit(kase, context);
  if (refused) return refused;
  const iAmCustomer = amICustomer(context, kase.customer);
  if (iAmCustomer === "yes") return refuse({ code: "own-benefit" });
  const amount = kind.costs ? command.amount : undefined;
  const facts = { by, at, remedy, kind: kind.id, label: kind.label, reason: command.reason, ...defined({ amount }) };
  const check = mayGrant(kase, amount, context);
  if (check.ok && (!amount || (iAmCustomer === "no" && mayGrantForAbusive(kase, context))))
    return [{ type: "remedy-granted", ...facts, clock: deliverClock(protocol, at) }];

  const role = whoMayApprove(kase, amount, context);
  if (role)
    return [
      { type: "remedy-proposed", ...facts, role: role.id, needed: role.approvals, clock: approveClock(protocol, at) },
    ];
  const [lowest] = protocol.roles;
  if (check.ok && iAmCustomer !== "no" && lowest) return notToldApart("customer", lowest.id, protocol);
  return check.ok || check.over === "remedy" ? nobody(amount, context) : overBudget(check);
}

/** Not while someone is deciding on one: that answer comes first. */
export function waiveRemedy(
  kase: OpenCase,
  command: CommandOf<"waiveRemedy">,
  { by, now: at }: StaffContext,
): Decision {
  const [pending] = pendingRemedies(kase);
  if (pending) return refuse({ code: "remedy-pending", label: pending.label });
  return [{ type: "remedy-waived", by, at, reason: command.reason }];
}

function unfitAmount(
  kind: { costs: boolean; label: string },
  amount: Money | undefined,
  protocol: Protocol,
): Refused | undefined {
  const field = "amount";
  if (!kind.costs)
    return amount && amount.minor > 0 ? refuse({ code: "amount-not-wanted", field, label: kind.label }) : undefined;
  if (!amount) return refuse({ code: "amount-needed", field });
  return foreignMoney(amount, protocol) ?? (amount.minor === 0 ? refuse({ code: "amount-zero", field }) : undefined);
}

/** Strictly above the proposer where the ladder goes on; at its top, another person of the same role. */
function whoMayApprove(kase: Case, amount: Money | undefined, context: StaffContext): Role | undefined {
  const { me, protocol, grants, now } = context;
  const rank = rankOf(me, protocol);
  const above = nextRole(protocol, rank) ?? protocol.roles[rank];
  const senior = kase.abusive && kase.seniorRole ? rankOfRole(protocol, kase.seniorRole) : 0;
  const lowest = protocol.roles[Math.max(senior, above ? rankOfRole(protocol, above.id) : 0)];
  return approverRole({
    protocol,
    amount,
    customer: kase.customer.key,
    grants,
    now,
    ...defined({ above: lowest?.id }),
  });
}
