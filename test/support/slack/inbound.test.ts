import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { verifySlackRequest } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Instant, instant } from "../../../src/core/time.ts";
import appHomeOpened from "../../fixtures/slack/app-home-opened.json" with { type: "json" };
import buttonPressed from "../../fixtures/slack/block-actions-button.json" with { type: "json" };
import optionPicked from "../../fixtures/slack/block-actions-static-select.json" with { type: "json" };
import globalShortcut from "../../fixtures/slack/global-shortcut.json" with { type: "json" };
import messageShortcut from "../../fixtures/slack/message-shortcut.json" with { type: "json" };
import slashCommand from "../../fixtures/slack/slash-command.json" with { type: "json" };
import viewSubmission from "../../fixtures/slack/view-submission.json" with { type: "json" };
import { app } from "./cast.ts";
import { createSlackClient, type SlackClient } from "./inbound.ts";
import type { Message } from "./messages.ts";
import { bodyOf } from "./requests.ts";
import { type FakeSlack, startFakeSlack } from "./server.ts";
import { type Fields, fieldsIn, fieldsList, isFields, parseJson, textIn } from "./shapes.ts";

const signingSecret = "a-signing-secret";
/** One value for each name: Slack's own headers never repeat. */
const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );

type Heard = { readonly headers: Record<string, string>; readonly raw: string; readonly payload: Fields };
type Reply = { readonly status?: number; readonly body?: unknown; readonly never?: boolean };

let now: Instant;
let slack: FakeSlack;
let client: SlackClient;
let server: Server;
let heard: Heard[];
let reply: Reply;

const parsed = (text: string): Fields => {
  const value = parseJson(text);
  return value.ok ? fieldsIn(value.value) : {};
};
const payloadOf = (raw: string): Fields => {
  if (raw.startsWith("{")) return parsed(raw);
  const form = Object.fromEntries(new URLSearchParams(raw));
  return form.payload === undefined ? form : parsed(form.payload);
};
const last = (): Fields => heard.at(-1)?.payload ?? {};

/** An app that hears everything and answers as it is told. */
beforeEach(async () => {
  now = instant(Date.parse("2026-03-02T15:00:00Z"));
  heard = [];
  reply = {};
  slack = await startFakeSlack({ clock: { now: () => now } });
  server = createServer(async (request, response) => {
    const raw = await bodyOf(request);
    heard.push({ headers: headersOf(request), raw, payload: payloadOf(raw) });
    if (reply.never) return;
    response.writeHead(reply.status ?? 200, { "content-type": "application/json" });
    response.end(reply.body === undefined ? "" : JSON.stringify(reply.body));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // A server that listens on TCP has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  const appUrl = `http://127.0.0.1:${port}/slack/events`;
  client = createSlackClient({ appUrl, signingSecret, world: slack.world, timeoutMillis: 400 });
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await slack.close();
});

/** Names and types, all the way down; of a list its first item; null stands for anything. */
const shapeOf = (value: unknown): unknown => {
  if (value === null) return "anything";
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (!isFields(value)) return typeof value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, shapeOf(value[name])]));
};

const plain = (text: string) => ({ type: "plain_text", text });
const option = (text: string, value: string) => ({ text: plain(text), value });
const input = (block_id: string, label: string, element: object, more: object = {}) => ({
  type: "input",
  block_id,
  label: plain(label),
  optional: false,
  element,
  ...more,
});
const card = (...elements: object[]): Message =>
  slack.world.messages.add({
    channel: "C0GLOBEX01",
    author: app.botUserId,
    text: "Choose, please",
    blocks: [
      { type: "actions", block_id: "7w1W", elements: elements.map((element) => ({ action_id: "a", ...element })) },
    ],
    attachments: [],
  });
const acknowledge = { type: "button", text: { ...plain("Acknowledge"), emoji: true }, value: "v", style: "primary" };
const more = {
  type: "static_select",
  action_id: "xVtm",
  placeholder: { ...plain("More"), emoji: true },
  options: [
    { ...option("Assign", "assign"), text: { ...plain("Assign"), emoji: true } },
    { ...option("Snooze", "snooze"), text: { ...plain("Snooze"), emoji: true } },
  ],
};
const modal = (blocks: readonly object[], more: object = {}) =>
  slack.world.views.open("U0SAM00001", {
    type: "modal",
    title: plain("Flag"),
    submit: plain("Send"),
    callback_id: "flag",
    private_metadata: "C1",
    blocks,
    ...more,
  });

describe("what reaches the app has the recorded shape", () => {
  it("message shortcut", async () => {
    await client.messageShortcut("sam", slack.world.say("sue", "support", "It came open & wet"));
    expect(shapeOf(last())).toEqual(shapeOf(messageShortcut));
    expect(last()).toMatchObject({ callback_id: "flag_complaint", message: { text: "It came open &amp; wet" } });
  });

  it("global shortcut", async () => {
    await client.globalShortcut("sam");
    expect(shapeOf(last())).toEqual(shapeOf(globalShortcut));
  });

  it("slash command", async () => {
    await client.slashCommand("sam", "support", "case 12 <!channel> & more");
    expect(shapeOf(last())).toEqual(shapeOf(slashCommand));
    expect(last().text).toBe("case 12 <!channel> & more");
  });

  it("a button", async () => {
    await client.pressButton("sam", card(acknowledge), "Acknowledge");
    expect(shapeOf(last())).toEqual(shapeOf(buttonPressed));
  });

  it("an option of More", async () => {
    await client.pressButton("sam", card(more), "Snooze");
    expect(shapeOf({ ...last(), message: 0 })).toEqual(shapeOf({ ...optionPicked, message: 0 }));
    expect(last()).toMatchObject({ actions: [{ selected_option: { value: "snooze" } }] });
  });

  it("a submitted modal", async () => {
    const { blocks, state } = viewSubmission.view;
    const view = modal(blocks);
    await client.submit("sam", view, {
      "What went wrong": "They said <!channel> & 😡",
      Severity: "Major",
      Customer: "ann",
      "By when": new Date(1_628_633_820_000),
      How: "By phone",
    });
    expect(shapeOf({ ...last(), view: 0 })).toEqual(shapeOf({ ...viewSubmission, view: 0 }));
    expect(shapeOf({ ...fieldsIn(last().view), blocks: 0 })).toEqual(shapeOf({ ...viewSubmission.view, blocks: 0 }));
    expect(fieldsIn(last().view).state).toEqual({
      values: { ...state.values, who: { "who-value": { type: "users_select", selected_user: "U0ANN00001" } } },
    });
  });

  it("the Home tab", async () => {
    await client.appHomeOpened("sam");
    expect(shapeOf(last())).toEqual(shapeOf(appHomeOpened));
  });
});

describe("signatures", () => {
  const verify = () => {
    const { headers = {}, raw = "" } = heard.at(-1) ?? {};
    verifySlackRequest({
      signingSecret,
      body: raw,
      headers: {
        "x-slack-signature": headers["x-slack-signature"] ?? "",
        "x-slack-request-timestamp": Number(headers["x-slack-request-timestamp"]),
      },
    });
  };

  it("pass Bolt's own check, unless forged or old on purpose", async () => {
    const { request } = await client.globalShortcut("sam");
    expect(verify).not.toThrow();
    await client.send(request, "forged");
    expect(verify).toThrow("signature mismatch");
    await client.send(request, "ten-minutes-old");
    expect(verify).toThrow("stale");
    await client.send(request, "missing");
    expect(heard.at(-1)?.headers).not.toHaveProperty("x-slack-signature");
  });

  it("a retry is the same request, counted", async () => {
    const { request } = await client.appHomeOpened("sam");
    await client.retry(request, 2);
    expect(heard.map((each) => each.raw)).toEqual([request.body, request.body]);
    expect(heard.at(-1)?.headers).toMatchObject({ "x-slack-retry-num": "2", "x-slack-retry-reason": "http_timeout" });
    expect(verify).not.toThrow();
  });
});

describe("people can do only what Slack lets them", () => {
  it("outsiders press buttons in shared channels, but see no shortcuts and commands", async () => {
    const message = card(acknowledge);
    await client.pressButton("carla", message, "Acknowledge");
    expect(last()).toMatchObject({ team: { id: "T0ACME0001" }, user: { team_id: "T0GLOBEX01" } });
    await expect(client.messageShortcut("carla", message)).rejects.toThrow("from outside");
    await expect(client.slashCommand("carla", "globex")).rejects.toThrow("from outside");
  });

  it("nobody presses what they don't see", async () => {
    const message = card(acknowledge, more);
    await expect(client.pressButton("gus", message, "Acknowledge")).rejects.toThrow("does not see");
    await expect(client.pressButton("sam", message, "Resolve")).rejects.toThrow("Acknowledge, More > Assign | Snooze");
    slack.world.messages.remove(message);
    await expect(client.pressButton("sam", message, "Acknowledge")).rejects.toThrow("no message");
  });

  it("a question is asked before the press counts", async () => {
    const confirm = { title: plain("Sure?"), text: plain("Really?"), confirm: plain("Yes"), deny: plain("No") };
    const message = card({ ...acknowledge, confirm });
    const denied = await client.pressButton("sam", message, "Acknowledge", { answer: "deny" });
    expect([denied.sent, denied.asked?.text, heard.length]).toEqual([false, "Really?", 0]);
    expect((await client.pressButton("sam", message, "Acknowledge")).sent).toBe(true);
  });

  it("a whisper's press carries no message", async () => {
    const whisper = slack.world.messages.replace(card(acknowledge), { onlyFor: "U0SAM00001" });
    await client.pressButton("sam", whisper ?? card(), "Acknowledge");
    expect(last()).toMatchObject({ container: { is_ephemeral: true } });
    expect(last()).not.toHaveProperty("message");
  });

  it("a form is filled in by its labels, as Slack's clients allow", () => {
    const view = modal([
      input("w", "What", { type: "plain_text_input", action_id: "a", max_length: 10 }),
      input("s", "Severity", { type: "static_select", action_id: "a", options: [option("Major", "major")] }),
      input("e", "Email", { type: "email_text_input", action_id: "a" }, { optional: true }),
    ]);
    const filled = { What: "Broken", Severity: "Major" };
    expect(client.fill(view, filled)).toMatchObject({ w: { a: { value: "Broken" } }, e: { a: { value: null } } });
    expect(() => client.fill(view, { What: "Broken" })).toThrow("“Severity” is required");
    expect(() => client.fill(view, { ...filled, What: "x".repeat(11) })).toThrow("too long");
    expect(() => client.fill(view, { ...filled, Severity: "Huge" })).toThrow("no option");
    expect(() => client.fill(view, { ...filled, Email: "nobody" })).toThrow("an email address");
    expect(() => client.fill(view, { ...filled, Colour: "red" })).toThrow("No field is called");
  });

  it("what a field began with stays unless it is changed or emptied", () => {
    const view = modal([
      input("w", "What", { type: "plain_text_input", action_id: "a", initial_value: "From the message" }),
      input("n", "Note", { type: "plain_text_input", action_id: "a", initial_value: "Draft" }, { optional: true }),
    ]);
    expect(client.fill(view, { Note: null })).toMatchObject({
      w: { a: { value: "From the message" } },
      n: { a: { value: null } },
    });
  });
});

describe("what the app's answer does", () => {
  const form = () => modal([input("w", "What", { type: "plain_text_input", action_id: "a" })]);
  const submit = () => client.submit("sam", form(), { What: "Broken" });
  const isOpen = () => slack.world.modal("sam") !== undefined;
  const nextView = { type: "modal", title: plain("Next"), blocks: [{ type: "section", text: plain("Done") }] };

  it("nothing closes the modal", async () => {
    expect(await submit()).toMatchObject({ status: 200, shown: "closed" });
    expect(isOpen()).toBe(false);
  });

  it("errors stand under their fields, and an unknown block is trouble", async () => {
    reply = { body: { response_action: "errors", errors: { w: "Say a little more." } } };
    expect(await submit()).toMatchObject({ shown: "errors", errors: { What: "Say a little more." } });
    expect(isOpen()).toBe(true);
    reply = { body: { response_action: "errors", errors: { elsewhere: "Hm." } } };
    expect(await submit()).toMatchObject({ shown: "trouble" });
  });

  it("a new view takes its place or lies on top, if Slack would show it", async () => {
    reply = { body: { response_action: "update", view: nextView } };
    expect(await submit()).toMatchObject({ shown: "updated" });
    expect(slack.world.modal("sam")?.title).toBe("Next");
    reply = { body: { response_action: "push", view: nextView } };
    expect(await submit()).toMatchObject({ shown: "pushed" });
    await client.dismiss("sam");
    expect(slack.world.modal("sam")?.title).toBe("Flag");
    reply = { body: { response_action: "update", view: { type: "modal" } } };
    expect(await submit()).toMatchObject({ shown: "trouble" });
    reply = { body: { response_action: "clear" } };
    expect(await submit()).toMatchObject({ shown: "cleared" });
    expect(isOpen()).toBe(false);
  });

  it("silence for three seconds, a failure or nonsense is trouble", async () => {
    reply = { never: true };
    expect(await submit()).toMatchObject({ timedOut: true, shown: "trouble" });
    reply = { status: 500 };
    expect(await submit()).toMatchObject({ status: 500, shown: "trouble" });
    reply = { body: { response_action: "close" } };
    expect(await submit()).toMatchObject({ shown: "trouble" });
    expect(isOpen()).toBe(true);
  });

  it("a command's answer is seen by its author alone", async () => {
    reply = { body: { text: "Your queue is empty." } };
    await client.slashCommand("sam", "support", "queue");
    expect(slack.world.read("support", "sam")).toMatchObject([{ text: "Your queue is empty.", onlyYou: true }]);
    expect(slack.world.read("support", "sue")).toEqual([]);
    reply = { status: 500 };
    expect(await client.slashCommand("sam", "support", "queue")).toMatchObject({ problem: "dispatch_failed" });
  });
});

describe("response_url", () => {
  const post = (body: object) =>
    fetch(textIn(last().response_url), { method: "POST", body: JSON.stringify(body) }).then(async (response) => [
      response.status,
      textIn(fieldsIn(await response.json()).error),
    ]);

  it("serves five times", async () => {
    await client.slashCommand("sam", "support", "queue");
    for (let use = 1; use <= 5; use += 1) expect(await post({ text: `Answer ${use}` })).toEqual([200, ""]);
    expect(await post({ text: "Once more" })).toEqual([404, "used_url"]);
    expect(slack.world.read("support", "sam")).toHaveLength(5);
  });

  it("serves for half an hour", async () => {
    await client.slashCommand("sam", "support", "queue");
    now = instant(now + 30 * 60_000 + 1);
    expect(await post({ text: "Late" })).toEqual([404, "expired_url"]);
  });

  it("replaces or deletes the message it came from", async () => {
    const message = card(acknowledge);
    await client.pressButton("sam", message, "Acknowledge");
    await post({ text: "Acknowledged", replace_original: true });
    expect(slack.world.read("globex", "carla").map((seen) => seen.text)).toEqual(["Acknowledged"]);
    expect(await post({ text: "x", blocks: [{ type: "panel" }] })).toEqual([400, "invalid_blocks"]);
    await post({ delete_original: true });
    expect(slack.world.read("globex", "carla")).toEqual([]);
  });
});

describe("events about the app itself", () => {
  it("uninstalling revokes the token first", async () => {
    await client.appUninstalled();
    expect(last()).toMatchObject({ type: "event_callback", event: { type: "app_uninstalled" } });
    await client.tokensRevoked();
    expect(last()).toMatchObject({ event: { type: "tokens_revoked", tokens: { bot: [app.botUserId] } } });
    expect(slack.world.tokens.bot.state).toBe("revoked");
  });

  it("every event has an id of its own", async () => {
    await client.appHomeOpened("sam");
    await client.appHomeOpened("sam");
    expect(new Set(heard.map((each) => each.payload.event_id)).size).toBe(2);
    expect(fieldsList(last().authorizations)).toMatchObject([{ team_id: "T0ACME0001", is_bot: true }]);
  });
});
