import { type Case, findRemedy, openPromises } from "../core/case.ts";
import type { Instant } from "../core/time.ts";
import type { ClockKind } from "../core/timers.ts";
import { customerFirst, customerName, remedyWords } from "./case-words.ts";
import type { ViewContext } from "./context.ts";
import type { Button, Rich } from "./elements.ts";
import { press } from "./presses.ts";
import { mention, on, shorten } from "./rich.ts";
import { nextStep } from "./steps.ts";
import { within } from "./typed.ts";

export type NudgeContext = ViewContext & { readonly approvers?: Rich };

/** What a nudge is about: its clock, whom it concerns, the words before and after the time is up, the missing step. */
export type Nudge = {
  readonly warnAt: Instant;
  readonly dueAt: Instant;
  /** Mentioned first; the case's owner where nobody else is meant. */
  readonly whom?: Rich;
  /** In one breath, as a list or a notification says it: while there is time, and once there is none left. */
  readonly soon: string;
  readonly late: string;
  readonly warning: Rich;
  readonly breach: Rich;
  readonly buttons: readonly Button[];
  /** A first word to the customer, promises and approvals can't be put off by snoozing the case. */
  readonly unsnoozable?: boolean;
};

/** Undefined where the case has moved on and there is nothing to remind of. */
type Row = (kase: Case, of: string, ctx: NudgeContext) => Nudge | undefined;

const primary = (button: Omit<Button, "style">): Button => ({ ...button, style: "primary" });

/** One row per clock. */
export const nudgeRows: Readonly<Record<ClockKind, Row>> = {
  acknowledge: (kase, _of, ctx) => {
    if (kase.status !== "open" || kase.acknowledged) return undefined;
    const { dueAt, warnAt } = kase.clocks.acknowledge;
    const name = customerFirst(kase, ctx);
    return {
      warnAt,
      dueAt,
      unsnoozable: true,
      soon: `${name} is waiting for a first word from us`,
      late: `${name} has not heard from us yet`,
      warning: [`${name} is waiting to hear that we have the complaint. Please acknowledge it by `, on(dueAt), "."],
      breach: [`${name} has not heard from us yet; a word was due `, on(dueAt), ". A short one now still helps a lot."],
      buttons: [primary({ label: "Acknowledge", press: press("acknowledge", kase) })],
    };
  },
  resolve: (kase, _of, ctx) => {
    if (kase.status !== "open") return undefined;
    const { dueAt, warnAt } = kase.clocks.resolve;
    const next = nextStep(kase, ctx);
    const missing = next ? ` Next step: ${next.button.toLowerCase()}.` : " It waits for an approval.";
    return {
      warnAt,
      dueAt,
      soon: "it should be resolved soon",
      late: "it should be resolved by now",
      warning: [
        "This case should be resolved by ",
        on(dueAt),
        `.${missing} If it takes longer, tell the customer now.`,
      ],
      breach: [
        "This case was to be resolved by ",
        on(dueAt),
        `.${missing} Tell the customer where it stands, or ask for help.`,
      ],
      buttons: [
        ...(next ? [primary({ label: next.button, press: press(next.act, kase) })] : []),
        { label: "Update customer", press: press("updateCustomer", kase) },
        { label: "Escalate", press: press("escalate", kase) },
      ],
    };
  },
  update: (kase, _of, ctx) => {
    if (kase.status !== "open" || !kase.acknowledged) return undefined;
    const { dueAt, warnAt } = kase.clocks.update;
    const name = customerFirst(kase, ctx);
    return {
      warnAt,
      dueAt,
      soon: `${name} should hear from us soon`,
      late: `${name} should have heard from us by now`,
      warning: [`${name} should hear from us by `, on(dueAt), ", even if there is no news."],
      breach: [`${name} was to hear from us by `, on(dueAt), ". “We are still on it” is news too."],
      buttons: [primary({ label: "Update customer", press: press("updateCustomer", kase) })],
    };
  },
  approve: (kase, of, ctx) => {
    const remedy = findRemedy(kase, of);
    if (remedy?.status !== "pending") return undefined;
    const { dueAt, warnAt } = remedy.clock;
    const what = `${remedyWords(remedy, ctx)} for ${customerName(kase, ctx)}`;
    return {
      warnAt,
      dueAt,
      whom: ctx.approvers ?? [],
      unsnoozable: true,
      soon: `${what} waits for a decision`,
      late: `${what} is still waiting for a decision`,
      warning: [`${what}, asked for by `, mention(remedy.by, ctx), ", waits for a decision by ", on(dueAt), "."],
      breach: [
        `${what}, asked for by `,
        mention(remedy.by, ctx),
        ", is still waiting; a decision was due ",
        on(dueAt),
        ".",
      ],
      buttons: [
        primary({ label: "Approve", press: press("approve", kase, of) }),
        ...(remedy.amount ? [{ label: "Approve less", press: press("approveLess", kase, of) }] : []),
        { label: "Decline", press: press("decline", kase, of), style: "danger" },
      ],
    };
  },
  deliver: (kase, of, ctx) => {
    const remedy = findRemedy(kase, of);
    if (remedy?.status !== "granted" || kase.status === "closed") return undefined;
    const { dueAt, warnAt } = remedy.clock;
    const what = `${remedyWords(remedy, ctx)} for ${customerName(kase, ctx)}`;
    return {
      warnAt,
      dueAt,
      soon: `${what} should arrive soon`,
      late: `${what} should have arrived by now`,
      warning: [`${what} was granted and should arrive by `, on(dueAt), ". Is it done?"],
      breach: [
        `${what} was granted and should have arrived by `,
        on(dueAt),
        ". Please check, and say so here once it is done.",
      ],
      buttons: [
        primary({ label: `Mark ${shorten(remedy.label, 50)} delivered`, press: press("markDelivered", kase, of) }),
      ],
    };
  },
  promise: (kase, of, ctx) => {
    const promise = openPromises(kase).find(({ id }) => id === of);
    if (!promise || kase.status === "closed") return undefined;
    const { dueAt, warnAt } = promise;
    const what = `“${within(shorten(promise.text, 200))}”`;
    const name = customerName(kase, ctx);
    return {
      warnAt,
      dueAt,
      whom: [mention(promise.by, ctx)],
      unsnoozable: true,
      soon: `the promise to ${name} comes due: ${what}`,
      late: `the promise to ${name} was due: ${what}`,
      warning: [`Your promise to ${name} comes due `, on(dueAt), `: ${what}.`],
      breach: [`Your promise to ${name} was due `, on(dueAt), `: ${what}. Was it kept?`],
      buttons: [
        primary({ label: "Promise kept", press: press("keepPromise", kase, of) }),
        { label: "Promise broken", press: press("breakPromise", kase, of) },
      ],
    };
  },
};
