import { defined } from "../../core/defined.ts";
import { formatMoney } from "../../core/money.ts";
import type { Block, Option } from "../elements.ts";
import { playbookFor } from "../words/playbook.ts";
import { shorten } from "../words/rich.ts";
import { caseOf, type FormContext } from "./form-context.ts";
import { defineForm } from "./form-row.ts";
import { example } from "./kinds.ts";

/** An id that no remedy of a protocol can have. */
const noRemedy = "_none";

export const offerRemedy = defineForm({
  title: "Offer a remedy",
  submit: "Offer",
  intro: (ctx) => known(ctx),
  fields: {
    remedy: { label: "Remedy", kind: "choice", options: (ctx) => remedyOptions(ctx) },
    amount: {
      label: "Amount",
      kind: "money",
      optional: true,
      hint: ({ protocol }) =>
        `In ${protocol.currency}, such as ${example(protocol.currency, protocol.locale)}. Leave it empty if the remedy costs nothing`,
    },
    reason: { label: "Reason", kind: "longText", hint: "Why this is fair; an approver reads it" },
  },
  toCommand: ({ remedy: kind, amount, reason }) => {
    if (kind !== noRemedy) return { type: "offerRemedy", kind, reason, ...defined({ amount }) };
    if (amount && amount.minor > 0)
      return { field: "amount", error: "Leave this empty where no remedy is due, or choose a remedy." };
    return { type: "waiveRemedy", reason };
  },
});

/** What the playbook suggests comes first. */
function remedyOptions(ctx: FormContext): readonly Option[] {
  const { protocol } = ctx;
  const suggested = playbookFor(caseOf(ctx), protocol)?.remedies ?? [];
  const isSuggested = ({ id }: Option) => suggested.includes(id);
  const all = [...protocol.remedies.filter(isSuggested), ...protocol.remedies.filter((option) => !isSuggested(option))];
  return [...all.map(({ id, label }) => ({ id, label })), { id: noRemedy, label: "No remedy is due" }];
}

/** What an offer should be measured by. */
function known(ctx: FormContext): readonly Block[] {
  const { remedySought, pricePaid } = caseOf(ctx);
  return [
    ...(remedySought ? [{ text: [{ bold: "The customer asks for: " }, shorten(remedySought, 300)] }] : []),
    ...(pricePaid ? [{ text: [{ bold: "They paid: " }, formatMoney(pricePaid, ctx.protocol.locale)] }] : []),
  ];
}
