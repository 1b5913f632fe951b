import { press } from "../presses.ts";
import { customerFirst } from "../words/case-words.ts";
import { on } from "../words/rich.ts";
import { type ClockView, primary } from "./clock-view.ts";

/** The longest silence toward the customer. */
export const update: ClockView = {
  nudge: (kase, _of, ctx) => {
    const { dueAt } = ctx;
    const name = customerFirst(kase, ctx);
    return {
      soon: `${name} should hear from us soon`,
      late: `${name} should have heard from us by now`,
      warning: [`${name} should hear from us by `, on(dueAt), ", even if there is no news."],
      breach: [`${name} was to hear from us by `, on(dueAt), ". “We are still on it” is news too."],
      buttons: [primary({ label: "Update customer", press: press("updateCustomer", kase) })],
    };
  },
  settled: (kase, _of, ctx) => {
    const heardAt = kase.clocks.update.startedAt;
    return heardAt >= ctx.firedAt ? [[`${customerFirst(kase, ctx)} heard from us, `, on(heardAt), "."]] : [];
  },
  inLists: () => "Update customer",
};
