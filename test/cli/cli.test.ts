import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { organizationKey } from "../../src/core/organization.ts";
import { duration, instant } from "../../src/core/time.ts";
import { openStore } from "../../src/store/store.ts";
import { open } from "../store/sample.ts";
import { freshDatabase } from "../support/postgres.ts";
import { buildRelease, type Ended, type Release, runNode } from "../support/process.ts";

/** The compiled `amends`, as an operator types it. */

const secret = "a-secret-that-must-never-be-shown";

let release: Release;
let folder: string;
beforeAll(async () => {
  release = await buildRelease();
});
afterAll(() => release?.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "amends-cli-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const amends = (words: string, environment: Record<string, string> = {}): Promise<Ended> =>
  runNode([release.cli, ...words.split(" ")], { cwd: folder, environment });
const write = (name: string, text: string) => writeFile(join(folder, name), text);

describe("amends check", () => {
  it("says in plain words what a valid file and environment mean", async () => {
    await write("protocol.yaml", "organization: Acme Travel\ntimezone: America/New_York\nretention: 3y\n");
    const { code, output, errors } = await amends("check", { AMENDS_PROTOCOL: "protocol.yaml", PORT: "4000" });
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toContain("Acme Travel");
    expect(output).toContain("retention isn't used yet");
    expect(output).toContain("PORT (4000)");
    expect(output).toMatch(/All of it is valid\.\n$/);
  });

  it("accepts the example of a protocol file that we ship", async () => {
    const example = join(import.meta.dirname, "../../manifest/protocol.example.yaml");
    const { code, output, errors } = await amends("check", { AMENDS_PROTOCOL: example });
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).not.toContain("isn't used yet");
  });

  it("warns that no link can be sent to a customer without PUBLIC_URL, where a platform is connected", async () => {
    const slack = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "signing" };
    expect((await amends("check", slack)).output).toContain("No PUBLIC_URL: a customer who can't be reached");
    expect((await amends("check", { ...slack, PUBLIC_URL: "https://a.example" })).output).not.toContain(
      "No PUBLIC_URL",
    );
    expect((await amends("check")).output).not.toContain("No PUBLIC_URL");
  });

  it("names the line, the key, what was found and what is allowed in a bad file", async () => {
    await write("protocol.yaml", "organization: Acme Travel\nclocks:\n  approve: soon\nnudge: {}\n");
    const { code, output, errors } = await amends("check", { AMENDS_PROTOCOL: "protocol.yaml" });
    expect({ code, output }).toEqual({ code: 1, output: "" });
    expect(errors.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^protocol\.yaml:3: clocks\.approve: found "soon"; allowed: a duration such as/),
      expect.stringMatching(/^protocol\.yaml:4: nudge: found .*; allowed: .*nudges/),
    ]);
  });

  it("names every bad variable, without showing a secret", async () => {
    const { code, errors } = await amends("check", { PORT: "http", SLACK_BOT_TOKEN: `xoxp-${secret}` });
    expect(code).toBe(1);
    expect(errors).toMatch(/^PORT: found "http"; allowed: a whole number/m);
    expect(errors).toMatch(/^SLACK_BOT_TOKEN: found a secret of \d+ characters; allowed: a bot token/m);
    expect(errors).not.toContain(secret);
    expect(errors).not.toContain("    at ");
  });

  it.each(["start", "migrate", "audit", "check"])(
    "%s never repeats a database's address that can't be read, nor shows a stack",
    async (command) => {
      for (const password of ["hunter/2222", "hunter#2222", "hunter?2222", "12/hunter2222"]) {
        const { code, output, errors } = await amends(command, {
          DATABASE_URL: `postgres://amends:${password}@127.0.0.1:1/amends`,
          AMENDS_SECRET: secret,
        });
        expect(code).toBe(1);
        expect(errors).toMatch(/^DATABASE_URL: found a secret of \d+ characters; allowed: an address such as/);
        expect(output + errors).not.toMatch(/hunter|2222|127\.0\.0\.1| {4}at /);
      }
    },
  );

  it("reads .env, which what the process is given overrides", async () => {
    await write(".env", `PORT=4321\nLOG_LEVEL=warn\nAMENDS_SECRET=${secret}\n`);
    const { code, output } = await amends("check", { LOG_LEVEL: "debug" });
    expect(code).toBe(0);
    expect(output).toContain("PORT (4321)");
    expect(output).toContain("LOG_LEVEL (debug)");
    expect(output).toContain("DATA_DIR (not set: ./data)");
    expect(output).toContain("AMENDS_SECRET (set)");
    expect(output).not.toContain(secret);

    await write(".env", "PORT=http\n");
    expect(await amends("check")).toMatchObject({ code: 1, errors: expect.stringMatching(/^PORT: found "http"/) });
  });
});

describe("a full disk at the first start", () => {
  it("leaves nothing behind that keeps a later start from working", async () => {
    // No file may grow: each write fails, as on a full disk, or ends the process, as a crash does.
    const full = spawn("sh", ["-c", `ulimit -f 0; exec "${process.execPath}" "${release.cli}" migrate`], {
      cwd: folder,
      env: { PATH: process.env.PATH },
      stdio: "ignore",
    });
    const [code] = await once(full, "exit");
    expect(code).not.toBe(0);
    expect((await readdir(join(folder, "data"))).filter((name) => name === "secret")).toEqual([]);
  });

  it("that left an empty secret, in an older release, is said in words", async () => {
    await mkdir(join(folder, "data"));
    await write("data/secret", "");
    const { code, errors } = await amends("migrate");
    expect(code).toBe(1);
    expect(errors).toMatch(/^The file data\/secret is empty: .* Put it back from a backup\./);
    expect(errors).not.toContain("    at ");
  });
});

describe("amends migrate and audit", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let environment: Record<string, string>;
  beforeAll(async () => {
    database = await freshDatabase();
    environment = { DATABASE_URL: database.url, AMENDS_SECRET: secret };
  });
  afterAll(() => database?.drop());

  it("brings an empty database up to date, and leaves one alone that is", async () => {
    const empty = await freshDatabase();
    const sql = postgres(empty.url, { max: 1, onnotice: () => {} });
    await sql`drop schema public cascade`;
    await sql`create schema public`;
    const given = { ...environment, DATABASE_URL: empty.url };
    for (const _time of ["first", "second"])
      expect(await amends("migrate", given)).toEqual({ code: 0, output: "The tables are up to date.\n", errors: "" });
    expect(await amends("audit", given)).toMatchObject({ code: 0, output: "0 cases, 0 events, nothing altered.\n" });
    await sql.end();
    await empty.drop();
  });

  it("proves that a log is whole, and shows where it was altered", async () => {
    const store = await openStore({ databaseUrl: database.url, dataDir: folder, secret });
    await open(store, organizationKey("acme"));
    const altered = await open(store, organizationKey("acme"));
    await store.close();
    await openStore({ databaseUrl: database.url, dataDir: folder, secret }).then((again) => again.close()); // their records
    expect(await amends("audit", environment)).toEqual({
      code: 0,
      output: "2 cases, 2 events, nothing altered.\n",
      errors: "",
    });

    const sql = postgres(database.url, { max: 1 });
    await sql`update case_events set body = jsonb_set(body, '{complaint}', '"All was well"') where case_id = ${altered.id}`;
    await sql.end();
    expect(await amends("audit", environment)).toEqual({
      code: 1,
      output: "2 cases, 2 events, 1 finding.\n",
      errors: "event-altered: case 2 in acme, event 1\n",
    });
  });

  it("says so when the database can't be reached", async () => {
    const { code, errors } = await amends("audit", { ...environment, DATABASE_URL: "postgres://127.0.0.1:1/amends" });
    expect(code).toBe(1);
    expect(errors).toMatch(/^The database at 127\.0\.0\.1:1\/amends can't be used: .*ECONNREFUSED.*\n$/);
  });

  it("start says so too, in one line", async () => {
    const { code, errors, output } = await amends("start", {
      ...environment,
      DATABASE_URL: "postgres://amends:hidden-word@127.0.0.1:1/amends",
    });
    expect(code).toBe(1);
    expect(errors).toMatch(/^The database at 127\.0\.0\.1:1\/amends can't be used: .*\n$/);
    expect(errors + output).not.toContain("hidden-word");
  });
});

describe("amends jobs", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database?.drop());

  it("lists what was given up, and has it sent again", async () => {
    const environment = { DATABASE_URL: database.url, AMENDS_SECRET: secret };
    expect((await amends("jobs", environment)).output).toBe("No message was given up.\n");

    const store = await openStore({ databaseUrl: database.url, dataDir: folder, secret });
    const kase = await open(store, organizationKey("acme"));
    const now = instant(Date.now());
    await store.enqueue(organizationKey("acme"), [{ caseId: kase.id, surface: "case", lane: "slack:T1:C1" }], now);
    const [job] = await store.claimJobs(now, duration(60_000), 1);
    if (job) await store.failJob(job, now, "is_archived");
    expect((await amends("jobs", environment)).output).toMatch(
      /^\d+ {2}case 1 {2}case {2}to slack:T1:C1 {2}since .* {2}tried once {2}is_archived$/m,
    );
    expect(await amends("jobs retry 999999", environment)).toMatchObject({ code: 1, output: "" });
    expect((await amends("jobs retry soon", environment)).errors).toContain(
      "Give a number that `amends jobs` lists, or all.",
    );
    expect(await amends(`jobs retry ${job?.id}`, environment)).toMatchObject({ code: 0, errors: "" });
    expect((await store.backlog(instant(Date.now()))).waiting).toBe(1);
    await store.close();
  });

  it("says to stop the running one first, where the database is the embedded one", async () => {
    const store = await openStore({ dataDir: join(folder, "data"), secret });
    try {
      const { code, errors } = await amends("jobs", { DATA_DIR: join(folder, "data"), AMENDS_SECRET: secret });
      expect(code).toBe(1);
      expect(errors).toMatch(/^Another Amends is using .* Stop it first/);
    } finally {
      await store.close();
    }
  });
});

it("amends schema prints the JSON Schema of protocol.yaml", async () => {
  const { code, output } = await amends("schema");
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ type: "object", properties: { organization: {}, roles: {}, clocks: {} } });
});

describe("amends", () => {
  it("lists its commands, and says its version", async () => {
    const { code, output } = await amends("--help");
    expect(code).toBe(0);
    for (const command of ["start", "migrate", "check", "schema", "audit", "jobs"])
      expect(output).toMatch(new RegExp(`^ {2}${command} `, "m"));
    const { version } = JSON.parse(await readFile("package.json", "utf8"));
    expect((await amends("--version")).output).toBe(`${version}\n`);
  });

  it("doesn't know other commands, and says which there are", async () => {
    const { code, output, errors } = await amends("strat");
    expect({ code, output }).toEqual({ code: 1, output: "" });
    expect(errors).toContain("unknown command 'strat'");
    expect(errors).toContain("Commands:");
  });
});

describe("amends manifest", () => {
  const appId = "5a5b0e2c-3c11-4c0e-9c3f-aa0c5b1d0001";
  const url = "https://amends.acme.example";

  it("teams writes the package that an admin uploads", async () => {
    const { code, output, errors } = await amends(`manifest teams --app-id ${appId} --url ${url} --out acme.zip`);
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toContain("Wrote acme.zip");
    const files = unzipSync(await readFile(join(folder, "acme.zip")));
    expect(Object.keys(files).toSorted()).toEqual(["color.png", "manifest.json", "outline.png"]);
    const manifest = JSON.parse(strFromU8(files["manifest.json"] ?? new Uint8Array()));
    expect(manifest).toMatchObject({ id: appId, bots: [{ botId: appId }], validDomains: ["amends.acme.example"] });
    expect(JSON.stringify(manifest)).not.toMatch(/YOUR-|00000000-0000-0000/);
  });

  it("slack prints what an admin pastes", async () => {
    const { code, output } = await amends(`manifest slack --url ${url}`);
    expect(code).toBe(0);
    expect(parse(output)).toMatchObject({
      settings: { interactivity: { request_url: `${url}/slack/events` } },
      features: { slash_commands: [{ command: "/amends" }] },
    });
    expect(output).not.toContain("YOUR-");
  });

  it.each([
    [`teams --app-id amends --url ${url}`, /--app-id is "amends", but must be the bot's Microsoft App ID/],
    [
      `teams --app-id ${appId} --url http://localhost:3000`,
      /--url is "http:\/\/localhost:3000", but must be the https/,
    ],
    [`teams --app-id ${appId} --url ${url} --out nowhere/acme.zip`, /--out is "nowhere\/acme\.zip"/],
    [`teams --url ${url}`, /required option '--app-id <id>' not specified/],
    ["slack --url amends", /--url is "amends"/],
    ["discord", /unknown command 'discord'/],
  ])("%s is answered with what is wrong with it", async (words, said) => {
    const { code, output, errors } = await amends(`manifest ${words}`);
    expect({ code, output }).toEqual({ code: 1, output: "" });
    expect(errors).toMatch(said);
    expect(errors).not.toContain("    at ");
  });
});
