import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createChat } from "../../../adapters/slack/chat.ts";
import { createClients } from "../../../adapters/slack/connection/clients.ts";
import { sdkLogger } from "../../../adapters/slack/connection/log.ts";
import { singleWorkspace } from "../../../adapters/slack/connection/workspaces.ts";
import { organizationKey } from "../../../src/core/organization.ts";
import { instant } from "../../../src/core/time.ts";
import type { Card } from "../../../src/views/elements.ts";
import { app, team } from "../../support/slack/cast.ts";
import { type FakeSlack, startFakeSlack } from "../../support/slack/server.ts";
import { keptLog } from "./support/log.ts";

const card: Card = {
  title: ["Case 1"],
  tone: "calm",
  facts: [],
  body: [{ text: ["Hello"] }],
  buttons: [],
  more: [],
  fallback: "Case 1",
};
const acme = organizationKey("main");
const person = (id: string) => ({ platform: "slack" as const, workspace: team.id, id });
const place = (channel: string, thread?: string) => ({
  platform: "slack" as const,
  workspace: team.id,
  channel,
  ...(thread ? { thread } : {}),
});

const chatAt = (apiUrl: string) => {
  const { lines, log } = keptLog();
  const logger = sdkLogger(log);
  const workspaces = singleWorkspace(
    app.botToken,
    new WebClient(app.botToken, {
      slackApiUrl: apiUrl,
      logger,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    }),
  );
  const clients = createClients(workspaces, { apiUrl, logger });
  const chat = createChat({
    clients,
    now: () => instant(1_772_452_800_000),
    log,
    watch: { refused: () => true, accepted: () => {} },
    isDeactivated: async () => false,
    identify: () => Promise.reject(new Error("not asked for here")),
    find: async () => [],
    audience: async () => "internal",
  });
  return { chat, lines };
};

describe("sending to Slack", () => {
  let slack: FakeSlack;
  beforeEach(async () => {
    slack = await startFakeSlack();
  });
  afterEach(() => slack.close());

  it("posts in a thread, without unfurling, and tells where the message is", async () => {
    const { chat } = chatAt(slack.url);
    const root = slack.world.say("sam", "support", "Late again");
    const sent = await chat.post(place(root.channel, root.ts), card);
    expect(sent).toMatchObject({ ok: true, ref: { place: place(root.channel, root.ts) } });
    expect(slack.callsOf("chat.postMessage")[0]?.args).toMatchObject({
      thread_ts: root.ts,
      unfurl_links: "false",
      unfurl_media: "false",
      text: "Case 1",
    });
  });

  it("updates its own message", async () => {
    const { chat } = chatAt(slack.url);
    const sent = await chat.post(place("C0SUPPORT1"), card);
    if (!sent.ok) throw new Error(sent.reason);
    expect(await chat.update(sent.ref, { ...card, fallback: "Changed" })).toEqual({ ok: true, ref: sent.ref });
  });

  it("can't update a message that is gone, so that the app may post anew", async () => {
    const { chat } = chatAt(slack.url);
    expect(await chat.update({ place: place("C0SUPPORT1"), message: "1700000000.000001" }, card)).toMatchObject({
      ok: false,
      why: "unreachable",
    });
  });

  it("writes to a person directly, opening the conversation once", async () => {
    const { chat } = chatAt(slack.url);
    const first = await chat.directMessage(person("U0SAM00001"), card, acme);
    await chat.directMessage(person("U0SAM00001"), card, acme);
    expect(first).toMatchObject({ ok: true, ref: { place: { channel: expect.stringMatching(/^D/) } } });
    expect(slack.callsOf("conversations.open")).toHaveLength(1);
  });

  it("opens the conversation anew where the known one is gone", async () => {
    const { chat } = chatAt(slack.url);
    await chat.directMessage(person("U0SAM00001"), card, acme);
    slack.world.failNext("chat.postMessage", { error: "channel_not_found" });
    await chat.directMessage(person("U0SAM00001"), card, acme);
    expect(await chat.directMessage(person("U0SAM00001"), card, acme)).toMatchObject({ ok: true });
    expect(slack.callsOf("conversations.open")).toHaveLength(2);
  });

  it("writes to someone of a connected workspace through its own, whatever organization it is asked for", async () => {
    const { chat } = chatAt(slack.url);
    const carla = { platform: "slack" as const, workspace: "T0GLOBEX01", id: "U0CARLA001" };
    for (const organization of [organizationKey(carla.workspace), organizationKey("main")]) {
      const sent = await chat.directMessage(carla, card, organization);
      expect(sent).toMatchObject({ ok: true, ref: { place: { workspace: team.id } } });
    }
  });

  it("whispers to one person in a channel", async () => {
    const { chat } = chatAt(slack.url);
    expect(await chat.whisper(place("C0SUPPORT1", "1.2"), person("U0SAM00001"), card)).toMatchObject({ ok: true });
    expect(slack.sent.at(-1)?.how).toBe("ephemeral");
    expect(await chat.whisper(place("C0CASES001"), person("U0GUS00001"), card)).toMatchObject({
      ok: false,
      why: "unreachable",
      reason: "user_not_in_channel",
    });
  });

  it("shows cards on a person's home page", async () => {
    const { chat } = chatAt(slack.url);
    expect(await chat.showHome(person("U0SAM00001"), [card, card], acme)).toMatchObject({ ok: true });
    expect(slack.world.views.home("U0SAM00001")?.blocks.length).toBeGreaterThan(2);
  });

  it("leaves people of other platforms to their own adapter", async () => {
    const { chat } = chatAt(slack.url);
    expect(await chat.directMessage({ platform: "teams", workspace: "x", id: "y" }, card, acme)).toMatchObject({
      ok: false,
      why: "unreachable",
    });
    expect(slack.calls).toEqual([]);
  });

  it.each([
    [
      "a person who left",
      (chat: ReturnType<typeof chatAt>["chat"]) => chat.directMessage(person("U0DAN00001"), card, acme),
    ],
    ["nobody", (chat: ReturnType<typeof chatAt>["chat"]) => chat.directMessage(person("U0NOBODY01"), card, acme)],
    ["an archived channel", (chat: ReturnType<typeof chatAt>["chat"]) => chat.post(place("C0ATTIC001"), card)],
    ["a channel without the bot", (chat: ReturnType<typeof chatAt>["chat"]) => chat.post(place("C0BOARD001"), card)],
  ])("can't reach %s", async (_, send) => {
    expect(await send(chatAt(slack.url).chat)).toMatchObject({ ok: false, why: "unreachable" });
  });

  it.each([
    [{ retryAfter: 7 }, { why: "later", reason: "ratelimited", afterMillis: 7000 }],
    [{ status: 503 }, { why: "later", reason: "http_503" }],
    [{ status: 403 }, { why: "broken", reason: "http_403" }],
    [{ error: "internal_error" }, { why: "later", reason: "internal_error" }],
    [{ error: "service_unavailable" }, { why: "later", reason: "service_unavailable" }],
    [{ error: "invalid_blocks" }, { why: "broken", reason: "invalid_blocks", sure: true }],
    [{ error: "account_inactive" }, { why: "later", reason: "account_inactive" }],
    [{ error: "team_access_not_granted" }, { why: "later", reason: "team_access_not_granted" }],
    [{ error: "org_login_required" }, { why: "later", reason: "org_login_required" }],
    [{ error: "messages_tab_disabled" }, { why: "unreachable", reason: "messages_tab_disabled" }],
    [{ error: "restricted_action" }, { why: "unreachable", reason: "restricted_action" }],
    [{ error: "something_new" }, { why: "broken", reason: "something_new" }],
    [{ closeAfterAccepting: true }, { why: "later", reason: "no_answer" }],
  ])("answers %j with %j, and asks only once", async (failure, expected) => {
    const { chat } = chatAt(slack.url);
    slack.world.failNext("chat.postMessage", failure);
    expect(await chat.post(place("C0SUPPORT1"), card)).toEqual({ ok: false, ...expected });
    expect(slack.callsOf("chat.postMessage")).toHaveLength(1);
  });

  it("waits for the operator when the token is refused, and says so loudly, without the token", async () => {
    const { chat, lines } = chatAt(slack.url);
    slack.world.failNext("chat.postMessage", { error: "token_expired" });
    expect(await chat.post(place("C0SUPPORT1"), card)).toMatchObject({ ok: false, why: "later" });
    expect(lines.filter(({ level }) => level === "error")).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain(app.botToken);
  });
});

describe("what isn't Slack answering", () => {
  let server: Server | undefined;
  afterEach(() => new Promise<void>((closed) => (server ? server.close(() => closed()) : closed())));
  const serving = async (listener: RequestListener): Promise<string> => {
    server = createServer(listener);
    await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo; // a TCP server's address is one
    return `http://127.0.0.1:${port}/api/`;
  };

  it("may be a proxy's page", async () => {
    const url = await serving((_, response) => response.writeHead(200).end("<html>Sign in to the network</html>"));
    expect(await chatAt(url).chat.post(place("C1"), card)).toEqual({ ok: false, why: "later", reason: "no_answer" });
  });

  it("may be a 429 that doesn't say how long", async () => {
    const url = await serving((_, response) => response.writeHead(429).end());
    expect(await chatAt(url).chat.post(place("C1"), card)).toMatchObject({ ok: false, why: "later" });
  });

  it("may accept a message without saying which: another try would post a copy", async () => {
    const url = await serving((_, response) => response.writeHead(200).end('{"ok":true,"team_id":"T1"}'));
    expect(await chatAt(url).chat.post(place("C1"), card)).toMatchObject({
      ok: false,
      why: "broken",
      reason: expect.stringContaining("no_message_id"),
    });
  });

  it("may be nobody at all", async () => {
    const url = await serving((_, response) => response.end());
    await new Promise<void>((closed) => server?.close(() => closed()));
    server = undefined;
    expect(await chatAt(url).chat.post(place("C1"), card)).toEqual({ ok: false, why: "later", reason: "no_answer" });
  });
});
