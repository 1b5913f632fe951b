import { defineForm } from "./form-row.ts";

export const assign = defineForm({
  title: "Assign",
  submit: "Assign",
  fields: { person: { label: "Assign to", kind: "person", hint: "Someone of your team; they are told at once" } },
  toCommand: ({ person: to }) => ({ type: "assign", to }),
});
