import { type Case, type ClosedCase, currentSurvey, openPromises } from "../../core/case.ts";
import type { ViewContext } from "../context.ts";
import type { Block, Card, Tone } from "../elements.ts";
import { caseTitle, customerName, outcomeLabels } from "../words/case-words.ts";
import { playbookFor } from "../words/playbook.ts";
import { mention, on, shorten } from "../words/rich.ts";
import { ended } from "../words/typed.ts";
import { moreButtons, stepButtons } from "./case-buttons.ts";
import { caseFacts } from "./case-facts.ts";
import { notices } from "./case-notices.ts";
import { isLate, nextOf } from "./next.ts";
import { checklist, seniorWanted } from "./steps.ts";

/** The case as its team sees it: what happened, what's next, who, by when. Always rendered from the case as it is now. */
export function caseCard(kase: Case, ctx: ViewContext): Card {
  const title = caseTitle(kase, ctx);
  const next = nextOf(kase, ctx);
  return {
    title: [kase.status === "open" ? title : `${title} · ${kase.status === "resolved" ? "Resolved" : "Closed"}`],
    tone: toneOf(kase, ctx),
    facts: caseFacts(kase, ctx),
    body: [{ quote: shorten(kase.complaint, 1500) }, ...notices(kase, ctx), ...bodies[kase.status](kase, ctx)],
    buttons: stepButtons(kase, ctx),
    more: moreButtons(kase, ctx),
    fallback: `${title}. Customer: ${ended(customerName(kase, ctx))} ${next ? `Next: ${ended(next.words)}` : "Closed."}`,
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

/** A recovery is the customer's to confirm: claimed without their answer it is said to be our own word. */
const isOurWordOnly = (kase: ClosedCase): boolean =>
  (kase.outcome === "recovered" || kase.outcome === "partly-recovered") &&
  currentSurvey(kase)?.answers.overall === undefined;

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
              ...(kase.closedBy ? [", by ", mention(kase.closedBy, ctx)] : []),
              ", ",
              on(kase.closedAt),
              isOurWordOnly(kase) ? ". That is our own view; the customer hasn't confirmed it" : "",
              ...(kase.closeReason ? [`. ${ended(shorten(kase.closeReason, 500))}`] : ["."]),
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
