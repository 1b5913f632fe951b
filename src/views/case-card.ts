import { type Case, type ClosedCase, openPromises } from "../core/case.ts";
import { formatMoney } from "../core/money.ts";
import { surveySentInThisRound } from "../core/nudges.ts";
import { moreButtons, stepButtons } from "./case-buttons.ts";
import { notices } from "./case-notices.ts";
import { caseTitle, customerName, linkLabels, outcomeLabels, ownerSpan, remedyWords } from "./case-words.ts";
import type { ViewContext } from "./context.ts";
import type { Block, Card, Fact, Rich, Tone } from "./elements.ts";
import { isLate, nextOf, nextWords } from "./next.ts";
import { playbookFor } from "./playbook.ts";
import { due, joined, mention, on, shorten } from "./rich.ts";
import { checklist, seniorWanted } from "./steps.ts";

/** The case as its team sees it: what happened, what's next, who, by when. Always rendered from the case as it is now. */
export function caseCard(kase: Case, ctx: ViewContext): Card {
  const title = caseTitle(kase, ctx);
  const next = nextOf(kase, ctx);
  return {
    title: [kase.status === "open" ? title : `${title} · ${kase.status === "resolved" ? "Resolved" : "Closed"}`],
    tone: toneOf(kase, ctx),
    facts: factRows.flatMap(({ label, value }) => {
      const words = value(kase, ctx);
      return words ? [{ label, value: words }] : [];
    }),
    body: [{ quote: shorten(kase.complaint, 1500) }, ...notices(kase, ctx), ...bodies[kase.status](kase, ctx)],
    buttons: stepButtons(kase, ctx),
    more: moreButtons(kase, ctx),
    fallback: `${title}. Customer: ${customerName(kase, ctx)}. ${next ? `Next: ${next.words}.` : "Closed."}`,
  };
}

function toneOf(kase: Case, { now }: ViewContext): Tone {
  if (kase.status === "resolved") return "good";
  if (kase.status === "closed") return "calm";
  if (isLate(kase, now) || kase.severity === "critical" || kase.round > 1) return "urgent";
  return !kase.owner || kase.severity === "major" || seniorWanted(kase) || openPromises(kase).length > 0
    ? "attention"
    : "calm";
}

/** One row per fact; a fact without a value isn't shown. Never more than ten: Slack draws no more in one block. */
const factRows: readonly { label: string; value: (kase: Case, ctx: ViewContext) => Fact["value"] | undefined }[] = [
  {
    label: "Customer",
    value: (kase, ctx) => [customerName(kase, ctx), ...(kase.customer.email ? [` (${kase.customer.email})`] : [])],
  },
  { label: "Owner", value: (kase, ctx) => [ownerSpan(kase, ctx)] },
  {
    label: "Next",
    value: (kase, ctx) => {
      const next = nextOf(kase, ctx);
      return next && nextWords(next, ctx);
    },
  },
  { label: "Remedy sought", value: ({ remedySought }) => (remedySought ? [shorten(remedySought, 300)] : undefined) },
  {
    label: "Price paid",
    value: ({ pricePaid }, { protocol }) => pricePaid && [formatMoney(pricePaid, protocol.locale)],
  },
  { label: "Reference", value: ({ reference }) => (reference ? [reference] : undefined) },
  { label: "Remedy", value: (kase, ctx) => remedyStatus(kase, ctx) },
  {
    label: "Linked",
    value: ({ links }) =>
      links.length > 0 ? [links.map(({ as, to }) => `${linkLabels[as]} case ${to}`).join("; ")] : undefined,
  },
  {
    label: "Complaint made",
    value: ({ origin }) => (origin?.link ? [{ link: origin.link, text: "See the message" }] : undefined),
  },
];

const remedyStatus = (kase: Case, ctx: ViewContext): Rich | undefined => {
  if (kase.remedies.length === 0) return kase.noRemedy && ["None due"];
  return joined(
    kase.remedies.slice(-5).map((remedy) => [`${remedyWords(remedy, ctx)}, `, ...standing(remedy, ctx)]),
    "; ",
  );
};

function standing(remedy: Case["remedies"][number], ctx: ViewContext): Rich {
  switch (remedy.status) {
    case "pending":
      return ["waiting for approval"];
    case "granted":
      return ["granted by ", mention(remedy.grantedBy, ctx), ", delivery ", ...due(remedy.clock.dueAt, ctx.now)];
    case "delivered":
      return ["delivered ", on(remedy.deliveredAt)];
    case "declined":
      return ["declined by ", mention(remedy.decidedBy, ctx)];
    case "withdrawn":
      return ["withdrawn"];
  }
}

/** A recovery is the customer's to confirm: claimed without their answer it is said to be our own word. */
const isOurWordOnly = (kase: ClosedCase): boolean =>
  (kase.outcome === "recovered" || kase.outcome === "partly-recovered") &&
  (kase.survey?.answers.overall === undefined || !surveySentInThisRound(kase));

const bodies: Record<Case["status"], (kase: Case, ctx: ViewContext) => readonly Block[]> = {
  open: (kase, ctx) => [{ checklist: checklist(kase, ctx) }, ...playbook(kase, ctx)],
  resolved: (kase, ctx) =>
    kase.status === "resolved"
      ? [
          {
            text: [
              { bold: "Resolved " },
              "by ",
              mention(kase.resolvedBy, ctx),
              ", ",
              on(kase.resolvedAt),
              ": ",
              shorten(kase.whatWasDone, 1000),
            ],
          },
        ]
      : [],
  closed: (kase, ctx) =>
    kase.status === "closed"
      ? [
          ...(kase.whatWasDone ? [{ text: [{ bold: "What was done: " }, shorten(kase.whatWasDone, 1000)] }] : []),
          {
            text: [
              { bold: `Closed: ${outcomeLabels[kase.outcome]}` },
              isOurWordOnly(kase) ? " in our own view; the customer hasn't confirmed it" : "",
              ...(kase.closedBy ? [", by ", mention(kase.closedBy, ctx)] : []),
              ", ",
              on(kase.closedAt),
              ...(kase.closeReason ? [`. ${shorten(kase.closeReason, 500)}`] : []),
            ],
          },
        ]
      : [],
};

function playbook(kase: Case, { protocol }: ViewContext): readonly Block[] {
  const found = playbookFor(kase, protocol);
  if (!found || found.checklist.length === 0) return [];
  return [
    { heading: "Playbook" },
    { checklist: found.checklist.map((line) => ({ text: [line], state: "todo" as const })) },
  ];
}
