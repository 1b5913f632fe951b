import type { Protocol } from "../../core/protocol.ts";
import type { Card } from "../elements.ts";

/** The numbers of the cases that aren't closed. */
export type Overview = {
  readonly open: number;
  readonly late: number;
  readonly unowned: number;
  readonly unacknowledged: number;
  readonly waiting: number;
  readonly reopened: number;
  readonly resolved: number;
};

const labels: { readonly [N in keyof Overview]: string } = {
  open: "Open",
  late: "Late",
  unowned: "Unowned",
  unacknowledged: "Not acknowledged yet",
  waiting: "Waiting for approval",
  reopened: "Reopened",
  resolved: "Resolved, being followed up",
};
const order: readonly (keyof Overview)[] = [
  "open",
  "late",
  "unowned",
  "unacknowledged",
  "waiting",
  "reopened",
  "resolved",
];

/** Said wherever cases are listed or counted, so that nobody takes the list for the whole. */
export const newerCasesWords = (count: number): string =>
  count === 1
    ? "1 case was opened by a newer version and isn't shown."
    : `${count} cases were opened by a newer version and aren't shown.`;

/** The team's numbers of the moment. */
export function overviewCard(overview: Overview, { organization }: Pick<Protocol, "organization">, newer = 0): Card {
  const { late } = overview;
  const inHand = overview.open + overview.resolved;
  return {
    title: [`${organization} right now`],
    tone: late > 0 ? "attention" : "good",
    facts: order.map((number) => ({ label: labels[number], value: [String(overview[number])] })),
    body: [
      {
        text: [
          late > 0 ? "Late cases first: a short word to the customer takes a minute." : "Nothing is late. Well done!",
        ],
      },
      ...(newer > 0 ? [{ text: [newerCasesWords(newer)] }] : []),
    ],
    buttons: [],
    more: [],
    fallback: `${inHand === 1 ? "1 case" : `${inHand} cases`} in hand, ${late === 0 ? "none" : late} late.`,
  };
}
