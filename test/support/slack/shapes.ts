/** JSON as it travels: nothing is known of a value until it was looked at. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const fieldsIn = (value: unknown): Fields => (isFields(value) ? value : {});
export const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const fieldsList = (value: unknown): readonly Fields[] => listIn(value).filter(isFields);
export const textIn = (value: unknown): string => (typeof value === "string" ? value : "");
export const optionalText = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** The `text` of a text object, or nothing. */
export const wordsOf = (textObject: unknown): string => textIn(fieldsIn(textObject).text);

export const parseJson = (text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } => {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
};
