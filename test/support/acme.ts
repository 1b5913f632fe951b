import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect } from "vitest";
import type { Clock } from "../../src/app/ports.ts";
import { readConfig } from "../../src/config.ts";
import type { CaseEvent } from "../../src/core/events.ts";
import { organizationKey } from "../../src/core/organization.ts";
import { after, duration, type Instant, instant } from "../../src/core/time.ts";
import { createLog } from "../../src/log.ts";
import { type Amends, startAmends } from "../../src/main.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { createStore } from "../../src/store/store.ts";
import { startDatabaseWire } from "./database-wire.ts";
import { freshDatabase } from "./postgres.ts";
import { app } from "./slack/cast.ts";
import { createSlackClient } from "./slack/inbound.ts";
import { startFakeSlack } from "./slack/server.ts";

/** Acme Travel: a whole Amends on real PostgreSQL beside a fake Slack, with a clock that moves when the test says so. */

export const signingSecret = "signing-secret-of-acme";
const secret = "acme-secret-acme-secret-acme-secret";
const publicUrl = "https://amends.acme.example";
/** Cases of one workspace all share this key in the store. */
export const organization = organizationKey("main");

export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => minutes(60 * count);
export const days = (count: number): number => hours(24 * count);

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
export type AcmeOptions = { readonly protocol?: string; readonly startAt?: Instant };

/** Ten in the morning in New York. */
export const monday = instant(Date.parse("2026-11-23T15:00:00Z"));

/** More than Slack's pace for one conversation. */
const step = duration(1_100);
/** More messages than any specification sends to one conversation at once. */
const mostSteps = 60;

export async function openAcme(options: AcmeOptions = {}) {
  let now = options.startAt ?? monday;
  const clock: Clock = { now: () => now };
  const folder = await mkdtemp(join(tmpdir(), "amends-acme-"));
  const protocolPath = join(folder, "protocol.yaml");
  await writeFile(protocolPath, options.protocol ?? acmeProtocol);
  const [database, slack] = await Promise.all([freshDatabase(), startFakeSlack({ clock })]);
  const wire = await startDatabaseWire(database.url);
  const environment = {
    PORT: "0",
    HOST: "127.0.0.1",
    PUBLIC_URL: publicUrl,
    DATA_DIR: join(folder, "data"),
    DATABASE_URL: wire.url,
    AMENDS_SECRET: secret,
    AMENDS_PROTOCOL: protocolPath,
    AMENDS_TICK: "0 0 1 1 *",
    SLACK_BOT_TOKEN: app.botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.url,
  };
  const lines: string[] = [];
  const write = (line: string): void => {
    lines.push(line);
    if (process.env.AMENDS_TEST_LOG === "on") process.stderr.write(line);
  };
  const log = createLog({ level: "trace", destination: { write } });
  const start = () => startAmends(readConfig(environment), { log, clock });
  let amends: Amends = await start();
  const clientOf = ({ url, settled: afterwards }: Amends) =>
    createSlackClient({ appUrl: `${url}/slack/events`, signingSecret, world: slack.world, afterwards });
  let client = clientOf(amends);

  /** The operator's own look into the database, beside the wire. */
  const records = openPostgres(database.url);
  const store = createStore(records, secret);

  const isBusy = async (): Promise<boolean> => {
    const rows = await records.run(
      sql`select 1 from jobs where state <> 'failed' and not_before <= ${now}::bigint limit 1`,
    );
    return rows.length > 0;
  };

  /** Sends what is due, however the conversations are paced; the clock moves a little with it. */
  async function settle(): Promise<void> {
    await amends.idle();
    for (let round = 0; round < mostSteps && (await isBusy()); round += 1) {
      now = after(now, step);
      await amends.idle();
    }
  }

  return {
    slack,
    world: slack.world,
    database,
    wire,
    store,
    environment,
    clock,
    /** Every line that was logged, down to the most talkative level. */
    logged: (): readonly string[] => lines,
    get client() {
      return client;
    },
    get amends() {
      return amends;
    },
    now: () => now,
    settle,
    /** Moves the clock, and nothing else. */
    advance(millis: number) {
      now = after(now, duration(millis));
    },
    /** Sends what may be sent at this very moment. */
    idle: () => amends.idle(),
    /** Lets time pass, and the clock act. */
    async pass(millis: number) {
      now = after(now, duration(millis));
      await amends.tick();
      await settle();
    },
    /** Lets time pass, and what is due be sent at once; nothing else. */
    async passQuietly(millis: number) {
      now = after(now, duration(millis));
      await amends.tick();
      await amends.idle();
    },
    setProtocol: (yaml: string) => writeFile(protocolPath, yaml),
    /** What happened to a case, as the log has it. */
    async events(number = 1): Promise<readonly CaseEvent[]> {
      const kase = await store.findCase(organization, { number });
      if (!kase) return [];
      return (await store.events(organization, kase.id)).map(({ event }) => event);
    },
    /** How many cases there are, and how many events in all of them. */
    async size(): Promise<{ cases: number; events: number }> {
      const { cases, events } = await store.verifyLog();
      return { cases, events };
    },
    /** Fetches a page that a public link leads to. */
    visit: (link: string, init: RequestInit = {}) =>
      fetch(link.replace(publicUrl, amends.url), { redirect: "manual", ...init }),
    async restart() {
      await amends.stop();
      amends = await start();
      client = clientOf(amends);
    },
    /** Every case must be what its events say, and no event altered or missing. */
    async audit() {
      const { findings } = await store.verifyLog();
      expect(findings, "the log doesn't add up").toEqual([]);
    },
    async close() {
      await wire.mend();
      await amends.stop();
      await store.close();
      await wire.close();
      await slack.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An Acme of its own for every test. After each, the log is audited: a case row always equals the fold of its events. */
export function useAcme(options: AcmeOptions = {}): () => Acme {
  let acme: Acme | undefined;
  beforeEach(async () => {
    acme = await openAcme(options);
  });
  afterEach(async () => {
    const used = acme;
    acme = undefined;
    try {
      await used?.audit();
    } finally {
      await used?.close();
    }
  });
  return () => {
    if (!acme) throw new Error("Acme opens before each test");
    return acme;
  };
}
