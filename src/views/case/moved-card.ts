import type { Card } from "../elements.ts";

/** What is left of a message that people from outside can read by now: nothing of the case. */
export const movedCard: Card = {
  title: ["Moved"],
  tone: "calm",
  facts: [],
  body: [{ text: ["The team goes on with this in another place."] }],
  buttons: [],
  more: [],
  fallback: "Moved: the team goes on with this in another place.",
};
