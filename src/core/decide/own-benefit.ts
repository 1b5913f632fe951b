import { refsOf } from "../authority.ts";
import type { Case } from "../case.ts";
import { accountKey, emailKey, isNameKey, type KnownBy, knownByOf } from "../customers/known-by.ts";
import { emailsOf, type Identity } from "../people.ts";
import { type Refused, refuse } from "../refusals.ts";
import type { StaffContext } from "./context.ts";

/**
 * Nobody decides on a remedy of their own: neither as an account nor as an address of the customer, as they stand in the case or
 * are known of the customer by now, also by a record that was joined. Where an address is shared with the customer, it can't be
 * told whether they are the same person, so a colleague decides there too. Their name alone says nothing.
 */
export function ownBenefit(kase: Case, { me, customer }: StaffContext): Refused | undefined {
  const theirs = [...knownByOf(kase.customer), ...(customer?.knownBy ?? [])];
  return isAmong(me, theirs) ? refuse({ code: "own-benefit" }) : undefined;
}

/** Whether one of these accounts and addresses is this human's. */
export function isAmong(me: Identity, known: readonly KnownBy[]): boolean {
  const mine = [...refsOf(me).map(accountKey), ...emailsOf(me).map(emailKey)];
  return known.some((one) => !isNameKey(one) && mine.includes(one));
}
