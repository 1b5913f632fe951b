import type { CommandOf } from "../../core/commands.ts";
import { defined } from "../../core/defined.ts";
import { samePerson } from "../../core/people.ts";
import type { Option } from "../elements.ts";
import { shorten } from "../words/rich.ts";
import type { FormContext } from "./form-context.ts";
import { defineForm, flaggedMessage } from "./form-row.ts";
import { example } from "./kinds.ts";
import { severityOf, severityOptions } from "./options.ts";

/** Opens a case, prefilled from the message where there is one. */
export const flag = defineForm({
  title: "Flag a complaint",
  submit: "Open case",
  opensCase: true,
  fields: {
    customer: {
      label: "Customer",
      kind: "person",
      optional: true,
      hint: "If they are in this chat. If not, write their name below",
      // Someone who flags their own message passes on what a customer said elsewhere.
      initial: ({ message, reader }) => (samePerson(message?.author, reader) ? undefined : message?.author),
    },
    customerName: {
      label: "Customer name",
      kind: "text",
      optional: true,
      hint: "One of the two is needed: someone chosen above, or a name here",
      initial: ({ message, reader }) =>
        samePerson(message?.author, reader) ? undefined : message?.authorName && shorten(message.authorName, 200),
    },
    customerEmail: {
      label: "Customer email",
      kind: "email",
      optional: true,
      hint: "So that we know them again in another case",
    },
    whatWentWrong: {
      label: "What went wrong",
      kind: "longText",
      hint: "In the customer's own words, if you can",
      initial: ({ message }) => (message ? shorten(message.text, 3000) : undefined),
    },
    failureType: {
      label: "Failure type",
      kind: "choice",
      options: ({ protocol }): readonly Option[] => protocol.failureTypes,
    },
    severity: {
      label: "Severity",
      kind: "choice",
      options: severityOptions,
      initial: () => "moderate",
      hint: "Critical: safety, the law or a great loss. Minor: a nuisance",
    },
    remedySought: { label: "Remedy sought", kind: "text", optional: true, hint: "What the customer asks for" },
    pricePaid: {
      label: "Price paid",
      kind: "money",
      optional: true,
      hint: ({ protocol }) => `In ${protocol.currency}, such as ${example(protocol.currency, protocol.locale)}`,
    },
    reference: { label: "Reference", kind: "text", optional: true, hint: "An order, booking or invoice number" },
  },
  toCommand: (values, ctx) => {
    const { customer: person, customerName: name, customerEmail: email } = values;
    if (!person && !name)
      return { field: "customerName", error: "Choose the customer above, or write their name here." };
    const { whatWentWrong: complaint, failureType, remedySought, pricePaid, reference } = values;
    return {
      type: "flag",
      ...opening(ctx),
      customer: defined({ person, name, email }),
      complaint,
      failureType,
      severity: severityOf(values.severity),
      ...defined({ remedySought, pricePaid, reference }),
    };
  },
});

/** @throws Error without an id and a home for the case: the server gives both (a defect). */
function opening(ctx: FormContext): Pick<CommandOf<"flag">, "id" | "home" | "origin" | "source"> {
  const { newId: id, home, place: origin, of, message } = ctx;
  if (id === undefined || !home) throw new Error("a case is opened with an id and a home");
  return { id, home, source: message || of === flaggedMessage ? "message" : "form", ...defined({ origin }) };
}
