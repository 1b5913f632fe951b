import { elementsOf } from "./block-kit.ts";
import type { Pressed } from "./controls.ts";
import { type Fields, textIn } from "./shapes.ts";

/** How each element's answer looks in `state.values`, and what it starts with. One row per stateful element. */
export type StateRow = { readonly key: string; readonly initial: string; readonly empty: null | readonly never[] };

const typed = { key: "value", initial: "initial_value", empty: null };
const one = { key: "selected_option", initial: "initial_option", empty: null };
const many = { key: "selected_options", initial: "initial_options", empty: [] };

export const stateRows: Readonly<Record<string, StateRow>> = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
  static_select: one,
  external_select: one,
  radio_buttons: one,
  checkboxes: many,
  multi_static_select: many,
  users_select: { key: "selected_user", initial: "initial_user", empty: null },
  multi_users_select: { key: "selected_users", initial: "initial_users", empty: [] },
  conversations_select: { key: "selected_conversation", initial: "initial_conversation", empty: null },
  channels_select: { key: "selected_channel", initial: "initial_channel", empty: null },
  datepicker: { key: "selected_date", initial: "initial_date", empty: null },
  timepicker: { key: "selected_time", initial: "initial_time", empty: null },
  datetimepicker: { key: "selected_date_time", initial: "initial_date_time", empty: null },
};

/** The answer of one element: what was given, else what it started with, else nothing. */
export const answerOf = (element: Fields, given: unknown): Fields | undefined => {
  const row = stateRows[textIn(element.type)];
  if (!row) return undefined;
  return { type: element.type, [row.key]: given === undefined ? (element[row.initial] ?? row.empty) : given };
};

/** `state.values`: answers by block id, then by action id. */
export type State = Readonly<Record<string, Readonly<Record<string, Fields>>>>;

/** Everything stateful on a surface, with the one choice just made. */
export const stateOf = (blocks: readonly Fields[], press?: Pressed): State => {
  const values: Record<string, Readonly<Record<string, Fields>>> = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const chosen = press?.control.element === element ? press.option : undefined;
      const row = stateRows[textIn(element.type)];
      const answer = answerOf(element, chosen !== undefined && Array.isArray(row?.empty) ? [chosen] : chosen);
      if (!answer) continue;
      const ofBlock = values[textIn(block.block_id)] ?? {};
      values[textIn(block.block_id)] = { ...ofBlock, [textIn(element.action_id)]: answer };
    }
  }
  return values;
};
