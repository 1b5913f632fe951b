import type { CustomerId } from "../../core/customers/recognize.ts";
import { formatMoney, type Money } from "../../core/money.ts";
import type { Instant } from "../../core/time.ts";
import type { ViewContext } from "../context.ts";
import type { Block, Form, Inputs } from "../elements.ts";
import { listed, on, shorten } from "../words/rich.ts";
import { caseNumberOf } from "./case-number.ts";
import { defineForm } from "./form-row.ts";

/** Says that two customers are one. It is sent only by whoever has seen both histories. */
export const joinCustomers = defineForm({
  title: "Same customer",
  submit: "Join",
  intro: () => [{ text: ["Whose case do we have of this customer already? You'll see both before they are joined."] }],
  fields: {
    caseNumber: {
      label: "Case number",
      kind: "text",
      hint: "A case of the same customer, such as 12",
      maxLength: 20,
      initial: ({ of }) => of,
    },
  },
  toCommand: ({ caseNumber: typed }) => {
    const other = caseNumberOf(typed);
    return other
      ? { type: "joinCustomers", case: other }
      : { field: "caseNumber", error: "Write a case number such as 12." };
  },
});

/** What is known of a customer, of all records that are joined. */
export type CustomerHistory = {
  readonly customer: CustomerId;
  readonly name: string;
  readonly addresses: readonly string[];
  /** The newest ones. */
  readonly cases: readonly {
    readonly number: number;
    readonly openedAt: Instant;
    readonly complaint: string;
    readonly status: "open" | "resolved" | "closed";
  }[];
  readonly caseCount: number;
  readonly granted: readonly Money[];
  readonly surveyOptOut?: Instant;
};

/** The form with both histories above its field, and what they are of: sent like this, it is carried out. */
export const withHistories = (
  form: Form,
  inputs: Inputs,
  other: number,
  { mine, theirs }: { readonly mine: CustomerHistory; readonly theirs: CustomerHistory },
  ctx: ViewContext,
): Form => ({
  ...form,
  about: { ...form.about, of: `${other}` },
  intro: [
    { heading: "The customer of this case" },
    ...historyOf(mine, ctx),
    { heading: `The customer of case ${other}` },
    ...historyOf(theirs, ctx),
    { text: ["Joined, they share one history, one limit and one wish about surveys. It can be taken back."] },
  ],
  fields: form.fields.map((field) => {
    const typed = inputs[field.id];
    return typed === undefined ? field : { ...field, initial: typed };
  }),
});

const statusWords = { open: "open", resolved: "resolved", closed: "closed" } as const;

function historyOf(
  { name, addresses, cases, caseCount, granted, surveyOptOut }: CustomerHistory,
  ctx: ViewContext,
): readonly Block[] {
  const sums = granted.map((money) => formatMoney(money, ctx.protocol.locale));
  return [
    {
      text: [
        { bold: shorten(name, 100) },
        addresses.length > 0 ? `: ${shorten(addresses.join(", "), 300)}` : ": no address known",
      ],
    },
    ...cases.map(({ number, openedAt, complaint, status }) => ({
      text: [`Case ${number}, `, on(openedAt), `, ${statusWords[status]}: ${shorten(complaint, 120)}`],
    })),
    {
      text: [
        caseCount > cases.length ? `${caseCount} cases in all. ` : "",
        sums.length > 0 ? `Granted so far: ${listed(sums)}.` : "Nothing granted so far.",
        surveyOptOut === undefined ? "" : " Asked for no more surveys.",
      ],
    },
  ];
}
