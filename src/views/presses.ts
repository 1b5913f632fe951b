import type { Case } from "../core/case.ts";
import type { Command } from "../core/commands.ts";
import { defined } from "../core/defined.ts";
import type { Card, FormId, Press } from "./elements.ts";

/**
 * Everything a button may ask for, one row each. A row opens a form, shows the case, or is a command by itself; `command`
 * answers undefined for a press that says too little (an altered or outdated payload).
 */
export type ActRow =
  | { readonly opens: FormId }
  | { readonly shows: "case" }
  | { readonly command: (press: Press) => Command | undefined };

const ofRemedy = (type: "approve" | "withdrawRemedy" | "markDelivered") => ({
  command: ({ of }: Press): Command | undefined => (of ? { type, remedy: of } : undefined),
});
const ofPromise = (type: "keepPromise" | "breakPromise") => ({
  command: ({ of }: Press): Command | undefined => (of ? { type, promise: of } : undefined),
});

const ofCase = (type: "partCustomers" | "tellCustomersApart") => ({
  command: ({ of }: Press): Command | undefined =>
    of && /^[1-9]\d{0,8}$/.test(of) ? { type, case: Number(of) } : undefined,
});

export const acts = {
  takeOwnership: { command: () => ({ type: "takeOwnership" }) },
  acknowledge: { command: () => ({ type: "acknowledge" }) },
  approve: ofRemedy("approve"),
  withdrawRemedy: ofRemedy("withdrawRemedy"),
  markDelivered: ofRemedy("markDelivered"),
  keepPromise: ofPromise("keepPromise"),
  breakPromise: ofPromise("breakPromise"),
  correct: { command: () => ({ type: "correct" }) },
  /** The survey's first question, answered by one press of 1 to 5. */
  rate: {
    command: ({ of }) =>
      of && /^[1-5]$/.test(of) ? { type: "answerSurvey", answers: { overall: Number(of) } } : undefined,
  },
  optOut: { command: () => ({ type: "optOut" }) },
  apologize: { opens: "apologize" },
  rootCause: { opens: "rootCause" },
  offerRemedy: { opens: "offerRemedy" },
  resolve: { opens: "resolve" },
  assign: { opens: "assign" },
  updateCustomer: { opens: "updateCustomer" },
  addPromise: { opens: "addPromise" },
  changeSeverity: { opens: "changeSeverity" },
  escalate: { opens: "escalate" },
  addNote: { opens: "addNote" },
  linkCase: { opens: "linkCase" },
  joinCustomers: { opens: "joinCustomers" },
  partCustomers: ofCase("partCustomers"),
  tellCustomersApart: ofCase("tellCustomersApart"),
  snooze: { opens: "snooze" },
  reopen: { opens: "reopen" },
  close: { opens: "close" },
  markAbusive: { opens: "markAbusive" },
  approveLess: { opens: "approveLess" },
  decline: { opens: "decline" },
  survey: { opens: "survey" },
  showCase: { shows: "case" },
} as const satisfies Record<string, ActRow>;

export type Act = keyof typeof acts;

const isAct = (act: string): act is Act => Object.hasOwn(acts, act);

/** The row of what was pressed; undefined for an act we don't know, such as one of an older release. */
export const actOf = (press: Press): ActRow | undefined => (isAct(press.act) ? acts[press.act] : undefined);

export const press = (act: Act, kase: Case, of?: string): Press => defined({ act, case: kase.id, of });

/**
 * What a card's buttons ask for, as one word to compare: a message whose buttons are no longer those of its case is brought in
 * line. Looking at the case is always possible, so it doesn't count; empty for a card that asks for nothing.
 */
export const pressesOn = (card: Card): string =>
  [...card.buttons, ...card.more]
    .filter(({ press: { act } }) => !(isAct(act) && "shows" in acts[act]))
    .map(({ press: { act, of } }) => (of === undefined ? act : `${act}:${of}`))
    .join(" ");
