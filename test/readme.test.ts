import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { channels, memberOf } from "../adapters/sandbox/world/cast.ts";
import packageJson from "../package.json" with { type: "json" };
import { variables } from "../src/config.ts";
import { defaultProtocol } from "../src/core/protocol.ts";
import { parseProtocol } from "../src/protocol-file.ts";
import { createMetrics } from "../src/web/metrics.ts";

/** The READMEs say what is. This keeps them from saying what was. */

const root = resolve(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

const front = { file: "README.md", text: read("README.md") };
const inside = { file: "src/README.md", text: read("src/README.md") };
const both = [front, inside];

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

/** A path may have one `*`. */
function exists(path: string): boolean {
  if (!path.includes("*")) return existsSync(join(root, path));
  const pattern = new RegExp(`^${path.split("/").at(-1)?.replaceAll(".", "\\.").replace("*", ".*")}$`);
  return readdirSync(join(root, dirname(path))).some((name) => pattern.test(name));
}

describe.each(both)("$file", ({ file, text }) => {
  it("names only files and folders that exist", () => {
    const named = codeIn(text).filter((code) => topFolders.some((folder) => code.startsWith(`${folder}/`)));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !exists(path))).toEqual([]);
  });

  it("names files of a folder only beside it", () => {
    const bare = codeIn(text).filter((code) => ownFiles.test(code) && !theirs.includes(code));
    const known = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
      (path) => !/(^|\/)(node_modules|dist|\.git)\//.test(path),
    );
    expect(bare.filter((name) => !known.some((path) => path === name || path.endsWith(`/${name}`)))).toEqual([]);
  });

  it("links only to what is there", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link]) => link ?? "");
    expect(links.length).toBeGreaterThan(0);
    const broken = links.filter((link) => {
      const [path, anchor] = link.split("#");
      if (path) return !existsSync(resolve(root, dirname(file), path));
      const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title?.toLowerCase().replaceAll(" ", "-"));
      return !anchors.includes(anchor);
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

describe("the README's table of the environment", () => {
  it("is the table of variables, word for word", () => {
    const [, table = ""] = /<!-- environment: begin -->([\s\S]*)<!-- environment: end -->/.exec(front.text) ?? [];
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

describe("the README's protocol files", () => {
  const part = section(front, "The protocol file");
  const [example = "", defaults = ""] = yamlIn(part);

  it("can be used as they are", () => {
    expect(parseProtocol(example, "protocol.yaml")).toHaveProperty("protocol.organization", "Acme Travel");
  });

  it("tell the true default of every key", () => {
    expect(parseProtocol(defaults, "protocol.yaml")).toEqual({ protocol: defaultProtocol });
    for (const key of Object.keys(defaultProtocol)) expect(defaults).toMatch(new RegExp(`^${key}:`, "m"));
  });

  it("go wrong with the very words that are shown", () => {
    const parsed = parseProtocol(example.replace("perRemedy: 50 ", "perRemedy: lots "), "protocol.yaml");
    const [told] = "problems" in parsed ? parsed.problems : [];
    const shown = part.split("\n").find((line) => line.includes("; allowed: "));
    expect(shown?.trim()).toBe(told?.message);
  });
});

describe("what the README tells an operator", () => {
  it("has every terminal command in its table, and no other", () => {
    const told = rowsOf(section(front, "Operate it")).map(([command]) => command);
    expect(told.sort()).toEqual(terminalCommands.map((name) => `\`amends ${name}\``).sort());
  });

  it("has every metric of our own, and no other", async () => {
    const ours = (await createMetrics().registry.getMetricsAsJSON()).map(({ name }) => name);
    const named = new Set(codeIn(section(front, "Operate it")).filter((code) => code.startsWith("amends_")));
    expect([...named].sort()).toEqual(ours.filter((name) => name.startsWith("amends_")).sort());
  });

  it("has the scopes of the manifest that are optional", () => {
    const [, optional = ""] = /bot_optional:\n((?: +- .*\n)+)/.exec(read("manifest/slack.yaml")) ?? [];
    const scopes = [...optional.matchAll(/"([\w:]+)"/g)].map(([, scope]) => scope);
    expect(scopes.length).toBeGreaterThan(0);
    for (const scope of scopes) expect(section(front, "Connect Slack")).toContain(`\`${scope}\``);
  });

  it.each(["Slack", "Teams"])("connects %s in ten steps or fewer", (platform) => {
    const steps = section(front, `Connect ${platform}`).match(/^\d+\. /gm) ?? [];
    expect(steps.length).toBeGreaterThan(3);
    expect(steps.length).toBeLessThanOrEqual(10);
  });
});

describe("what the README says of the sandbox", () => {
  const part = section(front, "Try it in two minutes");
  const [protocolFile = ""] = yamlIn(part);

  it("has a protocol for it that names its own people and channels", () => {
    const parsed = parseProtocol(protocolFile, "protocol.yaml");
    if (!("protocol" in parsed)) throw new Error(JSON.stringify(parsed.problems));
    const { roles, channels: named } = parsed.protocol;
    expect(channels.map(({ id }) => id)).toContain(named.cases?.sandbox);
    const people = roles.flatMap(({ members }) => members).filter((member) => member !== "*");
    expect(people.length).toBeGreaterThan(1);
    expect(people.filter((member) => !memberOf(member.replace("sandbox:", "")))).toEqual([]);
  });

  it("shows it in a picture that loads fast and is told in words too", () => {
    const [, words = "", path = ""] = /!\[([^\]]+)\]\(([^)]+)\)/.exec(part) ?? [];
    expect(words.length).toBeGreaterThan(40);
    expect(statSync(join(root, path)).size).toBeLessThan(200_000);
  });
});

describe("the libraries", () => {
  it("each have their reason, and no other is named", () => {
    const rows = rowsOf(section(front, "The libraries"));
    expect(rows.map(([library]) => library)).toEqual(
      Object.keys(packageJson.dependencies).map((library) => `\`${library}\``),
    );
    expect(rows.filter(([, reason = ""]) => reason.length < 10)).toEqual([]);
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
    const rows = rowsOf(section(inside, "Where do I add …"));
    expect(rows.length).toBeGreaterThan(15);
    for (const [thing, where = ""] of rows) {
      const paths = codeIn(where).filter((code) => code.includes("/"));
      expect(paths, thing).not.toEqual([]);
      expect(
        paths.filter((path) => !exists(path)),
        thing,
      ).toEqual([]);
    }
  });

  it("says of each dated decision why, in a few lines", () => {
    const decisions = section(inside, "Decisions that cost an argument").trim().split("\n\n");
    expect(decisions.length).toBeGreaterThanOrEqual(7);
    for (const decision of decisions) {
      expect(decision).toMatch(/^\*\*\d{4}-\d{2}-\d{2}: .+\.\*\* /s);
      expect(decision.split("\n").length).toBeLessThanOrEqual(5);
    }
  });
});
