import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMoney, fromMajor, money, mostMinor, parseMoney, percentOf, sum } from "../../src/core/money.ts";

const usd = (minor: number) => ({ money: money(minor, "USD") });
const currencies = [
  "USD",
  "EUR",
  "GBP",
  "JPY",
  "CHF",
  "CAD",
  "AUD",
  "CNY",
  "SEK",
  "NOK",
  "DKK",
  "INR",
  "BRL",
  "MXN",
  "KRW",
  "XOF",
];
const locales = ["en-US", "de-DE", "fr-FR", "de-CH", "ja-JP"];
const anyCurrency = fc.constantFrom(...currencies);
const anyLocale = fc.constantFrom(...locales);
const anyMinor = fc.oneof(fc.nat({ max: 1_000_000 }), fc.integer({ min: 0, max: mostMinor }));

describe("an amount as people type it", () => {
  it.each([
    ["50", 5_000],
    ["50.00", 5_000],
    ["12.5", 1_250],
    ["12,5", 1_250],
    [" 12.50 ", 1_250],
    [".50", 50],
    ["$.50", 50],
    ["0", 0],
    ["0.00", 0],
    ["007", 700],
    ["$50", 5_000],
    ["$ 50", 5_000],
    ["50 $", 5_000],
    ["50$", 5_000],
    ["USD 50", 5_000],
    ["50usd", 5_000],
    ["50 Dollars", 5_000],
    ["US$50", 5_000],
    ["US $ 50", 5_000],
    ["$50 USD", 5_000],
    ["1,234.50", 123_450],
    ["1.234,50", 123_450],
    ["1 234,50", 123_450],
    ["$1 234.50", 123_450],
    ["1\u00a0234,50", 123_450],
    ["1\u202f234,50 $US", 123_450],
    ["1'234.50", 123_450],
    ["1’234.50", 123_450],
    ["1,234,567.89", 123_456_789],
    ["1.234.567,89", 123_456_789],
    ["1,234,567", 123_456_700],
    ["1,23,456.00", 12_345_600],
    ["50.-", 5_000],
    ["50.–", 5_000],
    ["50,--", 5_000],
    ["１２．５０", 1_250],
    ["＄５０", 5_000],
  ])("reads %j as %d cents", (text, cents) => expect(parseMoney(text, "USD")).toEqual(usd(cents)));

  it.each([["1,234"], ["1.234"], ["1 234"], ["1'234"]])(
    "reads the one separator before exactly three digits in %j as thousands",
    (text) => {
      expect(parseMoney(text, "USD")).toEqual(usd(123_400));
      expect(parseMoney(text, "JPY")).toEqual({ money: money(1_234, "JPY") });
    },
  );

  it("reads the same separator as a decimal mark where it can't group thousands", () => {
    expect(parseMoney("1234.5", "USD")).toEqual(usd(123_450));
    expect(parseMoney("0.500", "USD")).toEqual(usd(50));
    expect(parseMoney("1234.500", "USD")).toEqual(usd(123_450));
  });

  it("reads what is beside the number as the protocol's currency where it can mean that", () => {
    expect(parseMoney("$50", "CAD")).toEqual({ money: money(5_000, "CAD") });
    expect(parseMoney("$50", "AUD")).toEqual({ money: money(5_000, "AUD") });
    expect(parseMoney("¥500", "JPY")).toEqual({ money: money(500, "JPY") });
    expect(parseMoney("￥500", "JPY")).toEqual({ money: money(500, "JPY") });
    expect(parseMoney("¥500", "CNY")).toEqual({ money: money(50_000, "CNY") });
    expect(parseMoney("50 kr", "SEK")).toEqual({ money: money(5_000, "SEK") });
    expect(parseMoney("kr. 50", "DKK")).toEqual({ money: money(5_000, "DKK") });
    expect(parseMoney("kr.50", "DKK")).toEqual({ money: money(5_000, "DKK") });
    expect(parseMoney("kr 50,-", "NOK")).toEqual({ money: money(5_000, "NOK") });
    expect(parseMoney("Fr. 50.-", "CHF")).toEqual({ money: money(5_000, "CHF") });
    expect(parseMoney("Rs.500", "INR")).toEqual({ money: money(50_000, "INR") });
    expect(parseMoney("12,50 €", "EUR")).toEqual({ money: money(1_250, "EUR") });
  });

  it("takes whole yen, and zeros after the point, but no part of a yen", () => {
    expect(parseMoney("50.00", "JPY")).toEqual({ money: money(50, "JPY") });
    expect(parseMoney("50.5", "JPY")).toEqual({ problem: "too-precise" });
  });

  it("asks again where a currency with three decimals could mean two amounts", () => {
    expect(parseMoney("1,234", "KWD")).toEqual({ problem: "ambiguous" });
    expect(parseMoney("1.500", "KWD", "de-DE")).toEqual({ problem: "ambiguous" });
    expect(parseMoney("1.5", "KWD")).toEqual({ money: money(1_500, "KWD") });
    expect(parseMoney("0.500", "KWD")).toEqual({ money: money(500, "KWD") });
    expect(parseMoney("1,234.500", "KWD")).toEqual({ money: money(1_234_500, "KWD") });
    expect(parseMoney("1234.500", "KWD")).toEqual({ money: money(1_234_500, "KWD") });
    expect(parseMoney("1,234,500", "KWD")).toEqual({ money: money(1_234_500_000, "KWD") });
  });
});

describe("what is no amount is refused with its reason", () => {
  it.each([[""], ["   "], ["\u00a0\n"]])("%j is empty", (text) =>
    expect(parseMoney(text, "USD")).toEqual({ problem: "empty" }),
  );

  it.each([
    ["fifty"],
    ["$"],
    ["50k"],
    ["50 cents"],
    ["50p"],
    ["50%"],
    ["5²"],
    ["about 50"],
    ["50 per person"],
    ["50-60"],
    ["5e3"],
    ["1.2.3"],
    ["1,2,3"],
    ["12,34.50"],
    ["1.234,567,890"],
    ["1,234'567"],
    ["1 2"],
    ["1.5.2024"],
    ["50."],
    ["+-50"],
  ])("%j is not an amount", (text) => expect(parseMoney(text, "USD")).toEqual({ problem: "not-an-amount" }));

  it.each([["-50"], ["−50"], ["-$50"], ["$-50"], ["$ -50"], ["- 50"], ["50-"]])("%j is negative", (text) =>
    expect(parseMoney(text, "USD")).toEqual({ problem: "negative" }),
  );

  it.each([["12.345678"], ["0.123"], ["1234.567"], ["1,234.567"]])("%j is finer than a cent", (text) =>
    expect(parseMoney(text, "USD")).toEqual({ problem: "too-precise" }),
  );

  it("refuses amounts too large to add up exactly", () => {
    expect(parseMoney("100,000,000,000", "USD")).toEqual(usd(mostMinor));
    expect(parseMoney("100,000,000,000.01", "USD")).toEqual({ problem: "too-large" });
    expect(parseMoney("9".repeat(400), "USD")).toEqual({ problem: "too-large" });
  });

  it.each([
    ["€50", "USD", "€"],
    ["50 €", "USD", "€"],
    ["EUR 50", "USD", "EUR"],
    ["50 eur", "USD", "eur"],
    ["$50", "EUR", "$"],
    ["R$50", "USD", "R$"],
    ["CA$50", "USD", "CA$"],
    ["50 £", "EUR", "£"],
    ["¥50", "USD", "¥"],
    ["50 kr", "EUR", "kr"],
    ["$50 CAD", "USD", "CAD"],
    ["50 $ CAD", "USD", "$ CAD"],
    ["-€50", "USD", "€"],
  ])("%j is not in %s", (text, currency, got) =>
    expect(parseMoney(text, currency)).toEqual({ problem: "wrong-currency", got }),
  );

  it("never throws, and never makes an amount that is not one, whatever is typed", () => {
    const scraps = fc.constantFrom(
      "1",
      "0",
      "50",
      ",",
      ".",
      "'",
      " ",
      "-",
      "$",
      "€",
      "USD",
      "kr",
      "’",
      "\u202f",
      "９",
      "k",
    );
    const typed = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(scraps, { maxLength: 12 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom("USD", "JPY", "KWD", "SEK"), (text, currency) => {
        const read = parseMoney(text, currency);
        if (!("money" in read)) return true;
        expect(read.money.currency).toBe(currency);
        expect(Number.isSafeInteger(read.money.minor) && read.money.minor >= 0).toBe(true);
        expect(text).toMatch(/[\d０-９]/);
        return true;
      }),
    );
  });

  it("stays quick on hostile text", () => {
    const hostile = [
      "1,".repeat(1500),
      "1 234".repeat(600),
      "- ".repeat(1500),
      `${"$".repeat(2999)}1`,
      `1${".".repeat(2999)}`,
    ];
    const start = performance.now();
    for (const text of hostile) expect(parseMoney(text, "USD")).toHaveProperty("problem");
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe("an amount as people read it", () => {
  const plain = (text: string) => text.replace(/\s/g, " ");

  it("leaves out the zeros of a whole amount", () => {
    expect(formatMoney(money(5_000, "USD"))).toBe("$50");
    expect(formatMoney(money(1_250, "USD"))).toBe("$12.50");
    expect(formatMoney(money(0, "USD"))).toBe("$0");
    expect(formatMoney(money(1_234, "JPY"))).toBe("¥1,234");
  });

  it("is written as in the reader's locale", () => {
    expect(plain(formatMoney(money(123_450, "EUR"), "de-DE"))).toBe("1.234,50 €");
    expect(plain(formatMoney(money(5_000, "EUR"), "fr-FR"))).toBe("50 €");
  });

  it("keeps the zeros where a whole amount could be misread", () => {
    expect(plain(formatMoney(money(50_000, "KWD")))).toBe("KWD 50");
    expect(plain(formatMoney(money(1_234_000, "KWD")))).toBe("KWD 1,234.000");
  });

  it("is exact to the last cent of the largest amounts", () => {
    expect(formatMoney(money(Number.MAX_SAFE_INTEGER, "USD"))).toBe("$90,071,992,547,409.91");
  });

  it("reads back as the same amount in every currency and locale", () => {
    fc.assert(
      fc.property(anyMinor, anyCurrency, anyLocale, (minor, currency, locale) => {
        const amount = money(minor, currency);
        expect(parseMoney(formatMoney(amount, locale), currency)).toEqual({ money: amount });
      }),
    );
  });

  it("reads back as the same amount or is asked again, never as another one, where a currency has three decimals", () => {
    fc.assert(
      fc.property(anyMinor, fc.constantFrom("KWD", "BHD", "JOD"), anyLocale, (minor, currency, locale) => {
        const amount = money(minor, currency);
        const read = parseMoney(formatMoney(amount, locale), currency);
        expect([{ money: amount }, { problem: "ambiguous" }]).toContainEqual(read);
      }),
    );
  });
});

describe("a share of a price", () => {
  it("is in whole percent, rounded", () => {
    expect(percentOf(money(5_000, "USD"), money(20_000, "USD"))).toBe(25);
    expect(percentOf(money(57, "USD"), money(200, "USD"))).toBe(29);
    expect(percentOf(money(300, "USD"), money(200, "USD"))).toBe(150);
    expect(percentOf(money(0, "USD"), money(200, "USD"))).toBe(0);
  });

  it("is unknown where nothing was paid", () => expect(percentOf(money(50, "USD"), money(0, "USD"))).toBeUndefined());

  it("never mixes currencies", () =>
    expect(() => percentOf(money(50, "USD"), money(50, "EUR"))).toThrow("cannot mix USD and EUR"));
});

describe("a sum", () => {
  it("loses and gains nothing, in any order and grouping", () => {
    const amounts = fc.array(fc.nat({ max: 1_000_000_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(amounts, amounts, (some, others) => {
        const as = (minors: number[]) =>
          sum(
            minors.map((minor) => money(minor, "USD")),
            "USD",
          );
        const together = as([...some, ...others]);
        expect(together.minor).toBe([...some, ...others].reduce((total, minor) => total + minor, 0));
        expect(as([...others, ...some])).toEqual(together);
        expect(sum([as(some), as(others)], "USD")).toEqual(together);
      }),
    );
  });

  it("of major amounts from the protocol is exact", () =>
    expect(sum([fromMajor(0.1, "USD"), fromMajor(0.2, "USD")], "USD")).toEqual(money(30, "USD")));

  it("never mixes currencies", () =>
    expect(() => sum([money(1, "USD"), money(1, "EUR")], "USD")).toThrow("cannot mix USD and EUR"));
});
