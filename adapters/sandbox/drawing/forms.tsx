import { z } from "zod";
import { personRefSchema } from "../../../src/core/people.ts";
import { instantSchema } from "../../../src/core/time.ts";
import {
  aboutSchema,
  type Block,
  type Field,
  type FieldErrors,
  type Form,
  type Inputs,
} from "../../../src/views/elements.ts";
import type { Reader } from "../world/reader.ts";
import { Dialog } from "./dialog.tsx";
import { fieldRows } from "./form-fields.tsx";
import { Blocks } from "./render.tsx";

/**
 * Neutral form → dialog, and what was typed back. The form travels with the dialog, so that the server keeps nothing of a
 * form that is open somewhere and can draw it again, with what was typed and what to correct, also after a restart.
 */

const inputSchema = z.union([z.string(), z.boolean(), personRefSchema, z.object({ at: instantSchema })]);
const optionSchema = z.object({ id: z.string(), label: z.string() });
const fieldSchema = z.object({
  id: z.string().regex(/^\w+$/),
  label: z.string(),
  kind: z.enum(["text", "longText", "person", "choice", "money", "dateTime", "email", "yesNo", "rating"]),
  optional: z.boolean(),
  hint: z.string().exactOptional(),
  initial: inputSchema.exactOptional(),
  options: z.array(optionSchema).exactOptional(),
  maxLength: z.int().exactOptional(),
});
/** What it says besides its fields is only drawn again, to the very person who sent it. */
const blockSchema = z.custom<Block>((value) => typeof value === "object" && value !== null);
export const formSchema = z.object({
  id: z.string(),
  title: z.string(),
  submit: z.string(),
  about: aboutSchema,
  intro: z.array(blockSchema).exactOptional(),
  fields: z.array(fieldSchema),
});

export const fieldName = (id: string): string => `field.${id}`;

/** Where the dialog was opened, for words that answer it. */
export type Here = { readonly channel?: string | undefined; readonly thread?: string | undefined };

type Parts = {
  readonly form: Form;
  readonly here: Here;
  /** The same for as long as this dialog is open: sending it twice is one request. */
  readonly request: string;
  readonly reader: Reader;
  readonly errors?: FieldErrors;
};

export function FormDialog({ form, here, request, reader, errors = {} }: Parts) {
  const { title, submit, intro = [], fields } = form;
  const known = new Set(fields.map(({ id }) => id));
  const others = Object.entries(errors).flatMap(([id, words]) => (known.has(id) ? [] : [words]));
  const focused = fields.find(({ id }) => errors[id] !== undefined) ?? fields[0];
  return (
    <Dialog title={title}>
      <form hx-post={`${reader.base}/submit`} hx-disabled-elt="find .primary" novalidate>
        <input type="hidden" name="form" value={JSON.stringify(form)} />
        <input type="hidden" name="request" value={request} />
        {here.channel ? <input type="hidden" name="channel" value={here.channel} /> : null}
        {here.thread ? <input type="hidden" name="thread" value={here.thread} /> : null}
        <div class="dialog-body">
          {intro.length > 0 ? (
            <div class="intro">
              <Blocks blocks={intro} reader={reader} />
            </div>
          ) : null}
          {others.length > 0 ? (
            <p class="error" role="alert">
              {others.join(" ")}
            </p>
          ) : null}
          {fields.map((field) => (
            <FieldView key={field.id} field={field} error={errors[field.id]} focus={field === focused} />
          ))}
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" data-closes-dialog>
            Cancel
          </button>
          <button type="submit" class="button primary">
            {submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function FieldView({ field, error, focus }: { field: Field; error: string | undefined; focus: boolean }) {
  const id = `field-${field.id}`;
  const hintId = field.hint ? `${id}-hint` : undefined;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const row = fieldRows[field.kind];
  const describedBy = [errorId, hintId].filter(Boolean).join(" ") || undefined;
  const drawn = {
    name: fieldName(field.id),
    id,
    value: field.initial,
    invalid: error !== undefined,
    describedBy,
    focus,
  };
  const label = (
    <>
      {field.label}
      {field.optional ? <span class="optional">optional</span> : null}
    </>
  );
  const rest = (
    <>
      {row.draw(field, drawn)}
      {error === undefined ? null : (
        <p class="error" id={errorId}>
          {error}
        </p>
      )}
      {field.hint ? (
        <p class="hint" id={hintId}>
          {field.hint}
        </p>
      ) : null}
    </>
  );
  return row.grouped(field) ? (
    <fieldset class="field" aria-describedby={describedBy}>
      <legend>{label}</legend>
      {rest}
    </fieldset>
  ) : (
    <div class="field">
      <label for={id}>{label}</label>
      {rest}
    </div>
  );
}

type Sent = Readonly<Record<string, unknown>>;

/** What was typed, by field; empty is absent. */
export const toInputs = (form: Form, sent: Sent, workspace: string): Inputs =>
  Object.fromEntries(
    form.fields.map(({ id, kind }) => {
      const text = sent[fieldName(id)];
      return [id, typeof text === "string" ? fieldRows[kind].read(text, workspace) : undefined];
    }),
  );
