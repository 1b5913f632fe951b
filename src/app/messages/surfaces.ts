import { type Case, findRemedy } from "../../core/case.ts";
import type { PersonRef } from "../../core/people.ts";
import type { Protocol } from "../../core/protocol.ts";
import type { Surface, SurfaceKind, SurfaceOf } from "../../core/surface.ts";
import type { TimerRef } from "../../core/timers.ts";
import { caseCard } from "../../views/case/case-card.ts";
import { currentState, settledCard } from "../../views/case/settled.ts";
import { clockViews } from "../../views/clocks/index.ts";
import type { ViewContext } from "../../views/context.ts";
import type { Card, Rich } from "../../views/elements.ts";
import {
  abuseCard,
  assignedCard,
  departedCard,
  escalationCard,
  noteCard,
  reopenedCard,
  unreachableCard,
} from "../../views/messages/announcements.ts";
import { approvalCard } from "../../views/messages/approval-card.ts";
import {
  acknowledgementCard,
  apologyCard,
  surveyCard,
  surveyEndedCard,
  surveyReminderCard,
  updateCard,
} from "../../views/messages/customer.ts";
import { nudgeCard, settledNudge } from "../../views/messages/nudge.ts";
import { sameCustomerCard } from "../../views/messages/same-customer.ts";
import type { Destination } from "./destinations.ts";

/**
 * Every message that a case has on a platform, as a row: to whom it goes and what it shows. What it shows is a pure view of the
 * case as it is when it is sent; nothing to show, nothing sent.
 */
export type SurfaceContext = ViewContext & {
  /** Mentions of the people of this role and above. */
  readonly mentions: Rich;
};

type Row<S extends Surface> = {
  readonly to: (kase: Case, surface: S) => Destination | undefined;
  /** Undefined where nothing is to be said (any more): then none is sent. */
  readonly show: (kase: Case, surface: S, context: SurfaceContext) => Card | undefined;
  /** What a message that is there says once there is nothing to show: what became of it, and no buttons. */
  readonly lastWord?: (kase: Case, surface: S, context: SurfaceContext) => Card | undefined;
  /** Said once: where its message is gone, what becomes of it isn't said anew. */
  readonly once?: true;
  /** Whose quiet hours it waits for. */
  readonly quietHoursOf?: (kase: Case, surface: S) => PersonRef | undefined;
  /** The role whose people are mentioned. */
  readonly mentions?: (kase: Case, surface: S, protocol: Protocol) => string | undefined;
};

const home = (): Destination => ({ to: "home" });
const customer = (kase: Case): Destination => ({
  to: "customer",
  ...(kase.customer.person && { person: kase.customer.person }),
});
const seniorRole = (kase: Case) => kase.seniorRole;
/** The role whose people are called where a case has no owner. */
const helpersOf = (kase: Case, protocol: Protocol): string | undefined =>
  kase.seniorRole ?? protocol.roles[Math.min(1, protocol.roles.length - 1)]?.id;
const toOwner = (kase: Case, timer: TimerRef): boolean =>
  kase.owner !== undefined && "stage" in timer && timer.stage === "warning" && !clockViews[timer.clock].asks;
/** Of two that were given by the same timer only the newer one asks: a case that was snoozed again comes back once. */
const isNewestWake = (kase: Case, { timer, firedAt }: SurfaceOf<"nudge">): boolean =>
  !("appointment" in timer) || timer.appointment !== "snooze:end" || kase.nudged["snooze:end"] === firedAt;

const rows: { readonly [K in SurfaceKind]: Row<SurfaceOf<K>> } = {
  case: { to: home, show: (kase, _surface, context) => caseCard(kase, context) },
  approval: {
    to: home,
    show: (kase, { remedy }, context) =>
      findRemedy(kase, remedy) && approvalCard(kase, remedy, { ...context, approvers: context.mentions }),
    mentions: (kase, { remedy }) => clockViews.approve.asks?.(kase, remedy),
  },
  /** What another surface says, by direct message to someone who lives on another platform than the case. */
  copy: {
    to: (_kase, { reader: person }) => ({ to: "staff", person }),
    show: (kase, { original }, context) => show(original, kase, context),
    lastWord: (kase, { original }, context) => lastWord(original, kase, context),
    // A nudge is direct here, even where the original is said to all.
    quietHoursOf: (_kase, { original, reader }) => (original.kind === "nudge" ? reader : undefined),
    mentions: (kase, { original }, protocol) => mentionedRole(original, kase, protocol),
  },
  /** A warning goes to the owner directly; a breach is said in the thread, for all to help. */
  nudge: {
    to: (kase, { timer }) => (kase.owner && toOwner(kase, timer) ? { to: "staff", person: kase.owner.person } : home()),
    once: true,
    show: (kase, surface, context) =>
      isNewestWake(kase, surface)
        ? nudgeCard(kase, surface.timer, { ...context, approvers: context.mentions, firedAt: surface.firedAt })
        : undefined,
    lastWord: (kase, { timer, firedAt }, context) => settledNudge(kase, timer, { ...context, firedAt }),
    // What is said to all doesn't wait for one person's morning.
    quietHoursOf: (kase, { timer }) => (toOwner(kase, timer) ? kase.owner?.person : undefined),
    mentions: (kase, { timer }, protocol) => {
      const asked = "clock" in timer ? clockViews[timer.clock].asks?.(kase, timer.of) : undefined;
      if (asked) return asked;
      return kase.owner ? undefined : helpersOf(kase, protocol);
    },
  },
  /** Named by its moment: whoever was asked before someone else was, is not told twice over. */
  assigned: {
    to: (kase) => kase.owner && { to: "staff", person: kase.owner.person },
    once: true,
    show: (kase, { at }, context) =>
      kase.status === "open" && kase.owner?.since === at ? assignedCard(kase, context) : undefined,
    lastWord: (kase, _surface, context) => settledCard(kase, [currentState(kase, context)], context),
  },
  /** To whoever hears of cases without an owner. */
  departed: {
    to: home,
    once: true,
    show: (kase, { at }, context) => departedCard(kase, context, at),
    mentions: (kase, _surface, protocol) => (kase.owner ? undefined : helpersOf(kase, protocol)),
  },
  escalated: {
    to: home,
    once: true,
    show: (kase, { count }, context) => escalationCard(kase, context, count),
    mentions: seniorRole,
  },
  reopened: {
    to: home,
    once: true,
    show: (kase, { round }, context) => reopenedCard(kase, context, round),
    mentions: seniorRole,
  },
  abuse: { to: home, once: true, show: (kase, _surface, context) => abuseCard(kase, context), mentions: seniorRole },
  note: { to: home, once: true, show: (kase, { index }, context) => noteCard(kase, index, context) },
  "same-customer": { to: home, show: (kase, { other }, context) => sameCustomerCard(kase, other, context) },
  unreachable: { to: home, once: true, show: (kase, { what }, context) => unreachableCard(kase, what, context) },
  acknowledgement: {
    to: customer,
    show: (kase, { round }, context) =>
      kase.acknowledged && kase.round === round ? acknowledgementCard(kase, context) : undefined,
  },
  apology: {
    to: customer,
    show: (kase, { round }, context) => (kase.apology && kase.round === round ? apologyCard(kase, context) : undefined),
  },
  update: {
    to: customer,
    show: (kase, { index }, context) => {
      const update = kase.updates[index];
      return update && updateCard(kase, update.text, context);
    },
  },
  survey: {
    to: customer,
    show: (kase, { sentAt }, context) => (kase.survey?.sentAt === sentAt ? surveyCard(kase, context) : undefined),
    lastWord: surveyEndedCard,
    quietHoursOf: (kase) => kase.customer.person,
  },
  "survey-reminder": {
    to: customer,
    show: (kase, { sentAt }, context) =>
      kase.survey?.sentAt === sentAt && kase.survey.answeredAt === undefined && kase.surveyOptOut === undefined
        ? surveyReminderCard(kase, context)
        : undefined,
    lastWord: (kase, { sentAt }, context) =>
      kase.survey?.sentAt === sentAt ? surveyReminderCard(kase, context) : surveyEndedCard(kase),
    quietHoursOf: (kase) => kase.customer.person,
  },
};

const rowOf = <S extends Surface>(surface: S) => rows[surface.kind] as Row<Surface>; // the table's row for this very kind

export const destinationOf = (surface: Surface, kase: Case) => rowOf(surface).to(kase, surface);
export const show = (surface: Surface, kase: Case, context: SurfaceContext) =>
  rowOf(surface).show(kase, surface, context);
export const lastWord = (surface: Surface, kase: Case, context: SurfaceContext) =>
  rowOf(surface).lastWord?.(kase, surface, context);
export const isSaidOnce = (surface: Surface): boolean => rowOf(surface).once ?? false;
export const quietHoursOf = (surface: Surface, kase: Case) => rowOf(surface).quietHoursOf?.(kase, surface);
export const mentionedRole = (surface: Surface, kase: Case, protocol: Protocol) =>
  rowOf(surface).mentions?.(kase, surface, protocol);

/** The remedy whose approval this surface asks for: those who can't read along get a copy. Copies aren't copied. */
export function remedyAskedIn(surface: Surface): string | undefined {
  if (surface.kind === "approval") return surface.remedy;
  return surface.kind === "nudge" && "clock" in surface.timer && surface.timer.clock === "approve"
    ? surface.timer.of
    : undefined;
}
