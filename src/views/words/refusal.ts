import { formatMoney, type Money } from "../../core/money.ts";
import type { PersonRef } from "../../core/people.ts";
import type { MissingStep, Owed, Refusal, RefusalCode } from "../../core/refusals.ts";
import type { Duration } from "../../core/time.ts";
import type { ViewContext } from "../context.ts";
import type { Rich } from "../elements.ts";
import type { FieldId } from "../forms/index.ts";
import { sayTo } from "../lists/help.ts";
import { orAbove, outcomeLabels, remedyWords } from "./case-words.ts";
import { listed, mention, on, shorten } from "./rich.ts";
import { midSentence } from "./typed.ts";

/** `reader`: to whom it is said, where that is known. Commands are said in another way on another platform. */
type RefusalContext = ViewContext & { readonly reader?: PersonRef };

/** Why something was not done, in kind words, and what to do instead. Nothing was changed. */
export const refusalWords = (refusal: Refusal, ctx: RefusalContext): Rich => {
  const words = rows[refusal.code] as Row<RefusalCode>; // the table's row for this very code
  return words(refusal, ctx);
};

/** The form field the refusal is about, so that the form can stay open with what was typed. */
export const fieldOf = (refusal: Refusal): FieldId | undefined => ("field" in refusal ? refusal.field : undefined);

type Row<C extends RefusalCode> = (refusal: Extract<Refusal, { code: C }>, ctx: RefusalContext) => Rich;

const missingLabels: Record<MissingStep, string> = {
  owner: "an owner",
  acknowledgement: "the acknowledgement",
  apology: "the apology",
  "root-cause": "the root cause",
  remedy: "a remedy (or the reason why none is due)",
  approval: "the decision on the remedy that waits for approval",
};

const amount = (money: Money, { protocol }: ViewContext): string => formatMoney(money, protocol.locale);

/** Limits are set in the protocol in whole units; the largest that fits reads best. */
const period = (within: Duration): string => {
  const unit = periods.find(({ millis }) => within >= millis && within % millis === 0) ?? {
    millis: 1000,
    word: "second",
  };
  const count = Math.round(within / unit.millis);
  return count === 1 ? `${unit.word === "hour" ? "an" : "a"} ${unit.word}` : `${count} ${unit.word}s`;
};
const periods = [
  { millis: 86_400_000, word: "day" },
  { millis: 3_600_000, word: "hour" },
  { millis: 60_000, word: "minute" },
] as const;

/** One row per code: the compiler asks for the words of a new one. */
const rows: { readonly [C in RefusalCode]: Row<C> } = {
  "no-such-case": (_refusal, { reader }) => [
    `There is no case with that number. To see the cases that wait for you, ${sayTo(reader?.platform, "queue")}.`,
  ],
  "newer-version": () => [
    "This case was opened by a newer version of Amends, which is just being put in place. Nothing was changed. Please try again in a few minutes.",
  ],
  outsider: (_refusal, { protocol }) => [
    `This is for the team of ${protocol.organization}. If you think you should be in it, ask your admin for a role.`,
  ],
  "not-the-customer": () => ["Only the customer of this case can answer this."],
  "not-open": ({ status }) => [
    status === "resolved"
      ? "This case is resolved. Choose Reopen under More if there is more to put right."
      : "This case is closed. Choose Reopen under More if there is more to put right.",
  ],
  "not-closed-or-resolved": () => ["This case is still open, so there is nothing to reopen."],
  "already-closed": ({ outcome }) => [
    `This case is already closed (${outcomeLabels[outcome].toLowerCase()}). Choose Reopen under More if there is more to do.`,
  ],
  "already-resolved": ({ by }, ctx) => [mention(by, ctx), " has already resolved this case."],
  "already-owner": () => ["This case is already yours."],
  "owned-by-other": ({ owner }, ctx) => [
    mention(owner, ctx),
    " looks after this case. Ask them, or a senior colleague, to do this or to assign the case to you.",
  ],
  "needs-senior": ({ label }) => [`This case needs an owner who is ${orAbove(label)}.`],
  "already-acknowledged": ({ by, at }, ctx) => [
    mention(by, ctx),
    " already acknowledged this, ",
    on(at),
    ". To send more news, choose Update customer under More.",
  ],
  "already-apologized": ({ by, at }, ctx) => [
    mention(by, ctx),
    " already apologized, ",
    on(at),
    ". To say more, choose Update customer under More.",
  ],
  "no-direct-message": () => [
    "This customer can't be reached by direct message. Tell them yourself and choose “I already told them”.",
  ],
  "unknown-customer": () => ["Say who the customer is: choose them under Customer, or write their name here."],
  "unknown-choice": ({ allowed }) => [
    allowed.length > 0 ? `Choose one of these: ${listed(allowed, "or")}.` : "Choose someone of your own team.",
  ],
  "no-such-promise": () => ["This promise is no longer in the case."],
  "promise-settled": ({ status }) => [
    `This promise is already marked as ${status}. If that's wrong, choose Undo last step under More.`,
  ],
  "in-the-past": () => ["That time has passed. Choose one to come."],
  "too-far": ({ latest }) => ["That is too far off. Choose a time before ", on(latest), "."],
  "amount-needed": () => ["This remedy costs something. Write an amount such as 25 or 25.50."],
  "amount-not-wanted": ({ label }) => [`${label} costs nothing, so leave the amount empty.`],
  "amount-zero": () => ["Write an amount above zero. If no remedy is due, choose “No remedy is due”."],
  "wrong-currency": ({ currency }) => [`Amounts here are in ${currency}. Please convert it first.`],
  "no-such-remedy": () => ["This remedy is no longer in the case."],
  "remedy-pending": ({ label }) => [`${label} still waits for approval. Let it be decided or withdraw it first.`],
  "already-decided": ({ status, by, at }, ctx) => [
    "Nothing left to do: ",
    mention(by, ctx),
    ` ${decided[status]} it, `,
    on(at),
    ".",
  ],
  "own-request": () => ["You asked for this remedy, so a colleague has to decide on it."],
  "own-benefit": () => [
    "You are the customer of this case: it has your account or your email address. So a colleague has to see to its remedies.",
  ],
  "not-told-apart": ({ from, label }) => [
    `Amends can't tell if you and ${notApart[from]} are two people: one account shows no email address. Please ask someone else who is ${orAbove(label)} to decide`,
    from === "customer" ? ", or flag the complaint with the customer's email." : ".",
  ],
  "not-a-person": ({ field, nobody }) => [
    `${nobodyWords[nobody]} ${field === "customer" ? "Choose the customer themselves, or write their name below." : "Choose a colleague."}`,
  ],
  "already-approved-by-you": ({ needed }) => [`You have already approved this. It needs ${needed} people.`],
  "over-authority": ({ label }) => [`This is for ${orAbove(label)} to decide.`],
  "nobody-may-approve": ({ most }, ctx) => [
    most
      ? `Nobody here may approve that much; the most is ${amount(most, ctx)}. Offer less.`
      : "Nobody here may approve that. Offer less, or ask your admin to raise a limit in the protocol.",
  ],
  "not-less": ({ proposed }, ctx) => [`Write an amount below ${amount(proposed, ctx)}, or press Approve.`],
  "customer-budget": ({ left, limit, within }, ctx) => [
    `With this, the customer would get more than ${amount(limit, ctx)} within ${period(within)}. ${leftWords(left, ctx)}`,
  ],
  "person-budget": ({ left, limit, within }, ctx) => [
    `With this, you would grant more than ${amount(limit, ctx)} within ${period(within)}. ${leftWords(left, ctx)}`,
  ],
  "not-yours": ({ by }, ctx) => [
    "Only ",
    mention(by, ctx),
    ", the case's owner or a senior colleague can withdraw this.",
  ],
  "not-granted": () => ["This remedy has not been granted, so it can't be delivered yet."],
  "same-severity": () => ["The case already has this severity."],
  "top-of-the-ladder": () => ["This case is already with the most senior role. Assign it to someone there."],
  "link-to-itself": () => ["That is this very case. Write the other case's number."],
  "already-linked": () => ["These two cases are already linked that way."],
  "no-such-customer": () => [
    "We know no customer by that case: there is no such case, or what was known of its customer was erased.",
  ],
  "already-joined": () => ["These two are one customer already."],
  "already-apart": () => ["That these two are different customers is noted already."],
  "not-joined": () => ["These two aren't joined any more, so there is nothing to take back."],
  "missing-steps": ({ missing }) => [
    `Almost there. Still missing: ${listed(missing.map((step) => missingLabels[step]))}.`,
  ],
  "still-owed": ({ owed }, ctx) => [
    `Not yet: the customer still waits for ${listed(owed.map((one) => owedWords(one, ctx)))}. Settle each on the card, also under More (delivered or withdrawn, kept or broken), then close the case.`,
  ],
  "nothing-to-correct": () => ["There is nothing to undo: the last step can't be taken back."],
  "not-your-step": ({ by }, ctx) => [mention(by, ctx), " took that step. They or a senior colleague can undo it."],
  "already-abusive": () => [
    "This contact is already marked as abusive. Its case asks a senior colleague to take over.",
  ],
  "no-survey": () => ["There is no survey to answer right now. Thank you for looking!"],
  "survey-over": () => ["This survey has ended. Thank you all the same!"],
  "survey-answered": () => ["You have already answered that. Thank you!"],
  "bad-answer": () => ["Choose an answer from 1 to 5."],
  "already-opted-out": () => ["You won't get any more surveys."],
  "not-theirs": () => ["This case isn't theirs, so there is nothing to do."],
  "timer-stale": () => ["The case has moved on, so there is nothing to do."],
};

const notApart = {
  customer: "the customer",
  asker: "whoever asked",
  approver: "the first approver",
} as const;

const nobodyWords = {
  bot: "This is an app, not a person.",
  deactivated: "This account is no longer active.",
  missing: "This account can't be found any more.",
} as const;

const owedWords = (owed: Owed, ctx: ViewContext): string =>
  "promise" in owed ? `what was promised (“${midSentence(shorten(owed.promise, 80))}”)` : remedyWords(owed.remedy, ctx);

const decided = { granted: "granted", declined: "declined", withdrawn: "withdrew", delivered: "delivered" } as const;

const leftWords = (left: Money, ctx: ViewContext): string =>
  left.minor > 0
    ? `${amount(left, ctx)} is left: offer that, or ask a senior colleague to offer it.`
    : "Ask a senior colleague to offer it.";
