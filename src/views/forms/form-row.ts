import type { Command } from "../../core/commands.ts";
import { defined } from "../../core/defined.ts";
import type { About, Block, Field, FieldErrors, FieldKind, Form, FormId, Input, Inputs, Option } from "../elements.ts";
import type { FormContext } from "./form-context.ts";
import { type KindValue, kinds, maxLengths, type Read } from "./kinds.ts";

/** One field: the row draws it, reads it back, and types its value in `toCommand`. Required unless it says otherwise. */
export type FieldRow = {
  readonly kind: FieldKind;
  readonly label: string;
  readonly optional?: true;
  readonly hint?: string | ((ctx: FormContext) => string | undefined);
  readonly initial?: (ctx: FormContext) => Input | undefined;
  readonly options?: (ctx: FormContext) => readonly Option[];
  readonly maxLength?: number;
  /** Not asked where it makes no sense; its value is absent then. */
  readonly when?: (ctx: FormContext) => boolean;
};
export type FieldRows = Readonly<Record<string, FieldRow>>;

type MayBeAbsent = { readonly optional: true } | { readonly when: (ctx: FormContext) => boolean };
export type Values<F extends FieldRows> = {
  readonly [Id in keyof F]: F[Id] extends MayBeAbsent ? KindValue[F[Id]["kind"]] | undefined : KindValue[F[Id]["kind"]];
};

/** What only the values together show to be wrong, said under one of the form's own fields. */
type ToCorrect<F extends FieldRows> = { readonly field: keyof F & string; readonly error: string };

export type Made = { readonly command: Command } | { readonly errors: FieldErrors };

type FormSpec<F extends FieldRows> = {
  /** It is about no case yet: what it gives opens one. */
  readonly opensCase?: true;
  /** By the customer of the case; every other form by our own people. */
  readonly byCustomer?: true;
  readonly title: string;
  readonly submit: string;
  readonly intro?: (ctx: FormContext) => readonly Block[];
  readonly fields: F;
  readonly toCommand: (values: Values<F>, ctx: FormContext) => Command | ToCorrect<F>;
};

export type FormRow<F extends FieldRows = FieldRows> = {
  readonly fields: F;
  readonly opensCase: boolean;
  readonly byCustomer: boolean;
  readonly draw: (id: FormId, ctx: FormContext) => Form;
  readonly read: (inputs: Inputs, ctx: FormContext) => Made;
};

/** Makes a form of its table of fields: both directions from the same rows. */
export function defineForm<const F extends FieldRows>(spec: FormSpec<F>): FormRow<F> {
  const asked = (ctx: FormContext) =>
    Object.entries<FieldRow>(spec.fields).filter(([, row]) => row.when?.(ctx) ?? true);
  return {
    fields: spec.fields,
    opensCase: spec.opensCase ?? false,
    byCustomer: spec.byCustomer ?? false,
    draw: (id, ctx) => {
      const intro = spec.intro?.(ctx) ?? [];
      return {
        id,
        title: spec.title,
        submit: spec.submit,
        about: aboutOf(ctx),
        ...(intro.length > 0 ? { intro } : {}),
        fields: asked(ctx).map(([fieldId, row]) => drawField(fieldId, row, ctx)),
      };
    },
    read: (inputs, ctx) => {
      // Also what is no longer asked but was answered: the same form sent twice must read the same both times.
      const answered = Object.entries<FieldRow>(spec.fields).filter(
        ([id, row]) => inputs[id] !== undefined || (row.when?.(ctx) ?? true),
      );
      const read = answered.map(([id, row]) => [id, readField(row, inputs[id], ctx)] as const);
      const errors = Object.fromEntries(read.flatMap(([id, field]) => ("error" in field ? [[id, field.error]] : [])));
      if (Object.keys(errors).length > 0) return { errors };
      const values = Object.fromEntries(read.flatMap(([id, field]) => ("value" in field ? [[id, field.value]] : [])));
      const made = spec.toCommand(values as Values<F>, ctx); // each value was read by its row's own kind, above
      return "type" in made ? { command: made } : { errors: { [made.field]: made.error } };
    },
  };
}

const aboutOf = ({ kase, of, place, message }: FormContext): About =>
  defined({ case: kase?.id, of: of ?? (message ? flaggedMessage : undefined), place });

/** What a form about a flagged message carries, so that its reader knows that there was one. */
export const flaggedMessage = "message";

function drawField(id: string, row: FieldRow, ctx: FormContext): Field {
  const { kind, label, optional = false } = row;
  const hint = typeof row.hint === "function" ? row.hint(ctx) : row.hint;
  const maxLength = row.maxLength ?? maxLengths[kind];
  return {
    id,
    kind,
    label,
    optional,
    ...defined({ hint, initial: row.initial?.(ctx), options: row.options?.(ctx), maxLength }),
  };
}

function readField(row: FieldRow, input: Input | undefined, ctx: FormContext): Read<unknown> {
  const maxLength = row.maxLength ?? maxLengths[row.kind] ?? Number.POSITIVE_INFINITY;
  const read = kinds[row.kind](input ?? "", {
    options: row.options?.(ctx) ?? [],
    maxLength,
    currency: ctx.protocol.currency,
    locale: ctx.protocol.locale,
  });
  const missing = "value" in read && read.value === undefined && !row.optional;
  return missing ? { error: missingWords[row.kind] } : read;
}

const missingWords: Record<FieldKind, string> = {
  text: "Please fill this in.",
  longText: "Please write a few words.",
  email: "Please write an email address.",
  person: "Please choose a person.",
  choice: "Please choose one.",
  money: "Please write an amount.",
  dateTime: "Please choose a date and a time.",
  yesNo: "Please choose yes or no.",
  rating: "Please choose an answer from 1 to 5.",
};
