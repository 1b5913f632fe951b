import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";
import { createLog } from "../src/log.ts";
import { type Amends, startAmends } from "../src/main.ts";
import { ProtocolError } from "../src/protocol-file.ts";
import { DataDirInUseError } from "../src/store/data-dir-lock.ts";

/** One process on the embedded database, as it starts on a laptop: no platform, no secret, no protocol file. */

/** One for all, since the embedded database takes seconds to be made and much less to be opened again. */
let folder: string;
let running: Amends[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "amends-main-"));
});
afterEach(async () => {
  for (const amends of running) await amends.stop();
  running = [];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const log = createLog({ level: "silent" });
async function start(environment: Readonly<Record<string, string>> = {}): Promise<Amends> {
  const dataDir = join(folder, "data");
  const config = readConfig({ PORT: "0", HOST: "127.0.0.1", DATA_DIR: dataDir, AMENDS_SANDBOX: "off", ...environment });
  const amends = await startAmends(config, { log });
  running.push(amends);
  return amends;
}
async function stop(amends: Amends): Promise<void> {
  running = running.filter((other) => other !== amends);
  await amends.stop();
}
const get = async (amends: Amends, path: string) => {
  const response = await fetch(`${amends.url}${path}`);
  return { status: response.status, text: await response.text() };
};

describe("starting on nothing but a folder", () => {
  it("opens for business, says how it is set up, and makes its own secret", async () => {
    const amends = await start();
    expect(amends.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await get(amends, "/healthz")).status).toBe(200);
    expect(JSON.parse((await get(amends, "/readyz")).text)).toMatchObject({ status: "ready" });
    expect((await get(amends, "/metrics")).text).toContain("amends_jobs_waiting 0");
    expect((await get(amends, "/")).text).toContain("Not connected yet");
    const data = join(folder, "data");
    expect(await readdir(data)).toEqual(expect.arrayContaining(["pglite", "secret", "amends.lock"]));
    // Nobody else on this machine reads customers' words there, now or in a database that was open before.
    for (const path of ["", "secret", "amends.lock", "pglite", "pglite/base", "pglite/PG_VERSION"])
      expect([path, (await stat(join(data, path))).mode & 0o077]).toEqual([path, 0]);
  });

  it("ticks and settles with nothing to do, and starts again on the same folder once it was stopped, and answers no more after that", async () => {
    const first = await start();
    await first.tick();
    await first.idle();
    await stop(first);
    await expect(get(first, "/healthz")).rejects.toThrow();
    expect((await get(await start(), "/readyz")).status).toBe(200);
  });
});

describe("a start that can't be", () => {
  it("beside another on the same folder is told who has it; the other goes on", async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(DataDirInUseError);
    expect((await get(first, "/readyz")).status).toBe(200);
  });

  it("on a port that is taken lets go of the folder", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = address && typeof address === "object" ? String(address.port) : "";
    await expect(start({ PORT: port })).rejects.toThrow(/already|in use/i);
    other.close();
    expect((await get(await start(), "/healthz")).status).toBe(200);
  });

  it("with a bad protocol file touches nothing", async () => {
    const file = join(folder, "bad.yaml");
    await writeFile(file, "currency: dollars\n");
    const untouched = join(folder, "untouched");
    await expect(start({ AMENDS_PROTOCOL: file, DATA_DIR: untouched })).rejects.toThrow(ProtocolError);
    expect(existsSync(untouched)).toBe(false);
  });

  it("with a token that Slack refuses says what to do about it, and lets go of the folder", async () => {
    const slack = await refusingSlack();
    const environment = {
      SLACK_BOT_TOKEN: "xoxb-1-wrong",
      SLACK_SIGNING_SECRET: "secret",
      SLACK_API_URL: `${slack.url}/api`,
    };
    await expect(start(environment)).rejects.toThrow("Slack did not accept SLACK_BOT_TOKEN (invalid_auth)");
    slack.close();
    expect((await get(await start(), "/healthz")).status).toBe(200);
  });
});

describe("a start with Slack away", () => {
  const slack = (port: number) => ({
    SLACK_BOT_TOKEN: "xoxb-1",
    SLACK_SIGNING_SECRET: "secret",
    SLACK_API_URL: `http://127.0.0.1:${port}/api`,
  });
  /** A port on which nobody listens any more. */
  const nobody = async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    server.close();
    return address && typeof address === "object" ? address.port : 0;
  };

  it.each([
    ["over HTTP", {}],
    ["through the socket", { SLACK_APP_TOKEN: "xapp-1" }],
  ])("%s opens for business all the same: health, customers' pages, the clock", async (_how, more) => {
    const amends = await start({ ...slack(await nobody()), ...more });
    expect((await get(amends, "/healthz")).status).toBe(200);
    const ready = await get(amends, "/readyz");
    expect(ready.status).toBe(200);
    expect(JSON.parse(ready.text)).toMatchObject({
      status: "degraded",
      degraded: expect.arrayContaining([expect.objectContaining({ cause: "slack-unreachable" })]),
    });
    await amends.tick();
    await amends.idle();
  });

  it("is served while Slack still says nothing", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const address = silent.address();
    const port = address && typeof address === "object" ? address.port : 0;
    const amends = await start({ ...slack(port), SLACK_APP_TOKEN: "xapp-1" });
    expect((await get(amends, "/readyz")).status).toBe(200);
    await stop(amends);
    silent.close();
  });
});

describe("a protocol file that changes", () => {
  it("is in force at the next tick; a broken one leaves the last good one", async () => {
    const file = join(folder, "protocol.yaml");
    await writeFile(file, "organization: Acme Travel\n");
    const amends = await start({ AMENDS_PROTOCOL: file });
    const organization = async () => /Acme \w+/.exec((await get(amends, "/")).text)?.[0];
    expect(await organization()).toBe("Acme Travel");
    await writeFile(file, "organization: Acme Cruises\n");
    await amends.tick();
    expect(await organization()).toBe("Acme Travel");
    await amends.tick();
    expect(await organization()).toBe("Acme Cruises");
    await writeFile(file, "organisation: Acme Ships\n");
    await amends.tick();
    await amends.tick();
    expect(await organization()).toBe("Acme Cruises");
  });
});

async function refusingSlack() {
  const server = createHttpServer((_request, response) => {
    response.setHeader("content-type", "application/json").end('{"ok":false,"error":"invalid_auth"}');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    url: `http://127.0.0.1:${address && typeof address === "object" ? address.port : 0}`,
    close: () => server.close(),
  };
}
