import { findRemedy } from "../../core/case.ts";
import type { Block } from "../elements.ts";
import { remedyWords } from "../words/case-words.ts";
import { mention, shorten } from "../words/rich.ts";
import { caseOf, type FormContext } from "./form-context.ts";
import { defineForm } from "./form-row.ts";
import { example } from "./kinds.ts";

/** An approver's other two answers: yes to less, and no with a reason. */

export const approveLess = defineForm({
  title: "Approve less",
  submit: "Approve",
  intro: (ctx) => request(ctx),
  fields: {
    amount: {
      label: "Amount",
      kind: "money",
      hint: ({ protocol }) => `In ${protocol.currency}, such as ${example(protocol.currency, protocol.locale)}`,
    },
  },
  toCommand: ({ amount }, ctx) => ({ type: "approveLess", remedy: remedyId(ctx), amount }),
});

export const decline = defineForm({
  title: "Decline",
  submit: "Decline",
  intro: (ctx) => request(ctx),
  fields: {
    reason: {
      label: "Reason",
      kind: "longText",
      hint: "The colleague who asked reads it; say what could be offered instead",
    },
  },
  toCommand: ({ reason }, ctx) => ({ type: "decline", remedy: remedyId(ctx), reason }),
});

function request(ctx: FormContext): readonly Block[] {
  const remedy = findRemedy(caseOf(ctx), remedyId(ctx));
  if (!remedy) return [];
  return [
    { text: [mention(remedy.by, ctx), " asks for ", { bold: remedyWords(remedy, ctx) }, ":"] },
    { quote: shorten(remedy.reason, 500) },
  ];
}

/** @throws Error for a decision on nothing (a defect: the press says which remedy). */
function remedyId({ of }: FormContext): string {
  if (of === undefined) throw new Error("a decision is about a remedy");
  return of;
}
