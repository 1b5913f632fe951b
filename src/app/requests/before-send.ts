import { coachApology } from "../../core/apology.ts";
import type { Case } from "../../core/case.ts";
import type { Command, CommandOf, CommandType } from "../../core/commands.ts";
import { defined } from "../../core/defined.ts";
import type { Identity } from "../../core/people.ts";
import { findFailureType, type Protocol } from "../../core/protocol.ts";
import type { Form, Inputs, Reply } from "../../views/elements.ts";
import { adviceOn } from "../../views/forms/index.ts";
import type { Identities } from "../people/identities.ts";
import type { Caller, Store } from "../ports.ts";
import type { Histories } from "./histories.ts";

/** A form that was filled in and read without a fault. */
export type Filled = { readonly caller: Caller; readonly form: Form; readonly inputs: Inputs; readonly kase?: Case };

/** Ready to be carried out, or what the person gets back instead; then nothing is carried out. */
export type Ready = { readonly command: Command; readonly subject?: Identity } | { readonly instead: Reply };
export type BeforeSend = (command: Command, filled: Filled) => Promise<Ready>;

type Check<T extends CommandType> = (command: CommandOf<T>, filled: Filled) => Promise<Ready>;
type Parts = {
  readonly store: Store;
  readonly protocol: () => Protocol;
  readonly identities: Identities;
  readonly histories: Histories;
};

/** What is looked at, or looked up, between a filled form and its command: one row each, and most commands need nothing. */
export function createBeforeSend({ store, protocol, identities, histories }: Parts): BeforeSend {
  /** Whoever sends it anyway has seen the advice and stands by their words. */
  const coach: Check<"apologize"> = async (command, { form, inputs, kase }) => {
    const failureLabel = kase && findFailureType(protocol(), kase.failureType)?.label;
    const known = kase && { customerName: kase.customer.name, complaint: kase.complaint, ...defined({ failureLabel }) };
    const advised = known && adviceOn(form, inputs, coachApology(command.text, known));
    return advised ? { instead: { show: "form", form: advised } } : { command };
  };

  const otherCaseExists: Check<"linkCase"> = async (command, { caller }) =>
    (await store.findCase(caller.organization, { number: command.to }))
      ? { command }
      : { instead: { show: "errors", errors: { caseNumber: `There is no case ${command.to}.` } } };

  /** Whoever joins two customers has seen both, as they are now: a form that shows another case's doesn't count. */
  const bothShown: Check<"joinCustomers"> = async (command, { form, inputs, kase }) => {
    if (!kase || kase.number === command.case || form.about.of === `${command.case}`) return { command };
    const shown = await histories(kase, form, command.case, inputs);
    return shown ? { instead: { show: "form", form: shown } } : { command };
  };

  const newOwner: Check<"assign"> = async (command, { caller }) => ({
    command,
    subject: await identities.get(caller.organization, command.to),
  });

  /** A customer picked from the platform's people gets the name and email that the platform knows. */
  const pickedCustomer: Check<"flag"> = async (command, { caller }) => {
    const { person, name, email } = command.customer;
    if (!person) return { command };
    const known = await identities.get(caller.organization, person);
    const { name: called, email: accountEmail } = known;
    const customer = defined({ person, name: name ?? called, email: email ?? accountEmail, accountEmail });
    return { subject: known, command: { ...command, customer } };
  };

  const rows: { readonly [T in CommandType]?: Check<T> } = {
    apologize: coach,
    linkCase: otherCaseExists,
    joinCustomers: bothShown,
    assign: newOwner,
    flag: pickedCustomer,
  };

  return async (command, filled) => {
    const check = rows[command.type] as Check<CommandType> | undefined; // the table's row for this very type
    return check ? check(command, filled) : { command };
  };
}
