import { isZone, localTime } from "./local-time.ts";
import type { Protocol } from "./protocol.ts";
import type { Instant } from "./time.ts";
import { shift } from "./working-week.ts";

/**
 * When a person may not be nudged directly, in the person's own zone. Without a zone, or with one nobody knows, the
 * protocol's own is used. Quiet hours that start when they end (`20:00-20:00`) are none: else nobody would ever hear.
 */
export const quietUntil = (protocol: Protocol, zone: string | undefined, at: Instant): Instant => {
  if (protocol.quietHours === "none") return at;
  const { from, to } = shift(protocol.quietHours);
  const local = localTime(zone !== undefined && isZone(zone) ? zone : protocol.timezone);
  const today = local.dayOf(at);
  let over = at;
  // Yesterday's may still last, or the one before it where clocks were set back across midnight. One night's quiet can run
  // into the next where the clock skips the time between them.
  for (let day = today - 2; day <= today + 2; day += 1) {
    const starts = local.at(day, from);
    const ends = local.at(to >= from ? day : day + 1, to);
    if (starts <= over && over < ends) over = ends;
  }
  return over;
};

export const isQuiet = (protocol: Protocol, zone: string | undefined, at: Instant): boolean =>
  quietUntil(protocol, zone, at) > at;
