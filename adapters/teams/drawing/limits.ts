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

export const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value), "utf8");
