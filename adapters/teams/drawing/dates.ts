import { DateTime } from "luxon";
import { type Instant, instant } from "../../../src/core/time.ts";

/** Adaptive Cards' own date functions, shown in the reader's zone and language. They have no relative form. */

const stamp = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
const date = (at: Instant): string => `{{DATE(${stamp(at)}, SHORT)}}`;
const time = (at: Instant): string => `{{TIME(${stamp(at)})}}`;

const draws = {
  time,
  date,
  dateTime: (at: Instant): string => `${date(at)} ${time(at)}`,
  relative: (at: Instant): string => `${date(at)} ${time(at)}`,
} as const;

export const dateWords = (at: Instant, as: keyof typeof draws): string => draws[as](at);

/** For places without those functions, such as a notification: `2026-03-02 15:04 UTC`. */
export const utcWords = (at: Instant): string => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** What the two inputs of a moment show in this zone. */
export const toInputs = (at: Instant, zone: string): { readonly date: string; readonly time: string } => {
  const local = DateTime.fromMillis(at, { zone });
  return { date: local.toFormat("yyyy-MM-dd"), time: local.toFormat("HH:mm") };
};

/** The moment that a date and a time name in this zone; nothing for one that can't be read. */
export const fromInputs = (day: string, clock: string, zone: string): Instant | undefined => {
  const local = DateTime.fromISO(`${day}T${clock}`, { zone });
  return local.isValid ? instant(local.toMillis()) : undefined;
};

export const isZone = (zone: string | undefined): zone is string =>
  zone !== undefined && DateTime.local({ zone }).isValid;
