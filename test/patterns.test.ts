import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkSync } from "recheck";
import { parseSync } from "rolldown/experimental";
import { describe, expect, it } from "vitest";
import { htmlToText } from "../adapters/teams/drawing/html.ts";
import { createLog, mask } from "../src/log.ts";

/**
 * Others decide how long a text is that reaches us, and what is in it. A pattern that reads it once for each of its letters
 * holds everybody up: 64 KB took nine seconds. So every pattern is analysed, and reads what it is given once.
 */

const root = resolve(import.meta.dirname, "..");

/** What is left out, each with the reason why no stranger decides how long its text is. */
const bounded: readonly (readonly [file: RegExp, why: string])[] = [
  [/^src\/core\/apology\//, "reads an apology, which a form has cut to 3,000 characters"],
  [/^src\/cli\/manifests\.ts$/, "reads our own manifest"],
];

const sources = ["src", "adapters"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  )
  .filter((name) => /\.tsx?$|\/assets\/.*\.js$/.test(name))
  .filter((name) => !bounded.some(([file]) => file.test(name)));

type Found = { readonly at: string; readonly pattern: string; readonly flags: string };

/** Every regular expression of a file, by what its syntax tree says. */
function patternsIn(file: string): readonly Found[] {
  const text = readFileSync(join(root, file), "utf8");
  const lang = file.endsWith("x") ? "tsx" : file.endsWith(".js") ? "js" : "ts";
  const found: Found[] = [];
  const look = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if ("regex" in node && typeof node.regex === "object" && node.regex !== null && "start" in node) {
      const { pattern, flags } = node.regex as { pattern: string; flags: string }; // as ESTree has it
      found.push({ at: `${file}:${text.slice(0, Number(node.start)).split("\n").length}`, pattern, flags });
    }
    Object.values(node).forEach(look);
  };
  look(parseSync(file, text, { lang }).program);
  return found;
}

describe("every pattern", () => {
  it("reads its text once, however it is made", () => {
    const slow = sources
      .flatMap(patternsIn)
      .map(({ at, pattern, flags }) => ({ at, pattern, found: checkSync(pattern, flags, { timeout: 20_000 }) }))
      .filter(({ found }) => found.status !== "safe")
      .map(
        ({ at, pattern, found }) =>
          `${at} /${pattern}/ ${found.status} ${"complexity" in found ? found.complexity.summary : ""}`,
      );
    expect(slow).toEqual([]);
  }, 240_000);

  it("is written out, but for those of which the parts are ours", () => {
    // The names of secrets in a log line, and the days and times of a protocol file.
    const made = sources.filter((file) => /\bRegExp\(/.test(readFileSync(join(root, file), "utf8")));
    expect(made.sort()).toEqual(["src/core/protocol.ts", "src/log.ts"]);
  });

  it("is found, and one that doesn't is recognized", () => {
    expect(sources.flatMap(patternsIn).length).toBeGreaterThan(100);
    expect(checkSync("<!--[\\s\\S]*?-->", "g").status).toBe("vulnerable");
  });
});

describe("what is read with more than one pattern keeps its meaning", () => {
  it.each([
    ["Hello<!-- a --> you<!-- b -->", "Hello you"],
    ["a <!-- never closed", "a <!-- never closed"],
    ["<style>p { color: red }</style>Hi<script>x()</script >!", "Hi!"],
    ["<style>a</style>b<STYLE media='x'>c</Style>d<style>e", "bde"],
    [`${"<!--".repeat(30_000)}`, "<!--".repeat(25_000)],
  ])("%.40s", (html, words) => {
    expect(htmlToText(html)).toBe(words);
  });

  it("masks tokens and passwords among others", () => {
    const part = "eyJabcdefghi";
    expect(mask(`a-${part}.b.c ${part}.x`)).toBe(`a-[redacted] ${part}.x`);
    expect(mask(`${part}.${part}.sig.rest eyJ.a.b`)).toBe("[redacted].rest eyJ.a.b");
    expect(mask("redis://a:b@c:d@host postgres://no-password@host")).toBe(
      "redis://a:[redacted]@host postgres://no-password@host",
    );
    expect(mask('{"url":"postgres://u:p\\"w@h/d","x":"http://u:p@h"}')).toBe(
      '{"url":"postgres://u:[redacted]@h/d","x":"http://u:[redacted]@h"}',
    );
  });

  it("leaves the values out of an error's message, and most of one without an end", () => {
    const lines: string[] = [];
    const log = createLog({ level: "info", destination: { write: (line) => void lines.push(line) } });
    const said = (message: string): unknown => {
      log.error(new Error(message));
      return JSON.parse(lines.pop() ?? "").msg;
    };
    expect(said('Unexpected token \'a\', ..."secret" x"... is not valid JSON')).toBe(
      "Unexpected token 'a' is not valid JSON",
    );
    expect(said("Unexpected token 'a', \"secret\" is not valid JSON")).toBe("Unexpected token 'a' is not valid JSON");
    expect(said("Failed query: select\nparams: a,b")).toBe("Failed query: select");
    expect(said("x".repeat(1_000_000))).toHaveLength(8_000);
  });
});
