import type { Card } from "../../../src/views/elements.ts";
import { CardView } from "../drawing/render.tsx";
import type { Reader } from "../world/reader.ts";

/** A person's own page: what is late, waits for them, or is theirs. */
export const HomeCards = ({ cards, reader }: { cards: readonly Card[]; reader: Reader }) => (
  <div class="home-cards">
    {cards.length === 0 ? (
      <p class="empty soft">This page is for the team. What Amends has for you is in your direct messages.</p>
    ) : (
      cards.map((card, index) => <CardView key={index} card={card} reader={reader} scope={`home-${index}`} />)
    )}
  </div>
);
