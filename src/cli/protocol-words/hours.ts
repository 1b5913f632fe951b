import type { Protocol } from "../../core/protocol.ts";
import { listed } from "../../views/words/rich.ts";
import { capital, countryName } from "./phrases.ts";

const dayWords = (key: string): string => key.split("-").map(capital).join(" to ");
const rangeWords = (ranges: readonly string[]): string =>
  ranges.length === 0 ? "off" : listed(ranges.map((range) => range.replace("-", "–")));

const holidayWords = (hours: Exclude<Protocol["hours"], "always">): string[] => {
  const { country, region, dates = [] } = hours.holidays ?? {};
  const place = country && `public holidays (${countryName(country)}${region ? `, ${region}` : ""})`;
  const off = [...(place ? [place] : []), ...dates];
  return off.length === 0 ? ["No holidays: clocks run on them too."] : [`Not on ${listed(off)}.`];
};

export const hoursLines = ({ hours, timezone }: Protocol): string[] => {
  if (hours === "always") return ["Round the clock, every day: working time is wall time."];
  const days = Object.entries(hours).flatMap(([key, ranges]) =>
    Array.isArray(ranges) ? [`${dayWords(key)}: ${rangeWords(ranges)}.`] : [],
  );
  return [...days, ...holidayWords(hours), `Clocks stop outside these hours (${timezone} time).`];
};

export const quietLines = ({ quietHours }: Protocol): string[] => {
  if (quietHours === "none") return ["None: people may be nudged directly at any time."];
  const [from, to] = quietHours.split("-");
  return [`Nobody is nudged directly from ${from} to ${to}, in each person's own time zone.`];
};
