import { z } from "zod";
import type { SurveyAnswers } from "../../core/case.ts";
import { questions } from "../../core/survey.ts";

/** The survey's form as it is sent: the names of its fields, and how they are read back. */

/** What stands in the form: the answers and words as they were typed, right or wrong. */
export type Filled = { readonly choices: Readonly<Record<string, string>>; readonly comment: string };
export type Wrongs = Readonly<Record<string, string>>;

export const longestComment = 3000;
export const scale = ["1", "2", "3", "4", "5"] as const;

export const choiceName = (question: string) => `answer.${question}`;
/** The id of a question's first radio button, where a link from an error leads. */
export const choiceId = (question: string) => `${choiceName(question)}.1`;
export const commentId = "comment";

export const nothingFilled: Filled = { choices: {}, comment: "" };

export type Submission = {
  readonly filled: Filled;
  /** Where the form can't be taken as it is: words by question id, or by `comment`. */
  readonly wrongs: Wrongs;
  readonly answers: SurveyAnswers;
  readonly comment: string | undefined;
};

// A field sent twice arrives as a list: nobody's browser does that, and it reads as nothing chosen.
const bodySchema = z.record(z.string(), z.string().catch("")).catch({});

/** The fields of a sent form. Never throws: what can't be read is an error beside its field. `given` was answered before. */
export const readSurvey = (body: unknown, given: SurveyAnswers): Submission => {
  const fields = bodySchema.parse(body ?? {});
  // Browsers send line ends as CRLF, but count them as one character.
  const comment = (fields.comment ?? "").replace(/\r\n/g, "\n").trim();
  const choices: Record<string, string> = {};
  const answers: Record<string, number> = {};
  const wrongs: Record<string, string> = {};
  for (const { id } of questions) {
    const choice = fields[choiceName(id)];
    if (choice === undefined || choice === "") continue;
    choices[id] = choice;
    if (scale.some((step) => step === choice)) answers[id] = Number(choice);
    else wrongs[id] = "Please choose a number from 1 to 5.";
  }
  if (Object.keys(choices).length === 0 && comment === "")
    wrongs[questions.find(({ id }) => given[id] === undefined)?.id ?? commentId] =
      "Please choose at least one answer, or write a few words.";
  if (comment.length > longestComment)
    wrongs[commentId] =
      `Please shorten your words by ${count(comment.length - longestComment)} characters, to ${count(longestComment)} at most.`;
  return { filled: { choices, comment }, wrongs, answers, comment: comment === "" ? undefined : comment };
};

const count = (number: number) => number.toLocaleString("en-US");
