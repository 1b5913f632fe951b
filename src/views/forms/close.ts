import { defined } from "../../core/defined.ts";
import { defineForm } from "./form-row.ts";
import { outcomeOf, outcomeOptions } from "./options.ts";

export const close = defineForm({
  title: "Close",
  submit: "Close case",
  fields: {
    outcome: {
      label: "Outcome",
      kind: "choice",
      options: outcomeOptions,
      hint: "An honest answer helps most: not everything can be put right",
    },
    reason: { label: "Reason", kind: "text", optional: true },
  },
  toCommand: ({ outcome, reason }) => ({ type: "close", outcome: outcomeOf(outcome), ...defined({ reason }) }),
});
