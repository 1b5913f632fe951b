import { type Case, grantedRemedies } from "../../core/case.ts";
import type { ViewContext } from "../context.ts";
import type { Card, Fact, Rich } from "../elements.ts";
import { remedyWords } from "../words/case-words.ts";
import { on } from "../words/rich.ts";
import { customerCard, hello } from "./customer-card.ts";

export { surveyCard, surveyEndedCard, surveyReminderCard } from "./survey-card.ts";

/**
 * What the customer reads, by direct message or on their web page. Never our own words about the case (notes, root cause,
 * reasons, severity, who may approve what), and of money only what they have been granted.
 */

/** Right after `Acknowledge`: we have it, who looks after it, when they hear from us again. */
export function acknowledgementCard(kase: Case, ctx: ViewContext): Card {
  const who = kase.acknowledged?.by ?? kase.owner?.person;
  const name = who && ctx.nameOf?.(who);
  const { organization } = ctx.protocol;
  const dueAt = kase.clocks.update.dueAt;
  const when: Rich =
    kase.status === "open" && dueAt > ctx.now ? [" You will hear from us again by ", on(dueAt), "."] : [];
  return customerCard({
    title: "We have your message",
    kase,
    body: [
      {
        text: [
          `${hello(kase, ctx)} thank you for telling us. ${name ? `${name} at ${organization} is looking after it personally` : `${organization} is looking after it`}.`,
          ...when,
        ],
      },
    ],
    fallback: `${organization} has your message and is looking after it.`,
  });
}

/** The apology as it was written, in the sender's name. */
export function apologyCard(kase: Case, ctx: ViewContext): Card {
  const name = kase.apology && ctx.nameOf?.(kase.apology.by);
  const { organization } = ctx.protocol;
  return customerCard({
    title: `A word from ${organization}`,
    kase,
    facts: remedyFacts(kase, ctx),
    body: [{ text: [kase.apology?.text ?? ""] }, { text: [name ? `${name}, ${organization}` : organization] }],
    fallback: `A word from ${organization} about what went wrong.`,
  });
}

/** News on the case in the words that were typed for the customer. */
export function updateCard(kase: Case, text: string, ctx: ViewContext): Card {
  const { organization } = ctx.protocol;
  return customerCard({
    title: `News from ${organization}`,
    kase,
    facts: remedyFacts(kase, ctx),
    body: [{ text: [text] }],
    fallback: `News from ${organization} about what went wrong.`,
  });
}

/** Only what is really theirs: pending, declined and withdrawn remedies are our own affair. */
const remedyFacts = (kase: Case, ctx: ViewContext): readonly Fact[] =>
  grantedRemedies(kase).map((remedy) => ({
    label: "For you",
    value: [remedyWords(remedy, ctx), remedy.status === "delivered" ? ", done" : ", on its way"],
  }));
