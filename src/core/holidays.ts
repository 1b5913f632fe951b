import Holidays from "date-holidays";
import { dayMillis, type LocalDay } from "./local-time.ts";

/** Public holidays from the date-holidays tables: whole days only, a holiday that starts at noon is worked. */

export type HolidayPlace = { readonly country: string; readonly region?: string | undefined };

/** `BY`, `DE-BY` and `BY.A` (a region of a state) are all understood. */
const subdivisions = ({ country, region }: HolidayPlace): string[] =>
  (region ?? "")
    .toUpperCase()
    .split(/[-.\s]+/)
    .filter((part, index) => part !== "" && !(index === 0 && part === country.toUpperCase()));

const directory = new Holidays();

export const isHolidayCountry = (country: string): boolean => country.toUpperCase() in directory.getCountries();

/** Codes of the country's states, as date-holidays knows them; empty where it knows none. */
export const holidayRegions = (country: string): string[] =>
  Object.keys(directory.getStates(country.toUpperCase()) ?? {});

export const isHolidayRegion = (place: HolidayPlace & { region: string }): boolean => {
  const [state, region, ...more] = subdivisions(place);
  if (state === undefined || more.length > 0) return false;
  if (!holidayRegions(place.country).includes(state)) return false;
  return region === undefined || region in (directory.getRegions(place.country.toUpperCase(), state) ?? {});
};

export const localDay = (isoDate: string): LocalDay =>
  Math.floor(Date.parse(`${isoDate.slice(0, 10)}T00:00:00Z`) / dayMillis);
const yearOf = (day: LocalDay): number => new Date(day * dayMillis).getUTCFullYear();

const calendars = new Map<string, (day: LocalDay) => boolean>();

/** Is this day a public holiday there? One year of a country costs about 10 ms the first time, then nothing. */
export const publicHolidays = (place: HolidayPlace): ((day: LocalDay) => boolean) => {
  const parts = subdivisions(place);
  const key = [place.country.toUpperCase(), ...parts].join("-");
  const cached = calendars.get(key);
  if (cached) return cached;

  const [state, region] = parts;
  const table = new Holidays();
  if (state === undefined) table.init(place.country);
  else if (region === undefined) table.init(place.country, state);
  else table.init(place.country, state, region);

  const days = new Set<LocalDay>();
  const loaded = new Set<number>();
  const load = (year: number): void => {
    if (loaded.has(year)) return;
    loaded.add(year);
    for (const holiday of table.getHolidays(year) ?? []) {
      if (holiday.type !== "public") continue;
      const first = localDay(holiday.date);
      // A day is 23 hours long when clocks go forward; half a day (0.5) must not count as one.
      const length = Math.floor((holiday.end.getTime() - holiday.start.getTime()) / dayMillis + 0.1);
      for (let day = first; day < first + length; day += 1) days.add(day);
    }
  };

  const isHoliday = (day: LocalDay): boolean => {
    const year = yearOf(day);
    // Neighbors too: New Year's Day may be kept on December 31, and a long feast runs over the year's end.
    for (const near of [year - 1, year, year + 1]) load(near);
    return days.has(day);
  };
  calendars.set(key, isHoliday);
  return isHoliday;
};
