import type { Advice } from "../../core/apology.ts";
import type { Block, Form, Inputs } from "../elements.ts";
import { shorten } from "../words/rich.ts";
import { apologyDraft } from "./apology-draft.ts";
import { caseOf } from "./form-context.ts";
import { defineForm } from "./form-row.ts";
import { toldOf, toldOptions } from "./options.ts";

export const apologize = defineForm({
  title: "Apologize",
  submit: "Apologize",
  intro: (ctx) => [{ text: ["What the customer told us:"] }, { quote: shorten(caseOf(ctx).complaint, 1000) }],
  fields: {
    apology: {
      label: "Apology",
      kind: "longText",
      hint: "Say what went wrong, own it, and say what you do about it",
      initial: (ctx) => shorten(apologyDraft(caseOf(ctx), ctx), 3000),
    },
    how: { label: "How", kind: "choice", options: toldOptions, initial: (ctx) => toldOptions(ctx)[0]?.id },
  },
  toCommand: ({ apology, how }) => ({ type: "apologize", text: apology, told: toldOf(how) }),
});

/** Answered with yes, the sender has seen the advice and stands by the words. */
const sendAnyway = "sendAnyway";

/** More advice than this at a time would push what was typed out of sight. The coach says the weightiest first. */
const mostAdvice = 2;

/**
 * The same form once more, with what was typed and what the coach advises above it; undefined where the coach has nothing to
 * say, or has been heard.
 */
export function adviceOn(form: Form, inputs: Inputs, advice: readonly Advice[]): Form | undefined {
  if (advice.length === 0 || inputs[sendAnyway] === true) return undefined;
  const fields = form.fields.filter(({ id }) => id !== sendAnyway);
  return {
    ...form,
    intro: [
      { text: [{ bold: "Before you send it, have another look:" }] },
      ...advice.slice(0, mostAdvice).map(adviceBlock),
      ...moreAdvice(advice.length - mostAdvice),
    ],
    fields: [
      ...fields.map((field) => {
        const typed = inputs[field.id];
        return typed === undefined ? field : { ...field, initial: typed };
      }),
      {
        id: sendAnyway,
        label: "Send anyway",
        kind: "yesNo",
        optional: true,
        hint: "If it is right as it stands",
        initial: false,
      },
    ],
  };
}

const moreAdvice = (count: number): readonly Block[] =>
  count > 0 ? [{ text: [`And ${count} more; you'll see ${count === 1 ? "it" : "them"} once these are changed.`] }] : [];

const adviceBlock = ({ quote, why, better }: Advice): Block => ({
  text: [...(quote ? [{ bold: `“${shorten(quote, 200)}” ` }] : []), why, ` ${better}`],
});
