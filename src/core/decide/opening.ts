import type { Customer } from "../case.ts";
import { caseClocks } from "../clocks.ts";
import type { CommandOf } from "../commands.ts";
import { newCustomerId } from "../customers/changes.ts";
import { type KnownBy, knownByOf } from "../customers/known-by.ts";
import { isName } from "../customers/names.ts";
import { recognize } from "../customers/recognize.ts";
import { defined } from "../defined.ts";
import { findFailureType } from "../protocol.ts";
import { refuse } from "../refusals.ts";
import type { Context } from "./context.ts";
import type { Decision } from "./decision.ts";

/** What is asked for when a case is to be opened for this customer. */
export const askedFor = (customer: CommandOf<"flag">["customer"]): readonly KnownBy[] => knownByOf(customer);

/** What the customer is called and where they are reached; undefined for nobody. A name that shows nothing is none. */
export function customerOf({ person, name, email }: CommandOf<"flag">["customer"]): Omit<Customer, "key"> | undefined {
  const called = name !== undefined && isName(name) ? name : (email ?? person?.id);
  return called ? defined({ name: called, email, person }) : undefined;
}

export function flag(command: CommandOf<"flag">, context: Context): Decision {
  const { now, protocol, actor, opening, subject } = context;
  if (!opening) throw new Error("a case can't be opened without a number");
  // Whoever isn't found (now) may still be the customer; they are reached in another way.
  if (subject?.nobody && subject.nobody !== "missing")
    return refuse({ code: "not-a-person", field: "customer", nobody: subject.nobody });
  const described = customerOf(command.customer);
  if (!described) return refuse({ code: "unknown-customer", field: "customerName" });
  if (!findFailureType(protocol, command.failureType)) {
    const allowed = protocol.failureTypes.map((type) => type.label);
    return refuse({ code: "unknown-choice", field: "failureType", allowed });
  }
  const { pricePaid } = command;
  if (pricePaid && pricePaid.currency !== protocol.currency)
    return refuse({ code: "wrong-currency", field: "pricePaid", currency: protocol.currency, got: pricePaid.currency });

  const { match, offers } = recognize(askedFor(command.customer), opening.customers);
  const customer = { key: match?.key ?? newCustomerId(command.id), ...described };
  const maybe = offers.flatMap(({ match: other, why }) =>
    other.case === undefined ? [] : [{ case: other.case, name: other.name, why }],
  );
  const wishes = [match, ...offers.filter(({ why }) => why === "address").map((offer) => offer.match)].flatMap(
    (one) => one?.surveyOptOut ?? [],
  );
  const surveyOptOut = wishes.toSorted((a, b) => a - b)[0];
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
        surveyOptOut,
        maybe: maybe.length > 0 ? maybe : undefined,
      }),
    },
  ];
}
