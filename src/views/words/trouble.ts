import type { Rich } from "../elements.ts";

/** What every chat platform says when a press or a form can't be understood or carried out. */
export const trouble = {
  failed: (reference: string): Rich => [
    `Something went wrong on our side. Nothing was saved, please try again. (Reference ${reference})`,
  ],
  /** It was handed over, and the answer was lost. */
  perhapsSaved: (reference: string): Rich => [
    `We didn't hear whether that was saved. Please press again, it counts once. (Reference ${reference})`,
  ],
  /** Of whoever pressed, or of somebody named in a form. */
  unsurePerson: ["I can't check right now who this is. Nothing was saved. Please try again in a minute."],
  outdated: ["This button is from an earlier version of this message. Please use the newest one."],
  unknownForm: ["This form is from an earlier version. Nothing was saved. Please open it again."],
} satisfies Record<string, Rich | ((reference: string) => Rich)>;
