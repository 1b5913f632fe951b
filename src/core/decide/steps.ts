import { rankOf } from "../authority.ts";
import type { Case, OpenCase, Told } from "../case.ts";
import { caseClocks, updateClock } from "../clocks.ts";
import type { CommandOf } from "../commands.ts";
import { defined } from "../defined.ts";
import { isSameHuman } from "../people.ts";
import { findRootCause } from "../protocol.ts";
import { type Refused, refuse } from "../refusals.ts";
import { isMe, type StaffContext } from "./context.ts";
import type { Decision } from "./decision.ts";
import { awaitsSenior, isSenior, tooJunior } from "./seniority.ts";

/** The protocol's steps up to the root cause. Anyone of the team may take them: the log names who did. */

export function takeOwnership(kase: OpenCase, _command: CommandOf<"takeOwnership">, context: StaffContext): Decision {
  const owner = kase.owner?.person;
  if (isMe(context, owner)) return refuse({ code: "already-owner" });
  const junior = tooJunior(kase, context.protocol, context.me);
  if (junior) return junior;
  const takesOver = kase.seniorRole !== undefined && awaitsSenior(kase);
  if (owner && !takesOver) return refuse({ code: "owned-by-other", owner });
  return [{ type: "owned", by: context.by, at: context.now }];
}

/** The owner or a senior hands a case over, to someone with a role; an unowned case anyone may assign. */
export function assign(kase: OpenCase, command: CommandOf<"assign">, context: StaffContext): Decision {
  const owner = kase.owner?.person;
  if (owner && !isMe(context, owner) && !isSenior(context)) return refuse({ code: "owned-by-other", owner });
  const { subject } = context;
  if (subject?.nobody) return refuse({ code: "not-a-person", field: "person", nobody: subject.nobody });
  if (!subject || rankOf(subject, context.protocol) < 0)
    return refuse({ code: "unknown-choice", field: "person", allowed: [] });
  if (owner && isSameHuman(subject, owner))
    return refuse(isMe(context, owner) ? { code: "already-owner" } : { code: "owned-by-other", owner });
  const junior = tooJunior(kase, context.protocol, subject);
  if (junior) return junior;
  return [{ type: "assigned", by: context.by, to: command.to, at: context.now }];
}

export function acknowledge(kase: OpenCase, _command: CommandOf<"acknowledge">, context: StaffContext): Decision {
  const { acknowledged } = kase;
  if (acknowledged) return refuse({ code: "already-acknowledged", by: acknowledged.by, at: acknowledged.at });
  const told: Told = kase.customer.person ? "dm" : "elsewhere";
  return [{ type: "acknowledged", told, ...heard(kase, context) }];
}

export function apologize(kase: OpenCase, command: CommandOf<"apologize">, context: StaffContext): Decision {
  const { apology } = kase;
  if (apology) return refuse({ code: "already-apologized", by: apology.by, at: apology.at });
  const { text, told } = command;
  return noMessagePossible(kase, told) ?? [{ type: "apologized", told, text, ...heard(kase, context) }];
}

export function recordRootCause(
  _kase: OpenCase,
  command: CommandOf<"recordRootCause">,
  context: StaffContext,
): Decision {
  const { cause, explanation } = command;
  const { now: at, by, protocol } = context;
  if (!findRootCause(protocol, cause)) {
    const allowed = protocol.rootCauses.map(({ label }) => label);
    return refuse({ code: "unknown-choice", field: "rootCause", allowed });
  }
  return [{ type: "root-cause-recorded", by, at, cause, explanation }];
}

/** Also after the resolution: the customer may be told that the refund has gone out. */
export function updateCustomer(kase: Case, command: CommandOf<"updateCustomer">, context: StaffContext): Decision {
  const { text, told } = command;
  return noMessagePossible(kase, told) ?? [{ type: "customer-updated", told, text, ...heard(kase, context) }];
}

export function changeSeverity(kase: OpenCase, command: CommandOf<"changeSeverity">, context: StaffContext): Decision {
  const { severity: to, reason } = command;
  if (to === kase.severity) return refuse({ code: "same-severity" });
  const { now: at, by, protocol } = context;
  const { acknowledge, resolve } = caseClocks(protocol, to, kase.roundStartedAt);
  const clocks = { acknowledge, resolve, update: updateClock(protocol, to, kase.clocks.update.startedAt) };
  return [{ type: "severity-changed", by, at, from: kase.severity, to, clocks, ...defined({ reason }) }];
}

const heard = (kase: Case, { now, by, protocol }: StaffContext) => ({
  by,
  at: now,
  updateClock: updateClock(protocol, kase.severity, now),
});

const noMessagePossible = (kase: Case, told: Told): Refused | undefined =>
  told === "dm" && !kase.customer.person ? refuse({ code: "no-direct-message", field: "how" }) : undefined;
