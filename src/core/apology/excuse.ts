import type { Reading } from "./reading.ts";
import { apologyWords, type Finding, findPhrase, type Rule } from "./rule.ts";

const sorry = /\b(?:sorry|apologi[sz]e|apologi[sz]ing|apologies|apology|regret)\b/.source;

/** A "but" that goes on to mend or to own takes nothing back: "… but I've refunded it", "but that is no excuse". */
const goesOnWell =
  /(?! (?:(?:we|i)(?: also)?(?:'ll| will|'ve| have(?! (?:to|a|no|many|several)\b)| can(?! only)| want|'m going| am going|'re going| are going)|your (?:refund|replacement|money|new)|here(?:'s| is)|(?:that|this|it)(?:'s| is)(?: not|n't)? (?:no |an )excuse|(?:that|this|it) isn't an excuse|(?:that|this|it)(?:'s| is) (?:not enough|on us|our)|sorry (?:alone |is|isn't)|words|an apology|we know|i know|also|rather|most of all|more than)\b)/
    .source;
/** "nothing but", "not only … but also" contrast nothing with the apology. */
const contrast = /(?<!\b(?:nothing|all|anything) )(?:but|however|although|even though|though|that said)\b/.source;

const owned =
  /\b(?:no|not an|isn't an|never an) excuse\b|\b(?:our|my) (?:fault|responsibility|job|mistake|doing|problem to solve)\b|\bwe should\b/i;

const phrases = findPhrase([
  { says: new RegExp(`${sorry}[^.!?]{0,120}?\\b${contrast}${goesOnWell}(?: \\w+){0,3}`, "i"), unless: owned },
  { says: /\b(?:beyond|outside|out of)(?: of)? (?:our|my|anyone's) (?:\w+ )?control\b/i, unless: owned },
  { says: /\b(?:unforeseen|unavoidable|exceptional|extraordinary) (?:circumstances|events|reasons)\b/i, unless: owned },
  {
    says: /\b(?:not|n't|never)(?: really| entirely| actually)? (?:our|my) (?:fault|responsibility|problem|mistake|doing)\b/i,
  },
  { says: /\bin (?:our|my) defen[cs]e\b/i },
  { says: /\b(?:nothing|not much|little) (?:more )?(?:that )?(?:we|i|anyone) (?:can|could)(?: have)? (?:do|done)\b/i },
  {
    says: /\b(?:these|such) things (?:do |can |sometimes |just )*happen\b|\bmistakes (?:do |can |sometimes |will )+happen\b/i,
  },
  { says: /\bonly human\b|\bnobody(?:'s| is) perfect\b/i, unless: owned },
  {
    says: /\b(?:we|i)(?:'re| are|'ve been| have been| were| was|'m| am)(?: just| simply| only| all)? (?:(?:very|really|so|extremely|too|incredibly|unusually) )?(?:busy|swamped|overwhelmed|short-?staffed|short of staff|understaffed)\b/i,
    unless: owned,
  },
  {
    says: /\b(?:higher|busier|more)[ -]than[ -](?:usual|normal|expected|average)\b|\bunusually high (?:demand|volumes?|call volumes?|number)\b/i,
    unless: owned,
  },
]);

const apologyThenBut = new RegExp(
  `^(?:but|however|that said)\\b,?${goesOnWell.replace("(?! ", "(?!,? ")}(?: \\w+){0,3}`,
  "i",
);

/** The sentence after the apology that takes it back. */
const findNextSentence = ({ sentences }: Reading): Finding | undefined => {
  const at = sentences.findIndex(
    (sentence, index) => apologyThenBut.test(sentence) && apologyWords.test(sentences[index - 1] ?? ""),
  );
  const found = apologyThenBut.exec(sentences[at] ?? "");
  return found ? { quote: found[0].trim() } : undefined;
};

/**
 * Excuses, justifications and playing it down are defensive strategies: they protect the one who apologizes and cost the
 * apology its effect (Schumann 2014). An explanation that owns the failure is welcome (Lewicki, Polin & Lount 2016).
 */
export const excuse: Rule = {
  id: "excuse",
  why: "After this, the apology reads like an excuse.",
  better:
    "End the sentence after the apology. If the reason helps, give it on its own, and say that it was ours to prevent.",
  find: (reading) => phrases(reading) ?? findNextSentence(reading),
};
