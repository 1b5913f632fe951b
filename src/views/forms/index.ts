import type { Command } from "../../core/commands.ts";
import type { FieldErrors, Form, FormId, Inputs } from "../elements.ts";
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

export { apologyAdviceForm } from "./apologize.ts";
export type { FormContext } from "./form-context.ts";

/** Every form, by the id that presses open it with. */
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
  snooze,
  reopen,
  close,
  markAbusive,
  approveLess,
  decline,
  survey,
} as const satisfies Record<string, FormRow>;

export type KnownForm = keyof typeof rows;
export const formIds = Object.keys(rows) as readonly KnownForm[]; // the keys of this very object

export const isForm = (id: FormId): id is KnownForm => Object.hasOwn(rows, id);

const rowOf = (id: FormId): FormRow => {
  if (!isForm(id)) throw new Error(`there is no form ${id}`);
  return rows[id];
};

/** A form, ready to be drawn. @throws Error for an unknown id (a defect; check what comes from outside with `isForm`). */
export const formFor = (id: FormId, ctx: FormContext): Form => rowOf(id).draw(id, ctx);

/** What was typed, as a command, or what to correct field by field. @throws Error for an unknown id. */
export const readForm = (
  id: FormId,
  inputs: Inputs,
  ctx: FormContext,
): { command: Command } | { errors: FieldErrors } => rowOf(id).read(inputs, ctx);
