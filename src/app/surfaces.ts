import { type Case, findRemedy } from "../core/case.ts";
import type { PersonRef } from "../core/people.ts";
import type { Protocol } from "../core/protocol.ts";
import { instant } from "../core/time.ts";
import {
  abuseCard,
  assignedCard,
  escalationCard,
  noteCard,
  reopenedCard,
  unreachableCard,
} from "../views/announcements.ts";
import { approvalCard } from "../views/approval-card.ts";
import { caseCard } from "../views/case-card.ts";
import type { ViewContext } from "../views/context.ts";
import {
  acknowledgementCard,
  apologyCard,
  surveyCard,
  surveyEndedCard,
  surveyReminderCard,
  updateCard,
} from "../views/customer.ts";
import type { Card, Rich } from "../views/elements.ts";
import { nudgeCard } from "../views/nudge.ts";
import { settledNudge } from "../views/nudge-settled.ts";
import { settledCard, standing } from "../views/settled.ts";
import { readCopy } from "./copies.ts";
import type { Destination } from "./destinations.ts";

/**
 * Every message that a case has on a platform, as a row: to whom it goes and what it shows. The name of a surface is
 * `row` or `row:argument`. What it shows is a pure view of the case as it is when it is sent; nothing to show, nothing sent.
 */
export type SurfaceContext = ViewContext & {
  /** Mentions of the people of this role and above. */
  readonly mentions: Rich;
};

type Surface = {
  readonly to: (kase: Case, of: string) => Destination | undefined;
  /** Undefined where nothing is to be said (any more): then none is sent. */
  readonly show: (kase: Case, of: string, context: SurfaceContext) => Card | undefined;
  /** What a message that is there says once there is nothing to show: what became of it, and no buttons. */
  readonly after?: (kase: Case, of: string, context: SurfaceContext) => Card | undefined;
  /** Said once: where its message is gone, what becomes of it isn't said anew. */
  readonly once?: true;
  /** Whose quiet hours it waits for. */
  readonly hush?: (kase: Case, of: string) => PersonRef | undefined;
  /** The role whose people are mentioned. */
  readonly mentions?: (kase: Case, of: string, protocol: Protocol) => string | undefined;
};

function pendingRole(kase: Case, remedyId: string): string | undefined {
  const remedy = findRemedy(kase, remedyId);
  return remedy?.status === "pending" ? remedy.role : undefined;
}

const home = (): Destination => ({ to: "home" });
const customer = (kase: Case): Destination => ({
  to: "customer",
  ...(kase.customer.person && { person: kase.customer.person }),
});
const toOwner = (kase: Case, timer: string): boolean =>
  kase.owner !== undefined && timer.endsWith(":warning") && !timer.startsWith("approve:");
/** A nudge is named by its moment and its timer: `1773136800000:approve:R1:breach`. */
const timerOf = (of: string) => of.slice(of.indexOf(":") + 1);
const givenAt = (of: string) => instant(Number(of.slice(0, of.indexOf(":"))));
/** The remedy whose approval a timer waits for. */
const approvalOf = (timer: string): string | undefined =>
  timer.startsWith("approve:") ? timer.split(":")[1] : undefined;
/** Of two that were given by the same timer only the newer one asks: a case that was snoozed again comes back once. */
const isNewestWake = (kase: Case, of: string): boolean =>
  timerOf(of) !== "snooze:end" || kase.nudged["snooze:end"] === givenAt(of);
/** A first word is named by its round; a reopened case gets its own. */
const isThisRound = (kase: Case, round: string): boolean => String(kase.round) === round;
/** A survey is named by when it was sent; a reopened case gets a new one. */
const isNewest = (kase: Case, sentAt: string): boolean => String(kase.survey?.sentAt) === sentAt;

const surfaces: Readonly<Record<string, Surface>> = {
  case: { to: home, show: (kase, _of, context) => caseCard(kase, context) },
  approval: {
    to: home,
    show: (kase, remedy, context) =>
      findRemedy(kase, remedy) && approvalCard(kase, remedy, { ...context, approvers: context.mentions }),
    mentions: pendingRole,
  },
  /** What another surface says, by direct message to someone who lives on another platform than the case. */
  copy: {
    to: (_kase, of) => {
      const copy = readCopy(of);
      return copy && { to: "staff", person: copy.reader };
    },
    show: (kase, of, context) => originalOf(of)?.show(kase, context),
    after: (kase, of, context) => originalOf(of)?.after(kase, context),
    // A nudge is direct here, even where the original is said to all.
    hush: (_kase, of) => (originalOf(of)?.row === "nudge" ? readCopy(of)?.reader : undefined),
    mentions: (kase, of, protocol) => originalOf(of)?.mentions(kase, protocol),
  },
  /** A warning goes to the owner directly; a breach is said in the thread, for all to help. */
  nudge: {
    to: (kase, of) => {
      return kase.owner && toOwner(kase, timerOf(of)) ? { to: "staff", person: kase.owner } : home();
    },
    once: true,
    show: (kase, of, context) =>
      isNewestWake(kase, of)
        ? nudgeCard(kase, timerOf(of), { ...context, approvers: context.mentions, givenAt: givenAt(of) })
        : undefined,
    after: (kase, of, context) => settledNudge(kase, timerOf(of), { ...context, givenAt: givenAt(of) }),
    // What is said to all doesn't wait for one person's morning.
    hush: (kase, of) => (toOwner(kase, timerOf(of)) ? kase.owner : undefined),
    mentions: (kase, of, protocol) => {
      const remedy = approvalOf(timerOf(of));
      const asked = remedy === undefined ? undefined : pendingRole(kase, remedy);
      if (asked) return asked;
      return kase.owner ? undefined : (kase.seniorRole ?? protocol.roles[Math.min(1, protocol.roles.length - 1)]?.id);
    },
  },
  /** Named by its moment: whoever was asked before someone else was, is not told twice over. */
  assigned: {
    to: (kase) => kase.owner && { to: "staff", person: kase.owner },
    once: true,
    show: (kase, at, context) =>
      kase.status === "open" && String(kase.ownedAt) === at ? assignedCard(kase, context) : undefined,
    after: (kase, _at, context) => settledCard(kase, [standing(kase, context)], context),
  },
  escalated: {
    to: home,
    once: true,
    show: (kase, count, context) => escalationCard(kase, context, Number(count)),
    mentions: (kase) => kase.seniorRole,
  },
  reopened: {
    to: home,
    once: true,
    show: (kase, round, context) => reopenedCard(kase, context, Number(round)),
    mentions: (kase) => kase.seniorRole,
  },
  abuse: {
    to: home,
    once: true,
    show: (kase, _of, context) => abuseCard(kase, context),
    mentions: (kase) => kase.seniorRole,
  },
  note: { to: home, once: true, show: (kase, index, context) => noteCard(kase, Number(index), context) },
  unreachable: { to: home, once: true, show: (kase, what, context) => unreachableCard(kase, what, context) },
  acknowledgement: {
    to: customer,
    show: (kase, round, context) =>
      kase.acknowledged && isThisRound(kase, round) ? acknowledgementCard(kase, context) : undefined,
  },
  apology: {
    to: customer,
    show: (kase, round, context) => (kase.apology && isThisRound(kase, round) ? apologyCard(kase, context) : undefined),
  },
  update: {
    to: customer,
    show: (kase, index, context) => {
      const update = kase.updates[Number(index)];
      return update && updateCard(kase, update.text, context);
    },
  },
  survey: {
    to: customer,
    show: (kase, sentAt, context) => (isNewest(kase, sentAt) ? surveyCard(kase, context) : undefined),
    after: surveyEndedCard,
    hush: (kase) => kase.customer.person,
  },
  "survey-reminder": {
    to: customer,
    show: (kase, sentAt, context) =>
      isNewest(kase, sentAt) && kase.survey?.answeredAt === undefined && kase.surveyOptOut === undefined
        ? surveyReminderCard(kase, context)
        : undefined,
    after: (kase, sentAt, context) =>
      isNewest(kase, sentAt) ? surveyReminderCard(kase, context) : surveyEndedCard(kase),
    hush: (kase) => kase.customer.person,
  },
};

export type NamedSurface = {
  readonly row: string;
  readonly of: string;
  readonly once: boolean;
  to(kase: Case): Destination | undefined;
  show(kase: Case, context: SurfaceContext): Card | undefined;
  after(kase: Case, context: SurfaceContext): Card | undefined;
  hush(kase: Case): PersonRef | undefined;
  mentions(kase: Case, protocol: Protocol): string | undefined;
};

/** The surface of this name with its argument applied. @throws Error for a name that is in no row (a defect). */
export function surfaceNamed(name: string): NamedSurface {
  const colon = name.indexOf(":");
  const row = colon < 0 ? name : name.slice(0, colon);
  const of = colon < 0 ? "" : name.slice(colon + 1);
  const surface = surfaces[row];
  if (!surface) throw new Error(`no surface is called ${row}`);
  return {
    row,
    of,
    once: surface.once ?? false,
    to: (kase) => surface.to(kase, of),
    show: (kase, context) => surface.show(kase, of, context),
    after: (kase, context) => surface.after?.(kase, of, context),
    hush: (kase) => surface.hush?.(kase, of),
    mentions: (kase, protocol) => surface.mentions?.(kase, of, protocol),
  };
}

function originalOf(copy: string): NamedSurface | undefined {
  const read = readCopy(copy);
  return read && surfaceNamed(read.surface);
}

/** The remedy whose approval this surface asks for: those who can't read along get a copy. Copies aren't copied. */
export function remedyAskedIn({ row, of }: NamedSurface): string | undefined {
  if (row === "approval") return of;
  return row === "nudge" ? approvalOf(timerOf(of)) : undefined;
}
