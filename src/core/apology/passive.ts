import { ownsFailure } from "./ownership.ts";
import type { Reading } from "./reading.ts";
import { findPhrase, type Rule } from "./rule.ts";

const faults =
  /(?:errors?|mistakes?|issues?|problems?|glitch(?:es)?|oversights?|mix-?ups?|misunderstandings?|miscommunications?|confusion|mishaps?|hiccups?)/
    .source;
const thirdParties =
  /(?:courier|carrier|supplier|vendor|contractor|subcontractor|partner|third part(?:y|ies)|post office|postal service|shipping company|delivery company|manufacturer|bank|airline|provider|system|computer|software)/
    .source;

const find = findPhrase([
  {
    says: /\b(?:mistakes?|errors?) (?:were|was|have been|has been|had been|may have been|might have been|got) made\b/i,
    unless: /\bby (?:us|me|our|my)\b|\b(?:our|my) (?:mistakes?|errors?)\b/i,
  },
  {
    says: new RegExp(
      `\\b(?:an?|some) (?:\\w+ ){0,2}${faults} (?:has |have |had |may have |seems to have |must have )?(?:occurred|happened|arose|arisen|took place|taken place|crept in)\\b`,
      "i",
    ),
  },
  { says: /\b(?:errors|mistakes|problems|issues) (?:have |had )?occurred\b/i },
  {
    says: new RegExp(
      `\\bthere (?:was|were|has been|have been|had been|(?:seems|appears|must|may) (?:to )?have been) (?:an? |some )?(?:\\w+ ){0,2}${faults}\\b`,
      "i",
    ),
    unless: /\b(?:on|at|by|in) (?:our|my)\b/i,
  },
  {
    says: new RegExp(
      `\\b(?:was|were|wasn't|weren't|been)(?: not| never)? (?:\\w+ly )?\\w+(?: (?:on time|properly|correctly))? by (?:the|a|an|our|another|an outside) (?:\\w+ )?${thirdParties}\\b`,
      "i",
    ),
  },
  {
    says: new RegExp(
      `\\bthe (?:\\w+ )?${thirdParties} (?:has |have |had )?(?:failed|lost|did|didn't|made|caused|forgot|damaged|was (?:late|down|slow)|is to blame|let (?:us|you))\\b`,
      "i",
    ),
  },
]);

/** Sentences that say whose doing it was dodge nothing. */
const withoutOwned = (reading: Reading): Reading => ({
  ...reading,
  sentences: reading.sentences.filter((sentence) => !ownsFailure(sentence)),
});

/**
 * "Mistakes were made": the wrong without the wrongdoer (Lazare 2004, On Apology). Goffman 1971 (Relations in Public): an
 * apology works because the one who speaks stands against what they did; that takes someone who did it.
 */
export const passive: Rule = {
  id: "passive",
  why: "Nobody did it in this sentence. The customer dealt with us, whoever's hands it was in.",
  better: "Put us in the sentence: “We made a mistake with your order”, not “a mistake was made”.",
  find: (reading) => find(withoutOwned(reading)),
};
