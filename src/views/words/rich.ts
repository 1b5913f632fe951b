import { defined } from "../../core/defined.ts";
import type { PersonRef } from "../../core/people.ts";
import type { Instant } from "../../core/time.ts";
import type { ViewContext } from "../context.ts";
import type { Rich, Span } from "../elements.ts";
import { cutHard } from "./cut.ts";

/** The small pieces that sentences on cards are put together from. */

export const mention = (person: PersonRef, ctx: ViewContext): Span => defined({ person, name: ctx.nameOf?.(person) });

export const on = (at: Instant): Span => ({ at, as: "dateTime" });

/** `by 10:30` while there is time, `was due 10:30` once there is none left. */
export const due = (dueAt: Instant, now: Instant): Rich => [dueAt <= now ? "was due " : "by ", on(dueAt)];

/** Cut at a word where possible, so that a long complaint doesn't push a card past a platform's limits. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = cutHard(text, most - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > most * 0.6 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

/** Several pieces with a separator between them. */
export const joined = (pieces: readonly Rich[], separator: string): Rich =>
  pieces.flatMap((piece, index) => (index === 0 ? piece : [separator, ...piece]));

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[], last = "and"): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;

/** A label within a sentence: `Late delivery` → `late delivery`, but `VAT error` stays. */
export const inSentence = (label: string): string =>
  /^[A-Z][^A-Z]/.test(label) ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;
