import { type Case, findRemedy, type Place } from "../core/case.ts";
import { type PersonRef, personKey } from "../core/people.ts";
import type { Protocol } from "../core/protocol.ts";
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
import { acknowledgementCard, apologyCard, surveyCard, surveyReminderCard, updateCard } from "../views/customer.ts";
import type { Card, Rich } from "../views/elements.ts";
import { nudgeCard } from "../views/nudge.ts";
import { readerOf } from "./elsewhere.ts";

/**
 * Every message that a case has on a platform, as a row: to whom it goes and what it shows. The name of a surface is
 * `row` or `row:argument`. What it shows is a pure view of the case as it is when it is sent; nothing to show, nothing sent.
 */
export type Destination =
  /** In the case's home: its thread, or the channel or message where its card is. */
  | { readonly to: "home" }
  | { readonly to: "staff"; readonly person: PersonRef }
  | { readonly to: "customer"; readonly person?: PersonRef };

export type SurfaceContext = ViewContext & {
  /** Mentions of the people of this role and above. */
  readonly mentions: Rich;
};

type Surface = {
  readonly to: (kase: Case, of: string) => Destination | undefined;
  readonly show: (kase: Case, of: string, context: SurfaceContext) => Card | undefined;
  /** Whose quiet hours it waits for. */
  readonly hush?: (kase: Case, of: string) => PersonRef | undefined;
  /** Over: a message that is there is brought in line, but none is sent any more. */
  readonly settled?: (kase: Case) => boolean;
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
const remedyOf = (timer: string) => timer.split(":")[1] ?? "";

const surfaces: Readonly<Record<string, Surface>> = {
  case: { to: home, show: (kase, _of, context) => caseCard(kase, context) },
  approval: {
    to: home,
    show: (kase, remedy, context) =>
      findRemedy(kase, remedy) && approvalCard(kase, remedy, { ...context, approvers: context.mentions }),
    mentions: pendingRole,
  },
  /** The same question by direct message, for an approver who lives on another platform than the case. */
  "approval-copy": {
    to: (_kase, of) => {
      const person = readerOf(of);
      return person && { to: "staff", person };
    },
    show: (kase, of, context) => {
      const [remedy = ""] = of.split(":");
      return findRemedy(kase, remedy) && approvalCard(kase, remedy, { ...context, approvers: context.mentions });
    },
    mentions: (kase, of) => pendingRole(kase, of.split(":")[0] ?? ""),
  },
  /** A warning goes to the owner directly; a breach is said in the thread, for all to help. */
  nudge: {
    to: (kase, of) => {
      return kase.owner && toOwner(kase, timerOf(of)) ? { to: "staff", person: kase.owner } : home();
    },
    show: (kase, of, context) => nudgeCard(kase, timerOf(of), { ...context, approvers: context.mentions }),
    // What is said to all doesn't wait for one person's morning.
    hush: (kase, of) => (toOwner(kase, timerOf(of)) ? kase.owner : undefined),
    mentions: (kase, of, protocol) => {
      const timer = timerOf(of);
      const asked = timer.startsWith("approve:") ? pendingRole(kase, remedyOf(timer)) : undefined;
      if (asked) return asked;
      return kase.owner ? undefined : (kase.seniorRole ?? protocol.roles[Math.min(1, protocol.roles.length - 1)]?.id);
    },
  },
  /** Named by its moment: whoever was asked before someone else was, is not told twice over. */
  assigned: {
    to: (kase) => kase.owner && { to: "staff", person: kase.owner },
    show: (kase, at, context) =>
      kase.status === "open" && String(kase.ownedAt) === at ? assignedCard(kase, context) : undefined,
  },
  escalated: {
    to: home,
    show: (kase, _count, context) => escalationCard(kase, context),
    mentions: (kase) => kase.seniorRole,
  },
  reopened: {
    to: home,
    show: (kase, _round, context) => reopenedCard(kase, context),
    mentions: (kase) => kase.seniorRole,
  },
  abuse: { to: home, show: (kase, _of, context) => abuseCard(kase, context), mentions: (kase) => kase.seniorRole },
  note: { to: home, show: (kase, index, context) => noteCard(kase, Number(index), context) },
  unreachable: { to: home, show: (kase, what, context) => unreachableCard(kase, what, context) },
  acknowledgement: {
    to: customer,
    show: (kase, _round, context) => (kase.acknowledged ? acknowledgementCard(kase, context) : undefined),
  },
  apology: { to: customer, show: (kase, _round, context) => (kase.apology ? apologyCard(kase, context) : undefined) },
  update: {
    to: customer,
    show: (kase, index, context) => {
      const update = kase.updates[Number(index)];
      return update && updateCard(kase, update.text, context);
    },
  },
  survey: {
    to: customer,
    show: (kase, _round, context) => (kase.survey ? surveyCard(kase, context) : undefined),
    hush: (kase) => kase.customer.person,
  },
  "survey-reminder": {
    to: customer,
    show: (kase, _round, context) => (kase.survey ? surveyReminderCard(kase, context) : undefined),
    hush: (kase) => kase.customer.person,
    settled: ({ survey, surveyOptOut }) => survey?.answeredAt !== undefined || surveyOptOut !== undefined,
  },
};

/** The surface of this name with its argument applied. @throws Error for a name that is in no row (a defect). */
export function surfaceNamed(name: string) {
  const colon = name.indexOf(":");
  const row = colon < 0 ? name : name.slice(0, colon);
  const of = colon < 0 ? "" : name.slice(colon + 1);
  const surface = surfaces[row];
  if (!surface) throw new Error(`no surface is called ${row}`);
  return {
    row,
    of,
    to: (kase: Case) => surface.to(kase, of),
    show: (kase: Case, context: SurfaceContext) => surface.show(kase, of, context),
    hush: (kase: Case) => surface.hush?.(kase, of),
    settled: (kase: Case): boolean => surface.settled?.(kase) ?? false,
    mentions: (kase: Case, protocol: Protocol) => surface.mentions?.(kase, of, protocol),
  };
}

/** One conversation: what goes there goes in order, one at a time. */
export function laneOf(destination: Destination, kase: Case): string {
  switch (destination.to) {
    case "home":
      return channelLane(kase.home);
    case "staff":
      return `dm:${personKey(destination.person)}`;
    case "customer":
      return destination.person ? `dm:${personKey(destination.person)}` : channelLane(kase.home);
  }
}

const channelLane = ({ platform, workspace, channel }: Place) => `${platform}:${workspace}:${channel}`;
