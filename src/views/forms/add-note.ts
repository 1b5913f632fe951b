import { defineForm } from "./form-row.ts";

export const addNote = defineForm({
  title: "Add note",
  submit: "Add note",
  fields: { note: { label: "Note", kind: "longText", hint: "For your team; the customer never sees it" } },
  toCommand: ({ note: text }) => ({ type: "addNote", text }),
});
