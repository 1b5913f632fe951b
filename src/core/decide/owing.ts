import { type Case, openPromises } from "../case.ts";
import type { Owed } from "../refusals.ts";

/** What the customer was granted or promised and doesn't have: once the case is closed no clock reminds of it any more. */
export const owedIn = (kase: Case): Owed[] => [
  ...kase.remedies.flatMap((remedy) =>
    remedy.status === "granted"
      ? [{ remedy: { label: remedy.label, ...(remedy.amount && { amount: remedy.amount }) } }]
      : [],
  ),
  ...openPromises(kase).map(({ text }) => ({ promise: text })),
];
