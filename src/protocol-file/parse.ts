import { LineCounter, parseDocument } from "yaml";
import { defined } from "../core/defined.ts";
import { type Protocol, protocolSchema } from "../core/protocol.ts";
import { objections } from "./checks.ts";
import { type Finding, findingAt, findings } from "./issues.ts";
import { keyOf } from "./key.ts";
import { type Outline, outlineOf } from "./outline.ts";
import { type ProtocolProblem, problem } from "./problem.ts";
import { syntaxProblems } from "./syntax.ts";

export type Parsed = { readonly protocol: Protocol } | { readonly problems: readonly ProtocolProblem[] };

const inOrder = (problems: readonly ProtocolProblem[]): ProtocolProblem[] =>
  [...problems].sort((a, b) => a.line - b.line || a.column - b.column);

const located = (name: string, outline: Outline, finding: Finding): ProtocolProblem => {
  const { path, atKey, found, allowed } = finding;
  const position = atKey ? outline.key(path) : outline.value(path);
  return problem(name, { ...position, key: keyOf(path), found, allowed });
};

/**
 * Reads a protocol file's text; an empty one is the built-in protocol. `name` is what problems call the file. All problems
 * are found at once, but those of YAML itself come before those of its content.
 */
export const parseProtocol = (text: string, name: string): Parsed => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, keepSourceTokens: true, prettyErrors: false });
  const outline = outlineOf(document, lines);
  const broken = syntaxProblems(name, document, outline);
  if (broken.length > 0) return { problems: inOrder(broken) };

  let file: unknown;
  try {
    file = document.toJS() ?? {};
  } catch {
    // The only thing left to fail here is the guard against aliases that multiply without end.
    return {
      problems: [
        problem(name, { ...outline.at(0), key: "", found: "too many aliases (*name)", allowed: "at most 100" }),
      ],
    };
  }
  const problemsOf = (found: readonly Finding[]): Parsed => ({
    problems: inOrder(found.map((finding) => located(name, outline, finding))),
  });
  const read = protocolSchema.safeParse(file);
  if (!read.success) return problemsOf(findings(file, read.error.issues));
  const objected = objections(read.data);
  if (objected.length === 0) return { protocol: read.data };
  return problemsOf(objected.map(({ path, allowed }) => ({ ...findingAt(file, path), ...defined({ allowed }) })));
};
