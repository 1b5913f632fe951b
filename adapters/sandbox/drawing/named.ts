import type { Block, Card, Rich } from "../../../src/views/elements.ts";
import { nameOf } from "../world/reader.ts";

/** A card that says its people's names, for platforms on which nobody of the sandbox is at home. */
export const named = (card: Card): Card => ({
  ...card,
  title: words(card.title),
  facts: card.facts.map((fact) => ({ ...fact, value: words(fact.value) })),
  body: card.body.map(block),
});

const words = (rich: Rich): Rich =>
  rich.map((span) =>
    typeof span === "object" && "person" in span ? { ...span, name: span.name ?? nameOf(span.person) } : span,
  );

function block(shown: Block): Block {
  if ("text" in shown) return { text: words(shown.text) };
  if ("checklist" in shown) return { checklist: shown.checklist.map((step) => ({ ...step, text: words(step.text) })) };
  return shown;
}
