import { type ConfigProblem, problem, shown } from "./problem.ts";
import { type Name, names, type Values, variableOf } from "./variables.ts";

/** The environment as it was found: what is set, what of it could be read, and what couldn't. */
export type Reading = {
  readonly values: Values;
  readonly problems: readonly ConfigProblem[];
  isSet(name: Name): boolean;
};

/** An empty variable counts as unset: that is how compose files and .env templates leave things out. */
export const readVariables = (env: Readonly<Record<string, string | undefined>>): Reading => {
  const set = names.flatMap((name) => {
    const value = env[name]?.trim();
    return value ? [{ name, value }] : [];
  });
  const read = set.map(({ name, value }) => ({ name, value, result: variableOf(name).read.safeParse(value) }));
  return {
    // as: each value was read by the row of its own name
    values: Object.fromEntries(read.map(({ name, result }) => [name, result.data])) as Values,
    problems: read
      .filter(({ result }) => !result.success)
      .map(({ name, value }) => problem(name, shown(name, value), variableOf(name).allowed)),
    isSet: (name) => set.some((each) => each.name === name),
  };
};

export type Needed<N extends Name> = { readonly [K in N]: NonNullable<Values[K]> };

/**
 * These variables together, or a problem for each that is missing; `why` says who needs it. One that is set and can't be
 * read has been complained of already.
 */
export const need = <const N extends Name>(
  { values, isSet }: Reading,
  wanted: readonly N[],
  why: string,
): { readonly has: Needed<N> } | { readonly problems: readonly ConfigProblem[] } => {
  const missing = wanted.filter((name) => !isSet(name));
  if (missing.length > 0 || wanted.some((name) => values[name] === undefined))
    return { problems: missing.map((name) => problem(name, "nothing", `${variableOf(name).allowed} (${why})`)) };
  // as: just checked, name by name
  return { has: values as unknown as Needed<N> };
};
