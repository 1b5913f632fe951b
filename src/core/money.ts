import { z } from "zod";

/** An ISO 4217 code, such as `USD`. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/);
export type Currency = string;

/** An amount in integer minor units (cents for USD, whole yen for JPY) of one currency. Never negative. */
export const moneySchema = z.object({ minor: z.int().nonnegative(), currency: currencySchema });
export type Money = z.infer<typeof moneySchema>;

/** Digits after the decimal point of a currency's major unit (2 for USD, 0 for JPY, 3 for KWD), as CLDR has them. */
export const minorDigits = (currency: Currency): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

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
