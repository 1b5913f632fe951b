import type { Case } from "../../core/case.ts";
import type { ViewContext } from "../context.ts";
import type { Block, Card, Fact } from "../elements.ts";
import { knownName } from "../words/case-words.ts";

/** A greeting that also works where all we have is a platform's id. */
export const hello = (kase: Case, ctx: ViewContext): string => {
  const name = knownName(kase, ctx);
  return name ? `Hello ${name},` : "Hello,";
};

/** A card in the customer's own direct message: calm, with the case number to quote, and no controls unless given. */
export const customerCard = (parts: {
  title: string;
  kase: Case;
  body: readonly Block[];
  fallback: string;
  facts?: readonly Fact[];
  buttons?: Card["buttons"];
  more?: Card["more"];
}): Card => ({
  title: [parts.title],
  tone: "calm",
  facts: [...(parts.facts ?? []), { label: "Your case number", value: [String(parts.kase.number)] }],
  body: parts.body,
  buttons: parts.buttons ?? [],
  more: parts.more ?? [],
  fallback: parts.fallback,
});
