import { type Case, grantedRemedies, pendingRemedies } from "../../core/case.ts";
import { awaitsSenior } from "../../core/decide/seniority.ts";
import type { Instant } from "../../core/time.ts";
import type { ViewContext } from "../context.ts";
import type { Rich, Step } from "../elements.ts";
import type { Act } from "../presses.ts";
import { orAbove, remedyWords, roleName, rootCauseLabel, toldWords } from "../words/case-words.ts";
import { due, joined, mention, on, shorten } from "../words/rich.ts";

/** The steps of the recovery in the protocol's order: one row is a line of the checklist and a button of the card. */
export type StepRow = {
  readonly act: Act;
  readonly button: string;
  readonly todo: (kase: Case, ctx: ViewContext) => Rich;
  /** Undefined until the step is done. */
  readonly done: (kase: Case, ctx: ViewContext) => Rich | undefined;
  /** Nothing to press here now: someone else is to act. */
  readonly waiting?: (kase: Case) => boolean;
  readonly offered: (kase: Case) => boolean;
};

/** A senior was asked for and has not taken the case yet. */
export const seniorWanted = (kase: Case): boolean => kase.seniorRole !== undefined && awaitsSenior(kase);

const ownable = (kase: Case): boolean => !kase.owner || seniorWanted(kase);

export const steps: readonly StepRow[] = [
  {
    act: "takeOwnership",
    button: "Take ownership",
    todo: (kase, ctx) =>
      kase.seniorRole ? [`Take ownership (${orAbove(roleName(kase.seniorRole, ctx.protocol))})`] : ["Take ownership"],
    done: (kase, ctx) =>
      kase.owner && !ownable(kase)
        ? ["Owned by ", mention(kase.owner.person, ctx), ...since(kase.owner.since)]
        : undefined,
    offered: ownable,
  },
  {
    act: "acknowledge",
    button: "Acknowledge",
    todo: (kase, ctx) => ["Acknowledge, ", ...due(kase.clocks.acknowledge.dueAt, ctx.now)],
    done: ({ acknowledged }, ctx) =>
      acknowledged && [
        "Acknowledged by ",
        mention(acknowledged.by, ctx),
        ` ${toldWords[acknowledged.told]}`,
        ...since(acknowledged.at),
      ],
    offered: (kase) => !kase.acknowledged,
  },
  {
    act: "apologize",
    button: "Apologize",
    todo: (kase) => [kase.round > 1 ? "Apologize afresh" : "Apologize"],
    done: ({ apology }, ctx) =>
      apology && ["Apologized by ", mention(apology.by, ctx), ` ${toldWords[apology.told]}`, ...since(apology.at)],
    offered: (kase) => !kase.apology,
  },
  {
    act: "rootCause",
    button: "Root cause",
    todo: () => ["Find the root cause"],
    done: ({ rootCause }, ctx) =>
      rootCause && [
        "Root cause: ",
        { bold: rootCauseLabel(rootCause.id, ctx.protocol) },
        ` (${shorten(rootCause.explanation, 200)})`,
      ],
    offered: (kase) => !kase.rootCause,
  },
  {
    act: "offerRemedy",
    button: "Offer remedy",
    todo: (kase) => [pendingRemedies(kase).length > 0 ? "Remedy waits for approval" : "Offer a remedy"],
    done: (kase, ctx) => {
      const granted = grantedRemedies(kase);
      if (granted.length > 0)
        return [
          "Remedy: ",
          ...joined(
            granted.map((remedy) => [remedyWords(remedy, ctx)]),
            ", ",
          ),
        ];
      return kase.noRemedy && [`No remedy is due: ${shorten(kase.noRemedy.reason, 200)}`];
    },
    waiting: (kase) => pendingRemedies(kase).length > 0,
    // Never done for good: something extra may follow the repair.
    offered: () => true,
  },
  {
    act: "resolve",
    button: "Resolve",
    todo: (kase, ctx) => ["Resolve, ", ...due(kase.clocks.resolve.dueAt, ctx.now)],
    done: () => undefined,
    waiting: (kase) => pendingRemedies(kase).length > 0,
    offered: (kase) => kase.owner !== undefined,
  },
];

/** The next step somebody of the team can take now; undefined where only an approval is awaited, or the case isn't open. */
export const nextStep = (kase: Case, ctx: ViewContext): StepRow | undefined =>
  kase.status === "open" ? steps.find((step) => !step.done(kase, ctx) && !step.waiting?.(kase)) : undefined;

/** The checklist of an open case: what was done by whom, what is next, what remains. */
export function checklist(kase: Case, ctx: ViewContext): readonly Step[] {
  const next = nextStep(kase, ctx);
  return steps.map((step) => {
    const done = step.done(kase, ctx);
    return done
      ? { text: done, state: "done" }
      : { text: step.todo(kase, ctx), state: step === next ? "next" : "todo" };
  });
}

const since = (at: Instant): Rich => [", ", on(at)];
