/** When two names are written the same way. It tells whom to ask about, never who someone is. */

/**
 * What is no part of a name: controls, marks that nobody sees (soft hyphens, joiners, zero-width spaces, fillers, variation
 * selectors, direction marks) and the blank Braille cell, which Unicode counts as a symbol.
 */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Cs}\u2800]+/gu;
const space = /[\p{White_Space}\u2800]+/gu;

/** A case folding that JavaScript lacks: to capitals and back, so that `ß` meets `ss` and `ς` meets `σ`. */
const folded = (text: string): string => text.toUpperCase().toLowerCase().replaceAll("ς", "σ");

/**
 * The name as it is compared: after NFKC, case folding, white space and invisible characters; empty for what shows nothing.
 * Accents count, since they tell people apart. Comparing twice changes nothing.
 */
export function comparableName(name: string): string {
  // White space first: some of it (tabs, line ends) would count as controls.
  const seen = (text: string) => text.normalize("NFKC").replace(space, " ").replace(unseen, "").normalize("NFKC");
  // Folding may leave what NFKC composes, and composing what folding changes: each twice is enough, as a property test shows.
  const once = (text: string) => seen(folded(seen(text)));
  return once(once(name)).replace(space, " ").trim();
}

/** Whether there is something to read in it: a letter, a digit or a sign that has a shape of its own. */
export const isName = (text: string): boolean => /[\p{L}\p{N}\p{P}\p{S}]/u.test(comparableName(text));
