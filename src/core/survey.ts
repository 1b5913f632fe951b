import type { SurveyAnswers } from "./case.ts";
import { defined } from "./defined.ts";
import type { Protocol } from "./protocol.ts";

/**
 * The survey after a recovery. Customers judge a recovery by three kinds of justice: the outcome (distributive), the way to
 * it (procedural) and how they were treated (interactional), so each is asked and reported on its own, beside the overall
 * answer (Tax, Brown & Chandrashekaran 1998; Orsingher, Valentini & de Angelis 2010). `before` is asked because only
 * before and after together tell whether a recovery made up for the failure (Maxham & Netemeyer 2002).
 */

export type Justice = "distributive" | "procedural" | "interactional";
export type Dimension = "overall" | Justice | "before";

export type Question = {
  readonly id: string;
  /** What the customer reads. */
  readonly text: string;
  readonly dimension: Dimension;
  /** What the ends of the scale mean: 1 and 5. */
  readonly low: string;
  readonly high: string;
};

export const lowestRating = 1;
export const highestRating = 5;

/** In the order they are asked. The first is answered by one press; a dimension may have several rows. */
export const questions = [
  {
    id: "overall",
    text: "How satisfied are you with how we put this right?",
    dimension: "overall",
    low: "Very dissatisfied",
    high: "Very satisfied",
  },
  {
    id: "distributive",
    text: "How fair was what we did for you in the end?",
    dimension: "distributive",
    low: "Very unfair",
    high: "Very fair",
  },
  {
    id: "procedural",
    text: "How easy and quick was it for you to have this put right?",
    dimension: "procedural",
    low: "Slow and difficult",
    high: "Quick and easy",
  },
  {
    id: "interactional",
    text: "Did we treat you with respect and tell you why this happened?",
    dimension: "interactional",
    low: "Not at all",
    high: "Completely",
  },
  {
    id: "before",
    text: "Before this happened, how satisfied were you with us?",
    dimension: "before",
    low: "Very dissatisfied",
    high: "Very satisfied",
  },
] as const satisfies readonly Question[];
export type QuestionId = (typeof questions)[number]["id"];

const findQuestion = (id: string): Question | undefined => questions.find((question) => question.id === id);

/** Known questions, whole answers from 1 to 5, at least one of them. */
export const areValidAnswers = (answers: SurveyAnswers): boolean => {
  const given = Object.entries(answers);
  return (
    given.length > 0 &&
    given.every(
      ([id, answer]) =>
        findQuestion(id) !== undefined && Number.isInteger(answer) && answer >= lowestRating && answer <= highestRating,
    )
  );
};

export type SurveyScore = { readonly [dimension in Dimension]?: number } & { readonly weakest?: Justice };

/** Of two equally low answers the earlier is the weakest: by weight on satisfaction, as Orsingher et al. 2010 found it. */
const byWeight: readonly Justice[] = ["distributive", "interactional", "procedural"];

/** Answers above this are no complaint about that kind of justice. */
const atMostMiddling = 3;

const meanOf = (answers: SurveyAnswers, dimension: Dimension): number | undefined => {
  const given = questions.flatMap(({ id, dimension: of }) => {
    const answer = answers[id];
    return of === dimension && answer !== undefined ? [answer] : [];
  });
  return given.length === 0 ? undefined : given.reduce((total, answer) => total + answer, 0) / given.length;
};

/**
 * Each dimension's mean answer, 1 (worst) to 5; absent where nothing was answered. `weakest` is the lowest of the three
 * kinds of justice, where one is at 3 or below: the step to work on.
 */
export const scoreSurvey = (answers: SurveyAnswers): SurveyScore => {
  const distributive = meanOf(answers, "distributive");
  const procedural = meanOf(answers, "procedural");
  const interactional = meanOf(answers, "interactional");
  const justice = { distributive, procedural, interactional };
  const lowest = Math.min(...Object.values(justice).map((score) => score ?? Number.POSITIVE_INFINITY));
  return defined({
    overall: meanOf(answers, "overall"),
    ...justice,
    before: meanOf(answers, "before"),
    weakest: lowest <= atMostMiddling ? byWeight.find((kind) => justice[kind] === lowest) : undefined,
  });
};

/** Whether the overall answer reopens the case: a customer failed twice is the one most easily lost. */
export const isPoor = (answers: SurveyAnswers, protocol: Protocol): boolean => {
  const { overall } = scoreSurvey(answers);
  return overall !== undefined && overall <= protocol.survey.reopenAtOrBelow;
};
