import { openPromises } from "../../core/case.ts";
import { caseOf } from "./form-context.ts";
import { defineForm } from "./form-row.ts";

export const resolve = defineForm({
  title: "Resolve the case",
  submit: "Resolve",
  intro: (ctx) => {
    const open = openPromises(caseOf(ctx)).length;
    const words =
      open === 1
        ? "One promise to the customer is still open. You will be reminded of it after this, too."
        : `${open} promises to the customer are still open. You will be reminded of them after this, too.`;
    return open > 0 ? [{ text: [words] }] : [];
  },
  fields: {
    whatWasDone: {
      label: "What was done",
      kind: "longText",
      hint: "How it was put right, for those who read this later",
    },
  },
  toCommand: ({ whatWasDone }) => ({ type: "resolve", whatWasDone }),
});
