import { wordsOf } from "./reading.ts";
import { apologyWords, type Rule } from "./rule.ts";

/** What stands between "we" and the verb that matters. */
const between = new Set(
  `have had also just simply really truly completely clearly badly then both all even still so very sincerely deeply do
  fully certainly always only already now unfortunately genuinely wholeheartedly personally`.split(/\s+/),
);

/** Verbs after "we" that are about the apology, our feelings or what comes next: none of them says that we did it. */
const aboutSomethingElse = new Set(
  `are am be been apologize apologise apologized apologised regret understand appreciate know realize realise recognize
  recognise hope value want wish would will can cannot can't may might must need think believe feel hear heard see thank
  assure take strive aim try pride care love like ask owe offer refunded replaced fixed credited arranged received read
  reviewed checked looked investigated ordered learned promise acknowledge empathize empathise sympathize hate sorry`.split(
    /\s+/,
  ),
);

const subjects = new Set(["we", "i", "we've", "i've", "we'd", "i'd"]);
/** "We were sorry to hear", "we were told": not about what we did. */
const hearsay = new Set([
  "sorry",
  "informed",
  "told",
  "made",
  "notified",
  "saddened",
  "sad",
  "disappointed",
  "concerned",
]);

const saysWeDidIt = (sentence: string): boolean => {
  const words = wordsOf(sentence);
  return words.some((word, index) => {
    if (!subjects.has(word)) return false;
    const rest = words.slice(index + 1, index + 6).filter((next) => !between.has(next));
    const [verb, next] = rest;
    if (verb === undefined || aboutSomethingElse.has(verb)) return false;
    return !((verb === "were" || verb === "was") && next !== undefined && hearsay.has(next));
  });
};

const owning: readonly RegExp[] = [
  /(?<!(?:\bnot|\bnever|n't)(?: \w+)? )\b(?:our|my) (?:own )?(?:fault|mistakes?|errors?|failures?|failings?|responsibility|oversight|slip|doing|negligence|carelessness|delay|lack|silence|mix-?up|poor|late|slow|rude|wrong)\b/i,
  /\bon (?:our|my) (?:part|side|end)\b|\b(?:that|this|it)(?:'s| is| was) on (?:us|me)\b|\b(?:totally|all|entirely|completely|fully) on (?:us|me)\b|\b(?:by|from|because of) (?:us|me)\b/i,
  /\bour (?:\w+ ){0,2}(?:\w+) (?:was|were|wasn't|weren't|had|did|didn't|left|lost|forgot|sent|gave|made|let|took|told|broke|fell|got|went|kept|put|spoke|said|should|failed|missed|ignored|damaged|charged)\b/i,
  /\b(?:take|takes|taking|accept|accepts|bear|own) (?:\w+ ){0,2}(?:responsib\w+|blame|ownership)\b|\b(?:we|i) own (?:it|this|that|the)\b/i,
  /\b(?:we're|we are|i'm|i am) (?:\w+ly )?(?:responsible|at fault|to blame|the ones? who)\b/i,
  /\b(?:sorry|apologi[sz]e|apologies)\b[^.!?]{0,20}\bfor (?:not |having |\w+ly )?(?!anything|something|everything|nothing|being)\w{2,}ing\b/i,
];

/** "We apologize for the late delivery": first person and the failure in one apology. */
const failureWords =
  /\b(?:late|delay(?:s|ed)?|wrong|incorrect|broken|faulty|damaged?|defective|lost|missing|rude(?:ness)?|poor|slow|mistakes?|errors?|failures?|failing|over-?charg\w+|double|cold|dirty|cancel\w+|mix-?up|wait|silence|unanswered|careless(?:ness)?|disrespect\w*)\b/i;
const firstPerson = /\b(?:we|i|our|my|we're|i'm|us)\b/i;

/** Whether one sentence says that the failure was ours. */
export const ownsFailure = (sentence: string): boolean =>
  saysWeDidIt(sentence) || owning.some((pattern) => pattern.test(sentence));

const ownsInApology = (sentence: string): boolean =>
  apologyWords.test(sentence) &&
  /\b(?:for|about)\b/i.test(sentence) &&
  firstPerson.test(sentence) &&
  failureWords.test(sentence);

/**
 * Acknowledging responsibility is the component of an apology that matters most (Lewicki, Polin & Lount 2016: six components;
 * the more of them the better, and this one and the offer of repair before all).
 */
export const noOwnership: Rule = {
  id: "no-ownership",
  why: "Nothing here says that it was our doing. Of all parts of an apology this one counts most.",
  better: "Say it plainly, with “we” or “I”: “We lost your booking. That was our mistake.”",
  find: ({ sentences }) =>
    sentences.some((sentence) => ownsFailure(sentence) || ownsInApology(sentence)) ? undefined : {},
};
