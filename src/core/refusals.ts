import type { CloseOutcome } from "./case.ts";
import type { Money } from "./money.ts";
import type { PersonRef } from "./people.ts";
import type { RoleId } from "./protocol.ts";
import type { Duration, Instant } from "./time.ts";

/** What `Resolve` still needs, in the protocol's order. */
export type MissingStep = "owner" | "acknowledgement" | "apology" | "root-cause" | "remedy" | "approval";

/** Something the customer still waits for. */
export type Owed =
  | { readonly remedy: { readonly label: string; readonly amount?: Money } }
  | { readonly promise: string };

/** A moment that someone chose. */
export type MomentField = "due" | "until";

/**
 * Why a command was not carried out: an answer, not an error. Nothing was changed. The words are in `views/words/refusal.ts`.
 * A refusal about something a person typed names its form field, so that the form can stay open with what was typed; `fieldOf` of `views/refusal.ts` doesn't compile where no
 * form has that field.
 */
export type Refusal =
  | { code: "no-such-case" }
  /** Only a newer release can read this case; nothing of it may be changed here. */
  | { code: "newer-version" }
  | { code: "outsider" }
  | { code: "not-the-customer" }
  | { code: "not-open"; status: "resolved" | "closed" }
  | { code: "not-closed-or-resolved" }
  | { code: "already-closed"; outcome: CloseOutcome }
  | { code: "already-resolved"; by: PersonRef }
  | { code: "already-owner" }
  | { code: "owned-by-other"; owner: PersonRef }
  | { code: "needs-senior"; role: RoleId; label: string }
  | { code: "already-acknowledged"; by: PersonRef; at: Instant }
  | { code: "already-apologized"; by: PersonRef; at: Instant }
  | { code: "no-direct-message"; field: "how" }
  | { code: "unknown-customer"; field: "customerName" }
  | { code: "unknown-choice"; field: "failureType" | "person" | "remedy" | "rootCause"; allowed: string[] }
  | { code: "no-such-promise" }
  | { code: "promise-settled"; status: "kept" | "broken" }
  | { code: "in-the-past"; field: MomentField }
  | { code: "too-far"; field: MomentField; latest: Instant }
  | { code: "amount-needed"; field: "amount" }
  | { code: "amount-not-wanted"; field: "amount"; label: string }
  | { code: "amount-zero"; field: "amount" }
  | { code: "wrong-currency"; field: "amount" | "pricePaid"; currency: string; got: string }
  | { code: "no-such-remedy" }
  | { code: "remedy-pending"; label: string }
  | { code: "already-decided"; status: "granted" | "declined" | "withdrawn" | "delivered"; by: PersonRef; at: Instant }
  | { code: "own-request" }
  /** The customer of the case is this very person. */
  | { code: "own-benefit" }
  /** Whether this is that other person on another account can't be told, so others of this role or above decide. */
  | { code: "not-told-apart"; from: "customer" | "asker" | "approver"; role: RoleId; label: string }
  /** A bot, or an account that isn't used any more, was picked where a person is wanted. */
  | { code: "not-a-person"; field: "customer" | "person"; nobody: "bot" | "deactivated" | "missing" }
  | { code: "already-approved-by-you"; needed: number }
  | { code: "over-authority"; role: RoleId; label: string }
  | { code: "nobody-may-approve"; field: "amount"; most?: Money }
  | { code: "not-less"; field: "amount"; proposed: Money }
  | { code: "customer-budget"; field: "amount"; left: Money; limit: Money; within: Duration }
  | { code: "person-budget"; field: "amount"; left: Money; limit: Money; within: Duration }
  | { code: "not-yours"; by: PersonRef }
  | { code: "not-granted" }
  | { code: "same-severity" }
  | { code: "top-of-the-ladder" }
  | { code: "link-to-itself"; field: "caseNumber" }
  | { code: "already-linked" }
  | { code: "no-such-customer"; field: "caseNumber" }
  /** The two records are one customer's already. */
  | { code: "already-joined" }
  | { code: "already-apart" }
  /** Nothing to take back: they aren't joined, or in another way by now. */
  | { code: "not-joined" }
  | { code: "missing-steps"; missing: MissingStep[] }
  | { code: "still-owed"; owed: Owed[] }
  | { code: "nothing-to-correct" }
  | { code: "not-your-step"; by: PersonRef }
  | { code: "already-abusive" }
  | { code: "no-survey" }
  | { code: "survey-over" }
  | { code: "survey-answered" }
  | { code: "bad-answer" }
  | { code: "already-opted-out" }
  /** They are neither its owner, nor is it worked on in their conversation, or it is known already. Not an error. */
  | { code: "not-theirs" }
  /** A timer that no longer applies: the case moved on. Not an error. */
  | { code: "timer-stale" };

export type RefusalCode = Refusal["code"];
export type Refused = { readonly refused: Refusal };
export const refuse = (refusal: Refusal): Refused => ({ refused: refusal });
