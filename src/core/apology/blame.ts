import { findPhrase, type Rule } from "./rule.ts";

/** What customers are blamed for not doing. A list, since "you didn't receive" and "if you had been told" blame nobody. */
const duties =
  /(?:called|call|check(?:ed)?|contact(?:ed)?|told|tell|ask(?:ed)?|read|let (?:us|me)|said|say|mention(?:ed)?|notice[d]?|known|know|order(?:ed)?|chosen|choose|follow(?:ed)?|used|use|kept|keep|look(?:ed)?|report(?:ed)?|notif(?:y|ied)|inform(?:ed)?|submit(?:ted)?|provide[d]?|paid|pay|cancel(?:l?ed)?|book(?:ed)?|come|came|spoken|speak|raise[d]?|complain(?:ed)?|update[d]?|confirm(?:ed)?|verif(?:y|ied)|enter(?:ed)?|given|give|tried|try|done|do|realize[d]?|realise[d]?|respond(?:ed)?|repl(?:y|ied)|wait(?:ed)? (?:for|until|longer)|return(?:ed)?|sign(?:ed)?|register(?:ed)?|pick(?:ed)?|plan(?:ned)?|arrive[d]? (?:on|in) time)/
    .source;
const adverb = /(?:(?:simply|just|also|at least|first|only|really|clearly|actually|properly|carefully) )?/.source;
/** What the customer should have got from us: saying so owns it. */
const owed = /(?!(?:never |always |already )?(?:been|received|gotten|got|had|heard|expected|enjoyed|experienced|to)\b)/
  .source;

/**
 * Blaming the victim is one of the defensive strategies that undo an apology (Schumann 2014). Policy quoted at the customer
 * does the same, however true.
 */
export const blamesCustomer: Rule = {
  id: "blames-customer",
  why: "This puts part of it on the customer. They will argue with that and not hear the apology.",
  better: "Leave out what they could have done. Say what we could have done: “We should have called you.”",
  find: findPhrase([
    { says: new RegExp(`\\byou (?:should|ought to)(?: have|'ve) ${adverb}${owed}\\w+`, "i") },
    { says: new RegExp(`\\byou could(?: have|'ve) ${adverb}${duties}\\b`, "i") },
    {
      says: new RegExp(`\\bif (?:only )?you (?:had|'d) ${adverb}(?:only )?${duties}\\b`, "i"),
      unless: /\bif you had (?:to|any|no)\b/i,
    },
    {
      says: new RegExp(
        `\\bif (?:only )?you'd ${adverb}(?:called|checked|contacted|told|asked|let (?:us|me) know|said|followed|waited)\\b`,
        "i",
      ),
    },
    {
      says: /(?:^|[,;:(-] ?|\b(?:but|and|however) )had you (?!been\b|had\b|received\b|got\b|gotten\b|not (?:been|had)\b)(?:\w+ly |only |not |just )?\w+/i,
    },
    {
      says: /\byou (?:have |had |'ve |also |simply |just |clearly )?(?:failed|neglected|forgot|forgotten|refused) to\b/i,
    },
    {
      says: new RegExp(`\\byou (?:did not|didn't|never|hadn't|had not|haven't|have not) ${adverb}${duties}\\b`, "i"),
      unless: /\b(?:you never have to|why you|that's why|understand(?:able|ably)?)\b/i,
    },
    {
      says: /\byou (?:must have |may have |have |'ve |clearly |simply |apparently |seem to have )?(?:misunderstood|misread|misheard|misused|overlooked)\b/i,
    },
    {
      says: /\b(?:your own|your) (?:fault|mistake|error|negligence|misunderstanding|oversight|failure to)\b/i,
      unless: /\b(?:not|never|none|no|nothing|\w+n't|nor)\b/i,
    },
    {
      says: /\b(?:as )?(?:per|according to|under) (?:our|the|company) (?:\w+ ){0,2}(?:polic(?:y|ies)|terms|guidelines|rules|agreement|contract)\b[^.!?]{0,60}\byou(?:r|'re)?\b/i,
      unless:
        /\byou(?:'re| are) (?:entitled|due|owed|covered)\b|\byou(?:'ll| will) (?:get|receive|have)\b|\bwe(?:'ll| will|'ve| have| owe| should)\b/i,
    },
    {
      says: /\bas (?:clearly |we |you were |already |previously )*(?:stated|told|informed|explained|advised|mentioned|said|communicated)(?: to)?(?: you)?(?: in| on| before| at the time|,)/i,
      unless: /\bas (?:promised|you (?:said|told|mentioned|explained))\b/i,
    },
  ]),
};
