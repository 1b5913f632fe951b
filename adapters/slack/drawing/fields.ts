import type { InputBlock, PlainTextInput, PlainTextOption, RadioButtons, StaticSelect } from "@slack/types";
import { z } from "zod";
import type { Field, FieldKind, Option } from "../../../src/views/elements.ts";
import { cut } from "../../../src/views/words/cut.ts";
import { plainText } from "./controls.ts";
import { limits } from "./limits.ts";

/** One row per kind of field: how Slack draws it. Reading back is by what Slack hands over, see `forms.ts`. */

type Draw = (field: Field, actionId: string) => InputBlock["element"] | undefined;

/** Told apart from a choice whose own ids are "yes" and "no". */
export const yesValue = "amends:yes";
export const noValue = "amends:no";

const typed = (field: Field, actionId: string, multiline: boolean): PlainTextInput => {
  const max = Math.min(field.maxLength ?? limits.input, limits.input);
  const initial = typeof field.initial === "string" ? cut(field.initial, max) : "";
  return {
    type: "plain_text_input",
    action_id: actionId,
    multiline,
    max_length: max,
    ...(initial ? { initial_value: initial } : {}),
  };
};

const option = ({ id, label }: Option): PlainTextOption => ({ text: plainText(label, limits.optionText), value: id });

const chosen = (options: readonly Option[], id: unknown): { initial_option?: PlainTextOption } => {
  const found = options.find((each) => each.id === id);
  return found ? { initial_option: option(found) } : {};
};

const radio = (options: readonly Option[], initial: unknown, actionId: string): RadioButtons => ({
  type: "radio_buttons",
  action_id: actionId,
  options: options.map(option),
  ...chosen(options, initial),
});

const menu = (options: readonly Option[], initial: unknown, actionId: string): StaticSelect => ({
  type: "static_select",
  action_id: actionId,
  placeholder: plainText("Choose", limits.placeholder),
  options: options.slice(0, limits.options).map(option),
  ...chosen(options.slice(0, limits.options), initial),
});

/** Few enough to see at a glance. */
const atAGlance = 4;
const ratings: readonly Option[] = ["1", "2", "3", "4", "5"].map((id) => ({ id, label: id }));
const yesNo: readonly Option[] = [
  { id: yesValue, label: "Yes" },
  { id: noValue, label: "No" },
];

const emailSchema = z.email();

const draws: Record<FieldKind, Draw> = {
  text: (field, id) => typed(field, id, false),
  longText: (field, id) => typed(field, id, true),
  money: (field, id) => typed(field, id, false),
  email: ({ initial }, id) => ({
    type: "email_text_input",
    action_id: id,
    // Slack refuses to open a form with an address that is none.
    ...(emailSchema.safeParse(initial).success ? { initial_value: String(initial) } : {}),
  }),
  person: ({ initial }, id) => ({
    type: "users_select",
    action_id: id,
    placeholder: plainText("Choose a person", limits.placeholder),
    // Slack knows only its own people.
    ...(typeof initial === "object" && "platform" in initial && initial.platform === "slack"
      ? { initial_user: initial.id }
      : {}),
  }),
  dateTime: ({ initial }, id) => ({
    type: "datetimepicker",
    action_id: id,
    ...(typeof initial === "object" && "at" in initial ? { initial_date_time: Math.floor(initial.at / 1000) } : {}),
  }),
  yesNo: ({ initial }, id) => radio(yesNo, initial === true ? yesValue : initial === false ? noValue : undefined, id),
  rating: ({ options, initial }, id) => radio((options ?? ratings).slice(0, limits.radioOptions), initial, id),
  // Radio buttons can't be emptied again, so what may stay empty is a menu.
  choice: ({ options = [], optional, initial }, id) => {
    if (options.length === 0) return undefined;
    return options.length <= atAGlance && !optional ? radio(options, initial, id) : menu(options, initial, id);
  },
};

/** @returns nothing for a choice among nothing, which Slack refuses to draw. */
export const fieldElement: Draw = (field, actionId) => draws[field.kind](field, actionId);
