import {
  type Case,
  type ClosedCase,
  grantedRemedies,
  type OpenCase,
  pendingRemedies,
  type ResolvedCase,
} from "../case.ts";
import { caseClocks } from "../clocks.ts";
import type { CommandOf } from "../commands.ts";
import { defined } from "../defined.ts";
import type { CaseEvent } from "../events.ts";
import { wallMillis } from "../protocol.ts";
import { type MissingStep, refuse } from "../refusals.ts";
import { after } from "../time.ts";
import { type Context, isMe, type StaffContext } from "./context.ts";
import type { Decision } from "./decision.ts";
import { owedIn } from "./owing.ts";
import { isSenior, notTheOwner, seniorTo } from "./seniority.ts";

/** One row per step that a resolution stands on, in the protocol's order. */
const required: readonly { step: MissingStep; met: (kase: Case) => boolean }[] = [
  { step: "owner", met: (kase) => kase.owner !== undefined },
  { step: "acknowledgement", met: (kase) => kase.acknowledged !== undefined },
  { step: "apology", met: (kase) => kase.apology !== undefined },
  { step: "root-cause", met: (kase) => kase.rootCause !== undefined },
  { step: "remedy", met: (kase) => grantedRemedies(kase).length > 0 || kase.noRemedy !== undefined },
  { step: "approval", met: (kase) => pendingRemedies(kase).length === 0 },
];

/** What a resolution still needs. A remedy that waits for approval is missing as an approval, not twice. */
export function missingSteps(kase: Case): MissingStep[] {
  const missing = required.filter(({ met }) => !met(kase)).map(({ step }) => step);
  return missing.includes("approval") ? missing.filter((step) => step !== "remedy") : missing;
}

export function resolve(kase: OpenCase, command: CommandOf<"resolve">, context: StaffContext): Decision {
  const refused = notTheOwner(kase, context);
  if (refused) return refused;
  const missing = missingSteps(kase);
  if (missing.length > 0) return refuse({ code: "missing-steps", missing });
  const { by, now: at, protocol } = context;
  const surveyAt = kase.surveyOptOut ? undefined : after(at, wallMillis(protocol.survey.after));
  return [{ type: "resolved", by, at, whatWasDone: command.whatWasDone, ...defined({ surveyAt }) }];
}

export function reopen(kase: ResolvedCase | ClosedCase, command: CommandOf<"reopen">, context: StaffContext): Decision {
  return [reopening(kase, context, { by: context.by, reason: command.reason, because: "staff" })];
}

/**
 * Failing twice is worse than failing once (the double deviation of Bitner, Booms & Tetreault 1990): fresh clocks, a fresh
 * apology, and an owner one step up the ladder.
 */
export function reopening(
  kase: Case,
  { now: at, protocol }: Context,
  why: Pick<Extract<CaseEvent, { type: "reopened" }>, "by" | "reason" | "because">,
): CaseEvent {
  const role = seniorTo(kase, protocol)?.id;
  return { type: "reopened", at, clocks: caseClocks(protocol, kase.severity, at), ...why, ...defined({ role }) };
}

/**
 * With an honest outcome. `recovered` can't be claimed without having done the work. And what was granted or promised is done
 * first (ISO 10002: the decision is carried out, then the complaint is closed), unless the customer took the complaint back,
 * there was no failure, or the contact is abusive: those ends are never held up.
 */
export function close(kase: OpenCase | ResolvedCase, command: CommandOf<"close">, context: StaffContext): Decision {
  const refused = notTheOwner(kase, context);
  if (refused) return refused;
  const { outcome, reason } = command;
  const claimsRecovery = outcome === "recovered" || outcome === "partly-recovered";
  const missing = claimsRecovery ? missingSteps(kase) : [];
  if (missing.length > 0) return refuse({ code: "missing-steps", missing });
  const isHeld = claimsRecovery || (outcome === "not-recovered" && !kase.abusive);
  const owed = isHeld ? owedIn(kase) : [];
  if (owed.length > 0) return refuse({ code: "still-owed", owed });
  const { by, now: at } = context;
  const withdrawn = pendingRemedies(kase).map(
    ({ id }): CaseEvent => ({ type: "remedy-withdrawn", by, at, remedy: id }),
  );
  return [...withdrawn, { type: "closed", by, at, outcome, ...defined({ reason }) }];
}

/** Undoes the last step, leaving its trace: one's own, or a senior does. */
export function correct(kase: Case, command: CommandOf<"correct">, context: StaffContext): Decision {
  const { undo } = kase;
  if (!undo) return refuse({ code: "nothing-to-correct" });
  if (!isMe(context, undo.by) && !isSenior(context)) return refuse({ code: "not-your-step", by: undo.by });
  const { reason } = command;
  return [{ type: "corrected", by: context.by, at: context.now, step: undo.step, ...defined({ reason }) }];
}
