import type { ViewContext } from "../../src/views/context.ts";
import type { Block, Button, Card } from "../../src/views/elements.ts";
import { plain } from "../../src/views/elements.ts";
import type { FormContext } from "../../src/views/forms/form-context.ts";
import { at, ben, nameOf, protocol } from "./cases.ts";

/** A view's context at half past ten on the Tuesday of `cases.ts`. */
export const viewContext = (more: Partial<ViewContext> = {}): ViewContext => ({
  protocol,
  now: at("10:30"),
  nameOf,
  ...more,
});

export const formContext = (more: Partial<FormContext> = {}): FormContext => ({
  ...viewContext(),
  reader: ben,
  ...more,
});

export const labels = (buttons: readonly Button[]): string[] => buttons.map(({ label }) => label);
export const primary = (card: Card): string | undefined => card.buttons.find(({ style }) => style === "primary")?.label;
export const fact = (card: Card, label: string): string | undefined => {
  const found = card.facts.find((one) => one.label === label);
  return found && plain(found.value);
};

const words = (block: Block): string[] => {
  if ("text" in block) return [plain(block.text)];
  if ("quote" in block) return [block.quote];
  if ("heading" in block) return [block.heading];
  return block.checklist.map((step) => `${{ done: "[x]", next: "[>]", todo: "[ ]" }[step.state]} ${plain(step.text)}`);
};
export const body = (card: Card): string[] => card.body.flatMap(words);

/** Everything that can be read on a card. */
export const wordsOf = (card: Card): string =>
  [
    plain(card.title),
    ...card.facts.flatMap(({ label, value }) => [label, plain(value)]),
    ...body(card),
    ...[...card.buttons, ...card.more].flatMap(({ label, confirm = "", spoken = "" }) => [label, confirm, spoken]),
    card.fallback,
  ].join("\n");
