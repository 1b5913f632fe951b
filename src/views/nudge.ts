import type { Case } from "../core/case.ts";
import type { Instant } from "../core/time.ts";
import type { TimerRef } from "../core/timers.ts";
import type { Button, Card, Rich } from "./elements.ts";
import { isSnoozed, nextOf } from "./next.ts";
import { type Nudge, type NudgeContext, nudgeRows } from "./nudge-rows.ts";
import { press } from "./presses.ts";
import { mention } from "./rich.ts";
import { aboutCase } from "./settled.ts";
import { nextStep } from "./steps.ts";
import { ended } from "./typed.ts";

/** When a nudge was given; now, unless said otherwise. */
export type Given = { readonly givenAt?: Instant };

/** The reminder for a due timer; undefined where it no longer applies, because the case moved on meanwhile. */
export function nudgeCard(kase: Case, timer: TimerRef, ctx: NudgeContext & Given): Card | undefined {
  if ("appointment" in timer) return timer.appointment === "snooze:end" ? wakeCard(kase, ctx) : undefined;
  const { clock, of, stage } = timer;
  const nudge = nudgeRows[clock](kase, of, ctx);
  if (!nudge || (isSnoozed(kase, ctx.now) && !nudge.unsnoozable)) return undefined;
  // The clock may have started anew since, and is then another nudge's; a warning delivered late says what is true by now.
  if ((ctx.givenAt ?? ctx.now) < (stage === "warning" ? nudge.warnAt : nudge.dueAt)) return undefined;
  return card(kase, nudge, ctx);
}

function card(kase: Case, nudge: Nudge, ctx: NudgeContext): Card {
  const late = ctx.now >= nudge.dueAt;
  return {
    title: [`${late ? "Late" : "Reminder"} · Case ${kase.number}`],
    tone: late ? "urgent" : "attention",
    facts: [],
    body: [
      { text: [...addressed(kase, nudge.whom, ctx), ...(late ? nudge.breach : nudge.warning)] },
      aboutCase(kase, ctx),
    ],
    buttons: withOwnership(kase, nudge),
    more: [{ label: "Show case", press: press("showCase", kase) }],
    fallback: `${late ? "Late" : "Reminder"}, case ${kase.number}: ${ended(late ? nudge.late : nudge.soon)}`,
  };
}

/** Those it concerns; where nobody owns the case, those who can see to it that somebody does. */
const addressed = (kase: Case, whom: Rich | undefined, ctx: NudgeContext): Rich => {
  const to = whom ?? (kase.owner ? [mention(kase.owner, ctx)] : (ctx.approvers ?? []));
  const unowned = kase.status === "open" && !kase.owner && !whom;
  return [...(to.length > 0 ? [...to, ": "] : []), ...(unowned ? [{ bold: "Nobody owns this case yet. " }] : [])];
};

/** A case that nobody owns needs an owner first; then the step itself. */
function withOwnership(kase: Case, nudge: Nudge): readonly Button[] {
  if (kase.status !== "open" || kase.owner || nudge.whom) return nudge.buttons;
  const rest = nudge.buttons
    .filter((button) => button.press.act !== "takeOwnership")
    .map(({ style: _style, ...button }) => button);
  return [{ label: "Take ownership", press: press("takeOwnership", kase), style: "primary" }, ...rest];
}

function wakeCard(kase: Case, ctx: NudgeContext): Card | undefined {
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
