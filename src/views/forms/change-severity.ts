import { defined } from "../../core/defined.ts";
import { caseOf } from "./form-context.ts";
import { defineForm } from "./form-row.ts";
import { severityOf, severityOptions } from "./options.ts";

export const changeSeverity = defineForm({
  title: "Change severity",
  submit: "Change",
  fields: {
    severity: {
      label: "Severity",
      kind: "choice",
      options: severityOptions,
      initial: (ctx) => caseOf(ctx).severity,
      hint: "Due times change with it",
    },
    reason: { label: "Reason", kind: "text", optional: true },
  },
  toCommand: ({ severity, reason }) => ({
    type: "changeSeverity",
    severity: severityOf(severity),
    ...defined({ reason }),
  }),
});
