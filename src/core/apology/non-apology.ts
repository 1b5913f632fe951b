import { apologyWords, findPhrase, type Rule } from "./rule.ts";

const sorry = /\b(?:sorry|apologi[sz]e|apologi[sz]ing|apologies|apology|regret)/.source;
const feelings =
  /(?:feel|felt|feeling|think|thought|believe|believed|perceived?|interpreted|(?:see|saw|took|take|found|find) (?:it|this|that|offen[cs]e)|upset|unhappy|dissatisfied|displeased|disappointed|offended|insulted|angry)/
    .source;
const harms =
  /(?:inconveniences?|trouble|confusion|upset|distress|misunderstandings?|offen[cs]e|disappointment|frustration|dissatisfaction|discomfort|hassle|harm|delays?|issues?|problems?|errors?|mistakes?)/
    .source;

/** What we did made them feel so: that owns it, whatever the beginning of the sentence. */
const byUs = /\bby (?:our|my|us|me|what (?:we|i))\b|\bbecause (?:we|i|of our|of my)\b/i;

/**
 * An apology for the customer's feelings, or for something that may not have happened, apologizes for nothing. The forms are
 * those of Lazare 2004 (On Apology): conditional ("if"), vague ("for whatever"), questioning the harm ("any", "to the extent").
 */
export const nonApology: Rule = {
  id: "non-apology",
  why: "This is sorry for how they feel, or for something that perhaps happened. It can sound as if nothing did.",
  better: "Say what happened, and be sorry for that: “I'm sorry we delivered your order four days late.”",
  find: findPhrase([
    {
      says: new RegExp(`${sorry}(?: to you| to anyone| (?:for|about) (?:it|this|that))? if\\b`, "i"),
      unless: /\b(?:would|'d) be sorry\b/i,
    },
    {
      says: new RegExp(
        `${sorry}(?: to (?:hear|learn|read|see))?(?: that)? you(?:'re| are| were|'ve| have)?(?: been| so| not| still)? ${feelings}\\b`,
        "i",
      ),
      unless: byUs,
    },
    {
      says: new RegExp(`${sorry}\\b[^.!?]{0,20} (?:how|the way) you(?:'re| are| were)? (?:feel|felt|feeling)\\b`, "i"),
    },
    {
      says: new RegExp(`${sorry}\\b[^.!?]{0,40}\\b(?:for|about) (?:any|whatever|any and all)\\b(?: \\w+){0,2}`, "i"),
    },
    { says: new RegExp(`\\bregret any (?:\\w+ )?${harms}\\b`, "i") },
    { says: /\bfor any (?:\w+ )?inconveniences?\b/i },
    { says: new RegExp(`\\bany (?:\\w+ )?${harms}(?: (?:this|it|that|we|which))? (?:may|might|could) have\\b`, "i") },
    {
      says: /\b(?:if|to) (?:anyone|anybody|someone|somebody|any of you|any customers?|people|you)(?: who)?(?: may| might)?(?: have| has)? (?:was|were|is|are|been|felt|feel|took|take)(?: in any way| at all| somehow| personally| so)? (?:offended|offen[cs]e|upset|hurt|disappointed|insulted|uncomfortable|that way)\b/i,
      unless: /\b(?:tell|let (?:us|me)|ask(?:ed)?)\b/i,
    },
    {
      says: /\bif (?:we|i|this|it|that|(?:our|my) \w+)(?:'ve| have| has| had| may have| might have)?(?: in any way| somehow| ever)? (?:offended|caused|upset|inconvenienced|disappointed|insulted|hurt|let you down|did (?:anything|something) wrong|made (?:a|any) mistakes?)\b/i,
      needs: apologyWords,
      unless: /\b(?:tell|let (?:us|me))\b/i,
    },
    {
      says: /\bto (?:the|whatever|any) (?:extent|degree)(?: that| to which)? (?:you|anyone|it|this|we)\b/i,
      needs: apologyWords,
    },
  ]),
};
