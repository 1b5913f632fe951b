import { apologyWords, findAbsence, type Rule } from "./rule.ts";

/** Expressing regret is the first of the six components of an effective apology (Lewicki, Polin & Lount 2016). */
export const noApology: Rule = {
  id: "no-apology",
  why: "The words “sorry” or “apologize” are not in it.",
  better: "Say it early, and simply: “I'm sorry.”",
  find: findAbsence(apologyWords),
};

const impact =
  /\b(?:understand\w*|realize\w*|realise\w*|imagine|frustrat\w+|disappoint\w+|upset\w*|stress\w*|worr(?:y|ied|ying|ies)|annoy\w*|anxious|anxiety|anger|angry|hard|difficult|ruin\w*|spoil\w*|embarrass\w*|inconvenienc\w+|let you down|deserv\w+|trust(?:ed|ing)?|waited|waiting|wait|miss(?:ed|ing)|lost|lose|cost you|pain\w*|hurt\w*|unfair|unacceptable|rel(?:y|ied|ying) on|count(?:ed|ing) on|important to you|mattered|matters to you|feel|felt|feeling|trouble|hassle|wasted|waste|left you|at risk|you (?:should(?:n't| not| never)|had|needed|planned|expected|hoped|were)|made you|put you|not (?:ok|okay|good enough|right|the|what|how)|unpleasant|uncomfortable|scar(?:ed|y)|tiring|exhaust\w*|must have been|your (?:\w+ )?(?:day|evening|night|morning|weekend|birthday|wedding|party|trip|holiday|vacation|plans|work|family|children|guests))\b/i;

/** Of empathy, intensity and timing, empathy in an apology moves satisfaction most (Roschk & Kaiser 2013). */
export const noEmpathy: Rule = {
  id: "no-empathy",
  why: "It doesn't say what this meant for the customer. Customers value that more than how strong the apology is.",
  better: "Name what it cost them: “You had guests coming and nothing to serve.”",
  find: findAbsence(impact),
};

const repair =
  /\b(?:will|\w+'ll|won't|going to|shall|refund\w*|replac\w+|credit(?:ed|ing)?|re-?sen[dt]\w*|sending|fix\w*|repair\w*|put (?:it|this|that|things|everything) right|make (?:it|this|that|things) (?:right|up)|made (?:it|this) (?:right|up)|call(?:ing)? you|follow(?:ing)? up|let you know|investigat\w+|look(?:ing|ed)? into|on (?:its|their|the) way|discount\w*|gift|voucher|coupon|upgrad\w*|next step|mak(?:e|ing) sure|ensur\w+|chang(?:ed|ing)|prevent\w*|offer\w*|return(?:ed|ing)? (?:your|the)|reimburs\w+|compensat\w+|waiv\w+|cancel?led the (?:charge|fee)|correct(?:ed|ing)|arrang\w+|reship\w*|re-?book\w*|re-?do\w*|free of charge|at no (?:cost|charge)|on (?:us|the house)|train(?:ed|ing)|now (?:have|know|check)|from now on|today|tonight|tomorrow|by (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|noon|the end of)|please (?:tell|let|call|reply|choose))\b/i;

/** The offer of repair is the second most important component (Lewicki, Polin & Lount 2016). */
export const noNextStep: Rule = {
  id: "no-next-step",
  why: "It doesn't say what happens next. Words without a repair are soon forgotten.",
  better: "Say what you do about it, and by when: “Your refund is on its way; I'll check on Friday that it arrived.”",
  find: findAbsence(repair),
};

const fewestWords = 10;

/** Each further component makes an apology work better (Lewicki, Polin & Lount 2016); a handful of words holds one. */
export const tooShort: Rule = {
  id: "too-short",
  why: "It is very short. That can read as if it were said in passing.",
  better: "Two or three sentences are enough: what happened, that it was ours, and what you do about it.",
  find: ({ words }) => (words.length < fewestWords ? {} : undefined),
};
