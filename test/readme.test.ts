import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { channels, memberOf } from "../adapters/sandbox/world/cast.ts";
import packageJson from "../package.json" with { type: "json" };
import { variables } from "../src/config.ts";
import { defaultProtocol } from "../src/core/protocol.ts";
import { allowedWords } from "../src/protocol-file/allowed.ts";
import { type Path, patternOf, valueAt } from "../src/protocol-file/key.ts";
import { parseProtocol } from "../src/protocol-file.ts";
import { createMetrics } from "../src/web/metrics.ts";

/** The READMEs say what is. This keeps them from saying what was. */

const root = resolve(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

const doc = (file: string) => ({ file, text: read(file) });
const front = doc("README.md");
const inside = doc("src/README.md");
const connect = doc("manifest/README.md");
const operate = doc("manifest/operate/README.md");
const keys = doc("src/core/README.md");
const all = [front, inside, connect, operate, keys, doc("src/store/README.md")];

/** The part under a heading, up to the next one of its rank. */
function section({ text }: { text: string }, title: string): string {
  const [, rest] = text.split(`\n## ${title}\n`);
  if (rest === undefined) throw new Error(`no section is called ${title}`);
  return rest.split("\n## ")[0] ?? "";
}
/** The cells of each row of a table, without its head. */
const rowsOf = (text: string): string[][] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
/** The rows of every table whose first column is headed so. */
const rowsUnder = (text: string, head: string): string[][] =>
  text.split(/\n\n/).flatMap((part) => (part.startsWith(`| ${head} |`) ? rowsOf(part) : []));
const codeIn = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? "");
const yamlIn = (text: string): string[] => [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml ?? "");

/** What can be typed after `amends`: `audit`, `manifest teams`. A command that only holds others isn't one. */
const terminalCommands = ((): string[] => {
  const declared = [...read("src/cli/cli.ts").matchAll(/^(?:const \w+ = )?(\w+)\s*\.command\("(\w+)"\)/gm)];
  const holders = new Set(declared.map(([, holder = ""]) => holder));
  // Some that hold others do something by themselves too.
  const acts = (name: string) => new RegExp(`\\.command\\("${name}"\\)[^;]*\\.action\\(`).test(read("src/cli/cli.ts"));
  return declared.flatMap(([, holder, name = ""]) =>
    holders.has(name) && !acts(name) ? [] : [holder === "program" ? name : `${holder} ${name}`],
  );
})();

const topFolders = ["src", "adapters", "test", "manifest", ".ci", ".github"];
const ownFiles = /^[\w-]+(\.[\w-]+)*\.(ts|tsx|json|yaml|md)$/;
/** Files that are the reader's, not ours. */
const theirs = ["protocol.yaml", "protocol.schema.json"];

/** Every file of ours, by its path from the root. */
const ourFiles = [
  ...readdirSync(root),
  ...topFolders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  ),
];

/** A path may have one `*`. */
function exists(path: string): boolean {
  if (!path.includes("*")) return existsSync(join(root, path));
  const pattern = new RegExp(`^${path.split("/").at(-1)?.replaceAll(".", "\\.").replace("*", ".*")}$`);
  return readdirSync(join(root, dirname(path))).some((name) => pattern.test(name));
}

/** What GitHub makes of a heading, to link to it. */
const anchorsIn = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );

describe.each(all)("$file", ({ file, text }) => {
  it("names only files and folders that exist", () => {
    const named = codeIn(text).filter((code) => topFolders.some((folder) => code.startsWith(`${folder}/`)));
    expect(named.filter((path) => !exists(path))).toEqual([]);
  });

  it("names files of a folder only beside it", () => {
    const bare = codeIn(text).filter((code) => ownFiles.test(code) && !theirs.includes(code));
    expect(bare.filter((name) => !ourFiles.some((path) => path === name || path.endsWith(`/${name}`)))).toEqual([]);
  });

  it("links only to what is there", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link]) => link ?? "");
    expect(links.length).toBeGreaterThan(0);
    const broken = links.filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? join(root, file) : resolve(root, dirname(file), path);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchorsIn(read(relative(root, target))).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it("names only npm scripts that exist", () => {
    const own = new Set(["ci", ...Object.keys(packageJson.scripts)]);
    const called = [...text.matchAll(/\bnpm (?:run )?(?!install)([a-z][\w:-]*)/g)].map(([, script]) => script ?? "");
    expect(called.filter((script) => !own.has(script))).toEqual([]);
  });

  it("names only terminal commands that exist", () => {
    const called = codeIn(text).flatMap((code) => /^(?:npx )?amends (\w+(?: \w+)*)/.exec(code)?.[1] ?? []);
    expect(called.filter((name) => !terminalCommands.includes(name))).toEqual([]);
  });
});

describe("the README", () => {
  it("is short enough to be read", () => {
    expect(front.text.trimEnd().split("\n").length).toBeLessThanOrEqual(160);
  });

  it("shows both sides in pictures that load fast and are told in words too", () => {
    const pictures = [...front.text.matchAll(/!\[([^\]]+)\]\(([^)]+)\)/g)];
    expect(pictures.length).toBeGreaterThanOrEqual(2);
    for (const [, words = "", path = ""] of pictures) {
      expect(words.length, path).toBeGreaterThan(40);
      expect(statSync(join(root, path)).size, path).toBeLessThan(300_000);
    }
  });

  it("leads to every other README", () => {
    const others = all.filter((each) => each !== front && !front.text.includes(`](${each.file})`));
    expect(others.map(({ file }) => file)).toEqual([]);
  });
});

describe("the table of the environment", () => {
  it("is the table of variables, word for word", () => {
    const [, table = ""] = /<!-- environment: begin -->([\s\S]*)<!-- environment: end -->/.exec(operate.text) ?? [];
    const plain = (cell = "") => cell.replace(/^`(.*)`$/, "$1");
    expect(
      rowsOf(table).map(([name, description, usual, secret]) => [plain(name), description, plain(usual), secret]),
    ).toEqual(
      variables.map(({ name, description, default: usual, secret }) => [
        name,
        description,
        usual || "none",
        secret ? "yes" : "",
      ]),
    );
  });
});

/** The pattern of every key that is written in a file: `roles[].limits.perRemedy`. */
function keysWritten(value: unknown, path: Path = []): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [patternOf(here), ...keysWritten(inner, here)];
  });
}

/** Keys that a person writes; items of a list and days of the week are told with their list. */
const allKeys = Object.keys(allowedWords).filter((key) => !key.endsWith("[]") && key !== "hours.*");

describe("the example of a protocol file", () => {
  const example = read("manifest/protocol.example.yaml");
  /** With every key that stands behind a "#" without a space taken into use. */
  const whole = example.replace(/^( *)#(?=\S)/gm, "$1");

  it("means as it stands the same as no file", () => {
    expect(parseProtocol(example, "protocol.yaml")).toEqual({ protocol: defaultProtocol });
  });

  it("has every key, and can be used with all of them", () => {
    expect(parseProtocol(whole, "protocol.yaml")).toHaveProperty("protocol.playbooks.length", 1);
    const written = new Set(keysWritten(parse(whole)));
    expect(allKeys.filter((key) => !written.has(key))).toEqual([]);
  });

  it("has its keys and their defaults in the reference, and no other", () => {
    const rows = rowsUnder(keys.text, "Key").map(([key = "", usual = ""]) => ({ key: codeIn(key)[0] ?? key, usual }));
    expect(rows.map(({ key }) => key).sort()).toEqual([...allKeys].sort());
    const known = parse(whole);
    const wrong = rows.filter(({ key, usual }) => {
      const [told] = codeIn(usual);
      return told !== undefined && String(valueAt(known, key.split("."))) !== told;
    });
    expect(wrong).toEqual([]);
    expect(rows.filter(({ usual }) => codeIn(usual).length > 0).length).toBeGreaterThan(20);
  });
});

describe("the short protocol file", () => {
  const [short = ""] = yamlIn(keys.text);

  it("can be used as it is", () => {
    expect(parseProtocol(short, "protocol.yaml")).toHaveProperty("protocol.organization", "Acme Travel");
  });

  it("goes wrong with the very words that are shown", () => {
    const parsed = parseProtocol(short.replace("perRemedy: 50 ", "perRemedy: lots "), "protocol.yaml");
    const [told] = "problems" in parsed ? parsed.problems : [];
    const shown = keys.text.split("\n").find((line) => line.includes("; allowed: "));
    expect(shown?.trim()).toBe(told?.message);
  });
});

describe("what an operator is told", () => {
  it("has every terminal command in its table, and no other", () => {
    const told = rowsOf(section(operate, "Commands")).map(([command]) => command);
    expect(told.sort()).toEqual(terminalCommands.map((name) => `\`amends ${name}\``).sort());
  });

  it("has every metric of our own, and no other", async () => {
    const ours = (await createMetrics().registry.getMetricsAsJSON()).map(({ name }) => name);
    const named = new Set(codeIn(operate.text).filter((code) => code.startsWith("amends_")));
    expect([...named].sort()).toEqual(ours.filter((name) => name.startsWith("amends_")).sort());
  });

  it("has the scopes of the manifest that are optional", () => {
    const [, optional = ""] = /bot_optional:\n((?: +- .*\n)+)/.exec(read("manifest/slack.yaml")) ?? [];
    const scopes = [...optional.matchAll(/"([\w:]+)"/g)].map(([, scope]) => scope);
    expect(scopes.length).toBeGreaterThan(0);
    for (const scope of scopes) expect(section(connect, "Connect Slack")).toContain(`\`${scope}\``);
  });

  it.each(["Slack", "Teams"])("connects %s in ten steps or fewer", (platform) => {
    const steps = section(connect, `Connect ${platform}`).match(/^\d+\. /gm) ?? [];
    expect(steps.length).toBeGreaterThan(3);
    expect(steps.length).toBeLessThanOrEqual(10);
  });

  it("has a protocol for the sandbox that names its own people and channels", () => {
    const [protocolFile = ""] = yamlIn(section(connect, "The sandbox"));
    const parsed = parseProtocol(protocolFile, "protocol.yaml");
    if (!("protocol" in parsed)) throw new Error(JSON.stringify(parsed.problems));
    const { roles, channels: named } = parsed.protocol;
    expect(channels.map(({ id }) => id)).toContain(named.cases?.sandbox);
    const people = roles.flatMap(({ members }) => members).filter(({ is }) => is !== "everyone");
    expect(people.length).toBeGreaterThan(1);
    expect(people.filter((member) => !(member.is === "person" && memberOf(member.id)))).toEqual([]);
  });
});

describe("the libraries", () => {
  it("each have their reason, and no other is named", () => {
    const reasons = new Map(
      [...section(inside, "The libraries").matchAll(/^- `([^`]+)`: ((?:.|\n {2})+)$/gm)].map(
        ([, library = "", reason = ""]) => [library, reason],
      ),
    );
    expect([...reasons.keys()]).toEqual(Object.keys(packageJson.dependencies));
    expect([...reasons.values()].filter((reason) => reason.length < 10)).toEqual([]);
  });
});

describe("the map of the code", () => {
  it("has every folder of the sources", () => {
    const map = section(inside, "Code map");
    const folders = ["src", "adapters"].flatMap((top) =>
      readdirSync(join(root, top), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${top}/${name}/`),
    );
    expect(folders.filter((folder) => !map.includes(`\`${folder}`))).toEqual([]);
  });

  it("tells for each thing where to add it, in files that exist", () => {
    const recipes = section(inside, "Recipes")
      .split(/\n(?=\*\*)/)
      .slice(1);
    expect(recipes.length).toBeGreaterThan(20);
    for (const recipe of recipes) {
      const [title] = recipe.split("**:");
      const paths = codeIn(recipe).filter((code) => code.includes("/") && !code.startsWith("/"));
      expect(paths, title).not.toEqual([]);
      expect(
        paths.filter((path) => !exists(path)),
        title,
      ).toEqual([]);
    }
  });

  it("fits a screen: no line is longer than 120 characters", () => {
    expect(inside.text.split("\n").filter((line) => line.length > 120)).toEqual([]);
  });

  it("says of each dated decision why, in a few lines", () => {
    const decisions = section(inside, "Decisions that cost an argument").trim().split("\n\n");
    expect(decisions.length).toBeGreaterThanOrEqual(7);
    for (const decision of decisions) {
      expect(decision).toMatch(/^\*\*\d{4}-\d{2}-\d{2}: .+\.\*\*\s/s);
      expect(decision.split("\n").length).toBeLessThanOrEqual(5);
    }
  });
});
