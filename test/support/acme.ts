import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../src/app/ports.ts";
import { readConfig } from "../../src/config.ts";
import { after, duration, type Instant, instant } from "../../src/core/time.ts";
import { createLog } from "../../src/log.ts";
import { type Amends, startAmends } from "../../src/main.ts";
import { freshDatabase } from "./postgres.ts";
import { app } from "./slack/cast.ts";
import { createSlackClient } from "./slack/inbound.ts";
import { startFakeSlack } from "./slack/server.ts";

/** Acme Travel: a whole Amends on real PostgreSQL beside a fake Slack, with a clock that moves when the test says so. */

export const signingSecret = "signing-secret-of-acme";

/** Round-the-clock hours and no quiet hours, so that specifications say the times that matter to them. */
export const acmeProtocol = `
organization: Acme Travel
timezone: America/New_York
hours: always
quietHours: none
channels: { cases: { slack: C0CASES001 } }
roles:
  - { id: staff, label: Staff, members: ["*"], limits: { perRemedy: 50, perCustomer: { amount: 150, within: 90d }, perPerson: { amount: 300, within: 1d } } }
  - { id: manager, label: Manager, members: ["slack:S0MANAGERS"], limits: { perRemedy: 500 } }
  - { id: director, label: Director, members: ["slack:U0DINA0001"], limits: { perRemedy: unlimited } }
`;

export type Acme = Awaited<ReturnType<typeof openAcme>>;

export const monday = instant(Date.parse("2026-11-23T15:00:00Z"));

export async function openAcme(options: { protocol?: string; startAt?: Instant } = {}) {
  let now = options.startAt ?? monday;
  const clock: Clock = { now: () => now };
  const folder = await mkdtemp(join(tmpdir(), "amends-acme-"));
  const protocolPath = join(folder, "protocol.yaml");
  await writeFile(protocolPath, options.protocol ?? acmeProtocol);
  const database = await freshDatabase();
  const slack = await startFakeSlack({ clock });
  const environment = {
    PORT: "0",
    HOST: "127.0.0.1",
    PUBLIC_URL: "https://amends.acme.example",
    DATA_DIR: join(folder, "data"),
    DATABASE_URL: database.url,
    AMENDS_SECRET: "acme-secret-acme-secret-acme-secret",
    AMENDS_PROTOCOL: protocolPath,
    AMENDS_TICK: "0 0 1 1 *",
    SLACK_BOT_TOKEN: app.botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.url,
  };
  const log = createLog({ level: process.env.AMENDS_TEST_LOG === "on" ? "info" : "silent" });
  const start = () => startAmends(readConfig(environment), { log, clock });
  let amends: Amends = await start();
  const clientAt = (url: string) => createSlackClient({ appUrl: `${url}/slack/events`, signingSecret, world: slack.world });
  let client = clientAt(amends.url);

  /** Sends everything that is due, however the conversations are paced. */
  async function settle(): Promise<void> {
    for (let round = 0; round < 20; round += 1) {
      await amends.idle();
      now = after(now, duration(1_100));
    }
  }

  return {
    slack,
    world: slack.world,
    database,
    environment,
    clock,
    get client() {
      return client;
    },
    get amends() {
      return amends;
    },
    now: () => now,
    settle,
    /** Lets time pass, and the clock act. */
    async pass(millis: number) {
      now = after(now, duration(millis));
      await amends.tick();
      await settle();
    },
    async restart() {
      await amends.stop();
      amends = await start();
      client = clientAt(amends.url);
    },
    async close() {
      await amends.stop();
      await slack.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
