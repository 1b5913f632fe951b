import { openPromises } from "../../core/case.ts";
import { press } from "../presses.ts";
import { customerName } from "../words/case-words.ts";
import { mention, on, shorten } from "../words/rich.ts";
import { midSentence } from "../words/typed.ts";
import { type ClockView, primary } from "./clock-view.ts";

export const promise: ClockView = {
  nudge: (kase, of, ctx) => {
    const made = openPromises(kase).find(({ id }) => id === of);
    if (!made) return undefined;
    const { dueAt } = ctx;
    const what = `“${midSentence(shorten(made.text, 200))}”`;
    const name = customerName(kase, ctx);
    return {
      whom: [mention(made.by, ctx)],
      soon: `the promise to ${name} comes due: ${what}`,
      late: `the promise to ${name} was due: ${what}`,
      warning: [`Your promise to ${name} comes due `, on(dueAt), `: ${what}.`],
      breach: [`Your promise to ${name} was due `, on(dueAt), `: ${what}. Was it kept?`],
      buttons: [
        primary({ label: "Promise kept", press: press("keepPromise", kase, of) }),
        { label: "Promise broken", press: press("breakPromise", kase, of) },
      ],
    };
  },
  settled: (kase, of) => {
    const status = kase.promises.find(({ id }) => id === of)?.status;
    return status === "kept" || status === "broken" ? [[`The promise was ${status}.`]] : [];
  },
  inLists: (kase, of) => {
    const text = openPromises(kase).find(({ id }) => id === of)?.text;
    return text === undefined ? "Keep the promise" : `Keep the promise “${midSentence(shorten(text, 80))}”`;
  },
};
