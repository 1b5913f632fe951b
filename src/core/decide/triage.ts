import { rankOf } from "../authority.ts";
import type { Case, OpenCase } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import { defined } from "../defined.ts";
import { refuse } from "../refusals.ts";
import { isMe, type StaffContext } from "./context.ts";
import type { Decision } from "./decision.ts";
import { notSoon } from "./promises.ts";
import { seniorTo } from "./seniority.ts";

/** Calls about the case itself: who should have it, what it belongs to, when to look at it again. */

/** Above the owner who asks for it, else above where the case stands. */
export function escalate(kase: OpenCase, command: CommandOf<"escalate">, context: StaffContext): Decision {
  const held = isMe(context, kase.owner?.person) ? rankOf(context.me, context.protocol) : 0;
  const to = seniorTo(kase, context.protocol, held);
  if (!to) return refuse({ code: "top-of-the-ladder" });
  return [{ type: "escalated", by: context.by, at: context.now, to: to.id, reason: command.reason }];
}

export function addNote(_kase: Case, command: CommandOf<"addNote">, { by, now: at }: StaffContext): Decision {
  return [{ type: "noted", by, at, text: command.text }];
}

/** That the other case exists is established where the case is loaded. */
export function linkCase(kase: Case, command: CommandOf<"linkCase">, { by, now: at }: StaffContext): Decision {
  const { to, as } = command;
  if (to === kase.number) return refuse({ code: "link-to-itself", field: "caseNumber" });
  if (kase.links.some((link) => link.to === to && link.as === as)) return refuse({ code: "already-linked" });
  return [{ type: "linked", by, at, to, as }];
}

export function snooze(_kase: OpenCase, command: CommandOf<"snooze">, { by, now: at }: StaffContext): Decision {
  const { until, reason } = command;
  return notSoon(until, at, "until") ?? [{ type: "snoozed", by, at, until, ...defined({ reason }) }];
}

/** Protects staff: a senior takes over, and compensation needs a senior. */
export function markAbusive(kase: Case, command: CommandOf<"markAbusive">, context: StaffContext): Decision {
  if (kase.abusive) return refuse({ code: "already-abusive" });
  const { protocol, by, now: at } = context;
  const senior = kase.seniorRole ?? protocol.roles[Math.min(1, protocol.roles.length - 1)]?.id;
  if (senior === undefined) throw new Error("a protocol has at least one role");
  return [{ type: "marked-abusive", by, at, reason: command.reason, role: senior }];
}
