import { findRemedy } from "../../core/case.ts";
import { decision, decisionButtons } from "../messages/approval-card.ts";
import { customerName, remedyNamed, remedyWords } from "../words/case-words.ts";
import { mention, on } from "../words/rich.ts";
import type { ClockView } from "./clock-view.ts";

export const approve: ClockView = {
  asks: (kase, of) => {
    const remedy = findRemedy(kase, of);
    return remedy?.status === "pending" ? remedy.role : undefined;
  },
  nudge: (kase, of, ctx) => {
    const remedy = findRemedy(kase, of);
    if (remedy?.status !== "pending") return undefined;
    const { dueAt } = ctx;
    const what = `${remedyWords(remedy, ctx)} for ${customerName(kase, ctx)}`;
    const who = mention(remedy.by, ctx);
    return {
      whom: ctx.approvers,
      soon: `${what} waits for a decision`,
      late: `${what} is still waiting for a decision`,
      warning: [`${what}, asked for by `, who, ", waits for a decision by ", on(dueAt), "."],
      breach: [`${what}, asked for by `, who, ", is still waiting; a decision was due ", on(dueAt), "."],
      buttons: decisionButtons(kase, remedy),
    };
  },
  settled: (kase, of, ctx) => decision(findRemedy(kase, of), ctx),
  inLists: (kase, of, ctx) => `Approval of ${remedyNamed(kase, of, ctx)}`,
};
