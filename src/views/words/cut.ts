import { wellFormed } from "./well-formed.ts";

const ellipsis = "…";
/** How far back from the limit a cut may go to end at a word: further back would lose more than it tidies. */
const wordWindow = 40;
/** No character that people type is longer, in code units; what piles marks upon marks may be cut within. */
const longestCharacter = 64;

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The longest beginning within `max` code units (what platforms count) that ends between two characters as people see them. */
export function cutHard(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max <= 0) return "";
  const border = characters.segment(text.slice(0, max + longestCharacter)).containing(max)?.index ?? max;
  if (border > 0 && max - border <= longestCharacter) return text.slice(0, border);
  return text.slice(0, max).replace(/[\uD800-\uDBFF]$/, "");
}

/** The text within `max` code units. A cut ends at a word where one is near, with "…", and never inside a character. */
export const cut = (given: string, max: number): string => {
  const text = wellFormed(given);
  if (text.length <= max) return text;
  const whole = cutHard(text, max - ellipsis.length);
  const space = whole.search(/\s\S*$/);
  const kept = space > 0 && space >= whole.length - wordWindow ? whole.slice(0, space) : whole;
  return `${kept.trimEnd()}${ellipsis}`;
};
