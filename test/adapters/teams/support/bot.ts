import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import type { Credentials, Endpoints } from "../../../../adapters/teams/connection/authentication.ts";
import { createTeams, type References } from "../../../../adapters/teams/index.ts";
import type { Caller, Inbox } from "../../../../src/app/ports.ts";
import type { CurrentCard } from "../../../../src/app/requests/current-card.ts";
import type { Place } from "../../../../src/core/case.ts";
import { organizationKey } from "../../../../src/core/organization.ts";
import { instant } from "../../../../src/core/time.ts";
import type { Reply } from "../../../../src/views/elements.ts";
import { appId, tenant } from "../../../support/teams/cast.ts";
import { createTeamsClient } from "../../../support/teams/inbound.ts";
import { type FakeTeams, startFakeTeams } from "../../../support/teams/server.ts";

/** The adapter on a server of its own, before a fake Teams; the application is a note of what it was asked. */

export type Asked = { readonly what: keyof Inbox; readonly by: Caller; readonly more: readonly unknown[] };
export type Line = { readonly level: string; readonly about: object; readonly message: string };

export const nothing: Reply = { show: "nothing" };
export const now = instant(Date.parse("2026-11-23T15:00:00Z"));

export const credentials: Credentials = {
  mode: "credentials",
  appType: "SingleTenant",
  appId,
  appPassword: "secret-of-the-fake",
  tenantId: tenant,
};

/** A table in memory. */
export const keptReferences = (): References & { readonly rows: Map<string, object> } => {
  const rows = new Map<string, object>();
  return {
    rows,
    find: async (key) => rows.get(key),
    save: async (key, row) => {
      rows.set(key, structuredClone(row));
    },
  };
};

export type Bot = Awaited<ReturnType<typeof openBot>>;

export const openBot = async (
  options: {
    credentials?: Credentials;
    endpoints?: (teams: FakeTeams) => Endpoints;
    currentCard?: CurrentCard;
    timeoutMillis?: number;
  } = {},
) => {
  const given = options.credentials ?? credentials;
  const signed = given.mode === "credentials";
  const teams = await startFakeTeams({ credentials: signed });
  const asked: Asked[] = [];
  const lostPlaces: { organization: string; place: Place; reason: string }[] = [];
  const lines: Line[] = [];
  const state = { reply: async (): Promise<Reply> => nothing };
  const note = (what: keyof Inbox, by: Caller, ...more: unknown[]) => {
    asked.push({ what, by, more });
    return state.reply();
  };
  const inbox: Inbox = {
    press: (by, press, key) => note("press", by, press, key),
    openedAt: (_by, { about }) => about.place,
    submit: (by, about, inputs, key) => note("submit", by, about, inputs, key),
    flagForm: (by, message) => note("flagForm", by, message),
    command: (by, words, key) => note("command", by, words, key),
    personChanged: (organization, person) => {
      asked.push({ what: "personChanged", by: { organization, person }, more: [] });
    },
    placeLost: async (organization, place, reason) => {
      lostPlaces.push({ organization, place, reason });
    },
    homeOpened: async (by) => {
      await note("homeOpened", by);
    },
  };
  const say = (level: string) => (about: object, message: string) => {
    lines.push({ level, about, message });
  };
  const references = keptReferences();
  const web = express();
  const adapter = createTeams({
    app: web,
    credentials: given,
    organizationOf: (id) => organizationKey(`org-of-${id}`),
    references,
    log: { info: say("info"), warn: say("warn"), error: say("error") },
    clock: { now: () => now },
    newReference: () => "ref-1",
    ...(options.timeoutMillis === undefined ? {} : { timeoutMillis: options.timeoutMillis }),
    ...(signed
      ? {
          endpoints: options.endpoints?.(teams) ?? {
            openIdMetadataUrl: teams.openIdMetadataUrl,
            connectorToken: () => teams.login(),
            serviceHosts: ["127.0.0.1"],
          },
        }
      : {}),
  });
  adapter.listen({ inbox, ...(options.currentCard ? { currentCard: options.currentCard } : {}) });
  await adapter.start();
  const server = createServer(web);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo; // a TCP server's address is one
  const appUrl = `http://127.0.0.1:${port}/api/messages`;
  const client = createTeamsClient({
    appUrl,
    serviceUrl: teams.serviceUrl,
    world: teams.world,
    now: () => now,
    unsigned: !signed,
  });
  return {
    teams,
    world: teams.world,
    chat: adapter.chat,
    settled: () => adapter.settled(),
    client,
    appUrl,
    references,
    asked,
    lines,
    answerWith: (reply: () => Promise<Reply>) => {
      state.reply = reply;
    },
    only: (): Asked => {
      const [first] = asked;
      if (!first || asked.length !== 1) throw new Error(`asked ${asked.length} times`);
      return first;
    },
    close: async () => {
      await adapter.stop();
      await new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      });
      await teams.close();
    },
  };
};

export const personOf = (world: FakeTeams["world"], key: string) => ({
  platform: "teams" as const,
  workspace: tenant,
  id: world.user(key).aadObjectId,
});
export const placeOf = (world: FakeTeams["world"], channel: string, thread?: string) => ({
  platform: "teams" as const,
  workspace: tenant,
  channel: world.channel(channel).id,
  ...(thread ? { thread } : {}),
});
