import { type Case, type Clock, currentSurvey, openPromises, pendingRemedies } from "./case.ts";
import { type Instant, latest } from "./time.ts";
import {
  type Appointment,
  appointments,
  type ClockKind,
  type ClockRef,
  clockKinds,
  type Timer,
  timerKey,
} from "./timers.ts";

/**
 * A clock that runs: of a remedy or a promise, whose id is `of`, or of the whole case. What a customer was promised can't be
 * snoozed.
 */
type Running = { readonly of?: string; readonly clock: Pick<Clock, "warnAt" | "dueAt">; readonly snoozable: boolean };

/** One row per clock: where it runs now. Each gives a warning and a breach; their words are in `views/clocks/`. */
const running: { readonly [K in ClockKind]: (kase: Case) => readonly Running[] } = {
  acknowledge: (kase) =>
    kase.status === "open" && !kase.acknowledged ? [{ clock: kase.clocks.acknowledge, snoozable: false }] : [],
  resolve: (kase) => (kase.status === "open" ? [{ clock: kase.clocks.resolve, snoozable: true }] : []),
  update: (kase) =>
    kase.status === "open" && kase.acknowledged ? [{ clock: kase.clocks.update, snoozable: true }] : [],
  approve: (kase) => pendingRemedies(kase).map(({ id: of, clock }) => ({ of, clock, snoozable: false })),
  deliver: (kase) =>
    kase.remedies.flatMap((remedy) =>
      remedy.status === "granted" ? [{ of: remedy.id, clock: remedy.clock, snoozable: true }] : [],
    ),
  promise: (kase) => openPromises(kase).map((promise) => ({ of: promise.id, clock: promise, snoozable: false })),
};

export type RunningClock = Running & { readonly ref: ClockRef };

/** The clocks running now, unsnoozed: what queues and cards sort and show. */
export const runningClocks = (kase: Case): readonly RunningClock[] =>
  kase.status === "closed"
    ? []
    : clockKinds.flatMap((clock) =>
        running[clock](kase).map((each) => ({ ...each, ref: { clock, of: each.of ?? "" } })),
      );

/** The one that is meant; undefined once it has stopped. */
export const runningClock = (kase: Case, { clock, of }: ClockRef): RunningClock | undefined =>
  runningClocks(kase).find(({ ref }) => ref.clock === clock && ref.of === of);

/** The next thing that will be late, if nobody acts. */
export const nextDueAt = (kase: Case): Instant | undefined =>
  runningClocks(kase).reduce<Instant | undefined>(
    (soonest, { clock }) => (soonest === undefined || clock.dueAt < soonest ? clock.dueAt : soonest),
    undefined,
  );

/** One row per appointment: when it is, if it is. */
const due: { readonly [A in Appointment]: (kase: Case) => Instant | undefined } = {
  "snooze:end": (kase) => (kase.status === "open" ? kase.snoozedUntil : undefined),
  "survey:send": (kase) =>
    kase.status === "resolved" && !kase.surveyOptOut && !currentSurvey(kase) ? kase.surveyAt : undefined,
  "survey:remind": (kase) => {
    const survey = currentSurvey(kase);
    const silent = survey && !survey.answeredAt && !survey.expiredAt && !kase.surveyOptOut;
    return kase.status === "resolved" && silent && !survey.remindedAt ? survey.remindAt : undefined;
  },
  "survey:expire": (kase) => {
    const survey = currentSurvey(kase);
    return kase.status === "resolved" && survey && !survey.expiredAt ? survey.expiresAt : undefined;
  },
};

function timerOf(kase: Case, appointment: Appointment): readonly Timer[] {
  const dueAt = due[appointment](kase);
  return dueAt === undefined ? [] : [{ key: timerKey({ appointment }), dueAt }];
}

/**
 * Given when this was due, or later. A clock that starts anew is due later than its last nudge, so it may nudge anew; one
 * that is put back to what it was, by an undo or another change of severity, doesn't repeat itself.
 */
function isGiven(kase: Case, { key, dueAt }: Timer): boolean {
  const firedAt = kase.nudged[key];
  return firedAt !== undefined && firedAt >= dueAt;
}

/** Every timer of the case. A closed case has none; a nudge already given isn't given again; snoozing puts nudges off. */
export function timersFor(kase: Case): readonly Timer[] {
  if (kase.status === "closed") return [];
  const nudges = runningClocks(kase).flatMap(({ ref, clock, snoozable }) => {
    const putOff = (due: Instant): Instant => (snoozable ? latest(due, kase.snoozedUntil) : due);
    return [
      { key: timerKey({ ...ref, stage: "warning" }), dueAt: clock.warnAt },
      { key: timerKey({ ...ref, stage: "breach" }), dueAt: clock.dueAt },
    ]
      .filter((timer) => !isGiven(kase, timer))
      .map(({ key, dueAt }) => ({ key, dueAt: putOff(dueAt) }));
  });
  return [...nudges, ...appointments.flatMap((appointment) => timerOf(kase, appointment))];
}
