import type { DecimalMark } from "./locale-mark.ts";

/**
 * Reads the digits of an amount as people group them: `1,234.50`, `1.234,50`, `1 234,50`, `1'234.50`, `1,23,456`.
 *
 * Which of comma and point is the decimal mark follows from the text alone wherever it can:
 * - both present: the last one is, and it stands once
 * - one of them, more than once: it groups thousands
 * - one of them, once, beside spaces or apostrophes: it is the decimal mark, since those group the thousands
 * - one of them, once, and exactly three digits after it (`1,234`, `1.234`): it groups thousands in a currency with fewer
 *   than three decimals; in one with three or more (KWD, BHD …) it is the decimal mark if the locale in which we write
 *   amounts has it so (our own `25.500` must read back), else nobody can tell and it is "ambiguous". `0.500` and
 *   `1234.500` can't be groups, so there it is the decimal mark
 * - else it is the decimal mark
 *
 * The Arabic decimal separator (`٫`) is nothing else in any locale.
 */
export type Digits = { whole: string; fraction: string };

const grouped = /^\d{1,3}(?:([ ',.])\d{3}(?:\1\d{3})*)?$/;
/** The Indian way: the last three digits, before them groups of two. */
const lakhs = /^\d{1,2}([,'])\d\d(?:\1\d\d)*\1\d{3}$/;
const plain = /^\d+$/;

const isWhole = (text: string): boolean => plain.test(text) || grouped.test(text) || lakhs.test(text);
const marks = (text: string, mark: string): number => text.split(mark).length - 1;

type Mark = DecimalMark | "٫";

const decimalMark = (body: string, decimals: number, usual: DecimalMark): Mark | "none" | "ambiguous" => {
  if (body.includes("٫")) return "٫";
  if (usual === "$" && body.includes("$")) return "$";
  const points = marks(body, ".");
  const commas = marks(body, ",");
  if (points > 0 && commas > 0) return body.lastIndexOf(".") > body.lastIndexOf(",") ? "." : ",";
  if (points + commas !== 1) return "none";
  const mark = points === 1 ? "." : ",";
  const mayGroup = grouped.test(body) && !body.startsWith("0");
  if (!mayGroup) return mark;
  if (decimals < 3) return "none";
  return mark === usual ? mark : "ambiguous";
};

/**
 * @param body starts and ends as a number does
 * @param usual the decimal mark of the locale in which amounts are written
 * @returns the digits without separators, or why the text is not one number
 */
export const readDecimal = (
  body: string,
  decimals: number,
  usual: DecimalMark,
): Digits | "not-an-amount" | "ambiguous" => {
  const mark = decimalMark(body, decimals, usual);
  if (mark === "ambiguous") return "ambiguous";
  const at = mark === "none" ? -1 : body.lastIndexOf(mark);
  const whole = at < 0 ? body : body.slice(0, at);
  const fraction = at < 0 ? "" : body.slice(at + 1);
  const wholeIsFine = isWhole(whole) && (mark === "none" || !whole.includes(mark));
  if (!wholeIsFine || (at >= 0 && !plain.test(fraction))) return "not-an-amount";
  return { whole: whole.replace(/[^\d]/g, ""), fraction };
};
