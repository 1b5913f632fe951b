import { type Case, findRemedy, type Remedy, type RemedyOf } from "../../core/case.ts";
import { formatMoney, percentOf } from "../../core/money.ts";
import type { ViewContext } from "../context.ts";
import type { Block, Button, Card, Fact, Rich } from "../elements.ts";
import { press } from "../presses.ts";
import { caseSpan, customerName, failureLabel, remedyWords, severityLabels } from "../words/case-words.ts";
import { due, joined, mention, on, shorten } from "../words/rich.ts";

/** Compensation beyond about this share of the price adds little satisfaction (Gelbrich, Gäthke & Grégoire 2015). */
const littleGainAbove = 150;

export type ApprovalContext = ViewContext & { readonly approvers: Rich };

/**
 * What an approver needs to decide on one remedy, in the case's own thread. Its buttons are gone once it is decided.
 * @throws Error for a remedy that isn't the case's (a defect).
 */
export function approvalCard(kase: Case, remedyId: string, ctx: ApprovalContext): Card {
  const remedy = findRemedy(kase, remedyId);
  if (!remedy) throw new Error(`case ${kase.id} has no remedy ${remedyId}`);
  const words = remedyWords(remedy, ctx);
  const pending = remedy.status === "pending";
  const title = pending ? `Approval needed · ${words}` : `${words} · ${verdicts[remedy.status]}`;
  return {
    title: [title],
    tone: pending
      ? remedy.clock.dueAt <= ctx.now
        ? "urgent"
        : "attention"
      : remedy.status === "declined"
        ? "calm"
        : "good",
    facts: facts(kase, remedy, ctx),
    body: [
      { quote: shorten(remedy.reason, 1500) },
      ...warning(kase, remedy),
      ...decision(remedy, ctx).map((text) => ({ text })),
    ],
    buttons: pending ? decisionButtons(kase, remedy) : [],
    more: [
      ...(pending ? [{ label: "Withdraw", press: press("withdrawRemedy", kase, remedy.id) }] : []),
      { label: "Show case", press: press("showCase", kase) },
    ],
    fallback: `Case ${kase.number}: ${pending ? `${words} for ${customerName(kase, ctx)} needs an approval.` : `${words} was ${verdicts[remedy.status]}.`}`,
  };
}

const verdicts: Record<Exclude<Remedy["status"], "pending">, string> = {
  granted: "approved",
  delivered: "delivered",
  declined: "declined",
  withdrawn: "withdrawn",
};

function facts(kase: Case, remedy: Remedy, ctx: ApprovalContext): readonly Fact[] {
  const about = ` · ${customerName(kase, ctx)} · ${failureLabel(kase, ctx.protocol)} · ${severityLabels[kase.severity]}`;
  const sought = kase.remedySought;
  return [
    { label: "Case", value: [caseSpan(kase), about] },
    { label: "Amount", value: amountWords(kase, remedy, ctx) },
    { label: "Asked by", value: [mention(remedy.by, ctx), ", ", on(remedy.at)] },
    ...(sought ? [{ label: "Remedy sought", value: [shorten(sought, 300)] }] : []),
    ...(remedy.status === "pending" ? pendingFacts(remedy, ctx) : []),
  ];
}

function pendingFacts(remedy: RemedyOf<"pending">, ctx: ApprovalContext): readonly Fact[] {
  const given = joined(
    remedy.approvals.map(({ by }) => [mention(by, ctx)]),
    ", ",
  );
  return [
    ...(ctx.approvers.length > 0 ? [{ label: "Who can approve", value: ctx.approvers }] : []),
    ...(remedy.needed > 1
      ? [
          {
            label: "Approvals",
            value: [`${remedy.approvals.length} of ${remedy.needed}`, ...(given.length > 0 ? [": ", ...given] : [])],
          },
        ]
      : []),
    { label: "Decision", value: due(remedy.clock.dueAt, ctx.now) },
  ];
}

/** `$200.00, 167% of the $120.00 paid`. */
function amountWords(kase: Case, remedy: Remedy, { protocol }: ViewContext): Rich {
  const { amount, proposed } = remedy;
  if (!amount) return ["No money involved"];
  const share = shareOfPrice(kase, remedy);
  const price = kase.pricePaid && formatMoney(kase.pricePaid, protocol.locale);
  const lessened =
    proposed && proposed.minor !== amount.minor ? ` (asked: ${formatMoney(proposed, protocol.locale)})` : "";
  return [
    { bold: formatMoney(amount, protocol.locale) },
    lessened,
    share === undefined ? "" : `, ${share}% of the ${price} paid`,
  ];
}

const shareOfPrice = ({ pricePaid }: Case, { amount }: Remedy): number | undefined =>
  amount && pricePaid && pricePaid.minor > 0 && pricePaid.currency === amount.currency
    ? percentOf(amount, pricePaid)
    : undefined;

function warning(kase: Case, remedy: Remedy): readonly Block[] {
  const share = shareOfPrice(kase, remedy);
  if (remedy.status !== "pending" || share === undefined || share <= littleGainAbove) return [];
  return [
    {
      text: [
        `Good to know: beyond about ${littleGainAbove}% of the price, more money rarely makes a customer happier. A personal call may do more.`,
      ],
    },
  ];
}

/** Who decided what, and when; nothing yet where it waits. */
export function decision(remedy: Remedy | undefined, ctx: ViewContext): readonly Rich[] {
  switch (remedy?.status) {
    case undefined:
    case "pending":
      return [];
    case "granted":
    case "delivered": {
      const { approvals, grantedBy, grantedAt } = remedy;
      const by =
        approvals.length > 0
          ? joined(
              approvals.map((approval) => [mention(approval.by, ctx)]),
              ", ",
            )
          : [mention(grantedBy, ctx)];
      const less = remedy.amount && remedy.proposed && remedy.amount.minor < remedy.proposed.minor ? " for less" : "";
      const delivered: readonly Rich[] =
        remedy.status === "delivered"
          ? [["Delivered by ", mention(remedy.deliveredBy, ctx), ", ", on(remedy.deliveredAt)]]
          : [];
      return [[{ bold: `Approved${less} ` }, "by ", ...by, ", ", on(grantedAt)], ...delivered];
    }
    case "declined":
      return [
        [
          { bold: "Declined " },
          "by ",
          mention(remedy.decidedBy, ctx),
          ", ",
          on(remedy.decidedAt),
          ": ",
          shorten(remedy.why, 1000),
        ],
      ];
    case "withdrawn":
      return [[{ bold: "Withdrawn " }, "by ", mention(remedy.decidedBy, ctx), ", ", on(remedy.decidedAt)]];
  }
}

/** Each dies with the decision. */
export const decisionButtons = (kase: Case, remedy: RemedyOf<"pending">): readonly Button[] => [
  { label: "Approve", press: press("approve", kase, remedy.id), style: "primary" },
  ...(remedy.amount ? [{ label: "Approve less", press: press("approveLess", kase, remedy.id) }] : []),
  { label: "Decline", press: press("decline", kase, remedy.id), style: "danger" },
];
