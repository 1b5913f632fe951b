/**
 * Decimals of each currency's minor unit, by ISO 4217 (list of 2026). What a stored amount is worth hangs on this table and on
 * nothing else: `Intl` was asked before, and its answer changes with the runtime (see `store/written-decimals.ts`). A row is
 * therefore never changed once a release has shipped it; a currency that is redenominated gets a new code from ISO anyway.
 *
 * Withdrawn codes keep what ISO had for them, since a stored amount may be in one. Funds and metals without a minor unit
 * (XDR, XAU …) have two decimals.
 */
const rows = [
  [0, "ADP BIF BYR CLP DJF ESP GNF ISK ITL JPY KMF KRW LUF MGF PYG RWF TRL UGX UYI VND VUV XAF XOF XPF"],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
  [
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY
    COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR
    IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD
    NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP
    SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
    XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX
    ANG CUC HRK MRO SLL STD TMM ZMK ZWD ZWL`,
  ],
] as const;

const decimals = new Map<string, number>(
  rows.flatMap(([count, codes]) => codes.split(/\s+/).map((code) => [code, count] as const)),
);

/** Every code of the table, sorted. */
export const knownCurrencies: readonly string[] = [...decimals.keys()].sort();

export const isKnownCurrency = (code: string): boolean => decimals.has(code);

/** Digits after the decimal point of a currency's major unit: 2 for USD, 0 for JPY, 3 for KWD; 2 for a code not in the table. */
export const minorDigits = (currency: string): number => decimals.get(currency) ?? 2;
