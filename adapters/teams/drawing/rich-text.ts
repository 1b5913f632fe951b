import type { PersonRef } from "../../../src/core/people.ts";
import { type Block, plain, type Rich, type Span, type Step } from "../../../src/views/elements.ts";
import { cut } from "../../../src/views/words/cut.ts";
import { safeUrl } from "../../../src/views/words/safe-url.ts";
import type { Names } from "../people/identity.ts";
import { dateWords, utcWords } from "./dates.ts";
import type { Element, RichTextBlock, TextBlock, TextRun } from "./elements.ts";
import { limits } from "./limits.ts";
import { escaped, paragraphs, withoutFunctions } from "./markup.ts";

/**
 * Structured text → elements. Plain words, bold ones and links are rich text, which has no markdown at all. A line with a
 * moment, a mention or a very long word is a TextBlock, the only element in which Teams promises to read the first two and
 * breaks the third; there, words are escaped.
 */

export type Room = {
  /** Characters for one text. */
  readonly max: number;
  readonly names: Names;
  /** Mentions call people; where they wouldn't, as in a form, only the name is shown. */
  readonly mentions: boolean;
};

export const nameIn = (names: Names, person: PersonRef, name: string | undefined): string =>
  names(person) ?? name ?? "someone";

/** Plain words, where Teams draws no elements: people by name, moments in UTC. */
export const richToText = (text: Rich, names: Names): string =>
  text
    .map((span) => {
      if (typeof span === "object" && "person" in span) return nameIn(names, span.person, span.name);
      return typeof span === "object" && "at" in span ? utcWords(span.at) : plain([span]);
    })
    .join("");

const isMention = (span: Span, room: Room): span is Extract<Span, { person: PersonRef }> =>
  typeof span === "object" &&
  "person" in span &&
  room.mentions &&
  span.person.platform === "teams" &&
  (names(span, room) ?? "") !== "";
const names = (span: Extract<Span, { person: PersonRef }>, room: Room): string | undefined =>
  room.names(span.person) ?? span.name;

/** A name as it stands in a mention: nothing in it may end the tag. */
export const mentionName = (name: string): string =>
  name.replace(/[<>]/g, "").replaceAll("{{", "{").trim() || "someone";

const needsTextBlock = (rich: Rich, room: Room): boolean =>
  rich.some((span) => typeof span === "object" && ("at" in span || isMention(span, room)));

const plainSpan = (span: Span, room: Room): string => {
  if (typeof span === "string") return span;
  if ("bold" in span) return span.bold;
  if ("person" in span) return nameIn(room.names, span.person, span.name);
  if ("group" in span) return "the group";
  return "link" in span ? span.text : "";
};

const markdown = (span: Span, room: Room, left: number): string => {
  if (typeof span === "object" && "at" in span) return dateWords(span.at, span.as);
  if (isMention(span, room)) return `<at>${mentionName(names(span, room) ?? "")}</at>`;
  const text = escaped(cut(plainSpan(span, room), left));
  // Marks hold only right beside a word.
  if (typeof span === "object" && "bold" in span) return text.replace(/\S(?:[\s\S]*\S)?/, (words) => `**${words}**`);
  const url = typeof span === "object" && "link" in span ? safeUrl(span.link, limits.url) : undefined;
  return url ? `[${text}](${url.replaceAll("(", "%28").replaceAll(")", "%29")})` : text;
};

const run = (span: Span, room: Room, left: number): TextRun[] => {
  const text = withoutFunctions(cut(plainSpan(span, room), left));
  if (!text) return [];
  const url = typeof span === "object" && "link" in span ? safeUrl(span.link, limits.url) : undefined;
  return [
    {
      type: "TextRun",
      text,
      ...(typeof span === "object" && "bold" in span ? { weight: "Bolder" as const } : {}),
      ...(url ? { selectAction: { type: "Action.OpenUrl" as const, url, title: text } } : {}),
    },
  ];
};

const size = (span: Span, room: Room): number => plainSpan(span, room).length || 20;

const fillRoom = <T>(rich: Rich, room: Room, draw: (span: Span, left: number) => readonly T[]): T[] => {
  let left = room.max;
  return rich.flatMap((span) => {
    if (left <= 1) return [];
    const drawn = draw(span, left);
    left -= size(span, room);
    return [...drawn];
  });
};

/** About what one line of a phone holds. A longer word breaks in a TextBlock, and sticks out of rich text. */
const longWord = /\S{28}/;
const hasLongWord = (spans: readonly Span[], room: Room): boolean =>
  longWord.test(spans.map((span) => plainSpan(span, room)).join(""));

type Line = { readonly spans: Span[]; readonly spacing: "Small" | "Medium" };

/**
 * Rich text has no line breaks of its own, so each line becomes a block, further off after an empty line. Beyond the limit,
 * lines are joined up.
 */
const lines = (rich: Rich): readonly Line[] => {
  const made: Line[] = [{ spans: [], spacing: "Medium" }];
  for (const span of rich) {
    for (const part of typeof span === "string" ? span.split(/(\n+)/) : [span]) {
      if (part === "") continue;
      const isBreak = typeof part === "string" && part.startsWith("\n");
      if (!isBreak) made.at(-1)?.spans.push(part);
      else if (made.length < limits.lines) made.push({ spans: [], spacing: part.length > 1 ? "Medium" : "Small" });
      else made.at(-1)?.spans.push(" ");
    }
  }
  return made.filter(({ spans }) => spans.length > 0);
};

const tight = { spacing: "Small" } as const;

/** Words as one or more elements; nothing where there is nothing to say. */
export const textElements = (rich: Rich, room: Room): (TextBlock | RichTextBlock)[] => {
  if (needsTextBlock(rich, room)) {
    const text = fillRoom(rich, room, (span, left) => [markdown(span, room, left)]).join("");
    return text.trim() ? [{ type: "TextBlock", text: paragraphs(text), wrap: true }] : [];
  }
  const cutToRoom = fillRoom(rich, room, (span, left): Span[] =>
    typeof span === "string" ? [cut(span, left)] : "bold" in span ? [{ bold: cut(span.bold, left) }] : [span],
  );
  return lines(cutToRoom).flatMap(({ spans, spacing: gap }, index): (TextBlock | RichTextBlock)[] => {
    const spacing = index > 0 ? { spacing: gap } : {};
    if (hasLongWord(spans, room)) {
      const text = spans.map((span) => markdown(span, room, room.max)).join("");
      return text.trim() ? [{ type: "TextBlock", text: text.trim(), wrap: true, ...spacing }] : [];
    }
    const inlines = spans.flatMap((span) => run(span, room, room.max));
    return inlines.length > 0 ? [{ type: "RichTextBlock", ...spacing, inlines }] : [];
  });
};

/** A screen reader says the state in words; the signs are for the eye. */
const states: Record<Step["state"], { sign: string; said: string }> = {
  done: { sign: "✅ ", said: " (done)" },
  next: { sign: "➡️ ", said: " (next)" },
  todo: { sign: "⬜ ", said: "" },
};

const checklist = (steps: readonly Step[], room: Room): Element[] => {
  const each = { ...room, max: Math.max(60, Math.floor(room.max / Math.max(1, steps.length))) };
  const items = steps.flatMap(({ text, state }) =>
    textElements([states[state].sign, ...text, states[state].said], each).map((line) => ({ ...line, ...tight })),
  );
  return items.length > 0 ? [{ type: "Container", items }] : [];
};

/** A heading that screen readers announce as one; names stay names, for it can't hold a mention. */
export const heading = (text: string, size: "Medium" | "Large", max: number): TextBlock[] =>
  text.trim()
    ? [
        {
          type: "TextBlock",
          text: escaped(cut(text.trim(), max)),
          wrap: true,
          size,
          weight: "Bolder",
          style: "heading",
        },
      ]
    : [];

/** One neutral block as elements of a card. */
export const blockElements = (block: Block, room: Room): Element[] => {
  if ("text" in block) return textElements(block.text, room);
  if ("heading" in block) return heading(block.heading, "Medium", 200);
  if ("checklist" in block) return checklist(block.checklist, room);
  const items = textElements([block.quote], { ...room, mentions: false });
  return items.length > 0 ? [{ type: "Container", style: "emphasis", items }] : [];
};
