import { secretsIn } from "../app/keyring.ts";
import { mask } from "../log.ts";
import { type Name, variableOf } from "./variables.ts";

/** One thing wrong with the environment. `found` never holds a secret's value. */
export type ConfigProblem = {
  readonly variable: Name;
  readonly found: string;
  readonly allowed: string;
  readonly message: string;
};

export const problem = (variable: Name, found: string, allowed: string): ConfigProblem => ({
  variable,
  found,
  allowed,
  message: `${variable}: found ${found}; allowed: ${allowed}`,
});

const lengths = (secrets: readonly string[]): string =>
  secrets.length === 1
    ? `a secret of ${secrets[0]?.length} characters`
    : `${secrets.length} secrets of ${secrets.map(({ length }) => length).join(", ")} characters`;

/**
 * A value that may be shown: secrets only by their length, which is enough to see a cut-off paste. The others are masked
 * too, since a secret may have been pasted into the wrong variable.
 */
export const shown = (variable: Name, value: string): string =>
  variableOf(variable).secret
    ? lengths(variable === "AMENDS_SECRET" ? secretsIn(value) : [value])
    : mask(JSON.stringify(value));

/** The environment stops the start; its message has one line per bad variable. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly ConfigProblem[];
  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ message }) => message).join("\n"));
    this.problems = problems;
  }
}
