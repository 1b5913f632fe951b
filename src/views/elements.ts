import { z } from "zod";
import { placeSchema } from "../core/case.ts";
import { defined } from "../core/defined.ts";
import type { PersonRef } from "../core/people.ts";
import type { Instant } from "../core/time.ts";
import { isLink } from "./words/safe-url.ts";

/**
 * The only vocabulary adapters must draw. Text is structured, never markup in a string: each adapter escapes for itself.
 * A new element is added here, in all adapters and in the contract suite.
 */

export type Span =
  | string
  | { readonly bold: string }
  | { readonly person: PersonRef; readonly name?: string }
  /** A platform group to mention, such as a Slack user group. */
  | { readonly group: { readonly platform: PersonRef["platform"]; readonly id: string } }
  | { readonly link: string; readonly text: string }
  | { readonly at: Instant; readonly as: "time" | "date" | "dateTime" | "relative" };
export type Rich = readonly Span[];

export type Fact = { readonly label: string; readonly value: Rich };
export type Step = { readonly text: Rich; readonly state: "done" | "next" | "todo" };
export type Block =
  | { readonly text: Rich }
  | { readonly quote: string }
  | { readonly checklist: readonly Step[] }
  | { readonly heading: string };

export type Tone = "calm" | "attention" | "urgent" | "good";

export type Button = {
  readonly label: string;
  readonly press: Press;
  readonly style?: "primary" | "danger";
  /** A question asked before the press counts. */
  readonly confirm?: string;
  /** For screen readers, where the label alone is not enough ("4" → "4 of 5: satisfied"). */
  readonly spoken?: string;
};

export type Card = {
  readonly title: Rich;
  readonly tone: Tone;
  readonly facts: readonly Fact[];
  readonly body: readonly Block[];
  /** Drawn in a row; the next sensible step is primary. */
  readonly buttons: readonly Button[];
  /** Drawn under one control named `More`. */
  readonly more: readonly Button[];
  /** Plain words for notifications, screen readers and old clients. */
  readonly fallback: string;
};

/** What a press asks for: a row of `presses.ts`, the case, and what of it (a remedy, a promise, a rating). */
export const pressSchema = z.object({
  act: z.string().min(1).max(40),
  case: z.string().max(64).exactOptional(),
  of: z.string().max(64).exactOptional(),
});
export type Press = z.infer<typeof pressSchema>;

export type FieldKind = "text" | "longText" | "person" | "choice" | "money" | "dateTime" | "email" | "yesNo" | "rating";
export type Option = { readonly id: string; readonly label: string };

/** As the platform hands it back: typed text, an option's id, a person, an instant, yes or no. Empty is absent. */
export type Input = string | boolean | PersonRef | { readonly at: Instant };
export type Inputs = Readonly<Record<string, Input | undefined>>;

export type Field = {
  readonly id: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly optional: boolean;
  readonly hint?: string;
  readonly initial?: Input;
  readonly options?: readonly Option[];
  readonly maxLength?: number;
};

/** Every form by name; what is in it is its row in `forms/index.ts`. */
export const formIds = [
  ...(["flag", "apologize", "rootCause", "offerRemedy", "resolve", "assign", "updateCustomer"] as const),
  ...([
    "addPromise",
    "changeSeverity",
    "escalate",
    "addNote",
    "linkCase",
    "joinCustomers",
    "snooze",
    "reopen",
    "close",
  ] as const),
  ...(["markAbusive", "approveLess", "decline", "survey"] as const),
] as const;
export type FormId = (typeof formIds)[number];
/** A link that leads nowhere safe is left out: a form isn't lost for it. */
const carriedPlaceSchema = placeSchema.transform(({ link, ...place }) =>
  defined({ ...place, link: link !== undefined && isLink(link) ? link : undefined }),
);
/**
 * What a form is about; carried through the platform and back. Ids only, never a customer's words. `signature` says that it comes
 * back as it was given, from whom it was given to (`app/requests/form-signatures.ts`).
 */
export const aboutSchema = z.object({
  case: z.string().exactOptional(),
  of: z.string().exactOptional(),
  place: carriedPlaceSchema.exactOptional(),
  signature: z.string().exactOptional(),
});
export type About = Readonly<z.infer<typeof aboutSchema>>;

export type Form = {
  /** A `FormId`. What a platform gives back may be one of an older release. */
  readonly id: string;
  readonly title: string;
  readonly submit: string;
  readonly about: About;
  /** Words above the fields, such as what a coach has to say. */
  readonly intro?: readonly Block[];
  readonly fields: readonly Field[];
};

export type FieldErrors = Readonly<Record<string, string>>;

/** What the person gets back at once. `errors` keeps the form open with what was typed. */
export type Reply =
  | { readonly show: "form"; readonly form: Form }
  | { readonly show: "errors"; readonly errors: FieldErrors }
  | { readonly show: "notice"; readonly text: Rich }
  | { readonly show: "card"; readonly card: Card }
  | { readonly show: "cards"; readonly cards: readonly Card[] }
  | { readonly show: "nothing" };

/** Plain words, for where nothing can be drawn. Moments are in UTC and say so: no reader's zone is known there. */
export const plain = (rich: Rich): string =>
  rich
    .map((span) => {
      if (typeof span === "string") return span;
      if ("bold" in span) return span.bold;
      if ("person" in span) return span.name ?? "someone";
      if ("group" in span) return "the group";
      if ("link" in span) return span.text;
      return `${new Date(span.at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
    })
    .join("");
