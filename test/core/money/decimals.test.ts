import { describe, expect, it } from "vitest";
import { formatMoney, fromMajor, knownCurrencies, minorDigits, money, parseMoney } from "../../../src/core/money.ts";

/** ISO 4217, list one of 2026: the codes in use whose minor unit isn't a hundredth. */
const iso: Readonly<Record<number, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};
const hundredths =
  "HUF IDR COP PKR RSD ALL AFN IRR KPW LAK LBP MGA MMK MRU SLE SOS SYP YER USD EUR CHF INR TWD STN ZMW ZWG XCG VED";

describe("decimals of a currency", () => {
  it.each(Object.entries(iso))("are %s for %s", (count, codes) => {
    for (const code of codes.split(" ")) expect([code, minorDigits(code)]).toEqual([code, Number(count)]);
  });

  it.each(hundredths.split(" "))("are 2 for %s, whatever a runtime says", (code) => expect(minorDigits(code)).toBe(2));

  it("are known for every currency that a runtime knows", () => {
    for (const code of Intl.supportedValuesOf("currency")) expect(knownCurrencies).toContain(code);
  });

  it("are shown, all of them, where an amount isn't whole", () => {
    for (const currency of knownCurrencies.filter((code) => minorDigits(code) > 0)) {
      const decimals = minorDigits(currency);
      const printed = formatMoney(money(10 ** decimals + 1, currency));
      expect([currency, /\.(\d+)$/.exec(printed)?.[1]]).toEqual([currency, "1".padStart(decimals, "0")]);
    }
  });

  it("hold for what is written in words, in the file and on a form alike", () => {
    expect(fromMajor(5_000, "HUF")).toEqual(money(500_000, "HUF"));
    expect(parseMoney("HUF 5,000", "HUF")).toEqual({ money: money(500_000, "HUF") });
    expect(formatMoney(money(500_000, "HUF")).replace(/\s/g, " ")).toBe("HUF 5,000");
    expect(formatMoney(money(500_050, "RSD")).replace(/\s/g, " ")).toBe("RSD 5,000.50");
  });
});
