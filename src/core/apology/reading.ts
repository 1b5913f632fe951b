/** What the coach is told of the case, so that it can see whether the apology speaks of it. */
export type ApologyAbout = {
  readonly customerName?: string;
  readonly failureLabel?: string;
  readonly complaint?: string;
};

/** An apology as the rules read it: straight quotes, one space where there was any white space, no marks of emphasis. */
export type Reading = {
  readonly sentences: readonly string[];
  /** Lower case, contractions whole. */
  readonly words: readonly string[];
  readonly about: ApologyAbout;
};

const plainForms = (text: string): string =>
  text
    .replace(/[‘’‛ʼ´`]/g, "'")
    .replace(/[“”„‟]/g, '"')
    .replace(/…/g, "...")
    .replace(/[*_~]|\u200b|\u2060|\ufeff/g, "");

export const wordsOf = (text: string): string[] =>
  (
    plainForms(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}']+/gu) ?? []
  )
    .map((word) => word.replace(/^'+|(?<!')'+$/g, ""))
    .filter((word) => word !== "");

/** A line break inside a sentence is only a line break; an empty line ends the sentence. */
const sentencesOf = (text: string): string[] =>
  plainForms(text)
    .replace(/\r/g, "")
    .split(/\n[^\S\n]*\n/)
    .flatMap((paragraph) => paragraph.replace(/\s+/g, " ").split(/(?<=[.!?]["')]?) /))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");

export const readApology = (text: string, about: ApologyAbout): Reading => ({
  sentences: sentencesOf(text),
  words: wordsOf(text),
  about,
});
