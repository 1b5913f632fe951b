/** The HTML of a Teams message → the words people saw. */

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

const codePoint = (value: number): string =>
  Number.isInteger(value) && value > 0 && value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff)
    ? String.fromCodePoint(value)
    : "";

const entity = (whole: string, name: string): string => {
  if (name.startsWith("#x") || name.startsWith("#X")) return codePoint(Number.parseInt(name.slice(2), 16));
  if (name.startsWith("#")) return codePoint(Number.parseInt(name.slice(1), 10));
  return named[name.toLowerCase()] ?? whole;
};

/** What a tag leaves behind: a new line after what stands on lines of its own, nothing for the rest. */
const tag = (name: string, closing: boolean): string => {
  if (name === "br" || (closing && /^(p|div|li|tr|h[1-6]|blockquote|pre|ul|ol|table)$/.test(name))) return "\n";
  return name === "li" ? "• " : closing && /^(td|th)$/.test(name) ? " " : "";
};

/** Tags go first and entities after, so that an escaped tag stays the text it was. */
export const htmlToText = (html: string): string =>
  html
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/gi, (_, slash: string, name: string) =>
      tag(name.toLowerCase(), slash !== ""),
    )
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/&(#?\w{1,10});/g, entity)
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
