import { rankOf } from "./authority.ts";
import type { Case, ClosedCase, OpenCase, ResolvedCase } from "./case.ts";
import type { Command, CommandOf, CommandType } from "./commands.ts";
import { approve, approveLess, decline, markDelivered, withdrawRemedy } from "./decide/approval.ts";
import type { Context, StaffContext } from "./decide/context.ts";
import { joinCustomers, partCustomers, tellCustomersApart } from "./decide/customers.ts";
import type { Decision } from "./decide/decision.ts";
import { recordDeparture } from "./decide/departure.ts";
import { close, correct, reopen, resolve } from "./decide/endings.ts";
import { flag } from "./decide/opening.ts";
import { addPromise, breakPromise, keepPromise } from "./decide/promises.ts";
import { offerRemedy, waiveRemedy } from "./decide/remedies.ts";
import {
  acknowledge,
  apologize,
  assign,
  changeSeverity,
  recordRootCause,
  takeOwnership,
  updateCustomer,
} from "./decide/steps.ts";
import { answerSurvey, optOut } from "./decide/survey.ts";
import { timeUp } from "./decide/time-up.ts";
import { addNote, escalate, linkCase, markAbusive, snooze } from "./decide/triage.ts";
import { refuse } from "./refusals.ts";

/**
 * The one rule book: what happens when someone asks something of a case. Pure: no clock, no chance, no I/O.
 * @returns the events that happened, at least one, or the refusal; refusing changes nothing.
 * @throws Error only for a defect of the caller, such as a command on a case that wasn't loaded.
 */
export function decide(kase: Case | undefined, command: Command, context: Context): Decision {
  const decider = deciders[command.type] as Decider<CommandType>; // the table's row for this very type
  return decider(kase, command, context);
}

type Decider<T extends CommandType> = (kase: Case | undefined, command: CommandOf<T>, context: Context) => Decision;
type StaffRule<T extends CommandType, C extends Case> = (
  kase: C,
  command: CommandOf<T>,
  context: StaffContext,
) => Decision;

/** One row per command: who may ask at all, in which state, and the rule. */
const deciders: { readonly [T in CommandType]: Decider<T> } = {
  flag: (_none, command, context) => {
    if (context.actor.is === "api") return flag(command, context);
    return asStaff(context, (staff) => flag(command, staff));
  },
  takeOwnership: whileOpen(takeOwnership),
  assign: whileOpen(assign),
  acknowledge: whileOpen(acknowledge),
  apologize: whileOpen(apologize),
  recordRootCause: whileOpen(recordRootCause),
  updateCustomer: untilClosed(updateCustomer),
  addPromise: untilClosed(addPromise),
  keepPromise: untilClosed(keepPromise),
  breakPromise: untilClosed(breakPromise),
  offerRemedy: whileOpen(offerRemedy),
  waiveRemedy: whileOpen(waiveRemedy),
  approve: anyTime(approve),
  approveLess: anyTime(approveLess),
  decline: anyTime(decline),
  withdrawRemedy: anyTime(withdrawRemedy),
  markDelivered: anyTime(markDelivered),
  changeSeverity: whileOpen(changeSeverity),
  escalate: whileOpen(escalate),
  addNote: anyTime(addNote),
  linkCase: anyTime(linkCase),
  joinCustomers: anyTime(joinCustomers),
  partCustomers: anyTime(partCustomers),
  tellCustomersApart: anyTime(tellCustomersApart),
  snooze: whileOpen(snooze),
  resolve: whileOpen(resolve),
  reopen: onceEnded(reopen),
  close: untilClosed(close),
  markAbusive: untilClosed(markAbusive),
  correct: untilClosed(correct),
  answerSurvey: (kase, command, context) => answerSurvey(loaded(kase), command, context),
  optOut: (kase, command, context) => optOut(loaded(kase), command, context),
  timeUp: (kase, command, context) =>
    context.actor.is === "clock" ? timeUp(loaded(kase), command, context) : refuse({ code: "outsider" }),
  recordDeparture: (kase, command, context) =>
    context.actor.is === "clock" ? recordDeparture(loaded(kase), command, context) : refuse({ code: "outsider" }),
  recordUnreachable: (kase, { what, reason }, context) => {
    if (context.actor.is !== "delivery") return refuse({ code: "outsider" });
    const known = loaded(kase).undelivered.some((failed) => failed.what === what);
    return known ? refuse({ code: "timer-stale" }) : [{ type: "unreachable", at: context.now, what, reason }];
  },
};

/** Our own people only: someone of the organization with at least one role of the protocol. */
function asStaff(context: Context, rule: (context: StaffContext) => Decision): Decision {
  if (context.actor.is !== "person") return refuse({ code: "outsider" });
  const me = context.actor.identity;
  if (me.outsider || rankOf(me, context.protocol) < 0) return refuse({ code: "outsider" });
  return rule({ ...context, me, by: me.person });
}

function loaded(kase: Case | undefined): Case {
  if (!kase) throw new Error("this command needs a case");
  return kase;
}

function anyTime<T extends CommandType>(rule: StaffRule<T, Case>): Decider<T> {
  return (kase, command, context) => asStaff(context, (staff) => rule(loaded(kase), command, staff));
}

function whileOpen<T extends CommandType>(rule: StaffRule<T, OpenCase>): Decider<T> {
  return anyTime((kase, command, staff) => {
    if (kase.status === "open") return rule(kase, command, staff);
    if (kase.status === "resolved" && command.type === "resolve")
      return refuse({ code: "already-resolved", by: kase.resolvedBy });
    return refuse({ code: "not-open", status: kase.status });
  });
}

function untilClosed<T extends CommandType>(rule: StaffRule<T, OpenCase | ResolvedCase>): Decider<T> {
  return anyTime((kase, command, staff) =>
    kase.status === "closed" ? refuse({ code: "already-closed", outcome: kase.outcome }) : rule(kase, command, staff),
  );
}

function onceEnded<T extends CommandType>(rule: StaffRule<T, ResolvedCase | ClosedCase>): Decider<T> {
  return anyTime((kase, command, staff) =>
    kase.status === "open" ? refuse({ code: "not-closed-or-resolved" }) : rule(kase, command, staff),
  );
}
