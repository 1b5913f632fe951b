import { z } from "zod";
import { isName } from "../../core/customers/names.ts";
import { decimalMarkOf, type Money, type MoneyProblem, minorDigits, parseMoney } from "../../core/money.ts";
import { type PersonRef, personRefSchema } from "../../core/people.ts";
import { type Instant, instant } from "../../core/time.ts";
import type { FieldKind, Input, Option } from "../elements.ts";

/** How each kind of field reads what a platform hands back: one row per kind, typed by `KindValue`. */
export type KindValue = {
  text: string;
  longText: string;
  email: string;
  person: PersonRef;
  choice: string;
  money: Money;
  dateTime: Instant;
  yesNo: boolean;
  rating: number;
};

export type Read<T> = { readonly value: T | undefined } | { readonly error: string };
export type Reading = {
  readonly options: readonly Option[];
  readonly maxLength: number;
  readonly currency: string;
  /** In which amounts are written, and so read; `en-US` where it isn't said. */
  readonly locale?: string;
};

/** Slack takes 3000 characters in a field; short words are our own limit, as in `core/commands.ts`. */
export const maxLengths: Partial<Record<FieldKind, number>> = { text: 200, longText: 3000, email: 200, money: 40 };

const absent = { value: undefined };

const words = (input: Input, { maxLength }: Reading): Read<string> => {
  if (typeof input !== "string") return { error: "Write this in words." };
  const text = input.trim();
  if (text.length > maxLength) return { error: `Shorten this to ${maxLength} characters; it has ${text.length} now.` };
  return isName(text) ? { value: text } : absent; // also what shows nothing, such as a zero-width space
};

const emailSchema = z.email();
const ratings = ["1", "2", "3", "4", "5"];

export const kinds: { readonly [K in FieldKind]: (input: Input, reading: Reading) => Read<KindValue[K]> } = {
  text: words,
  longText: words,
  email: (input, reading) => {
    const read = words(input, reading);
    if ("error" in read || read.value === undefined) return read;
    return emailSchema.safeParse(read.value).success
      ? read
      : { error: "Write an email address such as rosa@example.com." };
  },
  person: (input) => {
    if (input === "") return absent;
    const person = personRefSchema.safeParse(input);
    return person.success ? { value: person.data } : { error: "Choose a person." };
  },
  choice: (input, { options }) => {
    if (input === "") return absent;
    const chosen = options.find(({ id }) => id === input);
    return chosen ? { value: chosen.id } : { error: "Choose one of the options." };
  },
  money: (input, { currency, locale }) => {
    const words = (problem: MoneyProblem, got?: string) => moneyWords[problem]({ currency, got, locale });
    if (typeof input !== "string") return { error: words("not-an-amount") };
    const read = parseMoney(input, currency, locale);
    if ("money" in read) return { value: read.money };
    return read.problem === "empty" ? absent : { error: words(read.problem, read.got) };
  },
  dateTime: (input) => {
    if (input === "") return absent;
    if (typeof input === "object" && "at" in input && Number.isFinite(input.at)) return { value: instant(input.at) };
    return { error: "Choose a date and a time." };
  },
  yesNo: (input) => {
    if (input === true || input === "true") return { value: true };
    return input === false || input === "false" || input === "" ? { value: false } : { error: "Choose yes or no." };
  },
  rating: (input) => {
    if (input === "") return absent;
    return typeof input === "string" && ratings.includes(input)
      ? { value: Number(input) }
      : { error: "Choose an answer from 1 to 5." };
  },
};

/** `25 or 25.50`, `2500`, `25 or 25,500`: with as many decimals as the currency has, and the locale's mark before them. */
export const example = (currency: string, locale?: string): string => {
  const decimals = minorDigits(currency);
  return decimals === 0 ? "2500" : `25 or ${withDecimals("25", decimals, locale)}`;
};

const withDecimals = (whole: string, decimals: number, locale?: string): string =>
  `${whole}${decimalMarkOf(locale)}${"5".padEnd(decimals, "0")}`;

type Said = { readonly currency: string; readonly got: string | undefined; readonly locale: string | undefined };

const moneyWords: Record<MoneyProblem, (said: Said) => string> = {
  empty: ({ currency, locale }) => `Write an amount such as ${example(currency, locale)}.`,
  "not-an-amount": ({ currency, locale }) => `Write an amount such as ${example(currency, locale)}.`,
  negative: () => "Write an amount without a minus.",
  "too-precise": ({ currency, locale }) =>
    `${currency} has ${minorDigits(currency) || "no"} decimals. Write an amount such as ${example(currency, locale)}.`,
  "too-large": () => "That is more than can be recorded here. Check the amount.",
  // Only where a currency has three or more of them: elsewhere three digits can't be decimals.
  ambiguous: ({ currency, locale }) =>
    `This can be read in two ways. Write it without separators for thousands and with ${minorDigits(currency)} decimals, such as ${withDecimals("1234", minorDigits(currency), locale)}.`,
  "wrong-currency": ({ currency, got }) =>
    `Amounts here are in ${currency}${got ? `, not ${got}` : ""}. Please convert it first.`,
};
