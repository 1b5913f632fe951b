import { type Case, openPromises } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import { defined } from "../defined.ts";
import { type MomentField, type Refused, refuse } from "../refusals.ts";
import { after, type Duration, duration, type Instant, instant, since } from "../time.ts";
import type { StaffContext } from "./context.ts";
import type { Decision } from "./decision.ts";

/** The promise ledger: "I'll call by 5" becomes a clock. Promises are kept in wall time, as people make them. */

const farthest: Duration = duration(366 * 24 * 3_600_000);

/** A moment to come, within a year: further out is nearly always a typing slip. */
export function notSoon(moment: Instant, now: Instant, field: MomentField): Refused | undefined {
  if (moment <= now) return refuse({ code: "in-the-past", field });
  const latest = after(now, farthest);
  return moment > latest ? refuse({ code: "too-far", field, latest }) : undefined;
}

export function addPromise(_kase: Case, command: CommandOf<"addPromise">, context: StaffContext): Decision {
  const { text, dueAt } = command;
  const { now: at, by, newId: promise, protocol } = context;
  const warnAt = instant(dueAt - since(at, dueAt) * protocol.nudges.warnBefore);
  return notSoon(dueAt, at, "due") ?? [{ type: "promise-added", by, at, promise, text, warnAt, dueAt }];
}

export function keepPromise(
  kase: Case,
  { promise }: CommandOf<"keepPromise">,
  { by, now: at }: StaffContext,
): Decision {
  return settled(kase, promise) ?? [{ type: "promise-kept", by, at, promise }];
}

export function breakPromise(kase: Case, command: CommandOf<"breakPromise">, { by, now: at }: StaffContext): Decision {
  const { promise, reason } = command;
  return settled(kase, promise) ?? [{ type: "promise-broken", by, at, promise, ...defined({ reason }) }];
}

function settled(kase: Case, id: string): Refused | undefined {
  if (openPromises(kase).some((promise) => promise.id === id)) return undefined;
  const promise = kase.promises.find((known) => known.id === id);
  if (!promise || promise.status === "open") return refuse({ code: "no-such-promise" });
  return refuse({ code: "promise-settled", status: promise.status });
}
