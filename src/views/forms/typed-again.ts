import type { Block, Form, Input, Inputs } from "../elements.ts";

/** A form once more with what was typed in it, so that nobody types anything twice. */

/** Half a moment is read as no moment, and can't be shown as one. */
const isShown = (typed: Input | undefined): typed is Input =>
  typed !== undefined && !(typeof typed === "object" && "at" in typed && Number.isNaN(typed.at));

export const withTyped = (form: Form, inputs: Inputs): Form => ({
  ...form,
  fields: form.fields.map(({ initial: _initial, ...field }) => {
    const typed = inputs[field.id];
    return isShown(typed) ? { ...field, initial: typed } : field;
  }),
});

const introductions = {
  expired: "This form was open for long. Please check that all is still right, and send it once more.",
  foreign: "This form isn't the newest. What you wrote is still here: please look at it, and send it once more.",
} as const satisfies Record<string, string>;

/** The newest form of its kind with what was typed in one that can't be taken as it is, and why. */
export const offeredAgain = (form: Form, inputs: Inputs, why: keyof typeof introductions): Form => {
  const intro: Block = { text: [{ bold: introductions[why] }] };
  return { ...withTyped(form, inputs), intro: [intro, ...(form.intro ?? [])] };
};
