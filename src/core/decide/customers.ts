import type { Case } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import type { CustomerRow } from "../customers/recognize.ts";
import { type Refused, refuse } from "../refusals.ts";
import { isMe, type StaffContext } from "./context.ts";
import type { Decision } from "./decision.ts";
import { isAmong } from "./own-benefit.ts";
import { isSenior } from "./seniority.ts";

/**
 * Two records of customers that are one customer. Joined, they have one history, one budget and one wish not to be asked; each
 * record stays what it was, so that joining can be taken back. Nobody decides this of themselves: limits depend on it.
 */

export function joinCustomers(
  kase: Case,
  { case: other }: CommandOf<"joinCustomers">,
  context: StaffContext,
): Decision {
  if (other === kase.number) return refuse({ code: "link-to-itself", field: "caseNumber" });
  const both = bothOf(context);
  if ("refused" in both) return both;
  const { mine, theirs } = both;
  if (mine.id === theirs.id) return refuse({ code: "already-joined" });
  // The older record keeps its name for both, so that it doesn't depend on where the press came from.
  const [into, joined] =
    mine.since < theirs.since || (mine.since === theirs.since && mine.id < theirs.id) ? [mine, theirs] : [theirs, mine];
  const { by, now: at } = context;
  return [{ type: "customer-joined", by, at, case: other, name: theirs.name, customer: joined.id, into: into.id }];
}

/** Whoever joined them takes it back, or a senior: it gives each their own limit again. */
export function partCustomers(
  kase: Case,
  { case: other }: CommandOf<"partCustomers">,
  context: StaffContext,
): Decision {
  const entry = kase.sameCustomer?.find((one) => one.case === other);
  const records = [...(context.joining?.mine ?? []), ...(context.joining?.other ?? [])];
  const record = records.find(({ id }) => id === entry?.joined?.customer);
  if (!entry?.joined || !entry.by || record?.joinedInto !== entry.joined.into) return refuse({ code: "not-joined" });
  if (
    isAmong(
      context.me,
      records.flatMap(({ knownBy }) => knownBy),
    )
  )
    return refuse({ code: "own-benefit" });
  if (!isMe(context, entry.by) && !isSenior(context)) return refuse({ code: "not-your-step", by: entry.by });
  const { customer, into: from } = entry.joined;
  return [{ type: "customer-parted", by: context.by, at: context.now, case: other, customer, from }];
}

export function tellCustomersApart(
  kase: Case,
  { case: other }: CommandOf<"tellCustomersApart">,
  context: StaffContext,
): Decision {
  const both = bothOf(context);
  if ("refused" in both) return both;
  const { mine, theirs } = both;
  if (mine.id === theirs.id) return refuse({ code: "already-joined" });
  if (kase.sameCustomer?.some((one) => one.case === other && one.status === "apart"))
    return refuse({ code: "already-apart" });
  const { by, now: at } = context;
  return [{ type: "customer-told-apart", by, at, case: other, name: theirs.name, customer: mine.id, from: theirs.id }];
}

/** The record that names each group; refused where one of them is gone (erased), or is the person who asks. */
function bothOf({ me, joining }: StaffContext): { mine: CustomerRow; theirs: CustomerRow } | Refused {
  const named = (rows: readonly CustomerRow[] = []) => rows.find(({ id, group }) => id === group);
  const [mine, theirs] = [named(joining?.mine), named(joining?.other)];
  if (!mine || !theirs) return refuse({ code: "no-such-customer", field: "caseNumber" });
  const known = [...(joining?.mine ?? []), ...(joining?.other ?? [])].flatMap(({ knownBy }) => knownBy);
  return isAmong(me, known) ? refuse({ code: "own-benefit" }) : { mine, theirs };
}
