import { defineForm } from "./form-row.ts";

export const escalate = defineForm({
  title: "Escalate",
  submit: "Escalate",
  fields: { reason: { label: "Reason", kind: "longText", hint: "What you need from a senior colleague" } },
  toCommand: ({ reason }) => ({ type: "escalate", reason }),
});
