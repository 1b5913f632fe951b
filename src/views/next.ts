import { type Case, pendingRemedies } from "../core/case.ts";
import { runningClocks, surveySentInThisRound } from "../core/nudges.ts";
import type { Instant } from "../core/time.ts";
import { remedyWords } from "./case-words.ts";
import type { ViewContext } from "./context.ts";
import type { Rich } from "./elements.ts";
import { due } from "./rich.ts";
import { nextStep } from "./steps.ts";

/** What is to happen next in a case, and by when. */
export type Next = { readonly words: string; readonly dueAt?: Instant };

/** Undefined for a closed case: nothing more is to happen. */
export function nextOf(kase: Case, ctx: ViewContext): Next | undefined {
  switch (kase.status) {
    case "open": {
      const step = nextStep(kase, ctx);
      if (step) return { words: step.button, dueAt: kase.clocks[kase.acknowledged ? "resolve" : "acknowledge"].dueAt };
      const [pending] = pendingRemedies(kase);
      return pending && { words: `Approval of ${remedyWords(pending, ctx)}`, dueAt: pending.clock.dueAt };
    }
    case "resolved": {
      const undelivered = kase.remedies.find((remedy) => remedy.status === "granted");
      if (undelivered?.status === "granted")
        return { words: `Deliver ${remedyWords(undelivered, ctx)}`, dueAt: undelivered.clock.dueAt };
      const { survey, surveyAt } = kase;
      if (survey && surveySentInThisRound(kase))
        return survey.answeredAt || survey.expiredAt
          ? { words: "Close the case" }
          : { words: "The customer's survey answer", dueAt: survey.expiresAt };
      return surveyAt && !kase.surveyOptOut
        ? { words: "Ask the customer how it went", dueAt: surveyAt }
        : { words: "Close the case" };
    }
    case "closed":
      return undefined;
  }
}

/** `Acknowledge, by 10:30`. */
export const nextWords = ({ words, dueAt }: Next, { now }: ViewContext): Rich =>
  dueAt === undefined ? [{ bold: words }] : [{ bold: words }, ", ", ...due(dueAt, now)];

export const isSnoozed = (kase: Case, now: Instant): boolean =>
  kase.snoozedUntil !== undefined && kase.snoozedUntil > now;

/** The clocks of the case that ran out, longest overdue first. Snoozing excuses what can be put off, never a promise. */
export const overdue = (kase: Case, now: Instant): readonly Instant[] =>
  runningClocks(kase)
    .filter(({ clock, snoozable }) => clock.dueAt <= now && !(snoozable && isSnoozed(kase, now)))
    .map(({ clock }) => clock.dueAt)
    .sort((a, b) => a - b);

export const isLate = (kase: Case, now: Instant): boolean => overdue(kase, now).length > 0;
