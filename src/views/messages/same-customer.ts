import type { Case, SameCustomer } from "../../core/case.ts";
import type { ViewContext } from "../context.ts";
import type { Button, Card, Rich } from "../elements.ts";
import { press } from "../presses.ts";
import { customerFirst } from "../words/case-words.ts";
import { mention, on, shorten } from "../words/rich.ts";

/**
 * Whether the customer of this case is another one that we know: asked, never assumed, because two people may have one name or
 * share an address. Undefined where nobody ever asked about that case.
 */
export function sameCustomerCard(kase: Case, other: number, ctx: ViewContext): Card | undefined {
  const entry = kase.sameCustomer?.find((one) => one.case === other);
  if (!entry) return undefined;
  const { title, text, buttons } = rows[entry.status](kase, entry, ctx);
  return {
    title: [title],
    tone: entry.status === "offered" ? "attention" : "calm",
    facts: [],
    body: [{ text }],
    buttons,
    more: [{ label: "Show case", press: press("showCase", kase) }],
    fallback: title,
  };
}

type Said = { readonly title: string; readonly text: Rich; readonly buttons: readonly Button[] };

const rows: {
  readonly [Status in SameCustomer["status"]]: (kase: Case, entry: SameCustomer, ctx: ViewContext) => Said;
} = {
  offered: (kase, entry, ctx) => ({
    title: `Is this ${theirName(entry)} of case ${entry.case}?`,
    text: [
      ...why[entry.why](customerFirst(kase, ctx), entry),
      " If they are the same person, join them: then they have one history, one limit, and one answer to whether they want surveys.",
    ],
    buttons: [
      { label: "Same customer", press: press("joinCustomers", kase, `${entry.case}`) },
      { label: "Not the same", press: press("tellCustomersApart", kase, `${entry.case}`) },
    ],
  }),
  joined: (kase, entry, ctx) => ({
    title: `${cased(customerFirst(kase, ctx))} is ${theirName(entry)} of case ${entry.case}`,
    text: [...settledBy("Joined", entry, ctx), " They have one history and one limit now."],
    buttons: [
      {
        label: "Undo joining",
        press: press("partCustomers", kase, `${entry.case}`),
        confirm: "Each gets their own history and their own limit back.",
      },
    ],
  }),
  apart: (kase, entry, ctx) => ({
    title: `${cased(customerFirst(kase, ctx))} isn't ${theirName(entry)} of case ${entry.case}`,
    text: settledBy("Told apart", entry, ctx),
    buttons: [{ label: "Same customer", press: press("joinCustomers", kase, `${entry.case}`) }],
  }),
};

const why: Record<SameCustomer["why"], (first: string, entry: SameCustomer) => Rich> = {
  name: (first) => [`${cased(first)} has the same name; that alone proves nothing.`],
  address: (first) => [
    `${cased(first)} has an account or an email address in common with them. Until somebody says, both count together for limits.`,
  ],
  chosen: () => ["A colleague thought so before."],
};

const settledBy = (words: string, { by, at }: SameCustomer, ctx: ViewContext): Rich =>
  by ? [`${words} by `, mention(by, ctx), ", ", on(at), "."] : [`${words}, `, on(at), "."];

const theirName = ({ name }: SameCustomer): string => shorten(name || "the customer", 80);
const cased = (name: string): string => shorten(name, 80);
