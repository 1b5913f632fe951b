import { type Document, isAlias, visit, type YAMLError } from "yaml";
import type { Outline } from "./outline.ts";
import { type ProtocolProblem, problem } from "./problem.ts";

type Words = { readonly found: string; readonly allowed: string };

const bareStar: Words = {
  found: "a bare *, which YAML reads as an alias",
  allowed: 'text in quotes such as "*", or an alias of an anchor (&name) above it',
};

/** The mistakes in YAML itself that people make most, in words. */
const known: Partial<Record<YAMLError["code"], Words>> = {
  TAB_AS_INDENT: { found: "a tab at the start of a line", allowed: "spaces" },
  DUPLICATE_KEY: { found: "this key a second time", allowed: "each key once" },
  MULTIPLE_DOCS: { found: "a second document after ---", allowed: "one document" },
  BAD_ALIAS: bareStar,
};

type Fault = Words & { readonly offset: number };

const faults = (document: Document.Parsed): Fault[] =>
  [...document.errors, ...document.warnings].map((error) => ({
    offset: error.pos[0],
    ...(known[error.code] ?? { found: `broken YAML (${error.message})`, allowed: "valid YAML" }),
  }));

/** The parser lets these pass, and only falls over them later, without their place. */
const looseAliases = (document: Document.Parsed): Fault[] => {
  const found: Fault[] = [];
  visit(document, (_, node) => {
    if (isAlias(node) && node.resolve(document) === undefined)
      found.push({ offset: node.range?.[0] ?? 0, ...bareStar });
  });
  return found;
};

/** What keeps the text from being YAML. One problem per line: the first, since the others mostly follow from it. */
export const syntaxProblems = (name: string, document: Document.Parsed, outline: Outline): ProtocolProblem[] => {
  const problems = [...faults(document), ...looseAliases(document)].map(({ offset, ...words }) =>
    problem(name, { ...outline.at(offset), key: outline.keyAt(offset) ?? "", ...words }),
  );
  return problems.filter(({ line }, index) => problems.findIndex((other) => other.line === line) === index);
};
