import { type Instant, instant } from "../../../src/core/time.ts";
import { localZone } from "../world/cast.ts";

/** Moments as people say them, on this machine's clocks. */

const format = (options: Intl.DateTimeFormatOptions) => {
  const made = new Intl.DateTimeFormat("en-US", { ...options, timeZone: localZone() });
  return (at: Instant): string => made.format(at).replaceAll(" ", " ");
};

const time = format({ hour: "numeric", minute: "2-digit" });
const date = format({ month: "short", day: "numeric" });
const weekday = format({ weekday: "short", month: "short", day: "numeric" });
const longDate = format({ weekday: "long", month: "long", day: "numeric" });
const whole = format({ dateStyle: "full", timeStyle: "short" });
const dayKey = format({ year: "numeric", month: "2-digit", day: "2-digit" });

export const isSameDay = (a: Instant, b: Instant): boolean => dayKey(a) === dayKey(b);

/** Of a day that is never today: where the day is to be named. */
export const never: Instant = instant(0);

/** `today`, or the day. */
export const dayWords = (at: Instant, now: Instant): string => (isSameDay(at, now) ? "Today" : longDate(at));

const units = [
  { unit: "day", millis: 86_400_000 },
  { unit: "hour", millis: 3_600_000 },
  { unit: "minute", millis: 60_000 },
] as const;

/** `2 days 3 hours`, `12 minutes`; two units at most, rounded to the smaller. Under a minute it is `less than a minute`. */
export function lengthWords(millis: number): string {
  const length = Math.abs(millis);
  if (length < 60_000) return "less than a minute";
  const [day, hour, minute] = units;
  const smallest = length >= day.millis - hour.millis / 2 ? hour.millis : minute.millis;
  let left = Math.round(length / smallest) * smallest;
  const parts: string[] = [];
  for (const { unit, millis: size } of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
    if (parts.length === 2) break;
  }
  return parts.join(" ");
}

const words = {
  time: (at: Instant) => time(at),
  date: (at: Instant) => date(at),
  dateTime: (at: Instant, now: Instant) => (isSameDay(at, now) ? `today ${time(at)}` : `${weekday(at)}, ${time(at)}`),
  relative: (at: Instant, now: Instant) => (at > now ? `in ${lengthWords(at - now)}` : `${lengthWords(now - at)} ago`),
} as const;

export const momentWords = (at: Instant, as: keyof typeof words, now: Instant): string => words[as](at, now);

export const Moment = ({ at, as, now }: { at: Instant; as: keyof typeof words; now: Instant }) => (
  <time datetime={new Date(at).toISOString()} title={whole(at)}>
    {momentWords(at, as, now)}
  </time>
);
