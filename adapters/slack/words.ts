import type { Rich } from "../../src/views/elements.ts";
import { trouble } from "../../src/views/words/trouble.ts";

/** What only this adapter has to say; everything else comes from the views. */
export const words = {
  ...trouble,
  tooLate: ["That took too long to open. Please press again."],
  savedLate: ["That took long, so Slack shows an error. It was saved: you can close the window."],
  didNotOpen: (reference: string): Rich => [`The form didn't open. Please press again. (Reference ${reference})`],
  unknownShortcut: ["Amends doesn't know this shortcut. Try “Flag complaint” on a message, or /amends help."],
} satisfies Record<string, Rich | ((reference: string) => Rich)>;
