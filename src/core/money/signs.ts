/**
 * How people write currencies: one row per sign or word, and the currencies it may stand for. Lower case, without spaces.
 * ISO 4217 codes need no row.
 */

const dollars = [
  "USD",
  "CAD",
  "AUD",
  "NZD",
  "SGD",
  "HKD",
  "TWD",
  "BSD",
  "BBD",
  "BZD",
  "FJD",
  "JMD",
  "NAD",
  "TTD",
  "XCD",
];
const pesos = ["MXN", "ARS", "CLP", "COP", "UYU", "DOP"];
const krona = ["SEK", "NOK", "DKK", "ISK"];
const rupees = ["INR", "PKR", "LKR", "NPR", "MUR", "SCR"];

const rows: readonly (readonly [writings: readonly string[], currencies: readonly string[]])[] = [
  [["$"], [...dollars, ...pesos]],
  [["dollar", "dollars"], dollars],
  [
    ["peso", "pesos"],
    [...pesos, "PHP"],
  ],
  [["us$", "$us", "u$s"], ["USD"]],
  [["c$", "ca$", "$ca", "can$"], ["CAD"]],
  [["a$", "au$", "$au"], ["AUD"]],
  [["nz$", "$nz"], ["NZD"]],
  [["s$", "$sg"], ["SGD"]],
  [["hk$", "$hk"], ["HKD"]],
  [["nt$"], ["TWD"]],
  [["mx$", "$mx"], ["MXN"]],
  [["r$", "reais", "real"], ["BRL"]],
  [["€", "euro", "euros"], ["EUR"]],
  [["£"], ["GBP", "GIP", "FKP", "SHP", "EGP"]],
  [["pound", "pounds", "£gb", "gb£"], ["GBP"]],
  [["¥"], ["JPY", "CNY"]],
  [["yen", "円", "jp¥"], ["JPY"]],
  [["元", "yuan", "rmb", "cn¥"], ["CNY"]],
  [["kr", "kr."], krona],
  [["kronor", "skr"], ["SEK"]],
  [["kroner"], ["NOK", "DKK"]],
  [["nkr"], ["NOK"]],
  [["dkr"], ["DKK"]],
  [["fr", "fr.", "sfr", "sfr.", "franken"], ["CHF"]],
  [["rs", "rs.", "rupees"], rupees],
  [["₹"], ["INR"]],
  [["₩", "won"], ["KRW"]],
  [["₪"], ["ILS"]],
  [["₺", "tl"], ["TRY"]],
  [["₽"], ["RUB"]],
  [["₴"], ["UAH"]],
  [["₫"], ["VND"]],
  [["₱"], ["PHP"]],
  [["₦"], ["NGN"]],
  [["฿"], ["THB"]],
  [["₸"], ["KZT"]],
  [["₵"], ["GHS"]],
  [["₡"], ["CRC"]],
  [["৳"], ["BDT"]],
  [["zł", "zl"], ["PLN"]],
  [["kč", "kc"], ["CZK"]],
  [["ft"], ["HUF"]],
  [["r"], ["ZAR"]],
  [["rm"], ["MYR"]],
  [["rp", "rp."], ["IDR"]],
  [["lei"], ["RON"]],
  [["kd"], ["KWD"]],
];

const bySign = new Map(rows.flatMap(([writings, currencies]) => writings.map((sign) => [sign, currencies] as const)));

const compact = (written: string): string => written.replace(/\s/g, "").toLowerCase();
const isCode = (sign: string): boolean =>
  /^[a-z]{3}$/.test(sign) && Intl.supportedValuesOf("currency").includes(sign.toUpperCase());

/** What Intl itself writes for a currency in the locales whose signs differ most, so that our own output reads back. */
const readIntlSigns = (currency: string): readonly string[] =>
  ["en", "de", "fr", "ja", "es", "sv", "pt"].flatMap((locale) =>
    (["symbol", "narrowSymbol"] as const).map((currencyDisplay) => {
      const parts = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay }).formatToParts(0);
      return compact(parts.find((part) => part.type === "currency")?.value ?? currency);
    }),
  );

/** The answer never changes for a currency, and asking costs half a millisecond. */
const remembered = new Map<string, readonly string[]>();
const intlSigns = (currency: string): readonly string[] => {
  const signs = remembered.get(currency) ?? readIntlSigns(currency);
  remembered.set(currency, signs);
  return signs;
};

/** No currency is written longer; what is longer is prose. */
const longestWriting = 20;

type Meaning = "this" | "another" | "unknown";

const meaningOfOne = (sign: string, currency: string): Meaning => {
  const known = bySign.get(sign) ?? (isCode(sign) ? [sign.toUpperCase()] : undefined);
  if (known?.includes(currency) || intlSigns(currency).includes(sign)) return "this";
  return known ? "another" : "unknown";
};

/** Whether the words beside a number (`$`, `usd`, `US $`, `$ CAD`) mean this currency. No words at all mean this one. */
export const meaningOf = (written: string, currency: string): Meaning => {
  if (written.trim() === "") return "this";
  if (written.length > longestWriting) return "unknown";
  const whole = meaningOfOne(compact(written), currency);
  if (whole !== "unknown") return whole;
  const parts = written.trim().split(/\s+/);
  const meanings = parts.length > 1 ? parts.map((part) => meaningOfOne(compact(part), currency)) : [];
  if (meanings.length === 0 || meanings.includes("unknown")) return "unknown";
  return meanings.every((meaning) => meaning === "this") ? "this" : "another";
};
