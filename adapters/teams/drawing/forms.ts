import type { Field, FieldErrors, Form } from "../../../src/views/elements.ts";
import { cut } from "../../../src/views/words/cut.ts";
import { personOf } from "../people/addresses.ts";
import type { Names } from "../people/identity.ts";
import { words } from "../words.ts";
import { type AdaptiveCard, type Attachment, attachment, type Element } from "./elements.ts";
import { drawField, shownAgain, shownAtFirst, type Typed } from "./fields.ts";
import { limits } from "./limits.ts";
import { escaped } from "./markup.ts";
import { carryForm } from "./press-value.ts";
import { blockElements, heading } from "./rich-text.ts";

/** Neutral form → the card of a dialog, and again with its errors and all that was typed. */

export type Dialog = {
  readonly title: string;
  readonly width: "medium";
  readonly height: "large" | "medium" | "small";
  readonly card: Attachment;
};

export type FormDrawing = {
  readonly tenant: string;
  /** Of the reader: in which moments are shown and typed. */
  readonly zone: string;
  readonly names: Names;
  readonly stamp: string;
};

/** What was typed before, and what is wrong with it. */
export type Again = { readonly data: Readonly<Record<string, unknown>>; readonly errors: FieldErrors };

/** Marked by its surface: red words alone are too faint in the dark theme (3.3 : 1 of the 4.5 : 1 that reading takes). */
const wrong = (text: string): Element => ({
  type: "Container",
  style: "attention",
  items: [{ type: "TextBlock", text: `⚠️ ${escaped(text)}`, wrap: true, weight: "Bolder" }],
});

const hintOf = ({ hint }: Field): Element[] =>
  hint ? [{ type: "TextBlock", text: escaped(hint), wrap: true, size: "Small", isSubtle: true, spacing: "None" }] : [];

/** Errors of fields that aren't there are said above all. */
const unplaced = (form: Form, errors: FieldErrors): Element[] => {
  const known = new Set(form.fields.map(({ id }) => id));
  const lost = Object.entries(errors).flatMap(([id, text]) => (known.has(id) ? [] : [wrong(text)]));
  const placed = Object.keys(errors).some((id) => known.has(id));
  return placed ? [...lost, { type: "TextBlock", text: `⚠️ ${words.lookAgain}`, wrap: true }] : lost;
};

export const toDialog = (form: Form, drawing: FormDrawing, again?: Again): Dialog => {
  const { tenant, zone, names, stamp } = drawing;
  const title = (id: string): string => names(personOf(tenant, id)) ?? "The person chosen";
  const errors = again?.errors ?? {};
  const field = (each: Field): Element[] => {
    const typed: Typed = again ? shownAgain(each, again.data) : shownAtFirst(each, zone);
    const error = errors[each.id];
    const inputs = drawField(each, typed, title);
    return inputs.length === 0 ? [] : [...(error === undefined ? [] : [wrong(error)]), ...inputs, ...hintOf(each)];
  };
  const room = { max: limits.text, names, mentions: false };
  const body: Element[] = [
    ...unplaced(form, errors),
    ...(form.intro ?? []).flatMap((block) => blockElements(block, room)),
    ...form.fields.flatMap(field),
  ];
  const card: AdaptiveCard = {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    fallbackText: form.title,
    speak: form.title,
    body: body.length > 0 ? body : heading(form.title, "Medium", limits.dialogTitle),
    actions: [
      {
        type: "Action.Submit",
        title: cut(form.submit, limits.buttonText),
        style: "positive",
        data: carryForm(form, stamp),
      },
    ],
    msteams: { width: "Full" },
  };
  return dialog(form.title, card, form.fields.length > 3 ? "large" : "medium");
};

/** A card to read in a dialog of its own. */
export const dialog = (title: string, card: AdaptiveCard, height: Dialog["height"]): Dialog => ({
  title: cut(title, limits.dialogTitle),
  width: "medium",
  height,
  card: attachment(card),
});
