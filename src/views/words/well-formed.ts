/**
 * Text that any platform can be sent. Half of a pair that makes one character (an emoji cut in two, by whoever cut it) can't
 * be encoded: it becomes the replacement character, and the rest is said.
 */
export const wellFormed = (text: string): string => text.toWellFormed();

/** The same of every text within something that is drawn. */
export const allWellFormed = <Drawn>(drawn: Drawn): Drawn => mapped(drawn) as Drawn; // the same shape: only strings are replaced, by strings

const mapped = (drawn: unknown): unknown => {
  if (typeof drawn === "string") return wellFormed(drawn);
  if (Array.isArray(drawn)) return drawn.map(mapped);
  if (typeof drawn !== "object" || drawn === null) return drawn;
  return Object.fromEntries(Object.entries(drawn).map(([key, value]) => [key, mapped(value)]));
};
