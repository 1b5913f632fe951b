import type { Option } from "../elements.ts";
import { caseOf } from "./form-context.ts";
import { defineForm } from "./form-row.ts";

export const rootCause = defineForm({
  title: "Root cause",
  submit: "Save",
  fields: {
    rootCause: {
      label: "Root cause",
      kind: "choice",
      options: ({ protocol }): readonly Option[] => protocol.rootCauses,
      initial: (ctx) => caseOf(ctx).rootCause?.id,
    },
    explanation: {
      label: "Explanation",
      kind: "longText",
      hint: "Why could it happen? About how we work, not about who slipped",
      initial: (ctx) => caseOf(ctx).rootCause?.explanation,
    },
  },
  toCommand: ({ rootCause: cause, explanation }) => ({ type: "recordRootCause", cause, explanation }),
});
