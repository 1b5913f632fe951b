import type { Case } from "../../core/case.ts";
import { runningClock } from "../../core/nudges.ts";
import type { Instant } from "../../core/time.ts";
import type { TimerRef } from "../../core/timers.ts";
import { isSnoozed, nextOf } from "../case/next.ts";
import { aboutCase, currentState, settledCard } from "../case/settled.ts";
import { nextStep } from "../case/steps.ts";
import type { NudgeWords, SettledContext } from "../clocks/clock-view.ts";
import { clockViews } from "../clocks/index.ts";
import type { ViewContext } from "../context.ts";
import type { Button, Card, Rich } from "../elements.ts";
import { press } from "../presses.ts";
import { mention } from "../words/rich.ts";
import { ended } from "../words/typed.ts";

/** `approvers`: mentions of those who may approve. `firedAt`: when the reminder was given; now, unless said otherwise. */
type Context = ViewContext & { readonly approvers?: Rich; readonly firedAt?: Instant };

/** The reminder for a due timer; undefined where it no longer applies, because the case moved on meanwhile. */
export function nudgeCard(kase: Case, timer: TimerRef, ctx: Context): Card | undefined {
  if ("appointment" in timer) return timer.appointment === "snooze:end" ? wakeCard(kase, ctx) : undefined;
  const running = runningClock(kase, timer);
  if (!running || (running.snoozable && isSnoozed(kase, ctx.now))) return undefined;
  const { warnAt, dueAt } = running.clock;
  // The clock may have started anew since, and is then another nudge's; a warning delivered late says what is true by now.
  if ((ctx.firedAt ?? ctx.now) < (timer.stage === "warning" ? warnAt : dueAt)) return undefined;
  const words = clockViews[timer.clock].nudge(kase, timer.of, { ...ctx, dueAt, approvers: ctx.approvers ?? [] });
  return words && reminder(kase, words, ctx.now >= dueAt, ctx);
}

const reminder = (kase: Case, words: NudgeWords, late: boolean, ctx: Context): Card => ({
  title: [`${late ? "Late" : "Reminder"} · Case ${kase.number}`],
  tone: late ? "urgent" : "attention",
  facts: [],
  body: [
    { text: [...addressed(kase, words.whom, ctx), ...(late ? words.breach : words.warning)] },
    aboutCase(kase, ctx),
  ],
  buttons: withOwnership(kase, words),
  more: [{ label: "Show case", press: press("showCase", kase) }],
  fallback: `${late ? "Late" : "Reminder"}, case ${kase.number}: ${ended(late ? words.late : words.soon)}`,
});

/** A reminder that is there and asks for nothing any more. */
export function settledNudge(kase: Case, timer: TimerRef, ctx: SettledContext): Card {
  const happened = "clock" in timer ? clockViews[timer.clock].settled(kase, timer.of, ctx) : [];
  return settledCard(kase, happened.length > 0 ? happened : [currentState(kase, ctx)], ctx);
}

/** Those it concerns; where nobody owns the case, those who can see to it that somebody does. */
const addressed = (kase: Case, whom: Rich | undefined, ctx: Context): Rich => {
  const to = whom ?? (kase.owner ? [mention(kase.owner.person, ctx)] : (ctx.approvers ?? []));
  const unowned = kase.status === "open" && !kase.owner && !whom;
  return [...(to.length > 0 ? [...to, ": "] : []), ...(unowned ? [{ bold: "Nobody owns this case yet. " }] : [])];
};

/** A case that nobody owns needs an owner first; then the step itself. */
function withOwnership(kase: Case, { buttons, whom }: NudgeWords): readonly Button[] {
  if (kase.status !== "open" || kase.owner || whom) return buttons;
  const rest = buttons
    .filter((button) => button.press.act !== "takeOwnership")
    .map(({ style: _style, ...button }) => button);
  return [{ label: "Take ownership", press: press("takeOwnership", kase), style: "primary" }, ...rest];
}

function wakeCard(kase: Case, ctx: Context): Card | undefined {
  if (kase.status !== "open" || isSnoozed(kase, ctx.now)) return undefined;
  const next = nextOf(kase, ctx);
  const step = nextStep(kase, ctx);
  return {
    title: [`Back again · Case ${kase.number}`],
    tone: "attention",
    facts: [],
    body: [
      {
        text: [
          ...addressed(kase, undefined, ctx),
          "This case was snoozed until now.",
          ...(next ? [" Next: ", { bold: next.words }, "."] : []),
        ],
      },
      aboutCase(kase, ctx),
    ],
    buttons: [
      ...(step ? [{ label: step.button, press: press(step.act, kase), style: "primary" as const }] : []),
      { label: "Snooze", press: press("snooze", kase) },
    ],
    more: [{ label: "Show case", press: press("showCase", kase) }],
    fallback: `Case ${kase.number} is back from snoozing.${next ? ` Next: ${next.words}.` : ""}`,
  };
}
