import type { Case } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import type { CaseEvent } from "../events.ts";
import { timersFor } from "../nudges.ts";
import { refuse } from "../refusals.ts";
import { type Appointment, parseTimerKey } from "../timers.ts";
import type { Context } from "./context.ts";
import type { Decision } from "./decision.ts";
import { endSurvey, sendSurvey, unlessOptedOut } from "./survey.ts";

/** What the clock does at an appointment; every other timer is a nudge. */
const kept: Readonly<Record<Appointment, (kase: Case, context: Context) => readonly CaseEvent[]>> = {
  "snooze:end": (_kase, { now: at }) => [{ type: "woken", at }],
  "survey:send": (_kase, context) => unlessOptedOut(context, sendSurvey(context)),
  "survey:remind": (_kase, context) => unlessOptedOut(context, [{ type: "survey-reminded", at: context.now }]),
  "survey:expire": endSurvey,
};

/** The clock is one more user: a timer that no longer applies to the case is refused like a late press. */
export function timeUp(kase: Case, { timer }: CommandOf<"timeUp">, context: Context): Decision {
  const due = timersFor(kase).some(({ key, dueAt }) => key === timer && dueAt <= context.now);
  if (!due) return refuse({ code: "timer-stale" });
  const ref = parseTimerKey(timer);
  return ref && "appointment" in ref
    ? kept[ref.appointment](kase, context)
    : [{ type: "nudged", at: context.now, timer }];
}
