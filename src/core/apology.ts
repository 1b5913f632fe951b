import { noApology, noEmpathy, noNextStep, tooShort } from "./apology/absences.ts";
import { blamesCustomer } from "./apology/blame.ts";
import { isEnglish } from "./apology/english.ts";
import { excuse } from "./apology/excuse.ts";
import { nonApology } from "./apology/non-apology.ts";
import { noOwnership } from "./apology/ownership.ts";
import { passive } from "./apology/passive.ts";
import { type ApologyAbout, readApology } from "./apology/reading.ts";
import type { Rule } from "./apology/rule.ts";
import { notSpecific } from "./apology/specifics.ts";

export type { ApologyAbout } from "./apology/reading.ts";

export type Advice = {
  readonly rule: string;
  /** The words it is about, with straight quotes and single spaces; absent where it is about words that are missing. */
  readonly quote?: string;
  readonly why: string;
  readonly better: string;
};

/** Most important first: what undoes an apology, then what it lacks. A new rule is a row here; its source is its docstring. */
export const apologyRules: readonly Rule[] = [
  nonApology,
  blamesCustomer,
  passive,
  excuse,
  noApology,
  noOwnership,
  notSpecific,
  noEmpathy,
  noNextStep,
  tooShort,
];

/**
 * The apology coach: what would make this apology work better, most important first, at most once per rule; empty when there
 * is nothing to say. It only advises: the person may always send. Rules read English; about other languages it is silent.
 */
export const coachApology = (text: string, about: ApologyAbout): Advice[] => {
  const reading = readApology(text, about);
  if (!isEnglish(reading.words)) return [];
  return apologyRules.flatMap(({ id, why, better, find }) => {
    const finding = find(reading);
    return finding ? [{ rule: id, ...finding, why, better }] : [];
  });
};
