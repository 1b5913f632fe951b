export type DecimalMark = "." | "," | "$";

const remembered = new Map<string, DecimalMark>();

/**
 * What stands before the decimals where amounts are written with western digits in this locale (`$` in Cape Verde: `12$50`).
 * The answer never changes for a locale, and asking costs a tenth of a millisecond, so it is remembered.
 * @throws RangeError when `locale` is not a BCP 47 tag.
 */
export const decimalMarkOf = (locale = "en-US"): DecimalMark => {
  const known = remembered.get(locale);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, { style: "currency", currency: "USD", numberingSystem: "latn" });
  const written = format.formatToParts(0.5).find(({ type }) => type === "decimal")?.value;
  const mark = written === "," || written === "$" ? written : ".";
  remembered.set(locale, mark);
  return mark;
};
