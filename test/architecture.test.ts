import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

/** The dependency rule: `core ← views ← app ← store, web, adapters ← main`. */

const root = resolve(import.meta.dirname, "..");

const sources = ["src", "adapters"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);

const importPattern =
  /^\s*(?:import|export)\s[^;]*?from\s+"([^"]+)"|^\s*import\s+"([^"]+)"|\bimport\(\s*["'`]([^"'`]+)["'`]\s*\)/gms;

type Import = { readonly file: string; readonly to: string };
const imports: readonly Import[] = sources.flatMap((file) =>
  [...readFileSync(join(root, file), "utf8").matchAll(importPattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? "";
    const to = specifier.startsWith(".") ? relative(root, resolve(root, dirname(file), specifier)) : specifier;
    return { file, to };
  }),
);

const from = (folder: string) => imports.filter(({ file }) => file.startsWith(`${folder}/`));
const isOurs = (to: string) => to.startsWith("src/") || to.startsWith("adapters/");
const strays = (list: readonly Import[], allowed: (to: string, file: string) => boolean) =>
  list.filter(({ to, file }) => !allowed(to, file)).map(({ file, to }) => `${file} → ${to}`);
const under =
  (...folders: string[]) =>
  (to: string) =>
    folders.some((folder) => to.startsWith(`${folder}/`));

/** Pure libraries: they read no clock unless asked and touch no file or network. */
const pureLibraries = ["zod", "luxon", "date-holidays"];

describe("the dependency rule", () => {
  it("sees the sources", () => {
    expect(sources.length).toBeGreaterThan(30);
    expect(imports.length).toBeGreaterThan(100);
  });

  it("keeps the core pure: only its own folder and pure libraries", () => {
    expect(strays(from("src/core"), (to) => under("src/core")(to) || pureLibraries.includes(to))).toEqual([]);
  });

  it("keeps the views pure: only the core, their own folder and pure libraries", () => {
    expect(strays(from("src/views"), (to) => under("src/core", "src/views")(to) || pureLibraries.includes(to))).toEqual(
      [],
    );
  });

  it("lets the application see the core, the views and Node, nothing that draws, stores or serves", () => {
    const allowed = (to: string) =>
      under("src/core", "src/views", "src/app")(to) || to.startsWith("node:") || to === "zod";
    expect(strays(from("src/app"), allowed)).toEqual([]);
  });

  it("keeps store, web and adapters from each other", () => {
    const inner = under("src/core", "src/views", "src/app");
    const common = (to: string) => inner(to) || to === "src/log.ts" || !isOurs(to);
    const shared = under("adapters/common");
    expect(strays(from("adapters/common"), (to) => common(to) || shared(to))).toEqual([]);
    expect(strays(from("src/store"), (to) => common(to) || under("src/store")(to))).toEqual([]);
    expect(strays(from("src/web"), (to) => common(to) || under("src/web")(to))).toEqual([]);
    for (const adapter of ["slack", "teams", "sandbox"]) {
      const own = under(`adapters/${adapter}`);
      expect(strays(from(`adapters/${adapter}`), (to) => common(to) || shared(to) || own(to))).toEqual([]);
    }
  });

  it("lets one folder each know a platform's library or SQL", () => {
    const only = (library: RegExp, ...homes: string[]) =>
      strays(
        imports.filter(({ to }) => library.test(to)),
        (_to, file) => under(...homes)(file),
      );
    expect(only(/^@slack\//, "adapters/slack")).toEqual([]);
    expect(only(/^bot(builder|framework)/, "adapters/teams")).toEqual([]);
    expect(only(/^(drizzle-orm|postgres$|@electric-sql)/, "src/store")).toEqual([]);
  });

  it("reads no clock and rolls no dice in the core and the views", () => {
    const impure = /\bDate\.now\(|new Date\(\)|Math\.random|DateTime\.(now|local)\(\)|randomUUID|process\.env/;
    const guilty = sources
      .filter((file) => under("src/core", "src/views")(file))
      .filter((file) => impure.test(readFileSync(join(root, file), "utf8")));
    expect(guilty).toEqual([]);
  });
});

/** The rooms of each folder, innermost first: a room sees itself and those before it. */
const adapterRooms = ["connection", "people", "drawing", "replies", "inbound"];
const rooms: Readonly<Record<string, readonly string[]>> = {
  "src/app": ["people", "messages", "commands", "delivery", "requests"],
  "adapters/slack": adapterRooms,
  "adapters/teams": adapterRooms,
  "adapters/sandbox": ["world", "drawing", "pages", "server"],
};
/** What stands beside the rooms and is read in all of them; it looks into none. All else there puts the rooms together. */
const beside: Readonly<Record<string, readonly string[]>> = {
  "src/app": [
    "database-trouble.ts",
    "degraded.ts",
    "failure-words.ts",
    "keyring.ts",
    "log.ts",
    "newer-case.ts",
    "ports.ts",
    "private-files.ts",
    "protocol-hash.ts",
    "standing-denials.ts",
    "urgency.ts",
    "with-timeout.ts",
  ],
  "adapters/slack": ["payloads.ts", "words.ts"],
  "adapters/teams": ["payloads.ts", "words.ts"],
  "adapters/sandbox": [],
};

describe("the rooms", () => {
  it.each(Object.entries(rooms))("of %s don't reach around each other", (folder, order) => {
    const inside = (path: string) => relative(folder, path).split("/");
    const read = beside[folder] ?? [];
    const isRoom = (name: string) => order.includes(name);
    const allowed = (to: string, file: string) => {
      const [room = ""] = inside(file);
      const [target = ""] = inside(to);
      if (isRoom(room)) return isRoom(target) ? order.indexOf(target) <= order.indexOf(room) : read.includes(target);
      return !read.includes(room) || read.includes(target);
    };
    const ours = from(folder).filter(({ to }) => to.startsWith(`${folder}/`));
    expect(strays(ours, allowed)).toEqual([]);
  });

  it.each(Object.entries(rooms))("of %s are all there, and no others", (folder, order) => {
    const found = readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const named = [...order, ...(folder === "adapters/sandbox" ? ["assets"] : [])];
    expect(found.map(({ name }) => name).sort()).toEqual([...named].sort());
  });

  it("are as small as a newcomer can look over, but for siblings of one kind", () => {
    const siblings = ["src/core", "src/core/decide", "src/views/forms", "src/store"];
    const count = new Map<string, number>();
    for (const file of sources) count.set(dirname(file), (count.get(dirname(file)) ?? 0) + 1);
    const full = [...count].filter(([folder, files]) => files > 16 && !siblings.includes(folder));
    expect(full).toEqual([]);
  });
});
