import { defineForm } from "./form-row.ts";

export const assign = defineForm({
  title: "Assign",
  submit: "Assign",
  fields: { person: { label: "Assign to", kind: "person", hint: "Someone of your team; they get a message about it" } },
  toCommand: ({ person: to }) => ({ type: "assign", to }),
});
