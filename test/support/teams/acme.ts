import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect } from "vitest";
import type { Clock } from "../../../src/app/ports.ts";
import { readConfig } from "../../../src/config.ts";
import type { CaseEvent } from "../../../src/core/events.ts";
import { organizationKey } from "../../../src/core/organization.ts";
import { after, duration, instant } from "../../../src/core/time.ts";
import { createLog } from "../../../src/log.ts";
import { startAmends } from "../../../src/main.ts";
import { openPostgres } from "../../../src/store/postgres.ts";
import { createStore } from "../../../src/store/store.ts";
import { freshDatabase } from "../postgres.ts";
import { app as slackApp } from "../slack/cast.ts";
import { createSlackClient } from "../slack/inbound.ts";
import { startFakeSlack } from "../slack/server.ts";
import { appId, tenant } from "./cast.ts";
import { createTeamsClient } from "./inbound.ts";
import { startFakeTeams } from "./server.ts";

/**
 * Acme Travel on Teams: a whole Amends on real PostgreSQL before a fake Teams, and before a fake Slack too where a test asks
 * for one. The clock moves when the test says so.
 */

export const organization = organizationKey("main");
const secret = "acme-secret-acme-secret-acme-secret";
const signingSecret = "signing-secret-of-acme";
const publicUrl = "https://amends.acme.example";
const monday = instant(Date.parse("2026-11-23T15:00:00Z"));
/** More than the pace of one conversation on either platform. */
const step = duration(1_100);
const mostSteps = 60;

export type TeamsAcme = Awaited<ReturnType<typeof openTeamsAcme>>;
export type TeamsAcmeOptions = {
  readonly protocol: string;
  /** Keys of the channels to whose team the bot is added at the beginning. */
  readonly installedIn?: readonly string[];
  /** This Acme is on Slack as well. */
  readonly onSlack?: boolean;
};

export async function openTeamsAcme(options: TeamsAcmeOptions) {
  const { protocol, installedIn = ["support", "cases"], onSlack = false } = options;
  let now = monday;
  const clock: Clock = { now: () => now };
  const folder = await mkdtemp(join(tmpdir(), "amends-acme-teams-"));
  const protocolPath = join(folder, "protocol.yaml");
  await writeFile(protocolPath, protocol);
  const [database, teams, slack] = await Promise.all([
    freshDatabase(),
    startFakeTeams({ credentials: true }),
    startFakeSlack({ clock }),
  ]);
  const environment = {
    PORT: "0",
    HOST: "127.0.0.1",
    PUBLIC_URL: publicUrl,
    DATA_DIR: join(folder, "data"),
    DATABASE_URL: database.url,
    AMENDS_SECRET: secret,
    AMENDS_PROTOCOL: protocolPath,
    AMENDS_TICK: "0 0 1 1 *",
    MicrosoftAppId: appId,
    MicrosoftAppPassword: "secret-of-the-fake",
    MicrosoftAppTenantId: tenant,
    ...(onSlack
      ? { SLACK_BOT_TOKEN: slackApp.botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: slack.url }
      : {}),
  };
  const lines: string[] = [];
  const write = (line: string): void => {
    lines.push(line);
    if (process.env.AMENDS_TEST_LOG === "on") process.stderr.write(line);
  };
  const log = createLog({ level: "trace", destination: { write } });
  const teamsEndpoints = {
    openIdMetadataUrl: teams.openIdMetadataUrl,
    connectorToken: () => teams.login(),
    serviceHosts: ["127.0.0.1"],
  };

  const start = async () => {
    const amends = await startAmends(readConfig(environment), { log, clock, teamsEndpoints });
    const { world, serviceUrl } = teams;
    return {
      amends,
      client: createTeamsClient({ appUrl: `${amends.url}/api/messages`, serviceUrl, world, now: () => now }),
      slackClient: createSlackClient({
        appUrl: `${amends.url}/slack/events`,
        signingSecret,
        world: slack.world,
        afterwards: amends.settled,
      }),
    };
  };
  let running = await start();

  /** The operator's own look into the database. */
  const records = openPostgres(database.url);
  const store = createStore(records, secret);

  const isBusy = async (): Promise<boolean> => {
    const rows = await records.run(
      sql`select 1 from jobs where state <> 'failed' and not_before <= ${now}::bigint limit 1`,
    );
    return rows.length > 0;
  };
  /** Sends what is due, however the conversations are paced; the clock moves a little with it. */
  const settle = async (): Promise<void> => {
    await running.amends.idle();
    for (let round = 0; round < mostSteps && (await isBusy()); round += 1) {
      now = after(now, step);
      await running.amends.idle();
    }
    await running.amends.settled();
  };
  const restart = async (): Promise<void> => {
    await running.amends.stop();
    running = await start();
  };

  const dead: (typeof running)[] = [];

  for (const channel of installedIn) await running.client.install("sam", teams.world.channel(channel));
  return {
    teams,
    world: teams.world,
    slack,
    store,
    environment,
    logged: (): readonly string[] => lines,
    get client() {
      return running.client;
    },
    get slackClient() {
      return running.slackClient;
    },
    get url() {
      return running.amends.url;
    },
    now: () => now,
    settle,
    /** Moves the clock, and nothing else. */
    advance(millis: number) {
      now = after(now, duration(millis));
    },
    idle: () => running.amends.idle(),
    async pass(millis: number) {
      now = after(now, duration(millis));
      await running.amends.tick();
      await settle();
    },
    restart,
    /** The process is gone in the middle of what it did, and another takes over. What it had claimed is free again later. */
    async crash() {
      dead.push(running);
      running = await start();
    },
    async size() {
      const { cases, events } = await store.verifyLog();
      return { cases, events };
    },
    async events(number = 1): Promise<readonly CaseEvent[]> {
      const kase = await store.findCase(organization, { number });
      return kase ? (await store.events(organization, kase.id)).map(({ event }) => event) : [];
    },
    /** Fetches a page that a public link leads to. */
    visit: (link: string, init: RequestInit = {}) =>
      fetch(link.replace(publicUrl, running.amends.url), { redirect: "manual", ...init }),
    async close() {
      const { findings } = await store.verifyLog();
      await Promise.all([teams.close(), slack.close()]);
      for (const { amends } of [running, ...dead]) await amends.stop();
      await store.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
      expect(findings, "the log doesn't add up").toEqual([]);
    },
  };
}

/** An Acme of its own for every test; after each, the log is audited. */
export function useTeamsAcme(options: TeamsAcmeOptions): () => TeamsAcme {
  let acme: TeamsAcme | undefined;
  beforeEach(async () => {
    acme = await openTeamsAcme(options);
  });
  afterEach(async () => {
    const used = acme;
    acme = undefined;
    await used?.close();
  });
  return () => {
    if (!acme) throw new Error("Acme opens before each test");
    return acme;
  };
}
