import type { CaseEvent } from "../events.ts";
import type { Refused } from "../refusals.ts";

/** What happened because of a command, or why nothing did. */
export type Decision = readonly CaseEvent[] | Refused;

export const isRefused = (decision: Decision): decision is Refused => "refused" in decision;
