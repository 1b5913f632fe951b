import { calendarOf } from "./calendar.ts";
import type { Clock } from "./case.ts";
import { type Length, type Protocol, type Severity, wallMillis } from "./protocol.ts";
import { type Duration, duration, type Instant, instant } from "./time.ts";

/** When things are due. A clock is worked out once, when it starts: a promise made isn't rewritten by a new protocol. */

export { type Calendar, calendarOf } from "./calendar.ts";
export { isQuiet, quietUntil } from "./quiet-hours.ts";

/** A thousand years: what keeps an absurd length a moment that can be written down. */
const longest = duration(1000 * 365 * 86_400_000);

const clamp = (low: Instant, at: Instant, high: Instant): Instant => instant(Math.min(Math.max(low, at), high));

const beforeWarning = (protocol: Protocol, whole: Duration): Duration =>
  duration(Math.round(whole * (1 - protocol.nudges.warnBefore)));

/**
 * A clock from `start`. Its warning comes when only the `nudges.warnBefore` share of its time is left: of its working time,
 * or of wall time when `wall`. startedAt ≤ warnAt ≤ dueAt always.
 */
export const startClock = (protocol: Protocol, start: Instant, length: Length, wall: boolean): Clock => {
  if (wall) {
    const whole = duration(Math.min(wallMillis(length), longest));
    const dueAt = instant(start + whole);
    return { startedAt: start, warnAt: clamp(start, instant(start + beforeWarning(protocol, whole)), dueAt), dueAt };
  }
  const calendar = calendarOf(protocol);
  const dueAt = clamp(start, calendar.addWorking(start, length), instant(Number.MAX_SAFE_INTEGER));
  const whole = calendar.workingBetween(start, dueAt);
  const warnAt = calendar.addWorkingTime(start, beforeWarning(protocol, whole));
  return { startedAt: start, warnAt: clamp(start, warnAt, dueAt), dueAt };
};

type SeverityClock = "acknowledge" | "resolve" | "update";

const severityClock = (protocol: Protocol, name: SeverityClock, severity: Severity, start: Instant): Clock =>
  startClock(protocol, start, protocol.clocks[name][severity], protocol.clocks[name].wall);

/** The clocks every case and every new round starts with. */
export const caseClocks = (protocol: Protocol, severity: Severity, start: Instant): Record<SeverityClock, Clock> => ({
  acknowledge: severityClock(protocol, "acknowledge", severity, start),
  resolve: severityClock(protocol, "resolve", severity, start),
  update: severityClock(protocol, "update", severity, start),
});

/** The longest silence toward the customer, from the last time they heard. */
export const updateClock = (protocol: Protocol, severity: Severity, start: Instant): Clock =>
  severityClock(protocol, "update", severity, start);

/** How long an approver may take, in working time. */
export const approveClock = (protocol: Protocol, start: Instant): Clock =>
  startClock(protocol, start, protocol.clocks.approve, false);

/** How long a granted remedy may take to reach the customer, in working time. */
export const deliverClock = (protocol: Protocol, start: Instant): Clock =>
  startClock(protocol, start, protocol.clocks.deliver, false);
