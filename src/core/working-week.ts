import { minuteMillis } from "./local-time.ts";
import type { Protocol } from "./protocol.ts";

/** A stretch of work on the wall clock, in milliseconds after local midnight. */
export type Shift = { readonly from: number; readonly to: number };

const weekdays: readonly string[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const millisOfDay = (clockTime: string): number => {
  const [hours = "0", minutes = "0"] = clockTime.split(":");
  return (Number(hours) * 60 + Number(minutes)) * minuteMillis;
};

export const shift = (range: string): Shift => {
  const [from = "", to = ""] = range.split("-");
  return { from: millisOfDay(from), to: millisOfDay(to) };
};

/** In order, with ranges that touch or overlap made one. */
const tidy = (shifts: readonly Shift[]): Shift[] => {
  const tidied: Shift[] = [];
  for (const next of [...shifts].sort((a, b) => a.from - b.from)) {
    const last = tidied.at(-1);
    if (last && next.from <= last.to) tidied[tidied.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else tidied.push(next);
  }
  return tidied;
};

const daysNamed = (key: string): number[] => {
  const [first = "", last = first] = key.split("-");
  const from = weekdays.indexOf(first);
  const to = weekdays.indexOf(last);
  if (from < 0 || to < 0) return [];
  // `saturday-monday` goes round the end of the week.
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, step) => (from + step) % 7);
};

/**
 * The shifts of each weekday, Monday first. A day named alone replaces what a range of days says of it, so
 * `monday-friday` with `friday: ["09:00-13:00"]` means a short Friday.
 */
export const workingWeek = (hours: Protocol["hours"]): readonly (readonly Shift[])[] => {
  if (hours === "always") return weekdays.map(() => [{ from: 0, to: 24 * 60 * minuteMillis }]);
  const named = Object.entries(hours).flatMap(([key, ranges]) => (Array.isArray(ranges) ? [{ key, ranges }] : []));
  return weekdays.map((weekday, index) => {
    const alone = named.filter(({ key }) => key === weekday);
    const rows = alone.length > 0 ? alone : named.filter(({ key }) => daysNamed(key).includes(index));
    return tidy(rows.flatMap(({ ranges }) => ranges.map(shift)));
  });
};
