import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Log } from "../app/log.ts";
import { defaultProtocol, type Protocol } from "../core/protocol.ts";
import { type Parsed, parseProtocol } from "./parse.ts";
import { ProtocolError, type ProtocolProblem, problem } from "./problem.ts";

/** What is told to the operator. */
export type ProtocolLog = Pick<Log, "info" | "error">;

export type ProtocolSource = {
  /** The same object until a changed file was read, so that what is worked out from it can be kept with it. */
  current(): Protocol;
  /**
   * Looks at the file again; cheap enough for every tick. `kept-last-good`: it has changed and can't be used, said once
   * per change. `unchanged`: nothing new, good or bad.
   */
  reload(): Promise<"unchanged" | "reloaded" | "kept-last-good">;
  /** What is wrong with the file as it is now; empty when the protocol in use is the file's. */
  problems(): readonly ProtocolProblem[];
};

const unreadable = (name: string, cause: unknown): Parsed => {
  const missing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
  const found = missing
    ? "no such file"
    : `a file that can't be read (${cause instanceof Error ? cause.message : String(cause)})`;
  return { problems: [problem(name, { line: 0, column: 0, key: "", found, allowed: "a readable YAML file" })] };
};

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
    return { current: () => parsed.protocol, reload: async () => "unchanged", problems: () => [] };
  }
  const name = basename(path);

  const start = (): { text: string; parsed: Parsed } => {
    try {
      const text = readFileSync(path, "utf8");
      return { text, parsed: parseProtocol(text, name) };
    } catch (cause) {
      return { text: "", parsed: unreadable(path, cause) };
    }
  };
  const first = start();
  if ("problems" in first.parsed) throw new ProtocolError(first.parsed.problems);

  let protocol = first.parsed.protocol;
  /** What was read last; undefined while the file can't be read. */
  let seen: string | undefined = first.text;
  let problems: readonly ProtocolProblem[] = [];

  const look = async (): Promise<{ text: string | undefined; parsed: () => Parsed }> => {
    try {
      const text = await readFile(path, "utf8");
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

  return {
    current: () => protocol,
    problems: () => problems,
    async reload() {
      const { text, parsed } = await look();
      if (text === seen) return "unchanged";
      seen = text;
      const result = parsed();
      if ("problems" in result) {
        problems = result.problems;
        log.error(
          { path, problems: problems.map(({ line, key }) => ({ line, key })) },
          `${name} has changed and can't be used; the last good protocol stays in force.\n${problems.map(({ message }) => message).join("\n")}`,
        );
        return "kept-last-good";
      }
      problems = [];
      protocol = result.protocol;
      log.info({ path }, `${name} has changed and is in force.`);
      return "reloaded";
    },
  };
};
