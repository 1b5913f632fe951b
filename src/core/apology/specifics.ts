import { isForeign } from "./english.ts";
import { type ApologyAbout, wordsOf } from "./reading.ts";
import type { Rule } from "./rule.ts";
import { inTopic, topics } from "./topics.ts";

/** Words that say nothing about this case in particular. */
const empty = new Set(
  `the and for you your our with that this was were are not but had has have his her its they them their from about been
  being because when what which who how why can could did does just very really still also then than there here would
  should will into out off over again after before all any some one two get got even only more most other another else
  something anything nothing thing things please thank thanks hello dear sorry apology apologize apologise issue issues
  problem problems experience situation matter inconvenience complaint customer service company team people time told
  said say asked want wanted need needed like never always now ever too way lot much many bad good poor happened happen
  sir madam regards kind`.split(/\s+/),
);

const stem = (word: string): string => {
  const bare = word.replace(/'s$/, "");
  const short = bare.replace(/(?:ing|ied|ies|ed|es|ly|e|y|s)$/, "");
  return short.length >= 3 ? short : bare;
};

const related = (a: string, b: string): boolean => {
  const [first, second] = [stem(a), stem(b)];
  const [short, long] = first.length <= second.length ? [first, second] : [second, first];
  return short === long || (short.length >= 4 && long.startsWith(short));
};

const isContent = (word: string): boolean =>
  !empty.has(word) && (word.length >= 3 || (word.length >= 2 && /\d/.test(word)));

/** The words of the case that an apology could name; none where the complaint is in another language. */
const caseWords = ({ complaint = "", failureLabel = "", customerName = "" }: ApologyAbout): string[] => {
  if (isForeign(wordsOf(complaint))) return [];
  const names = new Set(wordsOf(customerName));
  return [...new Set(wordsOf(`${failureLabel} ${complaint}`))].filter((word) => isContent(word) && !names.has(word));
};

/** Words of any apology, which would otherwise pass for the case's own. */
const apologetic = new Set(
  "inconvenience apologies mistake mistakes error errors time back work come call contact message".split(" "),
);

/**
 * An apology for nothing in particular is the vague one of Lazare 2004 (On Apology): the offense has to be named. Customers
 * also judge whether anyone paid attention to their very case (Davidow 2003: attentiveness).
 */
export const notSpecific: Rule = {
  id: "not-specific",
  why: "It doesn't say what went wrong. It could be sent to anyone.",
  better: "Name what happened to them: the order, the day, the words, the amount.",
  find: ({ words, about }) => {
    const wanted = caseWords(about);
    if (wanted.length === 0) return undefined;
    const touched = topics.filter((topic) => wanted.some((word) => inTopic(word, topic)));
    const said = [...new Set(words)].filter((word) => !apologetic.has(word));
    const named = said.some(
      (word) =>
        touched.some((topic) => inTopic(word, topic)) ||
        (isContent(word) && wanted.some((other) => related(word, other))),
    );
    return named ? undefined : {};
  },
};
