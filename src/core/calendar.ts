import { DateTime } from "luxon";
import { localDay, publicHolidays } from "./holidays.ts";
import { type LocalDay, localTime } from "./local-time.ts";
import { type Length, type Protocol, wallMillis } from "./protocol.ts";
import { type Duration, duration, type Instant, instant } from "./time.ts";
import { workingWeek } from "./working-week.ts";

/** The organization's working time. All of it is exact across daylight-saving changes, and none of it knows "now". */
export type Calendar = {
  /** A working range includes its first moment and not its last. */
  isWorking(at: Instant): boolean;
  /** The same moment if it is working time, else the next start of work. */
  nextWorking(at: Instant): Instant;
  /**
   * `s`, `m`, `h`: that much working time, summed over working ranges; may end exactly as a range ends.
   * `d`: the same local time on the n-th following working day; a start outside working time counts from the next
   * working moment. `w`: the same local time n weeks later. Both move forward into working time. `y`: wall years.
   */
  addWorking(start: Instant, length: Length): Instant;
  /** Working milliseconds from `start` on, as `h` counts them. */
  addWorkingTime(start: Instant, time: Duration): Instant;
  /** Working milliseconds between the two; 0 when `to` is not after `from`. */
  workingBetween(from: Instant, to: Instant): Duration;
};

type Range = { readonly from: Instant; readonly to: Instant };

/** How far any search goes: ten years. Nothing sensible is longer, and it makes every search end. */
const horizonDays = 3660;
const mostYears = 1000;
const daysRemembered = 2 * horizonDays;

const createCalendar = (protocol: Protocol): Calendar => {
  const local = localTime(protocol.timezone);
  const week = workingWeek(protocol.hours);
  const holidays = protocol.hours === "always" ? undefined : protocol.hours.holidays;
  const ownDates = new Set(holidays?.dates.map(localDay));
  const isPublicHoliday = holidays?.country
    ? publicHolidays({ country: holidays.country, region: holidays.region })
    : () => false;

  const rangesOf = (day: LocalDay): readonly Range[] => {
    const shifts = week[(((day + 3) % 7) + 7) % 7] ?? []; // day 0 was a Thursday; the week starts on Monday
    if (shifts.length === 0 || ownDates.has(day) || isPublicHoliday(day)) return [];
    return shifts
      .map((shift) => ({ from: local.at(day, shift.from), to: local.at(day, shift.to) }))
      .filter(({ from, to }) => from < to); // a shift inside the hour that is skipped in spring isn't worked
  };

  const remembered = new Map<LocalDay, readonly Range[]>();
  const rangesOn = (day: LocalDay): readonly Range[] => {
    const known = remembered.get(day);
    if (known) return known;
    if (remembered.size >= daysRemembered) remembered.clear();
    const ranges = rangesOf(day);
    remembered.set(day, ranges);
    return ranges;
  };

  /** One day early: yesterday's last range may end at this very midnight, or clocks may be set back across it. */
  const firstDay = (at: Instant): LocalDay => local.dayOf(at) - 1;

  const nextWorking = (at: Instant): Instant => {
    const first = firstDay(at);
    for (let day = first; day < first + horizonDays; day += 1) {
      for (const range of rangesOn(day)) if (range.to > at) return range.from > at ? range.from : at;
    }
    return at;
  };

  const addWorkingTime = (start: Instant, time: Duration): Instant => {
    let left: number = time;
    const first = firstDay(start);
    for (let day = first; day < first + horizonDays; day += 1) {
      for (const range of rangesOn(day)) {
        if (range.to < start) continue;
        const from = Math.max(range.from, start);
        if (left <= range.to - from) return instant(from + left);
        left -= range.to - from;
      }
    }
    return nextWorking(local.at(first + horizonDays, 0));
  };

  const addDays = (start: Instant, amount: number): Instant => {
    const from = nextWorking(start);
    if (amount === 0) return from;
    const first = local.dayOf(from);
    let day = first;
    for (let left = amount; left > 0 && day < first + horizonDays; ) {
      day += 1;
      if (rangesOn(day).length > 0) left -= 1;
    }
    return nextWorking(local.at(day, local.timeOfDay(from)));
  };

  const addWeeks = (start: Instant, amount: number): Instant => {
    if (amount === 0) return nextWorking(start);
    const days = 7 * Math.min(amount, Math.floor(horizonDays / 7));
    return nextWorking(local.at(local.dayOf(start) + days, local.timeOfDay(start)));
  };

  const addYears = (start: Instant, amount: number): Instant =>
    instant(
      DateTime.fromMillis(start, { zone: protocol.timezone })
        .plus({ years: Math.min(amount, mostYears) })
        .toMillis(),
    );

  const addTime = (start: Instant, length: Length): Instant => addWorkingTime(start, wallMillis(length));
  const byUnit: Record<Length["unit"], (start: Instant, length: Length) => Instant> = {
    s: addTime,
    m: addTime,
    h: addTime,
    d: (start, { amount }) => addDays(start, amount),
    w: (start, { amount }) => addWeeks(start, amount),
    y: (start, { amount }) => addYears(start, amount),
  };

  return {
    isWorking: (at) =>
      [0, 1, 2].some((ahead) => rangesOn(firstDay(at) + ahead).some(({ from, to }) => from <= at && at < to)),
    nextWorking,
    addWorking: (start, length) => byUnit[length.unit](start, length),
    addWorkingTime,
    workingBetween(from, to) {
      let total = 0;
      const first = firstDay(from);
      const last = Math.min(local.dayOf(to) + 1, first + horizonDays);
      for (let day = first; day <= last; day += 1) {
        for (const range of rangesOn(day)) total += Math.max(0, Math.min(range.to, to) - Math.max(range.from, from));
      }
      return duration(total);
    },
  };
};

const calendars = new WeakMap<Protocol, Calendar>();

/** One calendar per protocol object: what it learns of days and holidays is kept as long as the protocol is. */
export const calendarOf = (protocol: Protocol): Calendar => {
  const known = calendars.get(protocol);
  if (known) return known;
  const made = createCalendar(protocol);
  calendars.set(protocol, made);
  return made;
};
