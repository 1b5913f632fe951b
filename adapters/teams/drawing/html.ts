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

/** Without what stands between an opening and its closing; one that is never closed stays. Each letter is read once. */
function without(text: string, opening: RegExp, closing: RegExp): string {
  const kept: string[] = [];
  let from = 0;
  for (const { index, 0: opened } of text.matchAll(opening)) {
    if (index < from) continue;
    closing.lastIndex = index + opened.length;
    if (!closing.test(text)) break;
    kept.push(text.slice(from, index));
    from = closing.lastIndex;
  }
  return kept.join("") + text.slice(from);
}

/** What is between these is no words. */
const unseen = [
  [/<script\b[^<>]*>/gi, /<\/script\s*>/gi],
  [/<style\b[^<>]*>/gi, /<\/style\s*>/gi],
] as const;

/** Microsoft's own messages have 28 KB at most. */
const longest = 100_000;

/** Tags go first and entities after, so that an escaped tag stays the text it was. */
export const htmlToText = (html: string): string => {
  const bare = unseen.reduce((text, [opening, closing]) => without(text, opening, closing), html.slice(0, longest));
  const untagged = bare.replace(/<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/gi, (_, slash: string, name: string) =>
    tag(name.toLowerCase(), slash !== ""),
  );
  return without(untagged, /<!--/g, /-->/g)
    .replace(/&(#?\w{1,10});/g, entity)
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
};
