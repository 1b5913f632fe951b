/**
 * What Teams refuses or draws badly, all in one place.
 * Source: learn.microsoft.com/microsoftteams/platform (cards reference, dialogs) and shared/platforms.md.
 */
export const limits = {
  /** Bytes of UTF-8. Teams refuses a message of 80 KB and more; the rest of the message needs some room too. */
  cardBytes: 70_000,
  /** Characters in one text before it is cut. */
  text: 3000,
  /** A text of more lines than these is joined up: each line is an element of its own. */
  lines: 40,
  /** More in one row are moved away by the client. */
  buttonsInRow: 6,
  buttonText: 75,
  /** More than this is cut off by a phone. */
  buttonOnPhone: 30,
  tooltip: 150,
  dialogTitle: 64,
  input: 3000,
  fallback: 1000,
  url: 3000,
} as const;

const ellipsis = "…";
/** How far back from the limit a cut may go to end at a word: further back would lose more than it tidies. */
const wordWindow = 40;

/** The text within `max` code units. A cut ends at a word where one is near, with "…", and never inside a character. */
export const cut = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const hard = text.slice(0, max - ellipsis.length);
  const whole = /[\uD800-\uDBFF]$/.test(hard) ? hard.slice(0, -1) : hard;
  const space = whole.search(/\s\S*$/);
  const kept = space > 0 && space >= whole.length - wordWindow ? whole.slice(0, space) : whole;
  return `${kept.trimEnd()}${ellipsis}`;
};

export const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value), "utf8");
