import { validate as isCron } from "node-cron";
import { holidayRegions, isHolidayCountry, isHolidayRegion } from "../core/holidays.ts";
import { fromMajor } from "../core/money.ts";
import { type Length, type Protocol, wallMillis } from "../core/protocol.ts";
import type { Path } from "./key.ts";

/** What is written well and still can't work. `allowed` says more than the table of words where it can. */
export type Objection = { readonly path: Path; readonly allowed?: string };
type Check = (protocol: Protocol) => readonly Objection[];

const works = (attempt: () => unknown): boolean => {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
};

const isLength = (value: object): value is Length => "unit" in value && "amount" in value;

const lengths = (value: unknown, path: Path = []): { path: Path; length: Length }[] => {
  if (typeof value !== "object" || value === null) return [];
  if (!Array.isArray(value) && isLength(value)) return [{ path, length: value }];
  return Object.entries(value).flatMap(([key, inner]) =>
    lengths(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
};

const century = 100 * 365 * 86_400_000;

const checks: readonly Check[] = [
  ({ locale }) => (works(() => new Intl.NumberFormat(locale)) ? [] : [{ path: ["locale"] }]),

  ({ hours }) => {
    const place = hours === "always" ? undefined : hours.holidays;
    if (place?.country === undefined)
      return place?.region === undefined
        ? []
        : [{ path: ["hours", "holidays", "region"], allowed: "a region only together with its country" }];
    if (!isHolidayCountry(place.country)) return [{ path: ["hours", "holidays", "country"] }];
    if (place.region === undefined || isHolidayRegion({ country: place.country, region: place.region })) return [];
    const known = holidayRegions(place.country);
    return [
      {
        path: ["hours", "holidays", "region"],
        allowed: known.length > 0 ? known.join(", ") : "no region: none are known for this country",
      },
    ];
  },

  ({ channels: { digest } }) =>
    digest?.at === undefined || isCron(digest.at) ? [] : [{ path: ["channels", "digest", "at"] }],

  // Past what a whole number of cents can hold, an amount can't be compared with anything.
  ({ roles, currency }) =>
    roles.flatMap(({ limits }, index) =>
      [
        { path: ["perRemedy"], amount: limits.perRemedy },
        { path: ["perCustomer", "amount"], amount: limits.perCustomer?.amount },
        { path: ["perPerson", "amount"], amount: limits.perPerson?.amount },
      ].flatMap(({ path, amount }) =>
        typeof amount === "number" && !works(() => fromMajor(amount, currency))
          ? [{ path: ["roles", index, "limits", ...path] }]
          : [],
      ),
    ),

  (protocol) =>
    lengths(protocol).flatMap(({ path, length }) =>
      wallMillis(length) > century ? [{ path, allowed: "a duration of at most 100y" }] : [],
    ),

  // Less than a minute would flood people, and 0 would never end.
  ({ nudges }) => (wallMillis(nudges.repeatEvery) < 60_000 ? [{ path: ["nudges", "repeatEvery"] }] : []),
];

export const objections = (protocol: Protocol): Objection[] => checks.flatMap((check) => check(protocol));
