import { isKnownCurrency } from "./decimals.ts";
import { plainForms } from "./plain-forms.ts";

/**
 * How people write currencies: one row per sign or word, and the currencies it may stand for. Lower case, without spaces.
 * ISO 4217 codes need no row, nor does what `Intl` writes.
 */

const list = (codes: string): readonly string[] => codes.split(" ");

const dollars = list("USD CAD AUD NZD SGD HKD TWD BSD BBD BMD BND BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD ZWG ZWL");
const pesos = list("MXN ARS CLP COP UYU DOP CUP CUC");
const krona = list("SEK NOK DKK ISK");
const rupees = list("INR PKR LKR NPR MUR SCR MVR");
const pounds = list("GBP GIP FKP SHP EGP LBP SYP SDG SSP");
const francs = list("CHF XOF XAF XPF BIF CDF DJF GNF KMF MGF RWF");
const dinars = list("KWD BHD IQD JOD LYD TND DZD RSD MKD SDG");
const shillings = list("KES TZS UGX SOS");
const yuan = list("CNY TWD HKD MOP");

type Row = readonly [writings: string, currencies: readonly string[]];

const rows: readonly Row[] = [
  ["$", [...dollars, ...pesos, ...list("NIO CVE MOP WST TOP")]],
  ["dollar dollars dólar dólares", dollars],
  ["peso pesos", [...pesos, "PHP"]],
  ["us$ $us u$s u$ 美元 美金", ["USD"]],
  ["c$", ["CAD", "NIO"]],
  ["ca$ $ca can$ cdn$", ["CAD"]],
  ["a$ au$ $au", ["AUD"]],
  ["nz$ $nz", ["NZD"]],
  ["s$ $sg sg$", ["SGD"]],
  ["hk$ $hk 港元 港币 港幣", ["HKD"]],
  ["nt$ 新台幣 新臺幣 台幣 臺幣 台币", ["TWD"]],
  ["mx$ $mx mex$ m.n.", ["MXN"]],
  ["ar$ $ar", ["ARS"]],
  ["rd$", ["DOP"]],
  ["col$ cop$", ["COP"]],
  ["j$", ["JMD"]],
  ["tt$", ["TTD"]],
  ["bz$", ["BZD"]],
  ["ec$", ["XCD"]],
  ["n$", ["NAD"]],
  ["fj$", ["FJD"]],
  ["g$", ["GYD"]],
  ["r$ reais real", ["BRL"]],
  ["€ euro euros evro 欧元 歐元 ユーロ 유로 евро", ["EUR"]],
  ["£", pounds],
  ["pound pounds", pounds],
  ["£gb gb£ quid 英镑 英鎊", ["GBP"]],
  ["¥", ["JPY", "CNY"]],
  ["yen yens 円 jp¥ 日元 日圓", ["JPY"]],
  ["元 圆 圓 塊 块", yuan],
  ["yuan rmb renminbi cn¥ 人民币 人民幣", ["CNY"]],
  ["kr kr.", krona],
  ["krona kronor", ["SEK", "ISK"]],
  ["skr", ["SEK"]],
  ["kroner krone", ["NOK", "DKK"]],
  ["nkr", ["NOK"]],
  ["dkr", ["DKK"]],
  ["króna krónur íkr", ["ISK"]],
  ["fr fr. franc francs", francs],
  ["sfr sfr. franken", ["CHF"]],
  ["f cfa fcfa cfa", ["XOF", "XAF"]],
  ["rs rs. re re. ₨ rupee rupees", rupees],
  ["₹ ரூ रु रु. रू रुपये টাকা₹", ["INR", "NPR"]],
  ["රු රු.", ["LKR"]],
  ["₩ won", ["KRW", "KPW"]],
  ["원", ["KRW", "KPW"]],
  ['₪ nis ש"ח ש״ח shekel shekels', ["ILS"]],
  ["₺ tl lira", ["TRY"]],
  ["₽ руб руб. р р. рубль рубля рублей rub. ruble rubles rouble roubles", ["RUB", "BYN"]],
  ["₴ грн грн. гривня гривні гривень", ["UAH"]],
  ["₫ đ đồng dong vnđ", ["VND"]],
  ["₱ php.", ["PHP"]],
  ["₦ naira", ["NGN"]],
  ["฿ บาท baht", ["THB"]],
  ["₸ тг тг. тенге tenge", ["KZT"]],
  ["₵ gh₵ gh¢ cedi cedis", ["GHS"]],
  ["₡ colón colones colon", ["CRC", "SVC"]],
  ["৳ টাকা tk tk. taka", ["BDT"]],
  ["₭ ກີບ kip", ["LAK"]],
  ["₮ төгрөг tugrik", ["MNT"]],
  ["₾ ლარი lari", ["GEL"]],
  ["₼ manat", ["AZN", "TMT"]],
  ["֏ դր դր. dram", ["AMD"]],
  ["៛ រៀល riel", ["KHR"]],
  ["лв лв. lv lv. leva lev лева", ["BGN"]],
  ["ден ден. den den.", ["MKD"]],
  ["дин дин. din din. динара", ["RSD", "MKD"]],
  ["dinar dinars", dinars],
  ["dirham dirhams dh dhs درهم", ["AED", "MAD"]],
  ["riyal riyals rial rials sr ﷼ ریال ريال", list("SAR QAR OMR YER IRR")],
  ["km", ["BAM"]],
  ["lek lekë", ["ALL"]],
  ["сум soʻm so'm som", ["UZS", "KGS"]],
  ["сом", ["KGS", "UZS"]],
  ["zł zl zł. złoty złote złotych zloty", ["PLN"]],
  ["kč kc korun koruna koruny", ["CZK"]],
  ["ft ft. forint", ["HUF"]],
  ["r rand", ["ZAR"]],
  ["rm ringgit", ["MYR"]],
  ["rp rp. rupiah", ["IDR"]],
  ["lei leu", ["RON", "MDL"]],
  ["kd k.d. د.ك د.ك.", ["KWD"]],
  ["bd b.d.", ["BHD"]],
  ["jd j.d.", ["JOD"]],
  ["دينار", dinars],
  ["s/ s/. soles sol", ["PEN"]],
  ["b/ b/.", ["PAB"]],
  ["bs bs. bs.f.", ["BOB", "VES", "VED"]],
  ["gs gs. ₲", ["PYG"]],
  ["q quetzales", ["GTQ"]],
  ["l lempiras", ["HNL"]],
  ["ksh ksh. kshs kshs.", ["KES"]],
  ["tsh tsh. tshs", ["TZS"]],
  ["ush ush. ushs", ["UGX"]],
  ["sh sh. shs shs. shilling shillings", shillings],
  ["br birr", ["ETB"]],
];

const compact = (written: string): string => plainForms(written).normalize("NFKC").replace(/\s/g, "").toLowerCase();

const bySign = new Map<string, readonly string[]>();
for (const [writings, currencies] of rows)
  for (const sign of writings.split(" ").map(compact)) bySign.set(sign, [...(bySign.get(sign) ?? []), ...currencies]);

const isCode = (sign: string): boolean => /^[a-z]{3}$/.test(sign) && isKnownCurrency(sign.toUpperCase());

/** Where signs differ most: together with the locale at hand, so that what we print is read by a colleague elsewhere too. */
const locales = list(
  "en de fr ja es sv pt en-AU en-CA fr-CA es-MX es-419 zh zh-Hant-HK zh-Hant ko ar fa ur he hi bn th ru uk pl cs hu tr vi id el",
);

const readIntlSigns = (currency: string, locale: string): readonly string[] =>
  (["symbol", "narrowSymbol"] as const).map((currencyDisplay) => {
    const parts = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay }).formatToParts(0);
    return compact(parts.find((part) => part.type === "currency")?.value ?? currency);
  });

/** The answer never changes for a currency and locale, and asking costs a fifth of a millisecond. */
const remembered = new Map<string, readonly string[]>();
const intlSigns = (currency: string, locale: string): readonly string[] => {
  const key = `${currency} ${locale}`;
  const signs = remembered.get(key) ?? readIntlSigns(currency, locale);
  remembered.set(key, signs);
  return signs;
};

/** No currency is written longer; what is longer is prose. */
const longestWriting = 20;

type Meaning = "this" | "another" | "unknown";

const meaningOfOne = (sign: string, currency: string, locale: string): Meaning => {
  const known = bySign.get(sign) ?? (isCode(sign) ? [sign.toUpperCase()] : undefined);
  if (known?.includes(currency) || sign === currency.toLowerCase()) return "this";
  const printed = [locale, ...locales].some((each) => intlSigns(currency, each).includes(sign));
  return printed ? "this" : known ? "another" : "unknown";
};

/** Whether the words beside a number (`$`, `usd`, `US $`, `$ CAD`) mean this currency. No words at all mean this one. */
export const meaningOf = (written: string, currency: string, locale: string): Meaning => {
  if (written.trim() === "") return "this";
  if (written.length > longestWriting) return "unknown";
  const whole = meaningOfOne(compact(written), currency, locale);
  if (whole !== "unknown") return whole;
  const parts = written.trim().split(/\s+/);
  const meanings = parts.length > 1 ? parts.map((part) => meaningOfOne(compact(part), currency, locale)) : [];
  if (meanings.length === 0 || meanings.includes("unknown")) return "unknown";
  return meanings.every((meaning) => meaning === "this") ? "this" : "another";
};
