import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import express from "express";
import { expect } from "vitest";
import { createTeams } from "../../../adapters/teams/index.ts";
import { createDeliver } from "../../../src/app/deliver.ts";
import { createDraw } from "../../../src/app/draw.ts";
import { createElsewhere } from "../../../src/app/elsewhere.ts";
import { createHandle } from "../../../src/app/handle.ts";
import { createIdentify } from "../../../src/app/identify.ts";
import { createInbox } from "../../../src/app/inbox.ts";
import { createMentions } from "../../../src/app/mentions.ts";
import type { Chat, Clock } from "../../../src/app/ports.ts";
import { createTick } from "../../../src/app/tick.ts";
import { after, duration, instant } from "../../../src/core/time.ts";
import { createLog } from "../../../src/log.ts";
import { parseProtocol } from "../../../src/protocol-file/parse.ts";
import { openPostgres } from "../../../src/store/postgres.ts";
import { createStore } from "../../../src/store/store.ts";
import { freshDatabase } from "../postgres.ts";
import { appId, tenant } from "./cast.ts";
import { createTeamsClient } from "./inbound.ts";
import { startFakeTeams } from "./server.ts";

/** Acme Travel on Teams: the application on real PostgreSQL before a fake Teams, with a clock that the test moves. */

const workspace = "main";
const secret = "acme-secret-acme-secret-acme-secret";
const monday = instant(Date.parse("2026-11-23T15:00:00Z"));
const step = duration(700);
const mostSteps = 60;

export type TeamsAcme = Awaited<ReturnType<typeof openTeamsAcme>>;

export async function openTeamsAcme(yaml: string) {
  let now = monday;
  const clock: Clock = { now: () => now };
  const parsed = parseProtocol(yaml, "protocol.yaml");
  if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
  const protocol = () => parsed.protocol;
  const [database, teams] = await Promise.all([freshDatabase(), startFakeTeams({ credentials: true })]);
  const write = (line: string): void => {
    if (process.env.AMENDS_TEST_LOG === "on") process.stderr.write(line);
  };
  const log = createLog({ level: "trace", destination: { write } });
  const records = openPostgres(database.url);
  const audited = createStore(records, secret);

  const start = async () => {
    const store = createStore(openPostgres(database.url), secret);
    const chats: { teams?: Chat } = {};
    const identify = createIdentify({ store, chats, clock });
    let ids = 0;
    const handle = createHandle({
      store,
      clock,
      protocol,
      identify,
      newId: () => {
        ids += 1;
        return `${now.toString(36)}${ids}`;
      },
      committed: () => deliver.wake(),
      observe: () => {},
    });
    const customerLink = async () => undefined;
    const mentions = createMentions({ chats, protocol, store });
    const deliver = createDeliver({
      store,
      chats,
      clock,
      protocol,
      handle,
      draw: createDraw({ store, clock, protocol, mentions, customerLink }),
      elsewhere: createElsewhere({ store, chats, protocol, workspacesOn: async () => [tenant] }),
      log,
      jitter: () => 0.5,
      observe: () => {},
    });
    const inbox = createInbox({ store, chats, clock, protocol, handle, identify, customerLink });
    const app = express();
    const adapter = createTeams({
      app,
      credentials: { mode: "credentials", appType: "SingleTenant", appId, appPassword: "secret", tenantId: tenant },
      inbox,
      workspaceOf: () => workspace,
      references: {
        find: (key) => store.contact(key),
        save: (key, row) => store.saveContact(workspace, key, { ...row }),
      },
      log,
      clock,
      endpoints: { openIdMetadataUrl: teams.openIdMetadataUrl, connectorToken: () => teams.login() },
    });
    chats.teams = adapter.chat;
    const tick = createTick({ store, clock, handle, deliver, log, observe: () => {} });
    const server: Server = createServer(app);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo; // a TCP server's address is one
    return {
      deliver,
      tick,
      client: createTeamsClient({
        appUrl: `http://127.0.0.1:${port}/api/messages`,
        serviceUrl: teams.serviceUrl,
        world: teams.world,
        now: () => now,
      }),
      stop: async () => {
        await new Promise<void>((closed) => {
          server.close(() => closed());
          server.closeAllConnections();
        });
        await deliver.stop();
        await store.close();
      },
    };
  };
  let running = await start();

  const isBusy = async (): Promise<boolean> => {
    const rows = await records.run(
      sql`select 1 from jobs where state <> 'failed' and not_before <= ${now}::bigint limit 1`,
    );
    return rows.length > 0;
  };
  const settle = async (): Promise<void> => {
    await running.deliver.idle();
    for (let round = 0; round < mostSteps && (await isBusy()); round += 1) {
      now = after(now, step);
      await running.deliver.idle();
    }
  };

  // The bot was added to the team's channels, and by its people for themselves.
  for (const channel of ["support", "cases"]) await running.client.install("sam", teams.world.channel(channel));
  return {
    teams,
    world: teams.world,
    get client() {
      return running.client;
    },
    now: () => now,
    settle,
    async pass(millis: number) {
      now = after(now, duration(millis));
      await running.tick();
      await settle();
    },
    async restart() {
      await running.stop();
      running = await start();
    },
    async size() {
      const { cases, events } = await audited.verifyLog();
      return { cases, events };
    },
    async close() {
      const { findings } = await audited.verifyLog();
      await running.stop();
      await audited.close();
      await teams.close();
      await database.drop();
      expect(findings, "the log doesn't add up").toEqual([]);
    },
  };
}
