import { wellFormed } from "./well-formed.ts";

const ellipsis = "…";
/** How far back from the limit a cut may go to end at a word: further back would lose more than it tidies. */
const wordWindow = 40;

/** The text within `max` code units. A cut ends at a word where one is near, with "…", and never inside a character. */
export const cut = (given: string, max: number): string => {
  const text = wellFormed(given);
  if (text.length <= max) return text;
  const hard = text.slice(0, max - ellipsis.length);
  const whole = /[\uD800-\uDBFF]$/.test(hard) ? hard.slice(0, -1) : hard;
  const space = whole.search(/\s\S*$/);
  const kept = space > 0 && space >= whole.length - wordWindow ? whole.slice(0, space) : whole;
  return `${kept.trimEnd()}${ellipsis}`;
};
