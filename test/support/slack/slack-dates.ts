import type { Reader } from "./mrkdwn.ts";

const en = (options: Intl.DateTimeFormatOptions) => (at: Date, zone: string) =>
  new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone }).format(at);

const day = { month: "long", day: "numeric" } as const;
const short = { month: "short", day: "numeric", year: "numeric" } as const;
const long = { weekday: "long", ...day, year: "numeric" } as const;

/** Slack's date tokens, one row each. "Pretty" ones say today, yesterday or tomorrow where they can. */
const formats: Readonly<Record<string, { show: (at: Date, zone: string) => string; pretty?: boolean }>> = {
  date_num: { show: (at, zone) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at) },
  date_slash: { show: en({ dateStyle: "short" }) },
  date: { show: en(day) },
  date_pretty: { show: en(day), pretty: true },
  date_short: { show: en(short) },
  date_short_pretty: { show: en(short), pretty: true },
  date_long: { show: en(long) },
  date_long_pretty: { show: en(long), pretty: true },
  date_long_full: { show: en({ ...day, year: "numeric" }) },
  day_divider_pretty: { show: en(long), pretty: true },
  time: { show: en({ hour: "numeric", minute: "2-digit" }) },
  time_secs: { show: en({ hour: "numeric", minute: "2-digit", second: "2-digit" }) },
};

const dayNumber = (millis: number, zone: string): number =>
  Date.parse(new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(millis)) / 86_400_000;
const near: Readonly<Record<number, string>> = { [-1]: "yesterday", 0: "today", 1: "tomorrow" };

const steps = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;
const ago = (millis: number, now: number): string => {
  const gap = now - millis;
  const [unit, size] = steps.find(([, length]) => Math.abs(gap) >= length) ?? (["minute", 60_000] as const);
  const count = Math.floor(Math.abs(gap) / size);
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return gap >= 0 ? `${words} ago` : `in ${words}`;
};

/** A date format filled in for one reader; nothing when a token is unknown, and Slack then shows the fallback. */
export const wordsInZone = (seconds: number, format: string, reader: Reader): string | undefined => {
  const at = new Date(seconds * 1000);
  let known = true;
  const words = format.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (name === "ago") return ago(at.getTime(), reader.now);
    const row = formats[name];
    if (!row) known = false;
    const distance = dayNumber(at.getTime(), reader.zone) - dayNumber(reader.now, reader.zone);
    return (row?.pretty ? near[distance] : undefined) ?? row?.show(at, reader.zone) ?? "";
  });
  // Newer ICU puts a narrow space before AM and PM; tests should not have to know.
  return known ? words.replaceAll("\u202f", " ") : undefined;
};
