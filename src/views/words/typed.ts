/**
 * Words that somebody typed, joined with our own punctuation: where our sentence ends after them, where it goes on after
 * them. Whoever typed them may have ended them already.
 */

/** An end mark, and the quotation marks or brackets that may close after it. */
const ends = /[.!?…。！？]["'”’»)\]]*$/u;

/** As the end of our sentence: `Carla M.` gets no second period. */
export const ended = (text: string): string => {
  const typed = text.trim();
  return typed === "" || ends.test(typed) ? typed : `${typed}.`;
};

/** Within our sentence: `The room is ready. ` goes on as `The room is ready, by Ben`. A question keeps its mark. */
export const midSentence = (text: string): string => {
  const typed = text.trim();
  return typed.replace(/(?<![\s.,;:。])[\s.,;:。]+$/u, "") || typed;
};

/** A name or label as the first words of a sentence of ours. */
export const atStart = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
