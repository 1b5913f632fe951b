import { IANAZone } from "luxon";
import { type Instant, instant, type Zone } from "./time.ts";

/** A calendar day somewhere, as days since 1970-01-01 on that place's own calendar. 0 was a Thursday. */
export type LocalDay = number;

export const dayMillis = 86_400_000;
export const minuteMillis = 60_000;
const daysRemembered = 8000;

/** What the wall clock and the calendar of one time zone show. Pure: time-zone rules only, never "now". */
export type LocalTime = {
  dayOf(at: Instant): LocalDay;
  /** Milliseconds on the wall clock since local midnight. */
  timeOfDay(at: Instant): number;
  /**
   * When the wall clock shows `millis` after midnight on `day`. A time the clock shows twice means the first; a time it
   * skips means the moment of the skip. So a later wall-clock time is never an earlier moment.
   */
  at(day: LocalDay, millis: number): Instant;
};

const known = new Map<Zone, LocalTime>();

export const isZone = (zone: string): boolean => IANAZone.isValidZone(zone);

/** @throws RangeError for a zone that isn't an IANA name. */
export const localTime = (name: Zone): LocalTime => {
  const cached = known.get(name);
  if (cached) return cached;
  if (!isZone(name)) throw new RangeError(`not a time zone: ${name}`);
  const zone = IANAZone.create(name);
  const lookUp = (at: number): number => Math.round(zone.offset(at) * minuteMillis);

  /** Offsets of whole UTC days; asking Intl costs about 8 µs and clocks ask often. NaN: it changes during that day. */
  const offsets = new Map<number, number>();
  const offset = (at: number): number => {
    const day = Math.floor(at / dayMillis);
    let whole = offsets.get(day);
    if (whole === undefined) {
      const [first, next] = [lookUp(day * dayMillis), lookUp((day + 1) * dayMillis)];
      whole = first === next ? first : Number.NaN;
      if (offsets.size >= daysRemembered) offsets.clear();
      offsets.set(day, whole);
    }
    return Number.isNaN(whole) ? lookUp(at) : whole;
  };
  const local = (at: number): number => at + offset(at);

  /** The first moment of the new offset, found by halving. */
  const changeBetween = (early: number, late: number): number => {
    const old = offset(early);
    let [last, first] = [early, late];
    while (first - last > 1) {
      const middle = Math.floor((last + first) / 2);
      if (offset(middle) === old) last = middle;
      else first = middle;
    }
    return first;
  };

  const made: LocalTime = {
    dayOf: (at) => Math.floor(local(at) / dayMillis),
    timeOfDay(at) {
      const shown = local(at);
      return shown - Math.floor(shown / dayMillis) * dayMillis;
    },
    at(day, millis) {
      const shown = day * dayMillis + millis;
      // Offsets lie between -12 and +14 hours, so these two are surely before and after the moment we look for.
      const before = offset(shown - dayMillis);
      const after = offset(shown + dayMillis);
      if (before === after) return instant(shown - before);
      const found = [shown - before, shown - after].find((moment) => local(moment) === shown);
      return instant(found ?? changeBetween(shown - after, shown - before));
    },
  };

  known.set(name, made);
  return made;
};
