import type { RichTextBlock, RichTextElement, RichTextQuote, RichTextSection } from "@slack/types";
import type { Instant } from "../../../src/core/time.ts";
import type { Block, Rich, Span, Step } from "../../../src/views/elements.ts";
import { cut } from "../../../src/views/words/cut.ts";
import { safeUrl } from "../../../src/views/words/safe-url.ts";
import { dateFormat, utcWords } from "./dates.ts";
import { limits } from "./limits.ts";

/**
 * Neutral text → Slack's rich text. Its text elements are never read as markup, so what people typed needs no escaping
 * and asterisks or underscores in it stay what they are.
 */

export type Room = {
  /** Most code units one block's text may take; what doesn't fit is cut with "…". */
  readonly max: number;
  readonly now: Instant;
};

const words = (text: string, bold: boolean): RichTextElement[] =>
  text ? [{ type: "text", text, ...(bold ? { style: { bold: true } } : {}) }] : [];

/** `{ago}` speaks of the past only. */
const dateElement = ({ at, as }: Extract<Span, { at: Instant }>, now: Instant): RichTextElement => ({
  type: "date",
  timestamp: Math.floor(at / 1000),
  format: dateFormat(as === "relative" && at > now ? "dateTime" : as),
  fallback: utcWords(at),
});

const draw = (span: Span, room: Room, allBold: boolean): RichTextElement[] => {
  if (typeof span === "string") return words(cut(span, room.max), allBold);
  if ("bold" in span) return words(cut(span.bold, room.max), true);
  if ("person" in span) {
    return span.person.platform === "slack"
      ? [{ type: "user", user_id: span.person.id }]
      : words(span.name ?? "someone", allBold);
  }
  if ("group" in span) {
    return span.group.platform === "slack"
      ? [{ type: "usergroup", usergroup_id: span.group.id }]
      : words("the group", allBold);
  }
  if ("link" in span) {
    const url = safeUrl(span.link, limits.url);
    const text = cut(span.text, room.max);
    return url ? [{ type: "link", url, ...(text ? { text } : {}) }] : words(text, allBold);
  }
  return [dateElement(span, room.now)];
};

/** What a span takes of the room: its words, or about what its token shows. */
const size = (span: Span): number => {
  if (typeof span === "string") return span.length;
  if ("bold" in span) return span.bold.length;
  return "link" in span ? span.text.length : 20;
};

/** The elements of one stretch of text, together within the room. */
export const elements = (rich: Rich, room: Room, bold = false): RichTextElement[] => {
  let left = room.max;
  return rich.flatMap((span) => {
    if (left <= 0) return [];
    const drawn = draw(span, { ...room, max: left }, bold);
    left -= size(span);
    return drawn;
  });
};

/** A screen reader says the state in words; the signs are for the eye. */
const states: Record<Step["state"], { sign: string; said: string }> = {
  done: { sign: "✅ ", said: " (done)" },
  next: { sign: "➡️ ", said: " (next)" },
  todo: { sign: "⬜ ", said: "" },
};

const checklist = (steps: readonly Step[], room: Room): RichTextElement[] => {
  const lines = steps.map(({ text, state }): Rich => [states[state].sign, ...text, states[state].said]);
  return elements(
    lines.flatMap((line, index) => (index === 0 ? line : ["\n", ...line])),
    room,
  );
};

const section = (content: RichTextElement[]): RichTextSection => ({ type: "rich_text_section", elements: content });

const part = (block: Block, room: Room): RichTextSection | RichTextQuote => {
  if ("text" in block) return section(elements(block.text, room));
  if ("quote" in block) return { type: "rich_text_quote", elements: words(cut(block.quote, room.max), false) };
  if ("checklist" in block) return section(checklist(block.checklist, room));
  return section(words(cut(block.heading, room.max), true));
};

/** One neutral block as one block of Slack; nothing where there is nothing to say, since Slack refuses empty text. */
export const richBlocks = (block: Block, room: Room): RichTextBlock[] => {
  const drawn = part(block, room);
  return drawn.elements.length > 0 ? [{ type: "rich_text", elements: [drawn] }] : [];
};
