import { findRemedy } from "../../core/case.ts";
import { decision } from "../messages/approval-card.ts";
import { press } from "../presses.ts";
import { customerName, remedyNamed, remedyWords } from "../words/case-words.ts";
import { on, shorten } from "../words/rich.ts";
import { type ClockView, primary } from "./clock-view.ts";

export const deliver: ClockView = {
  nudge: (kase, of, ctx) => {
    const remedy = findRemedy(kase, of);
    if (remedy?.status !== "granted") return undefined;
    const { dueAt } = ctx;
    const what = `${remedyWords(remedy, ctx)} for ${customerName(kase, ctx)}`;
    return {
      soon: `${what} should arrive soon`,
      late: `${what} should have arrived by now`,
      warning: [`${what} was granted and should arrive by `, on(dueAt), ". Is it done?"],
      breach: [
        `${what} was granted and should have arrived by `,
        on(dueAt),
        ". Please check, and say so here once it is done.",
      ],
      buttons: [
        primary({ label: `Mark ${shorten(remedy.label, 50)} delivered`, press: press("markDelivered", kase, of) }),
      ],
    };
  },
  // The last of them: that it was approved is why it was to be delivered.
  settled: (kase, of, ctx) => {
    const remedy = findRemedy(kase, of);
    return remedy?.status === "granted" ? [] : decision(remedy, ctx).slice(-1);
  },
  inLists: (kase, of, ctx) => `Deliver ${remedyNamed(kase, of, ctx)}`,
};
