import { type Card, type Fact, plain, type Rich, type Tone } from "../../../src/views/elements.ts";
import { cut } from "../../../src/views/words/cut.ts";
import type { Names } from "../people/identity.ts";
import { controls } from "./controls.ts";
import { type AdaptiveCard, type Attachment, attachment, type Container, type Element } from "./elements.ts";
import { bytes, limits } from "./limits.ts";
import { withoutFunctions } from "./markup.ts";
import { mentionsIn } from "./mentions.ts";
import { blockElements, heading, type Room, richToText, textElements } from "./rich-text.ts";

/** Neutral card → Adaptive Card 1.5. Too much is cut with "…", never refused. */

export type Drawing = {
  readonly names: Names;
  /** New in every rendering, see `press-value.ts`. */
  readonly stamp: string;
  /** False where a mention calls nobody, as in a dialog. */
  readonly mentions?: boolean;
};
export type Message = {
  readonly type: "message";
  readonly summary: string;
  readonly attachments: readonly Attachment[];
};

/** Tone by a sign whose shape and name differ, not by color alone; the colors are the client's, light or dark. */
const tones: Record<Tone, { sign: string; style?: Container["style"] }> = {
  calm: { sign: "" },
  attention: { sign: "⚠️ ", style: "warning" },
  urgent: { sign: "🚨 ", style: "attention" },
  good: { sign: "✅ ", style: "good" },
};

const title = ({ title, tone }: Card, names: Names): Element[] => {
  const text = richToText(title, names).trim();
  if (!text) return [];
  const { sign, style } = tones[tone];
  const items = heading(`${sign}${text}`, "Large", 200);
  return style ? [{ type: "Container", style, items }] : items;
};

/** One line a fact: reads well on a phone and in a screen reader, where two columns don't. */
const factLines = (facts: readonly Fact[], room: Room): Element[] => {
  const each = { ...room, max: Math.max(60, Math.floor(room.max / Math.max(1, facts.length))) };
  const items = facts.flatMap(({ label, value }) =>
    textElements([{ bold: `${label}:` }, " ", ...value], each).map((line) => ({ ...line, spacing: "Small" as const })),
  );
  return items.length > 0 ? [{ type: "Container", items }] : [];
};

const ellipsis: Element = { type: "TextBlock", text: "…", wrap: true };

/** The room for each text, from generous to tight: the first that lets the whole card fit is used. */
const rooms = [limits.text, 1500, 700, 300, 120] as const;

const fitted = (card: Card, drawing: Drawing, maxBytes: number): Element[] => {
  const { names, stamp, mentions = true } = drawing;
  const buttons = controls(card, stamp);
  const draw = (max: number, keep: number): Element[] => {
    const room = { max, names, mentions };
    return [
      ...title(card, names),
      ...factLines(card.facts, room),
      ...card.body.slice(0, keep).flatMap((block) => blockElements(block, room)),
      ...(keep < card.body.length ? [ellipsis] : []),
      ...buttons,
    ];
  };
  for (const max of rooms) {
    const whole = draw(max, card.body.length);
    if (bytes(whole) <= maxBytes) return whole;
  }
  for (let keep = card.body.length - 1; keep > 0; keep -= 1) {
    const shorter = draw(120, keep);
    if (bytes(shorter) <= maxBytes) return shorter;
  }
  return draw(120, 0);
};

/** `speak` may be read as markup. */
const spoken = (text: string): string => text.replace(/[<>&]/g, " ");

const frame = (body: readonly Element[], said: string, cards: readonly Card[], drawing: Drawing): AdaptiveCard => {
  const fallback = withoutFunctions(cut(said, limits.fallback)) || "Amends";
  const entities = drawing.mentions === false ? [] : mentionsIn(cards, drawing.names, JSON.stringify(body));
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    fallbackText: fallback,
    speak: spoken(fallback),
    body,
    msteams: { width: "Full", ...(entities.length > 0 ? { entities } : {}) },
  };
};

const wordsFor = (card: Card): string => card.fallback.trim() || plain(card.title);

export const renderCard = (card: Card, drawing: Drawing): AdaptiveCard =>
  frame(fitted(card, drawing, limits.cardBytes), wordsFor(card), [card], drawing);

/** Several cards as one; those that no longer fit are counted in a last line. */
export const renderCards = (cards: readonly Card[], drawing: Drawing): AdaptiveCard => {
  let body: Element[] = [];
  for (const [index, card] of cards.entries()) {
    const stamp = `${drawing.stamp}-${index}`;
    const items = fitted(card, { ...drawing, stamp }, limits.cardBytes - 1_000);
    const longer: Element[] = [...body, { type: "Container", ...(index > 0 ? { separator: true } : {}), items }];
    if (index > 0 && bytes(longer) > limits.cardBytes - 1_000) {
      const left = `… and ${cards.length - index} more.`;
      body = [...body, { type: "TextBlock", text: left, wrap: true }];
      break;
    }
    body = longer;
  }
  return frame(body, cards.map(wordsFor).join("\n"), cards, drawing);
};

/** A few words as a card of their own: so that moments are shown in the reader's zone. `names`: for those who hear it. */
export const noticeOf = (text: Rich, names: Names = () => undefined): Card => ({
  title: [],
  tone: "calm",
  facts: [],
  body: [{ text }],
  buttons: [],
  more: [],
  fallback: richToText(text, names),
});

/** `summary` is what a notification shows. */
export const asMessage = (card: AdaptiveCard): Message => ({
  type: "message",
  summary: card.fallbackText,
  attachments: [attachment(card)],
});
