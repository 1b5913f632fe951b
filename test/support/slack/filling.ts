import { optionsOf } from "./block-kit-objects.ts";
import { type Control, controlsIn, optionLabels } from "./controls.ts";
import type { Where, Who } from "./directory.ts";
import { type Fields, isFields, listIn, textIn, wordsOf } from "./shapes.ts";
import { answerOf, type State, stateOf } from "./state.ts";
import type { View } from "./views.ts";
import type { World } from "./workspace.ts";

/**
 * What a person puts in a field: words as typed, an option's label, a person, a channel, a moment; several where the
 * field takes several. `null` empties a field that was filled in.
 */
export type Value = string | number | Date | Who | Where | readonly (string | Who)[] | null;
export type Values = Readonly<Record<string, Value | undefined>>;

/** A Slack client would not let a person do this: the test asks for what can't happen. */
export class NotPossible extends Error {
  override readonly name = "NotPossible";
}
const impossible = (why: string): never => {
  throw new NotPossible(why);
};

type Read = (value: Value, control: Control, world: World) => unknown;

const typed: Read = (value, { element, label }) => {
  if (typeof value !== "string" && typeof value !== "number") return impossible(`“${label}” takes words`);
  const words = String(value);
  const { min_length: min, max_length: max } = element;
  if (words.length > (typeof max === "number" ? max : 3000)) impossible(`“${label}” is too long for Slack`);
  if (typeof min === "number" && words.length < min) impossible(`“${label}” is too short for Slack`);
  if (element.type === "plain_text_input" && element.multiline !== true && words.includes("\n"))
    impossible(`“${label}” has one line only`);
  return words === "" ? null : words;
};

const pattern =
  (shape: RegExp, what: string): Read =>
  (value, control, world) => {
    const words = typed(value, control, world);
    return words === null || shape.test(String(words)) ? words : impossible(`“${control.label}” takes ${what}`);
  };

const option = (label: unknown, { element, label: field }: Control): unknown =>
  optionsOf(element).find((each) => wordsOf(each.text) === label) ??
  impossible(`“${field}” has no option “${String(label)}”, but: ${optionLabels(element).join(", ")}`);

/** A person or channel, by key, id or the thing itself. */
const named = (value: unknown): string =>
  typeof value === "string" ? value : isFields(value) ? textIn(value.id) : impossible("A person or channel is wanted");
const person = (value: unknown, world: World): string => world.user(named(value)).id;
const place: Read = (value, _control, world) => world.channel(named(value)).id;
const each = (value: Value): readonly unknown[] => (Array.isArray(value) ? listIn(value) : [value]);

const seconds: Read = (value, { label }) => {
  if (value instanceof Date) return Math.floor(value.getTime() / 1000);
  return typeof value === "number" ? value : impossible(`“${label}” takes a Date or seconds`);
};

/** One row per kind of field: how a value becomes Slack's. */
const readers: Readonly<Record<string, Read>> = {
  plain_text_input: typed,
  email_text_input: pattern(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "an email address"),
  url_text_input: pattern(/^https?:\/\/\S+$/, "an address"),
  number_input: pattern(/^-?\d+(\.\d+)?$/, "a number"),
  static_select: (value, control) => option(value, control),
  radio_buttons: (value, control) => option(value, control),
  checkboxes: (value, control) => each(value).map((label) => option(label, control)),
  multi_static_select: (value, control) => each(value).map((label) => option(label, control)),
  users_select: (value, _control, world) => person(value, world),
  multi_users_select: (value, _control, world) => each(value).map((who) => person(who, world)),
  conversations_select: place,
  channels_select: place,
  datepicker: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  timepicker: (value) => value,
  datetimepicker: seconds,
};

/**
 * The whole `state.values` of a view after a person filled in these fields, by their labels; the others keep what they
 * started with. @throws {NotPossible} for an unknown label, a required field left empty, and what Slack won't take.
 */
export const fill = (world: World, view: View, values: Values): State => {
  const fields = controlsIn(view.blocks).filter(({ element }) => answerOf(element, undefined) !== undefined);
  for (const label of Object.keys(values)) {
    const named = fields.filter((field) => field.label === label);
    if (named.length !== 1)
      impossible(
        `${named.length ? "More than one" : "No"} field is called “${label}”. There is: ${fields.map((field) => field.label).join(", ")}`,
      );
  }
  const state: Record<string, Readonly<Record<string, Fields>>> = { ...stateOf(view.blocks) };
  for (const control of fields) {
    const { block, element, label } = control;
    const value = values[label];
    const read = readers[textIn(element.type)] ?? impossible(`The fake can't fill in ${textIn(element.type)}`);
    const given = value === undefined ? undefined : value === null ? emptyOf(element) : read(value, control, world);
    const answer = answerOf(element, given) ?? {};
    const ofBlock = state[textIn(block.block_id)] ?? {};
    state[textIn(block.block_id)] = { ...ofBlock, [textIn(element.action_id)]: answer };
    if (block.type === "input" && block.optional !== true && isEmpty(answer)) impossible(`“${label}” is required`);
  }
  return state;
};

const emptyOf = (element: Fields): unknown => {
  const { type: _type, ...answer } = answerOf({ type: element.type }, undefined) ?? {};
  return Object.values(answer)[0];
};
const isEmpty = (answer: Fields): boolean => {
  const { type: _type, ...given } = answer;
  return Object.values(given).every(
    (value) => value === null || value === "" || (Array.isArray(value) && value.length === 0),
  );
};
