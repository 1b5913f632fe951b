import type { Customer } from "../case.ts";
import { caseClocks } from "../clocks.ts";
import type { CommandOf } from "../commands.ts";
import { defined } from "../defined.ts";
import { personKey } from "../people.ts";
import { findFailureType } from "../protocol.ts";
import { refuse } from "../refusals.ts";
import type { Context } from "./context.ts";
import type { Decision } from "./decision.ts";

/** The same customer across cases: by email if known, else as a person on a platform, else by name. */
export function customerOf({ person, name, email }: CommandOf<"flag">["customer"]): Customer | undefined {
  const called = name ?? email ?? person?.id;
  if (!called) return undefined;
  const key = email
    ? `email:${email.toLowerCase()}`
    : person
      ? personKey(person)
      : `name:${called.trim().toLowerCase()}`;
  return defined({ key, name: called, email, person });
}

export function flag(command: CommandOf<"flag">, context: Context): Decision {
  const { now, protocol, actor, opening, customer: known } = context;
  if (!opening) throw new Error("a case can't be opened without a number");
  const customer = customerOf(command.customer);
  if (!customer) return refuse({ code: "unknown-customer", field: "customerName" });
  if (!findFailureType(protocol, command.failureType)) {
    const allowed = protocol.failureTypes.map((type) => type.label);
    return refuse({ code: "unknown-choice", field: "failureType", allowed });
  }
  const { pricePaid } = command;
  if (pricePaid && pricePaid.currency !== protocol.currency)
    return refuse({ code: "wrong-currency", field: "pricePaid", currency: protocol.currency, got: pricePaid.currency });

  const { type: _type, customer: _customer, ...facts } = command;
  return [
    {
      ...facts,
      type: "flagged",
      at: now,
      workspace: opening.organization,
      number: opening.number,
      customer,
      clocks: caseClocks(protocol, command.severity, now),
      ...defined({
        by: actor.is === "person" ? actor.identity.person : undefined,
        surveyOptOut: known?.surveyOptOut,
      }),
    },
  ];
}
