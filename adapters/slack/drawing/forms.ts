import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type Instant, instant } from "../../../src/core/time.ts";
import {
  type About,
  aboutSchema,
  type Card,
  type Field,
  type FieldErrors,
  type Form,
  type Input,
  type Inputs,
  type Rich,
} from "../../../src/views/elements.ts";
import { cut } from "../../../src/views/words/cut.ts";
import { allWellFormed } from "../../../src/views/words/well-formed.ts";
import type { StateValue } from "../payloads.ts";
import { plainText } from "./controls.ts";
import { fieldElement, noValue, yesValue } from "./fields.ts";
import { limits } from "./limits.ts";
import { renderPage } from "./render.ts";
import { richBlocks } from "./rich-text.ts";

/** Neutral form → modal, and what was typed in it back. A field's id is its block's id, so an error finds its field. */

const formPrefix = "form:";
const noticeId = "notice";
const inputId = "value";

const metadataSchema = z.object({ form: z.string(), about: aboutSchema });

const inputBlock = (field: Field): InputBlock[] => {
  const element = fieldElement(field, inputId);
  if (!element) return [];
  return [
    {
      type: "input",
      block_id: field.id,
      label: plainText(field.label, limits.label),
      optional: field.optional,
      element,
      ...(field.hint ? { hint: plainText(field.hint, limits.hint) } : {}),
    },
  ];
};

/** @throws RangeError when what the form is about doesn't fit Slack's 3,000 characters: it must be ids only. */
export const toModal = (form: Form, now: Instant): ModalView => {
  const metadata = JSON.stringify({ form: form.id, about: form.about });
  if (metadata.length > limits.privateMetadata) throw new RangeError(`form ${form.id} is about too much for Slack`);
  const fields = form.fields.flatMap(inputBlock).slice(0, limits.viewBlocks);
  const room = limits.viewBlocks - fields.length;
  const intro = (form.intro ?? []).flatMap((block) => richBlocks(block, { max: limits.text, now })).slice(0, room);
  return allWellFormed({
    type: "modal",
    callback_id: cut(`${formPrefix}${form.id}`, limits.callbackId),
    title: plainText(form.title, limits.viewTitle),
    submit: plainText(form.submit, limits.viewButton),
    close: plainText("Cancel", limits.viewButton),
    private_metadata: metadata,
    blocks: [...intro, ...fields],
  });
};

const onlyClose = (blocks: KnownBlock[]): ModalView => ({
  type: "modal",
  callback_id: noticeId,
  title: plainText("Amends", limits.viewTitle),
  close: plainText("Close", limits.viewButton),
  blocks,
});

/** Words or a card where there is no conversation to say them in. */
export const noticeModal = (text: Rich, now: Instant): ModalView =>
  onlyClose(allWellFormed(richBlocks({ text }, { max: limits.text, now })));
export const cardsModal = (cards: readonly Card[], now: Instant): ModalView => onlyClose(renderPage(cards, now));

/** @returns nothing when the modal isn't one of our forms. */
export const formOf = (view: {
  callback_id: string;
  private_metadata: string;
}): { id: string; about: About } | undefined => {
  if (!view.callback_id.startsWith(formPrefix)) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(view.private_metadata);
  } catch {
    return undefined;
  }
  const { data } = metadataSchema.safeParse(json);
  return data && { id: data.form, about: data.about };
};

/** What one field holds; a field left empty or blank is absent. `pick` says who a picked user is. */
const read = (value: StateValue, pick: (user: string) => Input): Input | undefined => {
  if (value.value) return value.value.trim() ? value.value : undefined;
  if (value.selected_user) return pick(value.selected_user);
  if (value.selected_date_time) return { at: instant(value.selected_date_time * 1000) };
  const option = value.selected_option?.value;
  return option === yesValue ? true : option === noValue ? false : (option ?? undefined);
};

export type State = Readonly<Record<string, Readonly<Record<string, StateValue>>>>;

export const toInputs = (state: State, pick: (user: string) => Input): Inputs =>
  Object.fromEntries(
    Object.entries(state).map(([field, values]) => {
      const value = values[inputId];
      return [field, value && read(value, pick)];
    }),
  );

/** The users picked in a form. */
export const pickedUsers = (state: State): string[] =>
  Object.values(state).flatMap((values) => values[inputId]?.selected_user ?? []);

/** Slack closes the modal on an error for a block it doesn't have, so those are said at the first field. */
export const toViewErrors = (errors: FieldErrors, inputs: readonly string[]): Record<string, string> | undefined => {
  const [first] = inputs;
  if (first === undefined) return undefined;
  const byField: Record<string, string> = {};
  for (const [field, words] of Object.entries(errors)) {
    const at = inputs.includes(field) ? field : first;
    byField[at] = byField[at] ? `${byField[at]} ${words}` : words;
  }
  return Object.fromEntries(Object.entries(byField).map(([field, words]) => [field, cut(words, limits.fieldError)]));
};
