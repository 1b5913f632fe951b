import { defineForm } from "./form-row.ts";
import { linkKindOf, linkOptions } from "./options.ts";

/** `12`, `#12` and `Case 12` are all case 12; more digits than these no counter will reach. */
const caseNumber = /^(?:case)?\s*(?:#\s*)?(\d{1,9})$/i;

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
    const to = Number(caseNumber.exec(typed)?.[1] ?? 0);
    return to > 0
      ? { type: "linkCase", to, as: linkKindOf(relation) }
      : { field: "caseNumber", error: "Write a case number such as 12." };
  },
});
