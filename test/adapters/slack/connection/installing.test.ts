import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSlack, type Slack } from "../../../../adapters/slack/index.ts";
import type { Caller, Inbox } from "../../../../src/app/ports.ts";
import { organizationKey } from "../../../../src/core/organization.ts";
import { instant } from "../../../../src/core/time.ts";
import type { Card } from "../../../../src/views/elements.ts";
import { app, externalTeam, team } from "../../../support/slack/cast.ts";
import { interaction, type SlackRequest } from "../../../support/slack/delivery.ts";
import { createSlackClient, type SlackClient } from "../../../support/slack/inbound.ts";
import { type FakeSlack, startFakeSlack } from "../../../support/slack/server.ts";
import { keptLog, type Line } from "../support/log.ts";

/** Many workspaces: an admin installs, presses and deliveries use that workspace's own token, and removal forgets it. */

const signingSecret = "the-signing-secret";
const card: Card = { title: ["Case 1"], tone: "calm", facts: [], body: [], buttons: [], more: [], fallback: "Case 1" };
const person = (workspace: string, id: string) => ({ platform: "slack" as const, workspace, id });
const acme = organizationKey(team.id);
const globex = organizationKey(externalTeam.id);
const carla = person(externalTeam.id, "U0CARLA001");
/** The same interaction with other fields, signed anew. */
const changed = ({ body }: SlackRequest, fields: object): SlackRequest =>
  interaction({ ...JSON.parse(new URLSearchParams(body).get("payload") ?? ""), ...fields });

let slack: FakeSlack;
let server: Server;
let origin: string;
let adapter: Slack;
let client: SlackClient;
let kept: Map<string, string>;
let heard: Caller[];
let lines: Line[];

beforeEach(async () => {
  slack = await startFakeSlack();
  kept = new Map();
  heard = [];
  const log = keptLog();
  lines = log.lines;
  const hear = async (by: Caller) => {
    heard.push(by);
    return { show: "nothing" as const };
  };
  const inbox: Inbox = {
    press: hear,
    submit: hear,
    flagForm: hear,
    command: hear,
    openedAt: (_by, { about }) => about.place,
    personChanged: () => {},
    placeLost: async () => {},
    homeOpened: async (by) => void (await hear(by)),
  };
  const web = express();
  adapter = createSlack({
    mode: "oauth",
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    signingSecret,
    app: web,
    apiUrl: slack.url,
    installations: {
      get: async (id) => kept.get(id),
      save: async (id, secret) => void kept.set(id, secret),
      remove: async (id) => void kept.delete(id),
    },
    organizationOf: organizationKey,
    groupsToKnow: () => [],
    log: log.log,
    clock: { now: () => instant(1_772_452_800_000) },
  });
  adapter.listen({ inbox });
  await adapter.start();
  server = createServer(web);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo; // a TCP server's address is one
  origin = `http://127.0.0.1:${port}`;
  const afterwards = () => adapter.settled();
  client = createSlackClient({ appUrl: `${origin}/slack/events`, signingSecret, world: slack.world, afterwards });
});
afterEach(async () => {
  await new Promise<void>((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });
  await slack.close();
});

/** An admin presses "Add to Slack", allows it, and is sent back. */
const install = async (teamId: string) => {
  const page = await fetch(`${origin}/slack/install`);
  const cookie = page.headers.get("set-cookie")?.split(";")[0] ?? "";
  const link = /<a href="([^"]+)"/.exec(await page.text())?.[1] ?? "";
  const asked = new URL(link.replaceAll("&amp;", "&"));
  const back = new URL("/slack/oauth_redirect", origin);
  back.search = new URLSearchParams({
    code: slack.world.tokens.grantCode(teamId),
    state: asked.searchParams.get("state") ?? "",
  }).toString();
  return { asked, answer: await fetch(back, { headers: { cookie }, redirect: "manual" }) };
};

describe("two companies that share a channel, both with Amends", () => {
  beforeEach(async () => {
    await install(team.id);
    await install(externalTeam.id);
  });
  const lastToken = (method: string) => slack.callsOf(method).at(-1)?.token;
  const inSharedChannel = async (label: string) => {
    const sent = await adapter.chat.post(
      { platform: "slack", workspace: team.id, channel: "C0GLOBEX01" },
      { ...card, buttons: [{ label, press: { act: "rate" } }] },
    );
    if (!sent.ok) throw new Error(sent.reason);
    return { channel: sent.ref.place.channel, ts: sent.ref.message };
  };

  it("each know their own people, and the other's as outsiders", async () => {
    const { identify } = adapter.chat;
    const sam = person(team.id, "U0SAM00001");
    expect(await identify(carla, globex)).toMatchObject({ outsider: false });
    expect(await identify(carla, acme)).toMatchObject({ outsider: true, groups: [], admin: false });
    expect(lastToken("users.info")).toContain(team.id);
    expect(await identify(sam, acme)).toMatchObject({ outsider: false });
    expect(await identify(sam, globex)).toMatchObject({ outsider: true });
  });

  it("write to each other's people in their own name", async () => {
    await adapter.chat.directMessage(carla, card, acme);
    expect(lastToken("chat.postMessage")).toContain(team.id);
    await adapter.chat.directMessage(carla, card, globex);
    expect(lastToken("chat.postMessage")).toContain(externalTeam.id);
  });

  it("show their own page to someone of another workspace", async () => {
    const sibling = person("T0SIBLING1", "U0SAM00001");
    expect(await adapter.chat.showHome(sibling, [card], acme)).toMatchObject({ ok: true });
    expect(lastToken("views.publish")).toContain(team.id);
  });

  it("hear a press where the message was posted from, though the payload names the presser's workspace", async () => {
    const pressed = await client.pressButton("carla", await inSharedChannel("4"), "4");
    await client.send(changed(pressed.request, { team: { id: externalTeam.id, domain: externalTeam.domain } }));
    expect(heard).toHaveLength(2);
    for (const by of heard) expect(by).toMatchObject({ organization: acme, person: carla, outsider: true });
  });

  it("hear a press in a window where it was opened", async () => {
    const pressed = await client.pressButton("carla", await inSharedChannel("4"), "4");
    const view = { id: "V1", type: "modal", app_installed_team_id: team.id };
    await client.send(changed(pressed.request, { team: { id: externalTeam.id }, message: undefined, view }));
    expect(heard.at(-1)).toMatchObject({ organization: acme, person: carla, outsider: true });
  });

  it("hear a shortcut where it was used, not where the message's author is from", async () => {
    await client.messageShortcut("sam", slack.world.say("carla", "globex", "Late again"));
    expect(heard).toMatchObject([{ organization: acme, person: person(team.id, "U0SAM00001") }]);
  });
});

describe("installing in many workspaces", () => {
  it("asks for the scopes of the manifest, and keeps the workspace's token", async () => {
    const { asked, answer } = await install(team.id);
    expect(answer.status).toBe(200);
    expect(asked.searchParams.get("scope")?.split(",")).toEqual(
      expect.arrayContaining(["commands", "chat:write", "im:write", "usergroups:read"]),
    );
    expect([...kept.keys()]).toEqual([team.id]);
    expect(JSON.stringify(lines)).not.toContain("xox");
  });

  it("refuses an answer that this browser didn't ask for", async () => {
    const back = `${origin}/slack/oauth_redirect?code=${slack.world.tokens.grantCode(team.id)}&state=made-up`;
    expect((await fetch(back)).status).not.toBe(200);
    expect(kept.size).toBe(0);
  });

  it("hears presses and delivers with each workspace's own token", async () => {
    await install(team.id);
    await install(externalTeam.id);
    await client.globalShortcut("sam");
    expect(heard).toMatchObject([{ organization: acme }]);
    await adapter.chat.directMessage(person(team.id, "U0SAM00001"), card, acme);
    await adapter.chat.directMessage(person(externalTeam.id, "U0CARLA001"), card, globex);
    const tokens = slack.callsOf("conversations.open").map(({ token }) => token);
    expect(tokens).toEqual([expect.stringContaining(team.id), expect.stringContaining(externalTeam.id)]);
  });

  it("reaches someone of a workspace without Amends through the organization that writes", async () => {
    await install(team.id);
    expect(await adapter.chat.directMessage(carla, card, acme)).toMatchObject({ ok: true });
    expect(await adapter.chat.directMessage(carla, card, globex)).toMatchObject({
      ok: false,
      why: "later",
      reason: "not_installed",
    });
  });

  it("forgets a workspace that removed the app, and then can't reach it", async () => {
    await install(team.id);
    expect(await client.appUninstalled()).toMatchObject({ status: 200 });
    expect(kept.size).toBe(0);
    expect(
      await adapter.chat.post({ platform: "slack", workspace: team.id, channel: "C0SUPPORT1" }, card),
    ).toMatchObject({ ok: false, why: "later", reason: "not_installed" });
  });

  it("forgets a workspace whose bot token was revoked, not one where only a person's was", async () => {
    await install(team.id);
    await client.sendEvent({ type: "tokens_revoked", tokens: { oauth: ["U0SAM00001"] } });
    expect(kept.size).toBe(1);
    await client.tokensRevoked();
    expect(kept.size).toBe(0);
  });

  it("tells the operator when Slack doesn't renew a token, and when it does again", async () => {
    await install(team.id);
    const installation = JSON.parse(kept.get(team.id) ?? "");
    const endsIn = (seconds: number) => {
      const bot = {
        ...installation.bot,
        refreshToken: "xoxe-1-wrong",
        expiresAt: Math.floor(Date.now() / 1000) + seconds,
      };
      kept.set(team.id, JSON.stringify({ ...installation, bot }));
    };
    const send = () => adapter.chat.directMessage(person(team.id, "U0SAM00001"), card, organizationKey(team.id));
    endsIn(3_600);
    // The old one still works, and is used.
    expect([await send(), await send()]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(adapter.degraded()).toEqual([
      { cause: "slack-token-not-renewed", words: expect.stringContaining("(it ends soon)") },
    ]);
    expect(lines.filter(({ message }) => message === "Slack didn't renew the bot's token")).toHaveLength(1);
    endsIn(43_200);
    await send();
    expect(adapter.degraded()).toEqual([]);
  });

  it("answers at once where it isn't installed", async () => {
    expect(await client.globalShortcut("sam")).toMatchObject({ status: 401, timedOut: false });
    expect(heard).toEqual([]);
  });
});
