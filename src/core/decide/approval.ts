import { atLeast, rankOf, rankOfRole, roleThatMayGrant } from "../authority.ts";
import { type Case, findRemedy, type Remedy, type RemedyOf } from "../case.ts";
import { deliverClock } from "../clocks.ts";
import type { CommandOf } from "../commands.ts";
import { defined } from "../defined.ts";
import type { CaseEvent } from "../events.ts";
import { isMore, type Money } from "../money.ts";
import { type Role, roleLabel } from "../protocol.ts";
import { type Refused, refuse } from "../refusals.ts";
import { amI, amICustomer, isMe, type StaffContext } from "./context.ts";
import type { Decision } from "./decision.ts";
import { foreignMoney, mayGrant, mayGrantForAbusive, nobody, notToldApart, overBudget } from "./limits.ts";
import { ownBenefit } from "./own-benefit.ts";
import { isSenior } from "./seniority.ts";

/**
 * What becomes of a remedy that was offered. Above the proposer's own limits a more senior person decides in the thread, never
 * the proposer. Nobody decides on a remedy of their own, on any account of theirs; who can't be told apart from the customer
 * or the proposer doesn't either. The first decision wins.
 */

export function approve(kase: Case, command: CommandOf<"approve">, context: StaffContext): Decision {
  const remedy = undecided(kase, command.remedy);
  return "refused" in remedy ? remedy : approved(kase, remedy, remedy.amount, context);
}

/** A counter-offer: the remedy goes ahead with a smaller amount. */
export function approveLess(kase: Case, command: CommandOf<"approveLess">, context: StaffContext): Decision {
  const remedy = undecided(kase, command.remedy);
  if ("refused" in remedy) return remedy;
  const { amount } = command;
  const foreign = foreignMoney(amount, context.protocol) ?? foreignMoney(remedy.amount, context.protocol);
  if (foreign) return foreign;
  if (amount.minor === 0) return refuse({ code: "amount-zero", field: "amount" });
  if (!remedy.amount) return refuse({ code: "amount-not-wanted", field: "amount", label: remedy.label });
  if (!isMore(remedy.amount, amount)) return refuse({ code: "not-less", field: "amount", proposed: remedy.amount });
  return approved(kase, remedy, amount, context);
}

export function decline(kase: Case, command: CommandOf<"decline">, context: StaffContext): Decision {
  const remedy = undecided(kase, command.remedy);
  if ("refused" in remedy) return remedy;
  const { by, now: at } = context;
  return (
    notAnApprover(kase, remedy, context) ?? [
      { type: "remedy-declined", by, at, remedy: remedy.id, why: command.reason },
    ]
  );
}

/**
 * The proposer takes it back, or a senior does; also after it was granted, as long as it wasn't delivered. The case's owner
 * may too: whoever answers for a case must be able to end it, also where the proposer is gone and nobody is senior.
 */
export function withdrawRemedy(kase: Case, command: CommandOf<"withdrawRemedy">, context: StaffContext): Decision {
  const remedy = findRemedy(kase, command.remedy);
  if (!remedy) return refuse({ code: "no-such-remedy" });
  if (remedy.status !== "pending" && remedy.status !== "granted") return alreadyDecided(remedy);
  const isTheirs = isMe(context, remedy.by) || isMe(context, kase.owner?.person);
  if (!isTheirs && !isSenior(context)) return refuse({ code: "not-yours", by: remedy.by });
  return [{ type: "remedy-withdrawn", by: context.by, at: context.now, remedy: remedy.id }];
}

export function markDelivered(
  kase: Case,
  command: CommandOf<"markDelivered">,
  { by, now: at }: StaffContext,
): Decision {
  const remedy = findRemedy(kase, command.remedy);
  if (!remedy) return refuse({ code: "no-such-remedy" });
  if (remedy.status === "delivered") return alreadyDecided(remedy);
  if (remedy.status !== "granted") return refuse({ code: "not-granted" });
  return [{ type: "remedy-delivered", by, at, remedy: remedy.id }];
}

function approved(kase: Case, remedy: RemedyOf<"pending">, amount: Money | undefined, context: StaffContext): Decision {
  const { by, now: at, protocol, me } = context;
  const refused =
    notAnApprover(kase, remedy, context) ?? foreignMoney(amount, protocol) ?? tooAbusive(kase, remedy, context);
  if (refused) return refused;
  const own = mayGrant(kase, amount, context);
  if (!own.ok)
    return own.over === "remedy" ? overAuthority(roleThatMayGrant(amount, protocol), remedy, context) : overBudget(own);

  const mine = protocol.roles[rankOf(me, protocol)]?.id ?? remedy.role;
  const events: CaseEvent[] = [
    { type: "remedy-approved", by, at, remedy: remedy.id, role: mine, ...defined({ amount }) },
  ];
  if (remedy.approvals.length + 1 >= remedy.needed) {
    const { kind, label, reason } = remedy;
    const clock = deliverClock(protocol, at);
    events.push({
      type: "remedy-granted",
      by,
      at,
      remedy: remedy.id,
      kind,
      label,
      reason,
      clock,
      ...defined({ amount }),
    });
  }
  return events;
}

function notAnApprover(kase: Case, remedy: RemedyOf<"pending">, context: StaffContext): Refused | undefined {
  const { me, protocol } = context;
  const own = ownBenefit(kase, context);
  if (own) return own;
  const iAmCustomer = amICustomer(context, kase.customer);
  const iAsked = amI(context, remedy.by);
  const iApproved = remedy.approvals.map((approval) => amI(context, approval.by));
  if (iAmCustomer === "yes") return refuse({ code: "own-benefit" });
  if (iAsked === "yes") return refuse({ code: "own-request" });
  if (!atLeast(me, protocol, remedy.role))
    return overAuthority(protocol.roles[rankOfRole(protocol, remedy.role)], remedy, context);
  if (iApproved.includes("yes")) return refuse({ code: "already-approved-by-you", needed: remedy.needed });
  const from = iAmCustomer !== "no" ? "customer" : iAsked !== "no" ? "asker" : "approver";
  if (from === "approver" && !iApproved.includes("unknown")) return undefined;
  return notToldApart(from, remedy.role, protocol);
}

const overAuthority = (role: Role | undefined, remedy: RemedyOf<"pending">, context: StaffContext): Refused =>
  role
    ? refuse({ code: "over-authority", role: role.id, label: roleLabel(role) })
    : remedy.amount
      ? nobody(remedy.amount, context)
      : refuse({ code: "outsider" });

/** Asked for before the contact was known to be abusive: as senior a person decides as if it were asked for now. */
function tooAbusive(kase: Case, remedy: RemedyOf<"pending">, context: StaffContext): Refused | undefined {
  if (!remedy.amount || !kase.seniorRole || mayGrantForAbusive(kase, context)) return undefined;
  return overAuthority(context.protocol.roles[rankOfRole(context.protocol, kase.seniorRole)], remedy, context);
}

function undecided(kase: Case, id: string): RemedyOf<"pending"> | Refused {
  const remedy = findRemedy(kase, id);
  if (!remedy) return refuse({ code: "no-such-remedy" });
  return remedy.status === "pending" ? remedy : alreadyDecided(remedy);
}

function alreadyDecided(remedy: Exclude<Remedy, { status: "pending" }>): Refused {
  const code = "already-decided";
  switch (remedy.status) {
    case "granted":
      return refuse({ code, status: remedy.status, by: remedy.grantedBy, at: remedy.grantedAt });
    case "delivered":
      return refuse({ code, status: remedy.status, by: remedy.deliveredBy, at: remedy.deliveredAt });
    case "declined":
    case "withdrawn":
      return refuse({ code, status: remedy.status, by: remedy.decidedBy, at: remedy.decidedAt });
  }
}
