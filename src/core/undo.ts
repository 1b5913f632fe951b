import type { Case, CaseField, Undo } from "./case.ts";
import type { CaseEvent, EventType } from "./events.ts";

/** Which fields a step changes, so that `corrected` can put back what was there. A step not listed can't be undone. */
export const correctable: Partial<Record<EventType, readonly CaseField[]>> = {
  owned: ["owner", "departed"],
  assigned: ["owner", "departed"],
  acknowledged: ["acknowledged", "clocks"],
  apologized: ["apology", "clocks"],
  "root-cause-recorded": ["rootCause"],
  "promise-added": ["promises"],
  "promise-kept": ["promises"],
  "promise-broken": ["promises"],
  "remedy-waived": ["noRemedy"],
  "remedy-delivered": ["remedies"],
  "severity-changed": ["severity", "clocks"],
  linked: ["links"],
  snoozed: ["snoozedUntil"],
  resolved: ["status", "owner", "resolvedAt", "resolvedBy", "whatWasDone", "surveyAt", "snoozedUntil", "departed"],
};

/**
 * Events beside the protocol's steps: they neither can be undone nor stand in the way of undoing the step before. A survey
 * that was sent does: the resolution it asks about has been told to the customer.
 */
const beside: readonly EventType[] = [
  ...(["noted", "nudged", "unreachable"] as const),
  // Taken back by a press of their own: whose records they are concerns other cases too.
  ...(["customer-joined", "customer-parted", "customer-told-apart"] as const),
  ...(["survey-reminded", "survey-answered", "survey-expired", "survey-opted-out"] as const),
];

/** What `correct` may undo once this event has happened. */
export function undoAfter(before: Case, event: CaseEvent): Undo | undefined {
  // It would put an owner back, who may be the one that left.
  if (event.type === "departed") return before.undo && "owner" in before.undo.restore ? undefined : before.undo;
  if (beside.includes(event.type)) return before.undo;
  const fields = correctable[event.type];
  if (!fields || !("by" in event) || !event.by) return undefined;
  const values: Undo["restore"] = before;
  const restore = Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
  return { step: event.type, by: event.by, at: event.at, restore };
}

/** The case with what was there before the step that is undone. */
export function restore(kase: Case): Case {
  if (!kase.undo) return kase;
  const values = { ...kase, ...kase.undo.restore };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Case; // the very values it had before
}
