import { defineForm } from "./form-row.ts";

export const markAbusive = defineForm({
  title: "Abusive contact",
  submit: "Mark as abusive",
  intro: () => [{ text: ["You don't have to put up with abuse. The case then asks a senior colleague to take over."] }],
  fields: {
    reason: { label: "What happened", kind: "longText", hint: "In plain words; you don't have to repeat everything" },
  },
  toCommand: ({ reason }) => ({ type: "markAbusive", reason }),
});
