import { rankOfRole } from "../../core/authority.ts";
import { type Case, pendingRemedies } from "../../core/case.ts";
import { nextDueAt } from "../../core/nudges.ts";
import { type Identity, isSameHuman, type Platform } from "../../core/people.ts";
import type { Instant } from "../../core/time.ts";
import { caseLine } from "../case/case-line.ts";
import { isLate, isSnoozed } from "../case/next.ts";
import type { ViewContext } from "../context.ts";
import type { Card, Tone } from "../elements.ts";
import { approvalCard } from "../messages/approval-card.ts";
import { press } from "../presses.ts";
import { sayTo } from "./help.ts";

export { overviewCard } from "./overview.ts";

export type QueueRow = { readonly kase: Case; readonly nextDueAt?: Instant };
/** `rank` is the place of the person's highest role in the protocol, 0 for the lowest. */
export type Reader = { readonly identity: Identity; readonly rank: number };

/** Slack's App Home holds 100 blocks: this many cases in all, and of them this many to decide on the spot. */
const mostCases = 20;
const mostApprovals = 4;

const awaitingTitle = "Awaiting my approval";

type Section = {
  readonly title: string;
  readonly tone: Tone;
  readonly holds: (kase: Case, me: Reader, ctx: ViewContext) => boolean;
};

/** In the order they are read; a case stands in one section only. */
const sections: readonly Section[] = [
  {
    title: "Late",
    tone: "urgent",
    // Everyone sees their own and what nobody owns; seniors see all, for helping out is theirs.
    holds: (kase, me, ctx) =>
      isLate(kase, ctx.now) &&
      awaited(kase, me, ctx).length === 0 &&
      (isMine(kase, me) || isUnowned(kase) || me.rank > 0),
  },
  { title: awaitingTitle, tone: "attention", holds: (kase, me, ctx) => awaited(kase, me, ctx).length > 0 },
  { title: "Mine", tone: "calm", holds: (kase, me) => isMine(kase, me) },
  { title: "Unowned", tone: "attention", holds: (kase) => isUnowned(kase) },
];

const isMine = (kase: Case, me: Reader): boolean =>
  kase.status !== "closed" && isSameHuman(me.identity, kase.owner?.person);
const isUnowned = (kase: Case): boolean => kase.status === "open" && !kase.owner;

/** What this person may decide: their rank suffices, it isn't their own request, and they haven't approved it yet. */
const awaited = (kase: Case, { identity, rank }: Reader, { protocol }: ViewContext) =>
  pendingRemedies(kase).filter(
    (remedy) =>
      rank >= rankOfRole(protocol, remedy.role) &&
      !isSameHuman(identity, remedy.by) &&
      !remedy.approvals.some(({ by }) => isSameHuman(identity, by)),
  );

/**
 * A person's own page: one card per section, most urgent first, or kind words where there is nothing to do. `more` cases of
 * others, late or unowned, aren't among the rows.
 */
export function queueCards(rows: readonly QueueRow[], me: Reader, ctx: ViewContext, more = 0): Card[] {
  const mine = rows
    .toSorted((a, b) => rankOf(a, ctx) - rankOf(b, ctx))
    .flatMap(({ kase }) => {
      const section = sections.find(({ holds }) => holds(kase, me, ctx));
      return section ? [{ kase, section }] : [];
    });
  if (mine.length === 0) return [more > 0 ? moreCard(more) : emptyCard(me.identity.person.platform)];
  const cards: Card[] = [];
  let left = mostCases;
  for (const section of sections) {
    const all = mine.filter((entry) => entry.section === section).map(({ kase }) => kase);
    if (all.length === 0) continue;
    const shown = all.slice(0, left);
    left -= shown.length;
    cards.push(sectionCard(section, shown, all.length, ctx));
    if (section.title === awaitingTitle) cards.push(...decisions(shown, me, ctx));
  }
  return more > 0 ? [...cards, moreCard(more, true)] : cards;
}

/** Soonest due first; what is snoozed or has no clock comes last. */
const rankOf = (row: QueueRow, { now }: ViewContext): number =>
  isSnoozed(row.kase, now)
    ? Number.MAX_SAFE_INTEGER
    : (row.nextDueAt ?? nextDueAt(row.kase) ?? Number.MAX_SAFE_INTEGER - 1);

function sectionCard({ title, tone }: Section, shown: readonly Case[], total: number, ctx: ViewContext): Card {
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

const moreCard = (count: number, below = false): Card => {
  const these = count === 1 ? "This case is late or has no owner yet." : "These cases are late or have no owner yet.";
  return {
    title: [`And ${count} more`],
    tone: "attention",
    facts: [],
    body: [{ text: [below ? `${these} The most urgent ones are above.` : these] }],
    buttons: [],
    more: [],
    fallback: `${count} more: ${these.charAt(0).toLowerCase()}${these.slice(1)}`,
  };
};

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
