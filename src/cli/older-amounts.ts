import { isKnownCurrency } from "../core/money/decimals.ts";
import { formatMoney, minorDigits, money } from "../core/money.ts";
import { type Instant, instant } from "../core/time.ts";
import type { OlderAmount } from "../store/written-decimals.ts";

/**
 * What the operator is told of amounts that an older release wrote with decimals that depended on the Node it ran on
 * (`store/written-decimals.ts` has the versions), and how they settle it.
 */

/** At the start, one for each currency in doubt: nothing goes on silently, and nothing was changed. */
export const doubtWarnings = (amounts: readonly OlderAmount[]): readonly string[] =>
  byCurrency(amounts.filter(({ settled }) => !settled)).map(
    ([currency, doubtful]) =>
      `${counted(doubtful.length)} in ${currency} may be read with the wrong decimals: an older release of Amends wrote ${doubtful.length === 1 ? "it" : "them"}, with as many as the Node it ran on gave ${currency}. ${examples(doubtful)}. Nothing was changed. To see all of them and settle it: amends amounts`,
  );

const shownAtMost = 3;
const examples = (amounts: readonly OlderAmount[]): string =>
  amounts
    .slice(0, shownAtMost)
    .map(
      (amount) =>
        `Case ${amount.caseNumber}: written as ${amount.written}, read as ${readWith(amount, amount.decimals)}`,
    )
    .join("; ");

/** What `amends amounts` says. */
export function olderAmountsText(amounts: readonly OlderAmount[]): string {
  if (amounts.length === 0)
    return "No amount was written by an older release in a currency whose decimals have changed.";
  return byCurrency(amounts)
    .map(([currency, some]) => {
      const open = some.filter(({ settled }) => !settled);
      const lines = (open.length > 0 ? open : some).map((amount) => `  ${line(amount)}`);
      return open.length > 0
        ? [
            `${currency}: ${counted(open.length)} to be settled`,
            ...lines,
            ...wholeOnes(open),
            ...advice(currency),
          ].join("\n")
        : [`${currency}: ${counted(some.length)}, settled`, ...lines].join("\n");
    })
    .join("\n\n");
}

/** The number that tells: in a currency that nobody pays the hundredths of, it ends in 00 only if it was written with them. */
function wholeOnes(amounts: readonly OlderAmount[]): readonly string[] {
  const whole = amounts.filter(({ written, currency }) => written % 10 ** minorDigits(currency) === 0).length;
  return [`  ${whole} of ${amounts.length} would be whole amounts if written with decimals.`];
}

/** Which Node gave which: ICU 78 changed these. */
const advice = (currency: string): readonly string[] => {
  const [older, newer] = currency === "RSD" ? [0, minorDigits(currency)] : [minorDigits(currency), 0];
  return [
    `  Node with ICU 77 or older (Node 20.19, 22.12, 24.0) wrote ${currency} with ${decimalsWords(older)}, with ICU 78 or newer (20.20, 22.23, 24.21) with ${decimalsWords(newer)}.`,
    "  To see what Node you had: node -p process.versions.icu",
    `  To see what would change: amends amounts settle ${currency} <decimals>, and with --before <date> only for what was written earlier.`,
    "  To do it: the same with --yes. Stored events stay as they are; it can be settled again.",
  ];
};

const decimalsWords = (count: number): string => (count === 0 ? "no decimals" : `${count} decimals`);

/** What settling would change, or did. */
export function settledText(
  amounts: readonly OlderAmount[],
  { currency, decimals, before }: { currency: string; decimals: number; before: Instant | undefined },
  done: boolean,
): string {
  const concerned = amounts.filter(
    (amount) => amount.currency === currency && (before === undefined || amount.at < before),
  );
  const when = before === undefined ? "" : ` before ${new Date(before).toISOString()}`;
  const lines = concerned.map(
    (amount) =>
      `  case ${amount.caseNumber}, ${new Date(amount.at).toISOString()}: ${readWith(amount, amount.decimals)} → ${readWith(amount, decimals)}`,
  );
  return [
    `${counted(concerned.length)} in ${currency}, written${when} with ${decimalsWords(decimals)}${done ? "" : " (nothing is changed yet)"}:`,
    ...lines,
    done ? "Settled. Cards show it when they next change." : "To do it: the same with --yes",
  ].join("\n");
}

/** @returns why this can't be settled, in words; undefined where it can. */
export function cannotSettle(
  amounts: readonly OlderAmount[],
  { currency, decimals }: { currency: string; decimals: number },
): string | undefined {
  if (!amounts.some((amount) => amount.currency === currency)) return `There is nothing to settle in ${currency}.`;
  const most = minorDigits(currency);
  return decimals <= most && isKnownCurrency(currency) ? undefined : `${currency} has ${most} decimals at most.`;
}

/** A number of decimals as typed; undefined for anything else. */
export const whichDecimals = (words: string): number | undefined => (/^\d$/.test(words) ? Number(words) : undefined);

/** A date or instant as typed, `2026-11-20` or `2026-11-20T10:00Z`; undefined for anything else. */
export function whichInstant(words: string): Instant | undefined {
  const at = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/.test(words) ? Date.parse(words) : Number.NaN;
  return Number.isNaN(at) ? undefined : instant(at);
}

const line = (amount: OlderAmount): string => {
  const { caseNumber, organization, at, written, currency, decimals } = amount;
  const others = [0, minorDigits(currency)].filter((count) => count !== decimals);
  const otherwise = others.map((count) => `${readWith(amount, count)} if written with ${decimalsWords(count)}`);
  return `case ${caseNumber} of ${organization}, ${new Date(at).toISOString()}: written as ${written}, read as ${[readWith(amount, decimals), ...otherwise].join("; ")}`;
};

const readWith = ({ written, currency }: OlderAmount, decimals: number): string =>
  formatMoney(money(written * 10 ** (minorDigits(currency) - decimals), currency)).replace(/\s/g, " ");

function byCurrency(amounts: readonly OlderAmount[]): readonly (readonly [string, readonly OlderAmount[]])[] {
  const currencies = [...new Set(amounts.map(({ currency }) => currency))];
  return currencies.map((currency) => [currency, amounts.filter((amount) => amount.currency === currency)] as const);
}

const counted = (count: number): string => (count === 1 ? "1 amount" : `${count} amounts`);
