import { type PersonRef, personKey, platforms } from "../core/people.ts";
import { type Instant, instant } from "../core/time.ts";
import { parseTimerKey, type TimerRef, timerKey } from "../core/timers.ts";

/**
 * Which of a case's messages is meant. In the database it is a word such as `approval:R1`: those words are written and read
 * here, and nowhere else.
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

/** @throws Error for a name that is none of ours (a defect). */
export function parseSurface(name: string): Surface {
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
      if (timer) return { kind, firedAt: instant(Number(rest.slice(0, at))), timer };
      break;
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
      const [named, workspace, ...id] = rest.slice(at + 1).split(":");
      const platform = platforms.find((each) => each === named);
      const original = parseSurface(rest.slice(0, at));
      if (platform && workspace && id.length > 0 && original.kind !== "copy")
        return { kind, original, reader: { platform, workspace, id: id.join(":") } };
    }
  }
  throw new Error(`no surface is called ${name}`);
}
