/**
 * Text for a TextBlock, which reads a little markdown. What a person typed must show as typed: marks are escaped, and
 * nothing in it may become a date function or the mention of someone.
 */

/** `{{DATE(…)}}` and `<at>…</at>` are looked for everywhere, also where markdown is not: a space of no width breaks them. */
export const withoutFunctions = (text: string): string =>
  text.replaceAll("{{", "{\u200b{").replace(/<(?=\/?at\b)/gi, "<\u200b");

const marks = /[\\*_[\]~`<>]/g;
const entities = /&(?=#?\w+;)/g;
/** A list or a heading begins like this. */
const lineStarts = /^([^\S\r\n\u2028\u2029]*)([-+#]|\d+(?=[.)]))/gm;

export const escaped = (text: string): string =>
  withoutFunctions(text)
    .replace(marks, "\\$&")
    .replace(entities, "\\&")
    .replace(lineStarts, (_, space: string, start: string) =>
      /\d/.test(start) ? `${space}${start}\u200b` : `${space}\\${start}`,
    );

/** A single line break is no break in markdown. */
export const paragraphs = (text: string): string => text.replace(/\n+/g, "\n\n");
