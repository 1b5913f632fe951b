import type { z } from "zod";
import { cutHard } from "../views/words/cut.ts";
import { allowedAt, knownKeys } from "./allowed.ts";
import { keyOf, type Path, patternOf, valueAt } from "./key.ts";
import { meantMember } from "./meant-member.ts";
import { nearest } from "./nearest.ts";

/** What zod finds wrong, said in this file's own terms. */
export type Finding = {
  readonly path: Path;
  /** The key itself is at fault, not its value. */
  readonly atKey: boolean;
  readonly found: string;
  readonly allowed: string;
};

const longestShown = 60;

/** A value as a person would recognize it in the file. */
export const shown = (value: unknown): string => {
  if (value === undefined || value === null || value === "") return "nothing";
  if (typeof value === "string") {
    const text = value.length > longestShown ? `${cutHard(value, longestShown)}…` : value;
    return JSON.stringify(text);
  }
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object")
    return Object.keys(value).length === 0 ? "no keys" : `the keys ${Object.keys(value).join(", ")}`;
  return String(value);
};

const unknownKey = (path: Path): Finding => {
  const known = knownKeys(path.slice(0, -1));
  const meant = nearest(String(path.at(-1)), known);
  return {
    path,
    atKey: true,
    found: meant === undefined ? "an unknown key" : `an unknown key (did you mean ${meant}?)`,
    allowed: known.join(", "),
  };
};

/** Values of which it can be guessed what was meant. */
const guesses: Readonly<Record<string, (written: string) => string | undefined>> = {
  "roles[].members[]": meantMember,
};

const wrongValue = (file: unknown, path: Path): Finding => {
  const value = valueAt(file, path);
  const meant = typeof value === "string" ? guesses[patternOf(path)]?.(value) : undefined;
  return {
    path,
    atKey: false,
    found: meant === undefined ? shown(value) : `${shown(value)} (did you mean ${meant}?)`,
    allowed: allowedAt(path),
  };
};

const isDay = /^((mon|tues|wednes|thurs|fri|satur|sun)day)(-(mon|tues|wednes|thurs|fri|satur|sun)day)?$/;

type Issue = z.core.$ZodIssue;

/** Of a value that may be one of several kinds, the kind that was clearly meant: the one whose fault lies deeper. */
const meantKind = (kinds: readonly (readonly Issue[])[]): readonly Issue[] | undefined =>
  kinds.find(
    (issues) =>
      issues.length > 0 && issues.every((issue) => issue.path.length > 0 || issue.code === "unrecognized_keys"),
  );

const pathOf = (issue: Issue): Path => issue.path.map((step) => (typeof step === "number" ? step : String(step)));

const findingsOf = (file: unknown, issue: Issue, around: Path): Finding[] => {
  const path = [...around, ...pathOf(issue)];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey([...path, key]));
  const [top, day] = path;
  if (top === "hours" && path.length === 2 && day !== "holidays" && !isDay.test(String(day))) return [unknownKey(path)];
  if (issue.code === "invalid_union") {
    const meant = meantKind(issue.errors);
    if (meant) return meant.flatMap((inner) => findingsOf(file, inner, path));
  }
  return [wrongValue(file, path)];
};

/** One finding per place: two rules broken by the same value have the same remedy. */
export const findings = (file: unknown, issues: readonly Issue[]): Finding[] => {
  const all = issues.flatMap((issue) => findingsOf(file, issue, []));
  return all.filter((finding, index) => all.findIndex(({ path }) => keyOf(path) === keyOf(finding.path)) === index);
};

/** For what only a second look can tell; see checks.ts. */
export const findingAt = (file: unknown, path: Path): Finding => wrongValue(file, path);
