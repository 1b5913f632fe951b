import type { Reading } from "./reading.ts";

/** One row of the coach. `find` says whether the rule has something to say, and about which words. */
export type Rule = {
  readonly id: string;
  readonly why: string;
  readonly better: string;
  readonly find: (reading: Reading) => Finding | undefined;
};
export type Finding = { readonly quote?: string };

/** Words that give a rule away in one sentence: `needs` must be in it too, `unless` must not. */
export type Phrase = { readonly says: RegExp; readonly needs?: RegExp; readonly unless?: RegExp };

/** Every way to say sorry. */
export const apologyWords =
  /\b(?:sorry|apolog(?:y|ies|i[sz]e|i[sz]es|i[sz]ed|i[sz]ing)|regret|regrets|regretted|forgive|forgiveness|pardon)\b/i;

/** The first sentence with one of the phrases. Gaps in the patterns are bounded, so reading time grows with length only. */
export const findPhrase =
  (phrases: readonly Phrase[]) =>
  ({ sentences }: Reading): Finding | undefined => {
    for (const sentence of sentences) {
      for (const { says, needs, unless } of phrases) {
        const found = says.exec(sentence);
        if (found && (!needs || needs.test(sentence)) && !unless?.test(sentence)) return { quote: found[0].trim() };
      }
    }
    return undefined;
  };

/** Has something to say where no sentence has any of the words. */
export const findAbsence =
  (words: RegExp) =>
  ({ sentences }: Reading): Finding | undefined =>
    sentences.some((sentence) => words.test(sentence)) ? undefined : {};
