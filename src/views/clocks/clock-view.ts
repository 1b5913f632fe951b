import type { Case } from "../../core/case.ts";
import type { RoleId } from "../../core/protocol.ts";
import type { Instant } from "../../core/time.ts";
import type { ViewContext } from "../context.ts";
import type { Button, Rich } from "../elements.ts";

/** What a reminder says while its clock runs. */
export type NudgeWords = {
  /** Mentioned first; the case's owner where nobody else is meant. */
  readonly whom?: Rich;
  /** In one breath, as a notification says it: while there is time, and once there is none left. */
  readonly soon: string;
  readonly late: string;
  readonly warning: Rich;
  readonly breach: Rich;
  readonly buttons: readonly Button[];
};

export type NudgeContext = ViewContext & {
  readonly dueAt: Instant;
  /** Mentions of those who may approve. */
  readonly approvers: Rich;
};

export type SettledContext = ViewContext & {
  /** When the reminder was given. */
  readonly firedAt: Instant;
};

/** All that people read of one clock. `of` is the remedy or promise that it is about, empty for a clock of the whole case. */
export type ClockView = {
  /** The role whose people it asks; without it, it asks the case's owner, and warns them in person. */
  readonly asks?: (kase: Case, of: string) => RoleId | undefined;
  /** Undefined where there is nothing to remind of any more. */
  readonly nudge: (kase: Case, of: string, ctx: NudgeContext) => NudgeWords | undefined;
  /** What became of the reminder's matter; empty where only the whole case tells. */
  readonly settled: (kase: Case, of: string, ctx: SettledContext) => readonly Rich[];
  /** What is to be done, as lists and cards name it: `Deliver Refund $40.00`. */
  readonly inLists: (kase: Case, of: string, ctx: ViewContext) => string;
};

export const primary = (button: Omit<Button, "style">): Button => ({ ...button, style: "primary" });
