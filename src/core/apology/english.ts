/**
 * Whether a text is English, from its small words. The rules know English only, and a finding about a text they can't read
 * would be false: in doubt it is not English. Left out are small words that other languages have too (is, was, we, in, for).
 */

const english = new Set(
  `the you your yours our and that this these with are were have been will would should could did didn't don't my what when
  which it its it's i'm i've i'll i'd we're we've we'll we'd you're you've that's wasn't weren't couldn't shouldn't haven't
  they their them there from about because but not any anyone how why who made make makes feel felt happened happen
  mistake mistakes apologize apologise apologized apologised inconvenience delay today tomorrow very deeply again right wrong
  had has can cannot can't never if as by to us`.split(/\s+/),
);

const foreign = new Set(
  `und der das nicht wir ist sie für ihnen ihre ihr uns unser unsere dass mit auf auch ein eine einen haben wurde leider
  het een niet van voor ons onze wij je jullie uw dat zijn hebben deze bij maar
  le la les des du est nous vous votre vos pour et que qui une dans avec sur pas été avons désolé désolés
  el los las del por una y que nos su sus con para hemos ha lo siento
  il gli che di della non ci con abbiamo stato è siamo scusa
  não você por uma em os nós sua seu foi com
  och det att inte för vi du er ikke på til som har din dit jeg mig os
  się nie że na za jest przepraszamy ja olemme että nu și pentru în este bir ve için çok`.split(/\s+/),
);

/** English where nothing else is in the text: the shortest apologies have no small words at all. */
const shortWords = new Set(
  `sorry so very really my bad mistake oops apologies apology sincere sincerely for inconvenience
  delay the about that this`.split(/\s+/),
);

const countIn = (words: readonly string[], known: ReadonlySet<string>): number =>
  words.filter((word) => known.has(word)).length;

const mostlyLatin = (words: readonly string[]): boolean => {
  const text = words.join("");
  return (text.match(/\p{Script=Latin}/gu) ?? []).length * 2 > (text.match(/\p{L}/gu) ?? []).length;
};

/** Words in lower case, as `wordsOf` gives them. */
export const isEnglish = (words: readonly string[]): boolean => {
  if (words.length === 0 || !mostlyLatin(words)) return false;
  if (words.length <= 5 && words.every((word) => shortWords.has(word))) return true;
  const hits = countIn(words, english);
  return hits >= 1 && hits > 2 * countIn(words, foreign) && hits * 10 >= words.length;
};

/** Whether a text is surely in another language: a few words without any small ones may be either. */
export const isForeign = (words: readonly string[]): boolean =>
  words.length > 0 &&
  (!mostlyLatin(words) ||
    countIn(words, foreign) > countIn(words, english) ||
    (countIn(words, english) === 0 && words.some((word) => /[^\p{ASCII}]/u.test(word))));
