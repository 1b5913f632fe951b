import type { Instant } from "../../../src/core/time.ts";
import type { Field, FieldKind, Input, Inputs, Option } from "../../../src/views/elements.ts";
import { cut } from "../../../src/views/words/cut.ts";
import { personOf } from "../people/addresses.ts";
import { fromInputs, toInputs } from "./dates.ts";
import type { Input as InputElement } from "./elements.ts";
import { limits } from "./limits.ts";

/** One row per kind of field: how it is drawn, what it shows at first, and how it is read back. */

/** What the inputs of one field hold, by the endings of their ids; all of it is text to Teams. */
export type Typed = Readonly<Record<string, string | undefined>>;
type Reader = { readonly tenant: string; readonly zone: string };
type Row = {
  readonly draw: (field: Field, id: string, typed: Typed, title: (id: string) => string) => readonly InputElement[];
  readonly show: (initial: Input, zone: string) => Typed;
  readonly read: (typed: Typed, reader: Reader) => Input | undefined;
  readonly missing: string;
};

const whole = "";
/** Field ids are kept apart from our own key in the same object. */
export const inputId = (field: { readonly id: string }, ending = whole): string => `field:${field.id}${ending}`;

const required = ({ optional, kind }: Field): object =>
  // A toggle that is required would have to be on.
  optional || kind === "yesNo" ? {} : { isRequired: true, errorMessage: rows[kind].missing };

const base = (field: Field, id: string): Pick<InputElement, "id" | "label"> => ({
  id,
  label: field.label,
  ...required(field),
});
const value = (typed: string | undefined): object => (typed ? { value: typed } : {});

const textInput =
  (more: object): Row["draw"] =>
  (field, id, typed) => {
    const maxLength = Math.min(field.maxLength ?? limits.input, limits.input);
    const shown = typed[whole] === undefined ? undefined : cut(typed[whole], maxLength);
    return [{ type: "Input.Text", ...base(field, id), maxLength, ...more, ...value(shown) }];
  };

const showText: Row["show"] = (initial) => (typeof initial === "string" ? { [whole]: initial } : {});
const readText: Row["read"] = ({ [whole]: text }) => (text?.trim() ? text : undefined);

const choices = (options: readonly Option[]) => options.map(({ id, label }) => ({ title: label, value: id }));
/** Few enough to see at a glance. */
const atAGlance = 5;
const ratings: readonly Option[] = ["1", "2", "3", "4", "5"].map((id) => ({ id, label: id }));
const choiceSet = (
  field: Field,
  id: string,
  typed: Typed,
  options: readonly Option[],
  style: string,
): InputElement => ({
  type: "Input.ChoiceSet",
  ...base(field, id),
  style,
  wrap: true,
  choices: choices(options),
  ...(options.some((option) => option.id === typed[whole]) ? value(typed[whole]) : {}),
});

const rows: Record<FieldKind, Row> = {
  text: { draw: textInput({}), show: showText, read: readText, missing: "Please fill this in." },
  longText: {
    draw: textInput({ isMultiline: true }),
    show: showText,
    read: readText,
    missing: "Please write a few words.",
  },
  money: { draw: textInput({}), show: showText, read: readText, missing: "Please write an amount." },
  email: {
    draw: textInput({ style: "Email" }),
    show: showText,
    read: readText,
    missing: "Please write an email address.",
  },
  person: {
    /** Teams' own people picker; the static choice is whoever is chosen already. */
    draw: (field, id, typed, title) => [
      {
        type: "Input.ChoiceSet",
        ...base(field, id),
        style: "compact",
        wrap: true,
        placeholder: "Choose a person",
        "choices.data": { type: "Data.Query", dataset: "graph.microsoft.com/users" },
        choices: typed[whole] ? [{ title: title(typed[whole]), value: typed[whole] }] : [],
        ...value(typed[whole]),
      },
    ],
    show: (initial) =>
      typeof initial === "object" && "platform" in initial && initial.platform === "teams"
        ? { [whole]: initial.id }
        : {},
    read: ({ [whole]: id }, { tenant }) => (id ? personOf(tenant, id) : undefined),
    missing: "Please choose a person.",
  },
  choice: {
    draw: (field, id, typed) => {
      const { options = [], optional } = field;
      // Radio buttons can't be emptied again, so what may stay empty is a menu.
      const style = options.length <= atAGlance && !optional ? "expanded" : "compact";
      return options.length === 0 ? [] : [choiceSet(field, id, typed, options, style)];
    },
    show: showText,
    read: readText,
    missing: "Please choose one.",
  },
  rating: {
    draw: (field, id, typed) => [choiceSet(field, id, typed, field.options ?? ratings, "expanded")],
    show: showText,
    read: readText,
    missing: "Please choose an answer from 1 to 5.",
  },
  yesNo: {
    draw: (field, id, typed) => [
      {
        type: "Input.Toggle",
        ...base(field, id),
        title: "Yes",
        valueOn: "true",
        valueOff: "false",
        value: typed[whole] === "true" ? "true" : "false",
        wrap: true,
      },
    ],
    show: (initial) => (typeof initial === "boolean" ? { [whole]: String(initial) } : {}),
    read: ({ [whole]: answer }) => (answer === undefined ? undefined : answer === "true"),
    missing: "Please choose yes or no.",
  },
  dateTime: {
    draw: (field, id, typed) => [
      { type: "Input.Date", ...base(field, `${id}.date`), label: `${field.label}: date`, ...value(typed[".date"]) },
      { type: "Input.Time", ...base(field, `${id}.time`), label: `${field.label}: time`, ...value(typed[".time"]) },
    ],
    show: (initial, zone) => {
      if (typeof initial !== "object" || !("at" in initial)) return {};
      const { date, time } = toInputs(initial.at, zone);
      return { ".date": date, ".time": time };
    },
    // Half a moment is none, and isn't nothing either: the form says so.
    read: ({ ".date": date, ".time": time }, { zone }) =>
      date || time ? { at: fromInputs(date ?? "", time ?? "", zone) ?? (Number.NaN as Instant) } : undefined, // read as no moment
    missing: "Please choose a date and a time.",
  },
};

const endings: Partial<Record<FieldKind, readonly string[]>> = { dateTime: [".date", ".time"] };

type FieldRef = Pick<Field, "id" | "kind">;

/** What Teams handed back for one field. */
const typedIn = (field: FieldRef, data: Readonly<Record<string, unknown>>): Typed =>
  Object.fromEntries(
    (endings[field.kind] ?? [whole]).map((ending) => {
      const found = data[inputId(field, ending)];
      return [ending, typeof found === "string" ? found : typeof found === "boolean" ? String(found) : undefined];
    }),
  );

export const shownAtFirst = ({ kind, initial }: Field, zone: string): Typed =>
  initial === undefined ? {} : rows[kind].show(initial, zone);
export const shownAgain = typedIn;

export const drawField = (field: Field, typed: Typed, title: (id: string) => string): readonly InputElement[] =>
  rows[field.kind].draw(field, inputId(field), typed, title);

export const readFields = (
  fields: readonly FieldRef[],
  data: Readonly<Record<string, unknown>>,
  reader: Reader,
): Inputs => Object.fromEntries(fields.map((field) => [field.id, rows[field.kind].read(typedIn(field, data), reader)]));
