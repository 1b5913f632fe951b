import { defined } from "../../core/defined.ts";
import { instant } from "../../core/time.ts";
import { defineForm } from "./form-row.ts";
import { nextQuarter } from "./moments.ts";

export const snooze = defineForm({
  title: "Snooze",
  submit: "Snooze",
  intro: () => [{ text: ["Reminders rest until then. Promises and approvals don't."] }],
  fields: {
    until: {
      label: "Until",
      kind: "dateTime",
      hint: "In your own time zone",
      initial: ({ now }) => ({ at: nextQuarter(instant(now + 24 * 3_600_000)) }),
    },
    reason: { label: "Reason", kind: "text", optional: true, hint: "Such as: waiting for the customer's photos" },
  },
  toCommand: ({ until, reason }) => ({ type: "snooze", until, ...defined({ reason }) }),
});
