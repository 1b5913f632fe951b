import { WebClient, type WebClientOptions } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Instant, instant } from "../../../src/core/time.ts";
import { app, team } from "./cast.ts";
import { type FakeSlack, startFakeSlack } from "./server.ts";

const start = instant(Date.parse("2026-03-02T15:00:00Z"));
let now: Instant;
let slack: FakeSlack;
let web: WebClient;

const silent = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => "error", setName() {} };
const client = (token: string | undefined) =>
  new WebClient(token, {
    slackApiUrl: slack.url,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // The logger's level is an enum of @slack/logger, which this test has no other use for.
    logger: silent as unknown as NonNullable<WebClientOptions["logger"]>,
  });

beforeEach(async () => {
  now = start;
  slack = await startFakeSlack({ clock: { now: () => now } });
  web = client(app.botToken);
});
afterEach(() => slack.close());

/** The name of Slack's error, or how else the call ended. */
const refusal = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "accepted",
    (error: { data?: { error?: string }; code?: string }) => error.data?.error ?? error.code ?? "failed",
  );
const details = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: { data?: unknown }) => error.data,
  );

const plain = (text: string) => ({ type: "plain_text" as const, text });
const section = (text: string) => ({ type: "section" as const, text: { type: "mrkdwn" as const, text } });
const modal = (more: object = {}) => ({
  type: "modal" as const,
  title: plain("Title"),
  blocks: [section("Hi")],
  ...more,
});
const hello = (channel: string) => ({ channel, text: "Hello" });

describe("tokens and scopes", () => {
  it("refuses no token, an unknown one, an expired one and a revoked one", async () => {
    expect(await refusal(client(undefined).auth.test())).toBe("not_authed");
    expect(await refusal(client("xoxb-made-up").auth.test())).toBe("invalid_auth");
    slack.world.tokens.bot.state = "expired";
    expect(await refusal(web.auth.test())).toBe("token_expired");
    slack.world.tokens.revokeAll();
    expect(await refusal(web.auth.test())).toBe("token_revoked");
  });

  it("names the scope that is missing and those that were given", async () => {
    slack.world.tokens.bot.scopes = ["commands", "chat:write"];
    expect(await details(web.users.info({ user: "U0SAM00001" }))).toMatchObject({
      error: "missing_scope",
      needed: "users:read",
      provided: "commands,chat:write",
    });
  });

  it("tells an email only with its own scope, and never a stranger's", async () => {
    const email = async (user: string) => (await web.users.info({ user })).user?.profile?.email;
    expect(await email("U0SAM00001")).toBe("sam@acme.example");
    expect(await email("U0STAN0001")).toBeUndefined();
    slack.world.tokens.bot.scopes = ["users:read"];
    expect(await email("U0SAM00001")).toBeUndefined();
  });

  it("knows no method beyond its own", async () => {
    expect(await refusal(web.apiCall("conversations.history", { channel: "C0SUPPORT1" }))).toBe("unknown_method");
  });
});

describe("where the bot may write", () => {
  it.each([
    ["C0SUPPORT1", "accepted"],
    ["C0GLOBEX01", "accepted"],
    ["C0NOWHERE1", "channel_not_found"],
    ["C0BOARD001", "channel_not_found"],
    ["C0LOUNGE01", "not_in_channel"],
    ["C0ATTIC001", "is_archived"],
    ["support", "channel_not_found"],
    ["U0SAM00001", "accepted"],
    ["U0STAN0001", "user_not_visible"],
    ["U0NOBODY01", "channel_not_found"],
  ])("to %s: %s", async (channel, outcome) => {
    expect(await refusal(web.chat.postMessage(hello(channel)))).toBe(outcome);
  });

  it.each([
    ["U0SAM00001", "accepted"],
    ["U0GUS00001", "accepted"],
    ["U0CARLA001", "accepted"],
    ["U0STAN0001", "user_not_visible"],
    ["U0DAN00001", "user_disabled"],
    ["U0ROBO0001", "cannot_dm_bot"],
    ["U0NOBODY01", "user_not_found"],
  ])("a direct message with %s: %s", async (users, outcome) => {
    expect(await refusal(web.conversations.open({ users }))).toBe(outcome);
  });

  it("lets a person shut the door, at opening or at posting", async () => {
    slack.world.refuseDirectMessages("sue", "user_not_visible");
    expect(await refusal(web.conversations.open({ users: "U0SUE00001" }))).toBe("user_not_visible");
    slack.world.refuseDirectMessages("sue", "messages_tab_disabled");
    const { channel } = await web.conversations.open({ users: "U0SUE00001" });
    expect(await refusal(web.chat.postMessage(hello(channel?.id ?? "")))).toBe("messages_tab_disabled");
  });

  it("opens a direct message once", async () => {
    const first = await web.conversations.open({ users: "U0SAM00001" });
    const second = await web.conversations.open({ users: "U0SAM00001" });
    expect(second).toMatchObject({ already_open: true, channel: { id: first.channel?.id } });
  });

  it("tells shared channels from our own", async () => {
    const shared = async (channel: string) => (await web.conversations.info({ channel })).channel?.is_ext_shared;
    expect(await shared("C0SUPPORT1")).toBe(false);
    expect(await shared("C0GLOBEX01")).toBe(true);
    expect(await refusal(web.conversations.info({ channel: "C0BOARD001" }))).toBe("channel_not_found");
  });
});

describe("what a message may be", () => {
  const post = (more: object) => web.apiCall("chat.postMessage", { channel: "C0SUPPORT1", ...more });

  it("refuses a message without words", async () => {
    expect(await refusal(post({}))).toBe("no_text");
    expect(await refusal(post({ text: " " }))).toBe("no_text");
  });

  it("refuses blocks without words for screen readers: ours alone, Slack only warns", async () => {
    expect(await refusal(post({ blocks: [section("Hello")] }))).toBe("missing_fallback_text");
  });

  it("explains invalid blocks as Slack does", async () => {
    expect(await details(post({ text: "Hi", blocks: [section("x".repeat(3001))] }))).toMatchObject({
      error: "invalid_blocks",
      response_metadata: { messages: ["[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"] },
    });
    expect(await refusal(post({ text: "Hi", blocks: { type: "section" } }))).toBe("invalid_blocks_format");
    expect(await refusal(post({ text: "Hi", attachments: [{ blocks: [{ type: "panel" }] }] }))).toBe(
      "invalid_attachments",
    );
  });

  it("refuses blocks of more than about 13,200 characters in all", async () => {
    const blocks = (letters: number) => [
      ...Array.from({ length: 4 }, () => section("x".repeat(3000))),
      section("x".repeat(letters)),
    ];
    const room = 13_200 - JSON.stringify(blocks(0)).length;
    expect(await refusal(post({ text: "Hi", blocks: blocks(room) }))).toBe("accepted");
    expect(await refusal(post({ text: "Hi", blocks: blocks(room + 1) }))).toBe("msg_blocks_too_long");
  });

  it("takes 40,000 characters in a new message, and 4,000 in an update", async () => {
    expect(await refusal(post({ text: "x".repeat(40_001) }))).toBe("msg_too_long");
    const { ts } = await web.chat.postMessage({ channel: "C0SUPPORT1", text: "x".repeat(40_000) });
    const update = (text: string) => web.chat.update({ channel: "C0SUPPORT1", ts: ts ?? "", text });
    expect(await refusal(update("x".repeat(4000)))).toBe("accepted");
    expect(await refusal(update("x".repeat(4001)))).toBe("msg_too_long");
  });

  it("replies under a message, loose where that is gone, and under no reply", async () => {
    const { ts } = await web.chat.postMessage(hello("C0SUPPORT1"));
    const reply = await web.chat.postMessage({ ...hello("C0SUPPORT1"), thread_ts: ts ?? "" });
    const to = (thread_ts: string) => refusal(web.chat.postMessage({ ...hello("C0SUPPORT1"), thread_ts }));
    const gone = await web.chat.postMessage({ ...hello("C0SUPPORT1"), thread_ts: "1500000000.000001" });
    expect(gone.message?.thread_ts).toBeUndefined();
    expect(await to("yesterday")).toBe("invalid_thread_ts");
    expect(await to(reply.ts ?? "")).toBe("cannot_reply_to_message");
  });

  it("reads a JSON body as well as a form", async () => {
    const answer = await fetch(`${slack.url}chat.postMessage`, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8", authorization: `Bearer ${app.botToken}` },
      body: JSON.stringify({ channel: "C0SUPPORT1", text: "Hello", blocks: [section("Hello")] }),
    });
    expect(await answer.json()).toMatchObject({ ok: true, message: { blocks: [{ type: "section" }] } });
  });
});

describe("messages that are there already", () => {
  it("updates only the bot's own, in a channel that lives", async () => {
    const theirs = slack.world.say("sam", "support", "Hello");
    const mine = await web.chat.postMessage({ channel: "C0SUPPORT1", text: "Card", blocks: [section("Card")] });
    const update = (ts: string, more: object = {}) =>
      web.apiCall("chat.update", { channel: "C0SUPPORT1", ts, text: "New", ...more });
    expect(await refusal(update("1500000000.000001"))).toBe("message_not_found");
    expect(await refusal(update(theirs.ts))).toBe("cant_update_message");
    expect(await refusal(update(mine.ts ?? "", { blocks: [section("New")] }))).toBe("accepted");
    slack.world.changeChannel("support", { archived: true });
    expect(await refusal(update(mine.ts ?? ""))).toBe("is_inactive");
  });

  it("drops the blocks when an update brings only text", async () => {
    const { ts } = await web.chat.postMessage({ channel: "C0SUPPORT1", text: "Card", blocks: [section("*Card*")] });
    await web.chat.update({ channel: "C0SUPPORT1", ts: ts ?? "", text: "Only words" });
    expect(slack.world.read("support", "sam")).toMatchObject([{ text: "Only words" }]);
  });

  it("deletes, and links, what exists", async () => {
    const { ts = "" } = await web.chat.postMessage(hello("C0SUPPORT1"));
    const link = await web.chat.getPermalink({ channel: "C0SUPPORT1", message_ts: ts });
    expect(link.permalink).toBe(`https://acme.slack.com/archives/C0SUPPORT1/p${ts.replace(".", "")}`);
    await web.chat.delete({ channel: "C0SUPPORT1", ts });
    expect(await refusal(web.chat.delete({ channel: "C0SUPPORT1", ts }))).toBe("message_not_found");
    expect(await refusal(web.chat.getPermalink({ channel: "C0SUPPORT1", message_ts: ts }))).toBe("message_not_found");
  });

  it("whispers only to who is in the channel", async () => {
    const whisper = (user: string) => web.chat.postEphemeral({ ...hello("C0GLOBEX01"), user });
    expect(await refusal(whisper("U0CARLA001"))).toBe("accepted");
    expect(await refusal(whisper("U0GUS00001"))).toBe("user_not_in_channel");
  });
});

describe("views", () => {
  const trigger = () => slack.world.triggers.give("U0SAM00001");
  const open = (trigger_id: string, view = modal()) => web.views.open({ trigger_id, view });

  it("opens one view for one trigger, within three seconds", async () => {
    const id = trigger();
    expect(await refusal(open("1.2.invented"))).toBe("invalid_trigger_id");
    expect(await refusal(open(id))).toBe("accepted");
    expect(await refusal(open(id))).toBe("exchanged_trigger_id");
    const onTime = trigger();
    now = instant(now + 3_000);
    expect(await refusal(open(onTime))).toBe("accepted");
    const late = trigger();
    now = instant(now + 3_001);
    expect(await refusal(open(late))).toBe("expired_trigger_id");
  });

  it("refuses what is wrong or too large without spending the trigger", async () => {
    const id = trigger();
    expect(await details(open(id, modal({ title: plain("x".repeat(25)) })))).toMatchObject({
      error: "invalid_arguments",
      response_metadata: { messages: ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"] },
    });
    const heavy = Array.from({ length: 90 }, () => section("x".repeat(3000)));
    expect(await refusal(open(id, modal({ blocks: heavy })))).toBe("view_too_large");
    expect(await refusal(open(id))).toBe("accepted");
  });

  it("updates a view whose hash is still the one that was seen", async () => {
    const { view } = await open(trigger());
    const update = (hash: string) => web.views.update({ view_id: view?.id ?? "", view: modal(), hash });
    expect(await refusal(update(view?.hash ?? ""))).toBe("accepted");
    expect(await refusal(update(view?.hash ?? ""))).toBe("hash_conflict");
    slack.world.views.closeAll("U0SAM00001");
    expect(await refusal(web.views.update({ view_id: view?.id ?? "", view: modal() }))).toBe("not_found");
  });

  it("stacks three views and no more", async () => {
    await open(trigger());
    const push = () => web.views.push({ trigger_id: trigger(), view: modal() });
    await push();
    await push();
    expect(await refusal(push())).toBe("push_limit_reached");
  });

  it("publishes a home view to our own people only", async () => {
    const publish = (user_id: string) =>
      web.views.publish({ user_id, view: { type: "home", blocks: [section("Queue")] } });
    await publish("U0SAM00001");
    expect(slack.world.home("sam")?.text).toBe("Queue");
    expect(await refusal(publish("U0CARLA001"))).toBe("invalid_arguments");
    slack.world.manifest.homeTab = false;
    expect(await refusal(publish("U0SAM00001"))).toBe("not_enabled");
  });
});

describe("people and groups", () => {
  it("finds our own by email, and nobody else", async () => {
    const find = async (email: string) => refusal(web.users.lookupByEmail({ email }));
    expect(await find("Sam@acme.example")).toBe("accepted");
    expect(await find("dan@acme.example")).toBe("users_not_found");
    expect(await find("carla@globex.example")).toBe("users_not_found");
  });

  it("tells guests, admins and people from outside apart", async () => {
    const user = async (id: string) => (await web.users.info({ user: id })).user;
    expect(await user("U0GUS00001")).toMatchObject({ is_restricted: true, team_id: "T0ACME0001" });
    expect(await user("U0ADA00001")).toMatchObject({ is_admin: true });
    expect(await user("U0CARLA001")).toMatchObject({ is_stranger: false, team_id: "T0GLOBEX01" });
    expect(await user("U0STAN0001")).toMatchObject({ is_stranger: true });
    expect(await user("U0DAN00001")).toMatchObject({ deleted: true });
    expect(await user("U0SAM00001")).toMatchObject({ tz: "America/New_York", tz_offset: -18_000 });
  });

  it("lists a group's members", async () => {
    expect((await web.usergroups.users.list({ usergroup: "S0MANAGERS" })).users).toEqual(["U0ANN00001", "U0BEN00001"]);
    expect(await refusal(web.usergroups.users.list({ usergroup: "S0NOSUCH01" }))).toBe("no_such_subteam");
  });

  it("hands out a channel's members page by page", async () => {
    const first = await web.conversations.members({ channel: "C0SUPPORT1", limit: 5 });
    const cursor = first.response_metadata?.next_cursor ?? "";
    const rest = await web.conversations.members({ channel: "C0SUPPORT1", cursor });
    expect([...(first.members ?? []), ...(rest.members ?? [])]).toEqual(slack.world.channel("support").members);
    expect(rest.response_metadata?.next_cursor).toBe("");
  });

  it("hands out everyone of the workspace page by page, fewer than were asked for", async () => {
    const ids: (string | undefined)[] = [];
    let cursor: string | undefined;
    do {
      const page = await web.users.list({ limit: 999, ...(cursor ? { cursor } : {}) });
      ids.push(...(page.members ?? []).map(({ id }) => id));
      cursor = page.response_metadata?.next_cursor;
    } while (cursor);
    expect(ids).toEqual([...slack.world.users.values()].flatMap(({ id, teamId }) => (teamId === team.id ? [id] : [])));
    expect(await refusal(web.users.list({}))).toBe("limit_required");
  });

  it.each([
    ["a limit over 999", { limit: 1000 }, "invalid_limit"],
    ["a limit of nothing", { limit: 0 }, "invalid_limit"],
    ["a cursor it never gave", { limit: 100, cursor: "made-up" }, "invalid_cursor"],
  ])("refuses %s", async (_, at, error) => {
    expect(await refusal(web.conversations.members({ channel: "C0SUPPORT1", ...at }))).toBe(error);
    expect(await refusal(web.users.list(at))).toBe(error);
  });

  it("tells of members and people only with the scope, and of no channel that the app can't see", async () => {
    const members = (channel: string) => refusal(web.conversations.members({ channel }));
    expect(await members("C0LOUNGE01")).toBe("accepted");
    expect(await members("C0BOARD001")).toBe("channel_not_found");
    expect(await members("C0UNKNOWN1")).toBe("channel_not_found");
    slack.world.tokens.bot.scopes = ["groups:read"];
    expect(await members("C0CASES001")).toBe("accepted");
    expect(await members("C0SUPPORT1")).toBe("missing_scope");
    expect(await refusal(web.users.list({ limit: 100 }))).toBe("missing_scope");
    expect(await details(web.users.list({ limit: 100 }))).toMatchObject({ needed: "users:read" });
  });
});

describe("installing", () => {
  const { clientId: client_id, clientSecret: client_secret } = app;

  it("exchanges a code once", async () => {
    const exchange = (code: string, secret: string = client_secret) =>
      client(undefined).oauth.v2.access({ client_id, client_secret: secret, code });
    const code = slack.world.tokens.grantCode();
    expect(await refusal(exchange(code, "wrong"))).toBe("bad_client_secret");
    const granted = await exchange(code);
    expect(await refusal(client(granted.access_token).auth.test())).toBe("accepted");
    expect(await refusal(exchange(code))).toBe("invalid_code");
  });

  it("rotates tokens that live twelve hours", async () => {
    slack.world.manifest.tokenRotation = true;
    const granted = await client(undefined).oauth.v2.access({
      client_id,
      client_secret,
      code: slack.world.tokens.grantCode(),
    });
    now = instant(now + 12 * 3600_000);
    expect(await refusal(client(granted.access_token).auth.test())).toBe("token_expired");
    const refresh = (refresh_token: string) =>
      client(undefined).oauth.v2.access({ client_id, client_secret, grant_type: "refresh_token", refresh_token });
    const fresh = await refresh(granted.refresh_token ?? "");
    expect(await refusal(client(fresh.access_token).auth.test())).toBe("accepted");
    expect(await refusal(refresh(granted.refresh_token ?? ""))).toBe("invalid_refresh_token");
  });
});
