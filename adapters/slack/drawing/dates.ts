import type { Instant } from "../../../src/core/time.ts";

/** Slack's own date tokens, shown in the reader's zone and language. */
const formats = {
  time: "{time}",
  date: "{date_short_pretty}",
  dateTime: "{date_short_pretty} at {time}",
  relative: "{ago}",
} as const;

export const dateFormat = (as: keyof typeof formats): string => formats[as];

/** For clients that can't show Slack's token: `2026-03-02 15:04 UTC`. */
export const utcWords = (at: Instant): string => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
