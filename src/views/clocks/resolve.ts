import { nextStep } from "../case/steps.ts";
import { press } from "../presses.ts";
import { on } from "../words/rich.ts";
import { type ClockView, primary } from "./clock-view.ts";

export const resolve: ClockView = {
  nudge: (kase, _of, ctx) => {
    const { dueAt } = ctx;
    const next = nextStep(kase, ctx);
    const missing = next ? ` Next step: ${next.button.toLowerCase()}.` : " It waits for an approval.";
    return {
      soon: "it should be resolved soon",
      late: "it should be resolved by now",
      warning: [
        "This case should be resolved by ",
        on(dueAt),
        `.${missing} If it takes longer, tell the customer now.`,
      ],
      breach: [
        "This case was to be resolved by ",
        on(dueAt),
        `.${missing} Tell the customer where it stands, or ask for help.`,
      ],
      buttons: [
        ...(next ? [primary({ label: next.button, press: press(next.act, kase) })] : []),
        { label: "Update customer", press: press("updateCustomer", kase) },
        { label: "Escalate", press: press("escalate", kase) },
      ],
    };
  },
  settled: () => [],
  inLists: () => "Resolve",
};
