import { defineForm } from "./form-row.ts";

export const reopen = defineForm({
  title: "Reopen",
  submit: "Reopen",
  intro: () => [{ text: ["All due times start over, and the customer deserves a fresh apology."] }],
  fields: { reason: { label: "Reason", kind: "longText", hint: "What is still not right" } },
  toCommand: ({ reason }) => ({ type: "reopen", reason }),
});
