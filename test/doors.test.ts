import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";

/** The doors of `vitest.config.ts`, as Vitest itself sees them. */

const root = resolve(import.meta.dirname, "..");
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const listSchema = z.array(z.object({ file: z.string(), projectName: z.string() }));

const listed = listSchema
  .parse(
    JSON.parse(
      execFileSync(process.execPath, [vitest, "list", "--filesOnly", "--json"], { cwd: root, encoding: "utf8" }),
    ),
  )
  .map(({ file, projectName: door }) => ({ file: relative(root, file), door }));

describe("the doors to the tests", () => {
  it("are rules, parts and whole", () => {
    expect([...new Set(listed.map(({ door }) => door))].sort()).toEqual(["parts", "rules", "whole"]);
  });

  it("have every test file behind exactly one of them", () => {
    const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => join("test", name));
    expect(listed.map(({ file }) => file).sort()).toEqual(files.sort());
  });

  it("let the rules see nothing but what is pure", () => {
    const guilty = listed
      .filter(({ door }) => door === "rules")
      .filter(({ file }) =>
        /from "(node:(?!fs|path|os)|[^"]*\/(store|app|web|adapters|support\/(postgres|process|browser))\b)/.test(
          readFileSync(join(root, file), "utf8"),
        ),
      );
    expect(guilty).toEqual([]);
  });
});
