import { instant } from "../../core/time.ts";
import { defineForm } from "./form-row.ts";
import { nextQuarter } from "./moments.ts";

/** "I'll call by 5" becomes a clock. */
export const addPromise = defineForm({
  title: "Add promise",
  submit: "Add promise",
  fields: {
    promise: { label: "Promise", kind: "text", hint: "What you told the customer you would do" },
    due: {
      label: "Due",
      kind: "dateTime",
      hint: "In your own time zone",
      initial: ({ now }) => ({ at: nextQuarter(instant(now + 2 * 3_600_000)) }),
    },
  },
  toCommand: ({ promise: text, due: dueAt }) => ({ type: "addPromise", text, dueAt }),
});
