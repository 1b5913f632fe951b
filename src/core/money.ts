import { z } from "zod";
import { readDecimal } from "./money/decimal.ts";
import { minorDigits } from "./money/decimals.ts";
import { decimalMarkOf } from "./money/locale-mark.ts";
import { plainForms } from "./money/plain-forms.ts";
import { meaningOf } from "./money/signs.ts";

export { knownCurrencies, minorDigits } from "./money/decimals.ts";
export { decimalMarkOf } from "./money/locale-mark.ts";

/** An ISO 4217 code, such as `USD`. */
const currencySchema = z.string().regex(/^[A-Z]{3}$/);
export type Currency = string;

/**
 * An amount in integer minor units (cents for USD, whole yen for JPY) of one currency. Never negative. The scale isn't kept
 * with each amount: it is fixed for ever by `money/decimals.ts`, so that two amounts of a currency can always be compared.
 */
export const moneySchema = z.object({ minor: z.int().nonnegative(), currency: currencySchema });
export type Money = z.infer<typeof moneySchema>;

/** @throws RangeError when `minor` is not a safe non-negative integer. */
export const money = (minor: number, currency: Currency): Money => {
  if (!Number.isSafeInteger(minor) || minor < 0) throw new RangeError(`not an amount in minor units: ${minor}`);
  return { minor, currency };
};

/** From major units as written in the protocol file, such as 12.5 → 1250 cents. */
export const fromMajor = (major: number, currency: Currency): Money =>
  money(Math.round(major * 10 ** minorDigits(currency)), currency);

const sameCurrency = (a: Money, b: Money): void => {
  if (a.currency !== b.currency) throw new RangeError(`cannot mix ${a.currency} and ${b.currency}`);
};

/** @throws RangeError when the currencies differ. */
export const add = (a: Money, b: Money): Money => {
  sameCurrency(a, b);
  return money(a.minor + b.minor, a.currency);
};

/** @throws RangeError when the currencies differ. */
export const isMore = (a: Money, b: Money): boolean => {
  sameCurrency(a, b);
  return a.minor > b.minor;
};

export const sum = (amounts: readonly Money[], currency: Currency): Money => amounts.reduce(add, money(0, currency));

/**
 * How much of `whole` this is, in whole percent (rounded); undefined where `whole` is zero.
 * @throws RangeError when the currencies differ.
 */
export const percentOf = (part: Money, whole: Money): number | undefined => {
  sameCurrency(part, whole);
  return whole.minor === 0 ? undefined : Math.round((part.minor * 100) / whole.minor);
};

/** Major units as digits (`1234.50`), exactly: no floating point. */
const inMajor = (amount: Money, decimals: number): string => {
  const digits = String(amount.minor).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};

/**
 * As people write it where the locale is spoken: `$12.50`, `12,50 €`; whole amounts without the zeros: `$50`.
 * A currency with three decimals keeps its zeros from a thousand on, where `1,234` could be read as one and a bit.
 * @throws RangeError when `locale` is not a BCP 47 tag.
 */
export const formatMoney = (amount: Money, locale = "en-US"): string => {
  const decimals = minorDigits(amount.currency);
  const scale = 10 ** decimals;
  const dropsZeros = amount.minor % scale === 0 && (decimals < 3 || amount.minor / scale < 1000);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: amount.currency,
    // Both, always: the runtime has its own opinion of some currencies' decimals, and would round by it.
    minimumFractionDigits: dropsZeros ? 0 : decimals,
    maximumFractionDigits: decimals,
  });
  // Intl reads a numeral exactly where a number this large would be rounded; `inMajor` writes nothing else.
  return format.format(inMajor(amount, decimals) as `${number}`);
};

export type MoneyProblem =
  | "empty"
  | "not-an-amount"
  | "negative"
  | "too-precise"
  | "too-large"
  | "ambiguous"
  | "wrong-currency";

/** Ten trillion minor units: far above any remedy, and hundreds of such amounts still add up to a safe integer. */
export const mostMinor = 10_000_000_000_000;

/** `50.-`, `50,--`, `50:-`, `500/-`, `500/=`: no cents. */
const noCents = /^ ?(?:[.,:] ?-{1,2}|\/ ?[-=])/;

/**
 * An amount as people type it: `50`, `12.5`, `1,234.50`, `1.234,50`, `€50`, `50 €`, `USD 50`, `50.-`, in the digits of any
 * script. Zero is an amount. All that `formatMoney` writes in `locale` is read as what it was.
 * A single separator before exactly three digits groups thousands (`1,234` and `1.234` are both 1234), see `decimal.ts`; in
 * a currency with three decimals it is the decimal mark if `locale` has it so, else ambiguous.
 * Zeros beyond the currency's decimals don't make it too precise (`¥50.00` is 50 yen).
 * A sign shared by several currencies (`$`, `¥`, `kr`) means `currency` where it can; `got` is another one's, as typed.
 */
export const parseMoney = (
  text: string,
  currency: Currency,
  locale = "en-US",
): { money: Money } | { problem: MoneyProblem; got?: string } => {
  const typed = plainForms(text);
  if (typed === "") return { problem: "empty" };
  const first = typed.search(/\d/);
  if (first < 0) return { problem: "not-an-amount" };
  const last = typed.search(/\d\D*$/);
  let [before, body, behind] = [typed.slice(0, first), typed.slice(first, last + 1), typed.slice(last + 1)];

  // `.50`, but not the point of `kr.50`, `Rs.50`, `S/.50`
  const leading = /(^|[^\p{L}\p{M}/.,])([.,٫])$/u.exec(before);
  if (leading) [before, body] = [before.slice(0, -1), `0${leading[2]}${body}`];
  behind = behind.replace(noCents, "");

  // As bookkeepers write what is taken off: `(50)`.
  const enclosed = before.includes("(") && behind.includes(")");
  if (enclosed) [before, behind] = [before.replace("(", ""), behind.replace(")", "")];
  const sign = /^ ?-|- ?$/;
  const negative = enclosed || sign.test(before) || /^ ?-|-$/.test(behind);
  const words = [before.replace(sign, ""), behind.replace(/^ ?-|-$/, "")].map((part) => part.trim()).filter(Boolean);
  const meanings = words.map((word) => meaningOf(word, currency, locale));
  if (meanings.includes("unknown")) return { problem: "not-an-amount" };
  const foreign = words[meanings.indexOf("another")];

  const decimals = minorDigits(currency);
  const digits = readDecimal(body, decimals, currency === "CVE" ? "$" : decimalMarkOf(locale));
  if (digits === "not-an-amount") return { problem: digits };
  if (foreign !== undefined) return { problem: "wrong-currency", got: foreign };
  if (negative) return { problem: "negative" };
  if (digits === "ambiguous") return { problem: digits };

  const whole = digits.whole.replace(/^0+/, "");
  const fraction = digits.fraction.replace(/(?<!0)0+$/, "");
  if (fraction.length > decimals) return { problem: "too-precise" };
  const minor = `${whole}${fraction.padEnd(decimals, "0")}`;
  // Length first: a digit string this short is an exact integer.
  if (minor.length > 15 || Number(minor) > mostMinor) return { problem: "too-large" };
  return { money: money(Number(minor), currency) };
};
