import { openPromises } from "../../core/case.ts";
import { caseOf } from "./form-context.ts";
import { defineForm } from "./form-row.ts";

export const resolve = defineForm({
  title: "Resolve the case",
  submit: "Resolve",
  intro: (ctx) => {
    const open = openPromises(caseOf(ctx)).length;
    const words =
      open === 1 ? "One promise to the customer is still open." : `${open} promises to the customer are still open.`;
    return open > 0 ? [{ text: [words, " It stays on the clock."] }] : [];
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
