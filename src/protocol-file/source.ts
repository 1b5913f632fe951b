import { basename } from "node:path";
import type { Log } from "../app/log.ts";
import { defaultProtocol, type Protocol } from "../core/protocol.ts";
import { vanished } from "./difference.ts";
import { writtenIn } from "./in-force.ts";
import { type Parsed, parseProtocol } from "./parse.ts";
import { ProtocolError, type ProtocolProblem, problem } from "./problem.ts";
import { NotAFileError, readText, readTextSync } from "./read-file.ts";

/** What is about to be in force. */
export type InForceNext = { readonly protocol: Protocol; readonly text: string };

/** What is told to the operator. */
export type ProtocolLog = Pick<Log, "info" | "error">;

export type ProtocolSource = {
  /** The same object until a changed file was read, so that what is worked out from it can be kept with it. */
  current(): Protocol;
  /** The text that is in force. */
  text(): string;
  /** The file's name; nothing for what is built in. */
  readonly file: string | undefined;
  /**
   * Looks at the file again; cheap enough for every tick. A change counts when two looks see the same bytes, so that a file that
   * is being written isn't read. `kept-last-good`: it has changed and can't be used, or drops rules; said once per change.
   * `unchanged`: nothing new, good or bad, or seen for the first time.
   * @param before is awaited before a changed file takes effect; where it fails nothing changes, and the next look tries again.
   */
  reload(before?: (next: InForceNext) => Promise<void>): Promise<"unchanged" | "reloaded" | "kept-last-good">;
  /** What is wrong with the file as it is now; empty when the protocol in use is the file's. */
  problems(): readonly ProtocolProblem[];
};

const unreadable = (name: string, cause: unknown): Parsed => {
  const missing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
  const found = missing
    ? "no such file"
    : cause instanceof NotAFileError
      ? cause.message
      : `a file that can't be read (${cause instanceof Error ? cause.message : String(cause)})`;
  return { problems: [problem(name, { line: 0, column: 0, key: "", found, allowed: "a readable YAML file" })] };
};

/** Rules that are no longer written, as a problem of the file. */
const dropped = (name: string, rules: readonly string[]): ProtocolProblem =>
  problem(name, {
    line: 0,
    column: 0,
    key: "",
    found: `no ${rules.join(", no ")} any more`,
    allowed: "roles, limits and channels that are in force, while Amends runs; to apply it as it is, restart Amends",
  });

/**
 * The protocol in force: the file's, or the built-in one without a path. Its content decides whether it has changed, not
 * its date, because a mounted file (a Kubernetes config map) is swapped by a link.
 * @throws ProtocolError when the file can't be used at the start.
 */
export const createProtocolSource = ({
  path,
  builtIn = "",
  log,
}: {
  path?: string | undefined;
  /** What is in force without a path; empty: the defaults. */
  builtIn?: string;
  log: ProtocolLog;
}): ProtocolSource => {
  if (path === undefined) {
    const parsed: Parsed =
      builtIn === "" ? { protocol: defaultProtocol } : parseProtocol(builtIn, "the built-in protocol");
    if ("problems" in parsed) throw new ProtocolError(parsed.problems);
    return {
      current: () => parsed.protocol,
      text: () => builtIn,
      file: undefined,
      reload: async () => "unchanged",
      problems: () => [],
    };
  }
  const name = basename(path);

  const start = (): { text: string; parsed: Parsed } => {
    try {
      const text = readTextSync(path);
      return { text, parsed: parseProtocol(text, name) };
    } catch (cause) {
      return { text: "", parsed: unreadable(path, cause) };
    }
  };
  const first = start();
  if ("problems" in first.parsed) throw new ProtocolError(first.parsed.problems);

  let protocol = first.parsed.protocol;
  let inForce = first.text;
  /** What was read and judged last; undefined where the file couldn't be read. */
  let judged: string | undefined = first.text;
  /** What the last look saw. */
  let seen: string | undefined = first.text;
  let problems: readonly ProtocolProblem[] = [];

  const look = async (): Promise<{ text: string | undefined; parsed: () => Parsed }> => {
    try {
      const text = await readText(path);
      return { text, parsed: () => (text.trim() === "" ? emptied : parseProtocol(text, name)) };
    } catch (cause) {
      return { text: undefined, parsed: () => unreadable(path, cause) };
    }
  };
  // A file is empty for a moment while it is being written. Taking that for "all defaults" would change who may grant what.
  const emptied: Parsed = {
    problems: [
      problem(name, {
        line: 1,
        column: 1,
        key: "",
        found: "nothing where there was a protocol",
        allowed: "keys and values; to go back to the built-in protocol, start without AMENDS_PROTOCOL",
      }),
    ],
  };

  /** Cut short, a file may be good and let everybody do everything. */
  const withAllRules = (text: string | undefined, result: Parsed): Parsed => {
    if ("problems" in result) return result;
    const rules = vanished(writtenIn(inForce), writtenIn(text ?? ""));
    return rules.length === 0 ? result : { problems: [dropped(name, rules)] };
  };

  return {
    current: () => protocol,
    text: () => inForce,
    file: name,
    problems: () => problems,
    async reload(before = async () => {}) {
      const { text, parsed } = await look();
      const isSettled = text === seen;
      seen = text;
      if (!isSettled || text === judged) return "unchanged";
      const judgedBefore = judged;
      judged = text;
      const result = withAllRules(text, parsed());
      if ("problems" in result) {
        problems = result.problems;
        log.error(
          { path, problems: problems.map(({ line, key }) => ({ line, key })) },
          `${name} has changed and can't be used; the last good protocol stays in force.\n${problems.map(({ message }) => message).join("\n")}`,
        );
        return "kept-last-good";
      }
      try {
        await before({ protocol: result.protocol, text: text ?? "" });
      } catch (error) {
        judged = judgedBefore;
        log.error({ path, err: error }, `${name} has changed and isn't in force yet; the next tick tries again.`);
        return "kept-last-good";
      }
      problems = [];
      protocol = result.protocol;
      inForce = text ?? "";
      log.info({ path }, `${name} has changed and is in force.`);
      return "reloaded";
    },
  };
};
