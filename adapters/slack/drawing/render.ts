import type { KnownBlock, RichTextBlock } from "@slack/types";
import type { Instant } from "../../../src/core/time.ts";
import { type Card, type Fact, plain, type Rich, type Tone } from "../../../src/views/elements.ts";
import { allWellFormed } from "../../../src/views/words/well-formed.ts";
import { controls, plainText } from "./controls.ts";
import { limits } from "./limits.ts";
import { escapeWithin, toMarkup } from "./markup.ts";
import { elements, type Room, richBlocks } from "./rich-text.ts";

/** Neutral card → Block Kit. Too much is cut with "…", never refused. */

export type Drawn = { readonly text: string; readonly blocks: KnownBlock[] };

/** Tone by a sign whose shape and name differ, not by color alone; a calm card has none. */
const signs: Record<Tone, string> = { calm: "", attention: "⚠️ ", urgent: "🚨 ", good: "✅ " };

const isPlain = (rich: Rich): boolean => rich.every((span) => typeof span === "string" || "bold" in span);

/** A heading that screen readers announce as one, unless it names a person or a time: those need rich text. */
const title = ({ title, tone }: Card, room: Room): KnownBlock[] => {
  const words = `${signs[tone]}${plain(title)}`.trim();
  if (!plain(title).trim()) return [];
  if (isPlain(title)) return [{ type: "header", text: plainText(words, limits.header) }];
  const content = elements([signs[tone], ...title], room, true);
  return [{ type: "rich_text", elements: [{ type: "rich_text_section", elements: content }] }];
};

/** One line a fact: reads well on a phone and in a screen reader, where two columns don't. */
const factLines = (facts: readonly Fact[], room: Room): RichTextBlock[] => {
  const each = { ...room, max: Math.max(60, Math.floor(room.max / Math.max(1, facts.length))) };
  const lines = facts.map(({ label, value }) => elements([{ bold: `${label}:` }, " ", ...value], each));
  const content = lines.flatMap((line, index) =>
    index === 0 ? line : [{ type: "text" as const, text: "\n" }, ...line],
  );
  return content.length > 0
    ? [{ type: "rich_text", elements: [{ type: "rich_text_section", elements: content }] }]
    : [];
};

const more: RichTextBlock = {
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "…" }] }],
};

/** The room for each text, from generous to tight: the first that lets the whole card fit is used. */
const rooms = [limits.text, 1500, 700, 300, 120] as const;

type Frame = { readonly maxBlocks: number; readonly maxJson: number };
const messageFrame: Frame = { maxBlocks: limits.messageBlocks, maxJson: limits.messageJson };
const fits = (blocks: readonly KnownBlock[], frame: Frame): boolean =>
  blocks.length <= frame.maxBlocks && JSON.stringify(blocks).length <= frame.maxJson;

const fitted = (card: Card, now: Instant, stamp: string, frame: Frame): KnownBlock[] => {
  const buttons = controls(card, stamp);
  const draw = (max: number, keep: number): KnownBlock[] => {
    const room = { max, now };
    const body = card.body.slice(0, keep).flatMap((block) => richBlocks(block, room));
    return [
      ...title(card, room),
      ...factLines(card.facts, room),
      ...body,
      ...(keep < card.body.length ? [more] : []),
      ...buttons,
    ];
  };
  for (const max of rooms) {
    const whole = draw(max, card.body.length);
    if (fits(whole, frame)) return whole;
  }
  for (let keep = card.body.length - 1; keep > 0; keep -= 1) {
    const shorter = draw(limits.text, keep);
    if (fits(shorter, frame)) return shorter;
    const tight = draw(120, keep);
    if (fits(tight, frame)) return tight;
  }
  return draw(120, 0);
};

const stampOf = (now: Instant): string => now.toString(36);

/** A card as a message. `now` tells past from future, and makes the block ids of this rendering its own. */
export const renderCard = (card: Card, now: Instant): Drawn =>
  allWellFormed({
    text: escapeWithin(card.fallback.trim() || plain(card.title), limits.fallback),
    blocks: fitted(card, now, stampOf(now), messageFrame),
  });

/** A few words as a message. */
export const renderNotice = (text: Rich, now: Instant): Drawn =>
  allWellFormed({
    text: toMarkup(text, limits.fallback),
    blocks: richBlocks({ text }, { max: limits.text, now }),
  });

const divider: KnownBlock = { type: "divider" };

/** Slack refuses a view beyond 250 kB; far less can be read. */
const pageFrame: Frame = { maxBlocks: limits.viewBlocks, maxJson: 100_000 };

/** One card of several leaves room for the line that counts the rest. */
const sharedFrame: Frame = { maxBlocks: messageFrame.maxBlocks - 1, maxJson: messageFrame.maxJson - 200 };

/** As many cards as the frame holds; those that no longer fit are counted in a last line. */
const stack = (cards: readonly Card[], now: Instant, frame: Frame): KnownBlock[] => {
  let page: KnownBlock[] = [];
  for (const [index, card] of cards.entries()) {
    const blocks = fitted(card, now, `${stampOf(now)}-${index}`, sharedFrame);
    const longer = index === 0 ? blocks : [...page, divider, ...blocks];
    const left = richBlocks({ text: [`… and ${cards.length - index} more.`] }, { max: limits.text, now });
    const last = index === cards.length - 1 ? [] : left;
    if (index > 0 && !fits([...longer, ...last], frame)) return [...page, ...left];
    page = longer;
  }
  return page;
};

/** Cards as a person's own page. */
export const renderPage = (cards: readonly Card[], now: Instant): KnownBlock[] =>
  allWellFormed(stack(cards, now, pageFrame));

/** Several cards as one message. */
export const renderCards = (cards: readonly Card[], now: Instant): Drawn =>
  allWellFormed({
    text: escapeWithin(cards.map((card) => card.fallback).join("\n"), limits.fallback),
    blocks: stack(cards, now, messageFrame),
  });
