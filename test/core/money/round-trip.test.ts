import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decimalMarkOf,
  formatMoney,
  knownCurrencies,
  minorDigits,
  money,
  parseMoney,
} from "../../../src/core/money.ts";
import { example, kinds } from "../../../src/views/forms/kinds.ts";

/** What we print, we read: in every currency, wherever amounts are written otherwise. */

/** One for each way of grouping, decimal mark, digits, sign's place and sign's script that CLDR has. */
const locales = (
  "en-US en-GB en-IN en-ZA en-CA en-AU en-AT en-CH de-DE de-AT de-CH de-LI fr-FR fr-CH fr-CA it-IT it-CH es-ES es-MX es-419 " +
  "es-PA es-PE pt-BR pt-PT pt-CV kea nl-NL sv-SE nb-NO da-DK fi-FI is-IS et lv lt pl cs sk hu ro bg mk sr sr-Latn hr sl sq " +
  "el ru uk be kk uz az ka hy tr he ar ar-EG ar-AE ar-MA ar-KW fa ps ur ur-IN ckb ks hi hi-u-nu-deva mr ne bn as gu pa ta te " +
  "kn ml si th th-u-nu-thai lo km my dz ja ko zh-CN zh-TW zh-HK zh-SG vi id ms fil sw am ti yo ha zu af ff-Adlm brx nqo " +
  "en-u-nu-fullwide en-u-nu-mathsans"
).split(" ");

const anyCurrency = fc.constantFrom(...knownCurrencies);
const anyLocale = fc.constantFrom(...locales);

/** Zero, the smallest, wholes and parts of every size, and what three digits after a mark look like. */
const anyAmount = anyCurrency.chain((currency) => {
  const scale = 10 ** minorDigits(currency);
  const major = fc.oneof(fc.constantFrom(0, 1, 25, 999, 1_000, 1_234, 25_500, 1_000_000), fc.nat({ max: 99_999_999 }));
  const rest = fc.oneof(fc.constantFrom(0, Math.floor(scale / 2)), fc.nat({ max: scale - 1 }));
  return fc.tuple(major, rest).map(([whole, part]) => money(whole * scale + part, currency));
});
const seeded = { seed: 8, numRuns: 1_000 };

/** Asking Intl costs; here every currency meets every eighth locale, and every locale every eighth currency. */
const pairs = knownCurrencies.flatMap((currency, row) =>
  locales.filter((_, column) => (row + column) % 8 === 0).map((locale) => ({ currency, locale })),
);

describe("what we print, we read", () => {
  it("in every currency and locale", () => {
    fc.assert(
      fc.property(anyAmount, anyLocale, (amount, locale) => {
        expect(parseMoney(formatMoney(amount, locale), amount.currency, locale)).toEqual({ money: amount });
      }),
      seeded,
    );
  });

  it("each currency, an amount with all its decimals", () => {
    const lost = pairs.flatMap(({ currency, locale }) => {
      const amount = money(25.5 * 10 ** minorDigits(currency) + (minorDigits(currency) === 0 ? 0.5 : 0), currency);
      const printed = formatMoney(amount, locale);
      const read = parseMoney(printed, currency, locale);
      return "money" in read && read.money.minor === amount.minor ? [] : [`${locale} ${currency} ${printed}`];
    });
    expect(lost).toEqual([]);
  });

  it("is never read as another amount by a colleague whose locale is another", () => {
    fc.assert(
      fc.property(anyAmount, anyLocale, anyLocale, (amount, printedIn, readIn) => {
        const read = parseMoney(formatMoney(amount, printedIn), amount.currency, readIn);
        if ("money" in read) expect(read.money).toEqual(amount);
      }),
      seeded,
    );
  });

  it("copied with marks, other spaces and other digits", () => {
    const spaces = fc.constantFrom(" ", "\u00a0", "\u202f", "\u2009", "\u2007", "\u3000");
    const marks = fc.constantFrom("", "\u200e", "\u200f", "\u061c", "\u202a", "\u2068", "\u2069", "\ufeff", "\u200b");
    const zeros = fc.constantFrom(0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10);
    fc.assert(
      fc.property(anyAmount, anyLocale, spaces, marks, zeros, (amount, locale, space, mark, zero) => {
        const copied = formatMoney(amount, locale)
          .replace(/\s/g, space)
          .replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));
        expect(parseMoney(`${mark}${copied}${mark}`, amount.currency, locale)).toEqual({ money: amount });
      }),
      seeded,
    );
  });

  it("the examples of hints and errors, and what the words for two readings tell people to write", () => {
    const wrong = pairs.flatMap(({ currency, locale }) => {
      const read = (text: string) => kinds.money(text, { options: [], maxLength: 40, currency, locale });
      const examples = example(currency, locale).split(" or ");
      const group = decimalMarkOf(locale) === "," ? "." : ",";
      const asked = read(`25${group}500`);
      const advised = "error" in asked ? (/such as (\S+)\.$/.exec(asked.error)?.[1] ?? asked.error) : "1";
      return [...examples, advised].filter((text) => !("value" in read(text))).map((text) => `${locale} ${text}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe("a currency with three decimals", () => {
  it("reads the three digits that we ourselves show", () => {
    expect(parseMoney("25.500", "KWD")).toEqual({ money: money(25_500, "KWD") });
    expect(parseMoney("25,500", "KWD", "de-DE")).toEqual({ money: money(25_500, "KWD") });
    expect(parseMoney("٢٥٫٥٠٠", "KWD", "de-DE")).toEqual({ money: money(25_500, "KWD") });
  });

  it("asks again, in its own decimals, where the mark groups thousands in the locale", () => {
    const read = (text: string, locale: string) =>
      kinds.money(text, { options: [], maxLength: 40, currency: "KWD", locale });
    expect(read("25,500", "en-US")).toEqual({
      error:
        "This can be read in two ways. Write it without separators for thousands and with 3 decimals, such as 1234.500.",
    });
    expect(read("25.500", "de-DE")).toEqual({
      error:
        "This can be read in two ways. Write it without separators for thousands and with 3 decimals, such as 1234,500.",
    });
  });
});

describe("as people write it where the currency is at home", () => {
  it.each([
    ["Rs. 500/-", "INR", 50_000],
    ["Rs.500/-", "PKR", 50_000],
    ["₹ 1,23,456.50", "INR", 12_345_650],
    ["१,२३,४५६.५०", "INR", 12_345_650],
    ["৳ ৫০", "BDT", 5_000],
    ["500/=", "KES", 50_000],
    ["50:-", "SEK", 5_000],
    ["50:– kr", "SEK", 5_000],
    ["50,- kr", "NOK", 5_000],
    ["50,—", "EUR", 5_000],
    ["CHF 1’234.50", "CHF", 123_450],
    ["50,000원", "KRW", 50_000],
    ["￦50,000", "KRW", 50_000],
    ["50 руб.", "RUB", 5_000],
    ["50 р.", "RUB", 5_000],
    ["50 грн", "UAH", 5_000],
    ["50 元", "TWD", 5_000],
    ["50 元", "HKD", 5_000],
    ["50 元", "CNY", 5_000],
    ["50塊", "TWD", 5_000],
    ["５０円", "JPY", 50],
    ["٥٠ د.ك", "KWD", 50_000],
    ["۵۰", "USD", 5_000],
    ["๕๐ บาท", "THB", 5_000],
    ["25٫500", "USD", 2_550],
    ["12$50", "CVE", 1_250],
    ["S/.50", "PEN", 5_000],
    ["\u202a$50\u202c", "USD", 5_000],
    ["\u200f50\u00a0₪", "ILS", 5_000],
    ["US$ 50", "USD", 5_000],
    ["50.000 ₫", "VND", 50_000],
    ["50 000 Ft", "HUF", 5_000_000],
  ])("%j in %s", (text, currency, minor) =>
    expect(parseMoney(text, currency)).toEqual({ money: money(minor, currency) }),
  );

  it.each([
    ["50 元", "USD", "元"],
    ["50 元", "JPY", "元"],
    ["50 руб.", "USD", "руб."],
    ["50,000원", "JPY", "원"],
  ])("%j is not in %s", (text, currency, got) =>
    expect(parseMoney(text, currency)).toEqual({ problem: "wrong-currency", got }),
  );

  it.each([["50-"], ["50 kr-"], ["(50)"], ["−٥٠"], ["\u200e-50"]])("%j takes away", (text) =>
    expect(parseMoney(text, "SEK")).toEqual({ problem: "negative" }),
  );
});
