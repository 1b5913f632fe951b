import type { Instant } from "./time.ts";

/**
 * What a timer is for. In the database, the log and the names of messages it is a word such as `approve:R1:breach`: those words
 * are written and read here, and nowhere else.
 */

/** The clocks that nudge. The last three are of one remedy or promise, whose id is `of`. */
export const clockKinds = ["acknowledge", "resolve", "update", "approve", "deliver", "promise"] as const;
export type ClockKind = (typeof clockKinds)[number];
export type ClockRef = { readonly clock: ClockKind; readonly of: string };

/** What the clock does by itself. */
export const appointments = ["snooze:end", "survey:send", "survey:remind", "survey:expire"] as const;
export type Appointment = (typeof appointments)[number];

export type Nudge = ClockRef & { readonly stage: "warning" | "breach" };
export type TimerRef = Nudge | { readonly appointment: Appointment };

/** When the clock must look at the case again. */
export type Timer = { readonly key: string; readonly dueAt: Instant };

export const timerKey = (timer: TimerRef): string =>
  "appointment" in timer
    ? timer.appointment
    : [timer.clock, ...(timer.of === "" ? [] : [timer.of]), timer.stage].join(":");

/** What timers are counted by: the clock's name, `survey` or `snooze`. */
export const timerFamily = (key: string): string => key.split(":")[0] ?? key;

/** Undefined for a key that is none of ours, such as one of another release. */
export function parseTimerKey(key: string): TimerRef | undefined {
  const appointment = appointments.find((each) => each === key);
  if (appointment) return { appointment };
  const [kind, ...rest] = key.split(":");
  const clock = clockKinds.find((each) => each === kind);
  const stage = rest.at(-1);
  if (!clock || (stage !== "warning" && stage !== "breach")) return undefined;
  return { clock, of: rest.slice(0, -1).join(":"), stage };
}
