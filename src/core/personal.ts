import type { Place } from "./case.ts";
import type { EventOf, EventType } from "./events.ts";
import type { Money } from "./money.ts";
import type { PersonRef } from "./people.ts";

/**
 * Which fields of an event are personal. Their words are stored beside the event, which holds a salted hash in their place,
 * so that they can be erased while the log's chain still holds. A new event's text that has no row here doesn't compile.
 * Stored under these paths: a row may be added, but what stands in a log under one can only be read while it is here.
 */
export type Personal =
  /** An id, a label, a word of ours: it stays in the event. */
  | "plain"
  /** What a person wrote, or their name. Erased: "(erased)" in its place. */
  | "words"
  /** Where someone is reached; an optional field. Erased: absent. */
  | "address"
  /** The `id` of a customer's account; the account is an optional field. Erased: the account is absent. */
  | "account"
  /** What joins cases of one customer. Erased: a key that nobody else has. */
  | "key";

/** Where a text may stand in a value, such as `customer.name`; `*` is any element of a list or a record. */
type TextPath<T> = { [K in keyof T & string]-?: PathOf<string extends K ? "*" : K, NonNullable<T[K]>> }[keyof T &
  string];
type PathOf<K extends string, V> = [V] extends [string]
  ? string extends V
    ? K // a union of literals, or a branded id, is no text
    : never
  : IsReference<V> extends true
    ? never
    : V extends readonly (infer Element)[]
      ? `${K}.${PathOf<"*", NonNullable<Element>>}`
      : V extends object
        ? `${K}.${TextPath<V>}`
        : never;
/** Who, where and how much: ids by which a platform knows them. They say who did what, which is what the log is for. */
type IsReference<V> = V extends PersonRef | Place | Money
  ? PersonRef extends V
    ? true
    : Place extends V
      ? true
      : Money extends V
        ? true
        : false
  : false;

/** Every text of the event has a row; the id of an account may have one. */
export type PersonalFields<Event> = { readonly [Path in TextPath<Event>]: Personal } & {
  readonly [Account in `${string}.id`]?: Personal;
};

export const personalFields: { readonly [T in EventType]: PersonalFields<EventOf<T>> } = {
  flagged: {
    id: "plain",
    "customer.key": "key",
    "customer.name": "words",
    "customer.email": "address",
    "customer.person.id": "account",
    complaint: "words",
    failureType: "plain",
    remedySought: "words",
    reference: "words",
    "maybe.*.name": "words",
  },
  owned: {},
  assigned: {},
  departed: {},
  acknowledged: {},
  apologized: { text: "words" },
  "root-cause-recorded": { cause: "plain", explanation: "words" },
  "customer-updated": { text: "words" },
  "promise-added": { promise: "plain", text: "words" },
  "promise-kept": { promise: "plain" },
  "promise-broken": { promise: "plain", reason: "words" },
  "remedy-proposed": { remedy: "plain", kind: "plain", label: "plain", reason: "words", role: "plain" },
  "remedy-approved": { remedy: "plain", role: "plain" },
  "remedy-granted": { remedy: "plain", kind: "plain", label: "plain", reason: "words" },
  "remedy-declined": { remedy: "plain", why: "words" },
  "remedy-withdrawn": { remedy: "plain" },
  "remedy-delivered": { remedy: "plain" },
  "remedy-waived": { reason: "words" },
  "severity-changed": { reason: "words" },
  escalated: { to: "plain", reason: "words" },
  noted: { text: "words" },
  linked: {},
  "customer-joined": { name: "words", customer: "plain", into: "plain" },
  "customer-parted": { customer: "plain", from: "plain" },
  "customer-told-apart": { name: "words", customer: "plain", from: "plain" },
  snoozed: { reason: "words" },
  woken: {},
  "marked-abusive": { reason: "words", role: "plain" },
  corrected: { step: "plain", reason: "words" },
  resolved: { whatWasDone: "words" },
  reopened: { reason: "words", role: "plain" },
  closed: { reason: "words" },
  nudged: { timer: "plain" },
  // A platform's or a mail server's own words may quote an address.
  unreachable: { what: "plain", reason: "words" },
  "survey-sent": {},
  "survey-reminded": {},
  "survey-answered": { comment: "words" },
  "survey-expired": {},
  "survey-opted-out": {},
};

/** What is read where words were erased, and where they are gone though nobody erased them. */
export const erasedWords = "(erased)";
export const missingWords = "(missing)";
