import type { Rich } from "../../src/views/elements.ts";

/** What only this adapter has to say; everything else comes from the views. */
export const words = {
  failed: (reference: string): Rich => [
    `Something went wrong on our side. Nothing was saved, please try again. (Reference ${reference})`,
  ],
  tooLate: ["That took too long to open. Please press again."],
  didNotOpen: (reference: string): Rich => [`The form didn't open. Please press again. (Reference ${reference})`],
  outdated: ["This button is from an earlier version of this message. Please use the newest one."],
  unknownForm: ["This form is from an earlier version. Nothing was saved. Please open it again."],
  unknownShortcut: ["Amends doesn't know this shortcut. Try “Flag complaint” on a message, or /amends help."],
} satisfies Record<string, Rich | ((reference: string) => Rich)>;
