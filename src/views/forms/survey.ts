import { defined } from "../../core/defined.ts";
import { type QuestionId, questions } from "../../core/survey.ts";
import { caseOf } from "./form-context.ts";
import { defineForm, type FieldRow } from "./form-row.ts";

type QuestionRow = FieldRow & { readonly kind: "rating"; readonly when: NonNullable<FieldRow["when"]> };

/** One row per question that the customer hasn't answered yet. All but the first are optional. */
const questionRows = Object.fromEntries(
  questions.map(({ id, text, low, high }, index): [QuestionId, QuestionRow] => [
    id,
    {
      kind: "rating",
      label: text,
      hint: `1: ${low}, 5: ${high}`,
      when: (ctx) => caseOf(ctx).survey?.answers[id] === undefined,
      ...(index > 0 ? { optional: true } : {}),
    },
  ]),
) as Readonly<Record<QuestionId, QuestionRow>>; // an entry of each question

export const survey = defineForm({
  title: "How did we do?",
  submit: "Send",
  byCustomer: true,
  fields: {
    ...questionRows,
    comment: {
      kind: "longText",
      label: "In your own words",
      optional: true,
      when: (ctx) => caseOf(ctx).survey?.comment === undefined,
    },
  },
  toCommand: ({ comment, ...ratings }, ctx) => {
    const answers = defined(ratings);
    if (comment !== undefined || Object.keys(answers).length > 0)
      return { type: "answerSurvey", answers, ...defined({ comment }) };
    const open = questions.find(({ id }) => caseOf(ctx).survey?.answers[id] === undefined);
    return { field: open?.id ?? "comment", error: "Answer at least one question, or leave this page as it is." };
  },
});
