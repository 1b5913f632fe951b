import type { Command } from "../../core/commands.ts";
import { type FieldErrors, type Form, type FormId, formIds, type Inputs } from "../elements.ts";
import { addNote } from "./add-note.ts";
import { addPromise } from "./add-promise.ts";
import { apologize } from "./apologize.ts";
import { assign } from "./assign.ts";
import { changeSeverity } from "./change-severity.ts";
import { close } from "./close.ts";
import { escalate } from "./escalate.ts";
import { flag } from "./flag.ts";
import type { FormContext } from "./form-context.ts";
import type { FormRow } from "./form-row.ts";
import { joinCustomers } from "./join-customers.ts";
import { linkCase } from "./link-case.ts";
import { markAbusive } from "./mark-abusive.ts";
import { offerRemedy } from "./offer-remedy.ts";
import { approveLess, decline } from "./remedy-decision.ts";
import { reopen } from "./reopen.ts";
import { resolve } from "./resolve.ts";
import { rootCause } from "./root-cause.ts";
import { snooze } from "./snooze.ts";
import { survey } from "./survey.ts";
import { updateCustomer } from "./update-customer.ts";

export { adviceOn } from "./apologize.ts";
export type { FormContext } from "./form-context.ts";
export { offeredAgain } from "./typed-again.ts";

/** One row per form. */
const rows = {
  flag,
  apologize,
  rootCause,
  offerRemedy,
  resolve,
  assign,
  updateCustomer,
  addPromise,
  changeSeverity,
  escalate,
  addNote,
  linkCase,
  joinCustomers,
  snooze,
  reopen,
  close,
  markAbusive,
  approveLess,
  decline,
  survey,
} as const satisfies { readonly [Id in FormId]: FormRow };

/** Every field of any form. */
export type FieldId = { [Id in FormId]: keyof (typeof rows)[Id]["fields"] }[FormId];

/** For what comes from outside: it may be a form of an older release. */
export const isForm = (id: string): id is FormId => formIds.some((each) => each === id);

const rowOf = (id: FormId): FormRow => rows[id];

/** Whether it is about no case yet. */
export const opensCase = (id: FormId): boolean => rowOf(id).opensCase;
export const filledInByCustomer = (id: FormId): boolean => rowOf(id).byCustomer;

/** A form, ready to be drawn. */
export const formFor = (id: FormId, ctx: FormContext): Form => rowOf(id).draw(id, ctx);

/** What was typed, as a command, or what to correct field by field. */
export const readForm = (
  id: FormId,
  inputs: Inputs,
  ctx: FormContext,
): { command: Command } | { errors: FieldErrors } => rowOf(id).read(inputs, ctx);
