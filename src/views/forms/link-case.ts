import { caseNumberOf } from "./case-number.ts";
import { defineForm } from "./form-row.ts";
import { linkKindOf, linkOptions } from "./options.ts";

export const linkCase = defineForm({
  title: "Link case",
  submit: "Link",
  fields: {
    relation: {
      label: "Relation",
      kind: "choice",
      options: linkOptions,
      initial: () => linkOptions().at(-1)?.id,
      hint: "What this case is to the other",
    },
    caseNumber: { label: "Case number", kind: "text", hint: "Such as 12", maxLength: 20 },
  },
  toCommand: ({ caseNumber: typed, relation }) => {
    const to = caseNumberOf(typed);
    return to
      ? { type: "linkCase", to, as: linkKindOf(relation) }
      : { field: "caseNumber", error: "Write a case number such as 12." };
  },
});
