import { type Case, type CloseOutcome, findRemedy, type LinkKind, type Remedy, type Told } from "../../core/case.ts";
import { formatMoney } from "../../core/money.ts";
import { findFailureType, findRootCause, type Protocol, roleLabel, type Severity } from "../../core/protocol.ts";
import type { ViewContext } from "../context.ts";
import type { Span } from "../elements.ts";
import { inSentence, mention } from "./rich.ts";

/** How the things of a case are called, the same on every card and form. */

export const severityLabels: Record<Severity, string> = {
  critical: "Critical",
  major: "Major",
  moderate: "Moderate",
  minor: "Minor",
};

export const outcomeLabels: Record<CloseOutcome, string> = {
  recovered: "Put right",
  "partly-recovered": "Partly put right",
  "not-recovered": "Could not be put right",
  "withdrawn-by-customer": "Withdrawn by the customer",
  unfounded: "No failure found",
};

export const linkLabels: Record<LinkKind, string> = { "duplicate-of": "Duplicate of", "related-to": "Related to" };

export const toldWords: Record<Told, string> = { dm: "by direct message", elsewhere: "in person or another way" };

export const failureLabel = (kase: Case, protocol: Protocol): string =>
  findFailureType(protocol, kase.failureType)?.label ?? kase.failureType;

export const rootCauseLabel = (id: string, protocol: Protocol): string => findRootCause(protocol, id)?.label ?? id;

export const roleName = (id: string, protocol: Protocol): string => {
  const role = protocol.roles.find((known) => known.id === id);
  return role ? roleLabel(role) : id;
};

/** Someone of a role or of a higher one, by the role's label: `a manager or above`, `one of the managers or above`. */
export const orAbove = (label: string): string => {
  const role = inSentence(label);
  if (/[^s]s$/i.test(role)) return `one of the ${role} or above`;
  return `${/^[aeiou]/i.test(role) ? "an" : "a"} ${role} or above`;
};

/** `Case 12 · Late delivery · Major`. */
export const caseTitle = (kase: Case, { protocol }: ViewContext): string =>
  `Case ${kase.number} · ${failureLabel(kase, protocol)} · ${severityLabels[kase.severity]}`;

/** The case as one clicks on it: a link to its message where one is known. */
export const caseSpan = (kase: Case): Span =>
  kase.home.link ? { link: kase.home.link, text: `Case ${kase.number}` } : { bold: `Case ${kase.number}` };

/** A name to say, or undefined where all we have is a platform's id. */
export function knownName({ customer }: Case, ctx: ViewContext): string | undefined {
  const { name, person } = customer;
  return person && name === person.id ? ctx.nameOf?.(person) : name;
}

/** Said, never mentioned: a mention would call the customer to what we say among ourselves. */
export const customerName = (kase: Case, ctx: ViewContext): string => knownName(kase, ctx) ?? "the customer";

/** As the first words of a sentence. A name stays as its owner writes it. */
export const customerFirst = (kase: Case, ctx: ViewContext): string => knownName(kase, ctx) ?? "The customer";

export const ownerSpan = (kase: Case, ctx: ViewContext): Span =>
  kase.owner ? mention(kase.owner.person, ctx) : "nobody yet";

/** `Refund $40.00`, or `Put it right` where no money is involved. */
export const remedyWords = (remedy: Pick<Remedy, "label" | "amount">, { protocol }: ViewContext): string =>
  remedy.amount ? `${remedy.label} ${formatMoney(remedy.amount, protocol.locale)}` : remedy.label;

/** The same, of the case's remedy with this id. */
export function remedyNamed(kase: Case, id: string, ctx: ViewContext): string {
  const remedy = findRemedy(kase, id);
  return remedy ? remedyWords(remedy, ctx) : "the remedy";
}
