import { type PersonRef, parsePersonKey, personKey } from "./people.ts";
import { type Instant, instant } from "./time.ts";
import { parseTimerKey, type TimerRef, timerKey } from "./timers.ts";

/**
 * Which of a case's messages is meant. In the database, and in the log where a message didn't reach the customer, it is a word
 * such as `approval:R1`: those words are written and read here, and nowhere else.
 */
export type Surface =
  | { readonly kind: "case" | "abuse" }
  | { readonly kind: "approval"; readonly remedy: string }
  /** By its moment: a clock that runs out a second time is told anew. */
  | { readonly kind: "nudge"; readonly firedAt: Instant; readonly timer: TimerRef }
  | { readonly kind: "assigned" | "departed"; readonly at: Instant }
  | { readonly kind: "escalated"; readonly count: number }
  | { readonly kind: "note" | "update"; readonly index: number }
  | { readonly kind: "reopened" | "acknowledgement" | "apology"; readonly round: number }
  | { readonly kind: "survey" | "survey-reminder"; readonly sentAt: Instant }
  /** Whether the customer is the one of case `other`. */
  | { readonly kind: "same-customer"; readonly other: number }
  /** `what`: the word of the message that the customer didn't get. */
  | { readonly kind: "unreachable"; readonly what: string }
  /** What another message says, for an approver who can't read along where the case is. */
  | { readonly kind: "copy"; readonly original: Exclude<Surface, { kind: "copy" }>; readonly reader: PersonRef };

export type SurfaceKind = Surface["kind"];
export type SurfaceOf<K extends SurfaceKind> = OfKind<Surface, K>;
type OfKind<S, K> = S extends { readonly kind: infer Kind }
  ? K extends Kind
    ? S & { readonly kind: K }
    : never
  : never;

export function surfaceName(surface: Surface): string {
  switch (surface.kind) {
    case "case":
    case "abuse":
      return surface.kind;
    case "approval":
      return `approval:${surface.remedy}`;
    case "nudge":
      return `nudge:${surface.firedAt}:${timerKey(surface.timer)}`;
    case "assigned":
    case "departed":
      return `${surface.kind}:${surface.at}`;
    case "escalated":
      return `escalated:${surface.count}`;
    case "note":
    case "update":
      return `${surface.kind}:${surface.index}`;
    case "reopened":
    case "acknowledgement":
    case "apology":
      return `${surface.kind}:${surface.round}`;
    case "survey":
    case "survey-reminder":
      return `${surface.kind}:${surface.sentAt}`;
    case "same-customer":
      return `same-customer:${surface.other}`;
    case "unreachable":
      return `unreachable:${surface.what}`;
    case "copy":
      return `copy:${surfaceName(surface.original)}@${personKey(surface.reader)}`;
  }
}

/** What stands behind the first colon of each name; undefined for what this release doesn't write. */
const readers: { readonly [K in SurfaceKind]: (rest: string) => SurfaceOf<K> | undefined } = {
  case: () => ({ kind: "case" }),
  abuse: () => ({ kind: "abuse" }),
  approval: (rest) => ({ kind: "approval", remedy: rest }),
  nudge: (rest) => {
    const at = rest.indexOf(":");
    const timer = parseTimerKey(rest.slice(at + 1));
    return timer && { kind: "nudge", firedAt: instant(Number(rest.slice(0, at))), timer };
  },
  assigned: (rest) => ({ kind: "assigned", at: instant(Number(rest)) }),
  departed: (rest) => ({ kind: "departed", at: instant(Number(rest)) }),
  escalated: (rest) => ({ kind: "escalated", count: Number(rest) }),
  note: (rest) => ({ kind: "note", index: Number(rest) }),
  update: (rest) => ({ kind: "update", index: Number(rest) }),
  reopened: (rest) => ({ kind: "reopened", round: Number(rest) }),
  acknowledgement: (rest) => ({ kind: "acknowledgement", round: Number(rest) }),
  apology: (rest) => ({ kind: "apology", round: Number(rest) }),
  survey: (rest) => ({ kind: "survey", sentAt: instant(Number(rest)) }),
  "survey-reminder": (rest) => ({ kind: "survey-reminder", sentAt: instant(Number(rest)) }),
  "same-customer": (rest) => ({ kind: "same-customer", other: Number(rest) }),
  unreachable: (rest) => ({ kind: "unreachable", what: rest }),
  copy: (rest) => {
    // A timer, a remedy and a platform hold no `@`; what follows it may.
    const at = rest.indexOf("@");
    const reader = parsePersonKey(rest.slice(at + 1));
    const original = parseSurface(rest.slice(0, at));
    return reader && original && original.kind !== "copy" ? { kind: "copy", original, reader } : undefined;
  },
};
export const surfaceKinds = Object.keys(readers) as readonly SurfaceKind[]; // exactly the keys of the table

/** Undefined for a name that is none of ours, such as one of another release. */
export function parseSurface(name: string): Surface | undefined {
  const colon = name.indexOf(":");
  const rest = colon < 0 ? "" : name.slice(colon + 1);
  const kind = surfaceKinds.find((each) => each === surfaceFamily(name));
  return kind && readers[kind](rest);
}

/** The kind of message in a name, also in one of another release. */
export function surfaceFamily(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(0, colon);
}
