import type { Case, Place } from "../../core/case.ts";
import type { PersonRef } from "../../core/people.ts";
import type { ViewContext } from "../context.ts";

/** All that a form may depend on, when it is drawn and again when it is read. */
export type FormContext = ViewContext & {
  readonly reader: PersonRef;
  /** The case the form is about; absent only while one is being flagged. */
  readonly kase?: Case;
  /** What of the case: a remedy or a promise. For `flag`: `message` where one was flagged. */
  readonly of?: string;
  /** Where the complaint was made. */
  readonly place?: Place;
  /** Where the new case's card goes. */
  readonly home?: Place;
  /** The id of a case that would be opened. */
  readonly newId?: string;
  readonly message?: { readonly text: string; readonly author?: PersonRef; readonly authorName?: string };
};

/** @throws Error for a form that needs a case and was opened without one (a defect). */
export function caseOf({ kase }: FormContext): NonNullable<FormContext["kase"]> {
  if (!kase) throw new Error("this form is about a case");
  return kase;
}
