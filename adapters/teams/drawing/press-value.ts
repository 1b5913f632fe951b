import { z } from "zod";
import { aboutSchema, type Form, type Press, pressSchema } from "../../../src/views/elements.ts";

/**
 * What our controls carry in their `data`, under one key of our own beside what people typed. `stamp` is new in every
 * rendering: a press that Teams sends again carries it again, even under another activity id, and a later press doesn't.
 */

const optionSchema = z.object({ id: z.string(), label: z.string() });
const spanSchema = z.union([z.string(), z.object({ bold: z.string() })]);

/** A form as it was drawn, without what was typed: Teams hands it back, so that it can be drawn again with its errors. */
const formSchema = z.object({
  id: z.string(),
  title: z.string(),
  submit: z.string(),
  about: aboutSchema,
  intro: z.array(z.union([z.object({ text: z.array(spanSchema) }), z.object({ heading: z.string() })])).exactOptional(),
  fields: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      kind: z.enum(["text", "longText", "person", "choice", "money", "dateTime", "email", "yesNo", "rating"]),
      optional: z.boolean(),
      hint: z.string().exactOptional(),
      options: z.array(optionSchema).exactOptional(),
      maxLength: z.number().exactOptional(),
    }),
  ),
});
export type CarriedForm = z.infer<typeof formSchema>;

const carriedSchema = z.union([
  z.object({ press: pressSchema, stamp: z.string() }),
  z.object({ form: formSchema, stamp: z.string() }),
  z.object({ open: z.literal("flag"), stamp: z.string() }),
]);
export type Carried = z.infer<typeof carriedSchema>;

export const ourKey = "amends";

type Data = { readonly [ourKey]: Carried };
export const carryPress = (press: Press, stamp: string): Data => ({ [ourKey]: { press, stamp } });
export const carryFlag = (stamp: string): Data => ({ [ourKey]: { open: "flag", stamp } });

/** Only words are carried of an introduction: they are all that forms say there. */
export const carryForm = (form: Form, stamp: string): Data => {
  const intro = form.intro?.flatMap((block): NonNullable<CarriedForm["intro"]> => {
    if ("heading" in block) return [block];
    if ("quote" in block) return [{ text: [block.quote] }];
    return "text" in block ? [{ text: block.text.filter((span) => typeof span === "string" || "bold" in span) }] : [];
  });
  const { id, title, submit, about } = form;
  const fields = form.fields.map(({ initial: _typed, options, ...field }) => ({
    ...field,
    ...(options ? { options: [...options] } : {}),
  }));
  return { [ourKey]: { form: { id, title, submit, about, fields, ...(intro ? { intro } : {}) }, stamp } };
};

const dataSchema = z.object({ [ourKey]: carriedSchema });

/** @returns nothing when the data isn't ours, or of a version we no longer understand. */
export const carriedIn = (data: unknown): Carried | undefined => dataSchema.safeParse(data).data?.[ourKey];
