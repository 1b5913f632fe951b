import { severities } from "../core/protocol.ts";
import { type Path, patternOf } from "./key.ts";

/**
 * What may stand at each key of protocol.yaml, in words; `[]` is any item of a list, `hours.*` any day. One row per value:
 * a test holds this table against the schema in core/protocol.ts, so a new key there needs its row here.
 */

const length = (example: string): string => `a duration such as ${example} (a whole number and s, m, h, d, w or y)`;
const yesNo = "true or false";
const id = "lower-case letters, digits and hyphens, used only once in this list";
const label = "1 to 75 characters of text";
const amount = "an amount such as 50, in whole units of the currency (12.50 means twelve and a half)";
const channel = "the id of a channel, as text";

const window = (key: string): Record<string, string> => ({
  [`${key}.amount`]: amount,
  [`${key}.within`]: length("90d"),
});
const clock = (name: string): [string, string][] => [
  ...severities.map((severity): [string, string] => [`clocks.${name}.${severity}`, length("4h")]),
  [`clocks.${name}.wall`, yesNo],
];

export const allowedWords: Readonly<Record<string, string>> = {
  organization: "a name of 1 to 80 characters",
  currency: "a three-letter ISO 4217 code such as USD",
  timezone: "an IANA time zone such as America/New_York",
  locale: "a language tag such as en-US",
  hours: 'always, or at least one day with its ranges, such as monday-friday: ["09:00-17:30"]',
  "hours.*": 'a list of ranges such as ["09:00-12:30", "13:30-18:00"], or [] for a day off',
  "hours.*[]": 'a range such as "09:00-17:30" that ends later than it starts',
  "hours.holidays.country": "a two-letter country code with known public holidays, such as US",
  "hours.holidays.region": "a state or region of that country, such as CA",
  "hours.holidays.dates": 'a list of dates such as ["2026-12-24"]',
  "hours.holidays.dates[]": 'a date such as "2026-12-24"',
  quietHours: 'a range such as "20:00-08:00", or none',
  "channels.cases.slack": channel,
  "channels.cases.teams": channel,
  "channels.cases.sandbox": channel,
  "channels.digest.slack": channel,
  "channels.digest.teams": channel,
  "channels.digest.sandbox": channel,
  "channels.digest.at": 'a cron expression such as "0 9 * * MON"',
  roles: "a list of at least one role, lowest authority first",
  "roles[].id": "text that no other role has as its id",
  "roles[].label": "text",
  "roles[].members": 'a list such as ["*"], ["admins"] or ["slack:U0ANN", "ann@acme.example"]',
  "roles[].members[]": '"*", "admins", an email address, or an id such as "slack:U0ANN" or "teams:<Entra object id>"',
  "roles[].limits.perRemedy": "an amount such as 50, or unlimited",
  ...window("roles[].limits.perCustomer"),
  ...window("roles[].limits.perPerson"),
  "roles[].approvals": "a whole number from 1 to 5",
  failureTypes: "a list of 1 to 95 failure types",
  "failureTypes[].id": id,
  "failureTypes[].label": label,
  "failureTypes[].kind": "outcome or process",
  rootCauses: "a list of 1 to 95 root causes",
  "rootCauses[].id": id,
  "rootCauses[].label": label,
  remedies: "a list of 1 to 95 remedies",
  "remedies[].id": id,
  "remedies[].label": label,
  "remedies[].costs": yesNo,
  ...Object.fromEntries([...clock("acknowledge"), ...clock("resolve"), ...clock("update")]),
  "clocks.approve": length("30m"),
  "clocks.deliver": length("2d"),
  "nudges.warnBefore": "a share from 1% to 90%, such as 25%",
  "nudges.repeatEvery": `${length("1h")}, at least 1m`,
  "nudges.escalateAfter": "a whole number from 1 to 20",
  "nudges.batchWithin": length("2m"),
  "survey.after": length("2d"),
  "survey.remindAfter": `${length("3d")}, shorter than expireAfter`,
  "survey.expireAfter": length("14d"),
  "survey.reopenAtOrBelow": "a whole number from 0 to 4",
  playbooks: "a list of playbooks, or [] for none",
  "playbooks[].when.failureType": "the id of one of the failureTypes",
  "playbooks[].when.severity": severities.join(", "),
  "playbooks[].checklist": "a list of at most 20 steps",
  "playbooks[].checklist[]": "1 to 300 characters of text",
  "playbooks[].apology": "at most 2,000 characters of text",
  "playbooks[].remedies": "a list of ids of remedies",
  "playbooks[].remedies[]": "the id of one of the remedies",
  retention: length("3y"),
};

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** The keys that may stand directly under this one. */
export const knownKeys = (path: Path): string[] => {
  const pattern = patternOf(path);
  if (pattern === "hours") return ["monday-friday", ...days, "holidays"];
  const prefix = pattern === "" ? "" : `${pattern}.`;
  const inside = Object.keys(allowedWords).filter((key) => key.startsWith(prefix));
  return [...new Set(inside.map((key) => key.slice(prefix.length).split(/[.[]/)[0] ?? ""))];
};

export const allowedAt = (path: Path): string => {
  const pattern = patternOf(path);
  const words = allowedWords[pattern];
  if (words !== undefined) return words;
  const keys = knownKeys(path);
  return `the ${keys.length === 1 ? "key" : "keys"} ${keys.join(", ")}`;
};
