import type { PersonRef } from "../../../src/core/people.ts";
import type { Card, Rich } from "../../../src/views/elements.ts";
import type { Names } from "../people/identity.ts";
import type { Mention } from "./elements.ts";
import { mentionName } from "./rich-text.ts";

/** The people of a card, and how Teams is told whom an `<at>` in it means. */

const richIn = ({ title, facts, body }: Card): Rich[] => [
  title,
  ...facts.map(({ value }) => value),
  ...body.flatMap((block) =>
    "text" in block ? [block.text] : "checklist" in block ? block.checklist.map(({ text }) => text) : [],
  ),
];

type Named = { readonly person: PersonRef; readonly name?: string };
const personSpans = (card: Card): Named[] =>
  richIn(card).flatMap((rich) => rich.flatMap((span) => (typeof span === "object" && "person" in span ? [span] : [])));

export const peopleIn = (cards: readonly Card[]): PersonRef[] =>
  cards.flatMap((card) => personSpans(card).map(({ person }) => person));

/** Only for names that the drawn text really holds: Teams refuses a mention that it doesn't find. */
export const mentionsIn = (cards: readonly Card[], names: Names, drawn: string): Mention[] => {
  const made = cards.flatMap(personSpans).flatMap(({ person, name }): Mention[] => {
    const shown = names(person) ?? name;
    if (person.platform !== "teams" || !shown) return [];
    const text = `<at>${mentionName(shown)}</at>`;
    return drawn.includes(text)
      ? [{ type: "mention", text, mentioned: { id: person.id, name: mentionName(shown) } }]
      : [];
  });
  return [...new Map(made.map((mention) => [mention.text, mention])).values()];
};
