import { type Case, pendingRemedies } from "../../core/case.ts";
import type { Instant } from "../../core/time.ts";
import { isLate } from "../case/next.ts";
import type { ViewContext } from "../context.ts";
import type { Card } from "../elements.ts";

type Counted = { readonly label: string; readonly holds: (kase: Case, now: Instant) => boolean };

const counted: readonly Counted[] = [
  { label: "Open", holds: (kase) => kase.status === "open" },
  { label: "Late", holds: (kase, now) => isLate(kase, now) },
  { label: "Unowned", holds: (kase) => kase.status === "open" && !kase.owner },
  { label: "Not acknowledged yet", holds: (kase) => kase.status === "open" && !kase.acknowledged },
  { label: "Waiting for approval", holds: (kase) => pendingRemedies(kase).length > 0 },
  { label: "Reopened", holds: (kase) => kase.status === "open" && kase.round > 1 },
  { label: "Resolved, being followed up", holds: (kase) => kase.status === "resolved" },
];

/** The team's numbers of the moment, over the cases that aren't closed. */
export function overviewCard(rows: readonly { readonly kase: Case }[], { protocol, now }: ViewContext): Card {
  const cases = rows.map(({ kase }) => kase).filter(({ status }) => status !== "closed");
  const count = ({ holds }: Counted): number => cases.filter((kase) => holds(kase, now)).length;
  const late = cases.filter((kase) => isLate(kase, now)).length;
  return {
    title: [`${protocol.organization} right now`],
    tone: late > 0 ? "attention" : "good",
    facts: counted.map((row) => ({ label: row.label, value: [String(count(row))] })),
    body: [
      {
        text: [
          late > 0 ? "Late cases first: a short word to the customer takes a minute." : "Nothing is late. Well done!",
        ],
      },
    ],
    buttons: [],
    more: [],
    fallback: `${cases.length === 1 ? "1 case" : `${cases.length} cases`} in hand, ${late === 0 ? "none" : late} late.`,
  };
}
