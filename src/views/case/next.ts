import { type Case, currentSurvey, pendingRemedies } from "../../core/case.ts";
import { runningClocks } from "../../core/nudges.ts";
import type { Instant } from "../../core/time.ts";
import { clockViews } from "../clocks/index.ts";
import type { ViewContext } from "../context.ts";
import type { Rich } from "../elements.ts";
import type { Act } from "../presses.ts";
import { remedyWords } from "../words/case-words.ts";
import { due, on } from "../words/rich.ts";
import { nextStep, type StepRow } from "./steps.ts";

/** What is to happen in a case. */
export type Next = {
  readonly words: string;
  /** What follows the words in a line: by when, or what else is due then. Empty where no clock runs. */
  readonly when: Rich;
  /** The button for it, where there is one. */
  readonly act?: Act;
  readonly of?: string;
};

/** Undefined for a closed case: nothing more is to happen. */
export function nextOf(kase: Case, ctx: ViewContext): Next | undefined {
  switch (kase.status) {
    case "open": {
      const step = nextStep(kase, ctx);
      if (step) return { words: step.button, act: step.act, when: stepWhen(step, kase, ctx) };
      const [pending] = pendingRemedies(kase);
      return pending && { words: `Approval of ${remedyWords(pending, ctx)}`, when: by(pending.clock.dueAt, ctx) };
    }
    case "resolved": {
      const undelivered = kase.remedies.find((remedy) => remedy.status === "granted");
      if (undelivered?.status === "granted")
        return {
          words: `Deliver ${remedyWords(undelivered, ctx)}`,
          when: by(undelivered.clock.dueAt, ctx),
          act: "markDelivered",
          of: undelivered.id,
        };
      const { surveyAt } = kase;
      const survey = currentSurvey(kase);
      if (survey && !survey.answeredAt && !survey.expiredAt && !kase.surveyOptOut)
        return { words: "The customer's survey answer", when: by(survey.expiresAt, ctx) };
      return surveyAt && !kase.surveyOptOut && !survey
        ? { words: "The customer is asked how it went", when: [", ", on(surveyAt)] }
        : { words: "Close the case", when: [], act: "close" };
    }
    case "closed":
      return undefined;
  }
}

const by = (dueAt: Instant, { now }: ViewContext): Rich => [", ", ...due(dueAt, now)];

/** Of most steps the clock is another's, which is then named. One that ran out is told as late, under its own name. */
function stepWhen({ act }: StepRow, kase: Case, ctx: ViewContext): Rich {
  const clock = kase.acknowledged ? "resolve" : "acknowledge";
  const { dueAt } = kase.clocks[clock];
  if (act === clock) return by(dueAt, ctx);
  return dueAt <= ctx.now ? [] : [`; ${clock} `, ...due(dueAt, ctx.now)];
}

/** `Acknowledge, by 10:30`, `Apologize; resolve by 10:30`. */
export const nextWords = ({ words, when }: Next): Rich => [{ bold: words }, ...when];

export const isSnoozed = (kase: Case, now: Instant): boolean =>
  kase.snoozedUntil !== undefined && kase.snoozedUntil > now;

/** The clocks of the case that ran out, longest overdue first. Snoozing excuses what can be put off, never a promise. */
const lateClocks = (kase: Case, now: Instant) =>
  runningClocks(kase)
    .filter(({ clock, snoozable }) => clock.dueAt <= now && !(snoozable && isSnoozed(kase, now)))
    .toSorted((a, b) => a.clock.dueAt - b.clock.dueAt);

/** What was due and isn't done, each with the time of its own clock. Longest overdue first. */
export const overdue = (kase: Case, ctx: ViewContext): readonly Next[] =>
  lateClocks(kase, ctx.now).map(({ ref, clock }) => ({
    words: clockViews[ref.clock].inLists(kase, ref.of, ctx),
    when: by(clock.dueAt, ctx),
  }));

export const isLate = (kase: Case, now: Instant): boolean => lateClocks(kase, now).length > 0;
