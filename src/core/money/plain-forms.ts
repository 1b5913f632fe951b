/**
 * What people type, and what `Intl` prints, in the plainest characters that mean the same: digits of every script, full-width
 * forms, every kind of space, apostrophe, minus and invisible mark.
 */
export const plainForms = (text: string): string =>
  text
    .replace(invisible, "")
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)))
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\uff04|\ufe69/g, "$")
    .replace(/\uffe5/g, "¥")
    .replace(/\uffe1/g, "£")
    .replace(/\uffe6/g, "₩")
    .replace(/[’‘ʼ´`′٬]/g, "'")
    .replace(/[،⹁]/g, ",")
    .replace(/[−–—―‐‑﹣]/g, "-")
    .replace(/\s+/g, " ")
    .trim();

/** Format characters (bidi marks and isolates, zero-width ones, soft hyphens) and variation selectors. */
const invisible = /\p{Cf}|[\ufe00-\ufe0f]/gu;

const isDigit = (codePoint: number): boolean => /^\p{Nd}$/u.test(String.fromCodePoint(codePoint));

/** Unicode has decimal digits in runs of ten, from zero to nine; some runs follow one another at once. */
const digitValue = (codePoint: number): number => {
  if (codePoint < 0x80) return codePoint - 0x30;
  let before = 0;
  while (isDigit(codePoint - before - 1)) before += 1;
  return before % 10;
};
