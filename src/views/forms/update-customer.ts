import { defineForm } from "./form-row.ts";
import { toldOf, toldOptions } from "./options.ts";

export const updateCustomer = defineForm({
  title: "Update customer",
  submit: "Update",
  fields: {
    update: { label: "Update", kind: "longText", hint: "What the customer reads: where it stands and what comes next" },
    how: { label: "How", kind: "choice", options: toldOptions, initial: (ctx) => toldOptions(ctx)[0]?.id },
  },
  toCommand: ({ update: text, how }) => ({ type: "updateCustomer", text, told: toldOf(how) }),
});
