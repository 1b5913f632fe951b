/** One thing wrong with a protocol file: where it is, what was found there, and what may stand there instead. */
export type ProtocolProblem = {
  /** Counted from 1; 0 when the file itself can't be read. */
  readonly line: number;
  readonly column: number;
  /** Such as `roles[1].limits.perRemedy`; empty when the problem is the file's, not a key's. */
  readonly key: string;
  readonly found: string;
  readonly allowed: string;
  /** All of it in one readable line. */
  readonly message: string;
};

export const problem = (name: string, facts: Omit<ProtocolProblem, "message">): ProtocolProblem => {
  const place = facts.line > 0 ? `${name}:${facts.line}` : name;
  const key = facts.key === "" ? "" : `${facts.key}: `;
  return { ...facts, message: `${place}: ${key}found ${facts.found}; allowed: ${facts.allowed}` };
};

/** The protocol file stops the start; its message has one line per problem. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  readonly problems: readonly ProtocolProblem[];
  constructor(problems: readonly ProtocolProblem[]) {
    super(problems.map(({ message }) => message).join("\n"));
    this.problems = problems;
  }
}
