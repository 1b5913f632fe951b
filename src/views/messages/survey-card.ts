import type { Case } from "../../core/case.ts";
import { highestRating, lowestRating, questions } from "../../core/survey.ts";
import type { ViewContext } from "../context.ts";
import type { Button, Card, Rich } from "../elements.ts";
import { press } from "../presses.ts";
import { customerCard, hello } from "./customer-card.ts";

/** The survey in the customer's direct message, as it stands now: the question, the thanks, or the end. */
export const surveyCard = (kase: Case, ctx: ViewContext): Card =>
  settledCard(kase, ctx) ??
  askingCard(kase, [`${hello(kase, ctx)} one question about how we handled your complaint:`], ctx);

/** Once, later, and only while there is no answer. */
export const surveyReminderCard = (kase: Case, ctx: ViewContext): Card =>
  settledCard(kase, ctx) ??
  askingCard(
    kase,
    [`${hello(kase, ctx)} a last, gentle reminder. One press is enough, and it tells us whether we really helped you:`],
    ctx,
  );

/** The message of an earlier survey, once there is a newer one: it asks for nothing any more. */
export const surveyEndedCard = (kase: Case): Card =>
  thanks(kase, "This survey has ended.", "Thank you all the same. You can always write to us.");

const thanks = (kase: Case, title: string, text: string, buttons: readonly Button[] = []): Card =>
  customerCard({ title, kase, body: [{ text: [text] }], buttons, fallback: `${title} ${text}` });

const first = questions[0];

function askingCard(kase: Case, text: Rich, { protocol }: ViewContext): Card {
  return customerCard({
    title: "How did we do?",
    kase,
    body: [
      { text },
      { text: [{ bold: first?.text ?? "" }] },
      { text: [`${lowestRating}: ${first?.low}, ${highestRating}: ${first?.high}`] },
    ],
    buttons: ratingButtons(kase),
    more: [
      {
        label: "No more surveys",
        press: press("optOut", kase),
        confirm: `${protocol.organization} will not send you surveys any more. Is that right?`,
      },
    ],
    fallback: `How did we do? ${protocol.organization} would like to know whether the problem was put right.`,
  });
}

/** What each answer means, for those who hear the buttons instead of seeing them in a row. */
const spoken: Readonly<Record<string, string>> = {
  "1": "very dissatisfied",
  "2": "dissatisfied",
  "3": "neither satisfied nor dissatisfied",
  "4": "satisfied",
  "5": "very satisfied",
};

const ratingButtons = (kase: Case): readonly Button[] =>
  Object.entries(spoken).map(([rating, words]) => ({
    label: rating,
    press: press("rate", kase, rating),
    spoken: `${rating} of ${highestRating}: ${words}`,
  }));

/** Undefined while the first question is still open. */
function settledCard(kase: Case, { protocol }: ViewContext): Card | undefined {
  const { survey } = kase;
  const overall = survey?.answers.overall;
  if (kase.surveyOptOut)
    return thanks(kase, "Thank you.", `${protocol.organization} will not send you surveys any more.`);
  if (overall === undefined) return survey?.expiredAt ? surveyEndedCard(kase) : undefined;
  const answer = `You answered ${overall} of ${highestRating}.`;
  if (kase.status === "open")
    return thanks(
      kase,
      "Thank you for telling us.",
      `${answer} It is not right yet, and we are taking it up again. You will hear from us.`,
      tellMore(kase),
    );
  return thanks(kase, "Thank you!", `${answer} It helps us do better.`, tellMore(kase));
}

/** The other questions, until they are answered or the survey has ended. */
function tellMore(kase: Case): readonly Button[] {
  const { survey } = kase;
  if (!survey || survey.expiredAt || !questions.some(({ id }) => survey.answers[id] === undefined)) return [];
  return [{ label: "Tell us more", press: press("survey", kase) }];
}
