import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";
import { createLog } from "../src/log.ts";
import { startAmends } from "../src/main.ts";
import { freshDatabase } from "./support/postgres.ts";
import { buildRelease, killWhatIsLeft, startAmendsProcess } from "./support/process.ts";

/** Scripts, styles and icons are files beside the code: from the sources and from `dist`, every one that a page names is there. */

const root = resolve(import.meta.dirname, "..");
const folders = ["adapters/sandbox/assets", "src/web/assets"];
const pages = ["/as/sam/c/mendes-weber", "/setup", "/s/a-link-that-nobody-made"];
const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
};

let database: Awaited<ReturnType<typeof freshDatabase>>;
let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), "amends-assets-"));
  const secret = "a secret of the test, long enough";
  environment = { PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder, DATABASE_URL: database.url, AMENDS_SECRET: secret };
});
afterAll(async () => {
  killWhatIsLeft();
  await database?.drop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

type Running = { readonly url: string; stop(): Promise<unknown> };

const fromTheSources = (): Promise<Running> =>
  startAmends(readConfig({ ...environment, AMENDS_SANDBOX: "on" }), { log: createLog({ level: "silent" }) });

async function fromDist(): Promise<Running> {
  const release = await buildRelease();
  const amends = await startAmendsProcess(release, {
    cwd: folder,
    environment: { ...environment, AMENDS_SANDBOX: "on" },
  });
  return {
    url: amends.url,
    stop: async () => {
      amends.terminate();
      await amends.ended;
      await release.remove();
    },
  };
}

const assetsNamedBy = async (url: string): Promise<readonly string[]> =>
  [...(await (await fetch(url)).text()).matchAll(/\b(?:src|href)="([^"]*\/assets\/[^"]+)"/g)].map(
    ([, path = ""]) => path,
  );

describe.each([
  { where: "from the sources", start: fromTheSources },
  { where: "from dist", start: fromDist },
])("$where", ({ start }) => {
  let amends: Running;
  let named: readonly string[];
  beforeAll(async () => {
    amends = await start();
    named = [...new Set((await Promise.all(pages.map((page) => assetsNamedBy(amends.url + page)))).flat())];
  }, 120_000);
  afterAll(() => amends?.stop());

  it("serves every asset that a page names, of its type, to be kept for good", async () => {
    expect(named.map((path) => new URL(path, amends.url).pathname).sort()).toEqual([
      "/assets/amends.css",
      "/assets/amends.svg",
      "/sandbox/assets/htmx.js",
      "/sandbox/assets/icon.svg",
      "/sandbox/assets/live.js",
      "/sandbox/assets/sandbox.css",
      "/sandbox/assets/window.js",
    ]);
    for (const path of named) {
      const { status, headers } = await fetch(amends.url + path);
      const type = types[extname(new URL(path, amends.url).pathname)];
      expect({ path, status, type: headers.get("Content-Type") }).toEqual({ path, status: 200, type });
      expect(headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    }
  });

  it("leaves out no file of the assets' folders", async () => {
    const texts = await Promise.all(named.map(async (path) => (await fetch(amends.url + path)).text()));
    for (const each of folders)
      for (const name of await readdir(join(root, each))) {
        const text = await readFile(join(root, each, name), "utf8");
        expect({ name, isServed: texts.some((body) => body.includes(text)) }).toEqual({ name, isServed: true });
      }
  });
});
