import type { Case } from "../../core/case.ts";
import { nextDueAt } from "../../core/nudges.ts";
import type { Platform } from "../../core/people.ts";
import type { Instant } from "../../core/time.ts";
import { caseLine } from "../case/case-line.ts";
import { isSnoozed } from "../case/next.ts";
import type { ViewContext } from "../context.ts";
import type { Card, Tone } from "../elements.ts";
import { approvalCard } from "../messages/approval-card.ts";
import { press } from "../presses.ts";
import { sayTo } from "./help.ts";
import { newerCasesWords } from "./overview.ts";
import {
  awaited,
  type QueueSection,
  type QueueTotals,
  queueSections,
  type Reader,
  sectionOf,
} from "./queue-sections.ts";

export { overviewCard } from "./overview.ts";

export type QueueRow = { readonly kase: Case; readonly nextDueAt?: Instant };

/** Slack's App Home holds 100 blocks: this many cases in all, and of them this many to decide on the spot. */
export const mostCases = 20;
const mostApprovals = 4;

const headings: { readonly [S in QueueSection]: { readonly title: string; readonly tone: Tone } } = {
  late: { title: "Late", tone: "urgent" },
  awaiting: { title: "Awaiting my approval", tone: "attention" },
  mine: { title: "Mine", tone: "calm" },
  unowned: { title: "Unowned", tone: "attention" },
};

/**
 * A person's own page: one card per section, most urgent first, or kind words where there is nothing to do. `totals` tells how
 * many each section has where the rows are only the most urgent ones; `newer` are those that only a newer release can read.
 */
export function queueCards(
  rows: readonly QueueRow[],
  me: Reader,
  ctx: ViewContext,
  { totals, newer = 0 }: { readonly totals?: QueueTotals; readonly newer?: number } = {},
): Card[] {
  const mine = rows
    .toSorted((a, b) => rankOf(a, ctx) - rankOf(b, ctx))
    .map(({ kase }) => ({ kase, section: sectionOf(kase, me, ctx) }));
  const cards: Card[] = [];
  let left = mostCases;
  for (const section of queueSections) {
    const all = mine.filter((entry) => entry.section === section).map(({ kase }) => kase);
    const total = Math.max(all.length, totals?.[section] ?? 0);
    if (total === 0) continue;
    const shown = all.slice(0, left);
    left -= shown.length;
    cards.push(sectionCard(section, shown, total, ctx));
    if (section === "awaiting") cards.push(...decisions(shown, me, ctx));
  }
  if (newer > 0) cards.push(newerCard(newer));
  return cards.length > 0 ? cards : [emptyCard(me.identity.person.platform)];
}

/** Soonest due first; what is snoozed or has no clock comes last. */
const rankOf = (row: QueueRow, { now }: ViewContext): number =>
  isSnoozed(row.kase, now)
    ? Number.MAX_SAFE_INTEGER
    : (row.nextDueAt ?? nextDueAt(row.kase) ?? Number.MAX_SAFE_INTEGER - 1);

function sectionCard(section: QueueSection, shown: readonly Case[], total: number, ctx: ViewContext): Card {
  const { title, tone } = headings[section];
  const more = total - shown.length;
  return {
    title: [`${title} (${total})`],
    tone,
    facts: [],
    body: [
      ...shown.map((kase) => ({ text: caseLine(kase, ctx) })),
      ...(more > 0 ? [{ text: [`and ${more} more`] }] : []),
    ],
    buttons: shown.map((kase) => ({ label: `Case ${kase.number}`, press: press("showCase", kase) })),
    more: [],
    fallback: `${title}: ${total === 1 ? "1 case" : `${total} cases`}.`,
  };
}

const decisions = (cases: readonly Case[], me: Reader, ctx: ViewContext): readonly Card[] =>
  cases
    .flatMap((kase) => awaited(kase, me, ctx).map((remedy) => approvalCard(kase, remedy.id, { ...ctx, approvers: [] })))
    .slice(0, mostApprovals);

const newerCard = (count: number): Card => ({
  title: ["Not shown here"],
  tone: "attention",
  facts: [],
  body: [{ text: [newerCasesWords(count)] }],
  buttons: [],
  more: [],
  fallback: newerCasesWords(count),
});

const emptyCard = (platform: Platform): Card => ({
  title: ["All clear"],
  tone: "good",
  facts: [],
  body: [
    { text: ["Nothing waits for you. Enjoy the quiet!"] },
    {
      text: [
        "When someone complains, open the menu of their message and choose ",
        { bold: "Flag complaint" },
        `, or ${sayTo(platform, "flag")}.`,
      ],
    },
  ],
  buttons: [],
  more: [],
  fallback: "Nothing waits for you.",
});
