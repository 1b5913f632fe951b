import { press } from "../presses.ts";
import { customerFirst } from "../words/case-words.ts";
import { mention, on } from "../words/rich.ts";
import { type ClockView, primary } from "./clock-view.ts";

export const acknowledge: ClockView = {
  nudge: (kase, _of, ctx) => {
    const { dueAt } = ctx;
    const name = customerFirst(kase, ctx);
    return {
      soon: `${name} is waiting for a first word from us`,
      late: `${name} has not heard from us yet`,
      warning: [`${name} is waiting to hear that we have the complaint. Please acknowledge it by `, on(dueAt), "."],
      breach: [`${name} has not heard from us yet; a word was due `, on(dueAt), ". A short one now still helps a lot."],
      buttons: [primary({ label: "Acknowledge", press: press("acknowledge", kase) })],
    };
  },
  settled: ({ acknowledged }, _of, ctx) =>
    acknowledged
      ? [[{ bold: "Acknowledged " }, "by ", mention(acknowledged.by, ctx), ", ", on(acknowledged.at), "."]]
      : [],
  inLists: () => "Acknowledge",
};
