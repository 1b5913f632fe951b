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
  | { readonly kind: "assigned"; readonly at: Instant }
  | { readonly kind: "escalated"; readonly count: number }
  | { readonly kind: "note" | "update"; readonly index: number }
  | { readonly kind: "reopened" | "acknowledgement" | "apology"; readonly round: number }
  | { readonly kind: "survey" | "survey-reminder"; readonly sentAt: Instant }
  /** `what`: the word of the message that the customer didn't get. */
  | { readonly kind: "unreachable"; readonly what: string }
  /** What another message says, for an approver who can't read along where the case is. */
  | { readonly kind: "copy"; readonly original: Exclude<Surface, { kind: "copy" }>; readonly reader: PersonRef };

export type SurfaceKind = Surface["kind"];
export type SurfaceOf<K extends SurfaceKind> = Extract<Surface, { kind: K }>;

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
      return `assigned:${surface.at}`;
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
    case "unreachable":
      return `unreachable:${surface.what}`;
    case "copy":
      return `copy:${surfaceName(surface.original)}@${personKey(surface.reader)}`;
  }
}

/** Undefined for a name that is none of ours, such as one of another release. */
export function parseSurface(name: string): Surface | undefined {
  const colon = name.indexOf(":");
  const [kind, rest] = colon < 0 ? [name, ""] : [name.slice(0, colon), name.slice(colon + 1)];
  switch (kind) {
    case "case":
    case "abuse":
      return { kind };
    case "approval":
      return { kind, remedy: rest };
    case "nudge": {
      const at = rest.indexOf(":");
      const timer = parseTimerKey(rest.slice(at + 1));
      return timer && { kind, firedAt: instant(Number(rest.slice(0, at))), timer };
    }
    case "assigned":
      return { kind, at: instant(Number(rest)) };
    case "escalated":
      return { kind, count: Number(rest) };
    case "note":
    case "update":
      return { kind, index: Number(rest) };
    case "reopened":
    case "acknowledgement":
    case "apology":
      return { kind, round: Number(rest) };
    case "survey":
    case "survey-reminder":
      return { kind, sentAt: instant(Number(rest)) };
    case "unreachable":
      return { kind, what: rest };
    case "copy": {
      // A timer, a remedy and a platform hold no `@`; what follows it may.
      const at = rest.indexOf("@");
      const reader = parsePersonKey(rest.slice(at + 1));
      const original = parseSurface(rest.slice(0, at));
      return reader && original && original.kind !== "copy" ? { kind, original, reader } : undefined;
    }
  }
  return undefined;
}
