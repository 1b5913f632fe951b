import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSlack } from "../../../../adapters/slack/index.ts";
import type { Caller, Inbox } from "../../../../src/app/ports.ts";
import type { Place } from "../../../../src/core/case.ts";
import { organizationKey } from "../../../../src/core/organization.ts";
import { instant } from "../../../../src/core/time.ts";
import type { Card, Form, Reply } from "../../../../src/views/elements.ts";
import { app, externalTeam, team } from "../../../support/slack/cast.ts";
import { interaction, json } from "../../../support/slack/delivery.ts";
import { createSlackClient, type SlackClient } from "../../../support/slack/inbound.ts";
import { type FakeSlack, startFakeSlack } from "../../../support/slack/server.ts";
import { keptLog, type Line } from "../support/log.ts";

const signingSecret = "the-signing-secret";
const nothing: Reply = { show: "nothing" };
const notice: Reply = { show: "notice", text: ["All is well."] };
const form: Form = {
  id: "addNote",
  title: "Add note",
  submit: "Add",
  about: { case: "c1" },
  fields: [
    { id: "text", label: "Note", kind: "longText", optional: false },
    { id: "to", label: "For", kind: "person", optional: true },
  ],
};
const card: Card = {
  title: ["Case 1"],
  tone: "calm",
  facts: [],
  body: [],
  buttons: [{ label: "Approve", press: { act: "approve", case: "c1", of: "R1" } }],
  more: [{ label: "Add note", press: { act: "addNote", case: "c1" } }],
  fallback: "Case 1",
};

type Asked = { readonly what: keyof Inbox; readonly by: Caller; readonly more: readonly unknown[] };

let slack: FakeSlack;
let server: Server;
let client: SlackClient;
let appUrl: string;
let adapter: ReturnType<typeof createSlack>;
let asked: Asked[];
let lostPlaces: { organization: string; place: Place; reason: string }[];
let lines: Line[];
/** What the application answers next. */
let reply: () => Promise<Reply>;
let chat: ReturnType<typeof createSlack>["chat"];

beforeEach(async () => {
  slack = await startFakeSlack();
  asked = [];
  lostPlaces = [];
  reply = async () => nothing;
  const kept = keptLog();
  lines = kept.lines;
  const note = (what: keyof Inbox, by: Caller, ...more: unknown[]) => {
    asked.push({ what, by, more });
    return reply();
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
  const web = express();
  adapter = createSlack({
    mode: "http",
    botToken: app.botToken,
    signingSecret,
    app: web,
    apiUrl: slack.url,
    organizationOf: (id) => organizationKey(`org-of-${id}`),
    groupsToKnow: () => [],
    log: kept.log,
    clock: { now: () => instant(1_772_452_800_000) },
    newReference: () => "ref-1",
  });
  chat = adapter.chat;
  adapter.listen({ inbox });
  await adapter.start();
  server = createServer(web);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo; // a TCP server's address is one
  appUrl = `http://127.0.0.1:${port}/slack/events`;
  const afterwards = () => adapter.settled();
  client = createSlackClient({ appUrl, signingSecret, world: slack.world, afterwards });
});
afterEach(async () => {
  await new Promise<void>((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });
  await slack.close();
});

const posted = async () => {
  const sent = await chat.post({ platform: "slack", workspace: team.id, channel: "C0GLOBEX01" }, card);
  if (!sent.ok) throw new Error(sent.reason);
  return { channel: sent.ref.place.channel, ts: sent.ref.message };
};
/** What one person alone was told last. */
const whispered = () => slack.world.messages.all.findLast(({ onlyFor }) => onlyFor !== undefined);
const only = () => {
  expect(asked).toHaveLength(1);
  const [first] = asked;
  if (!first) throw new Error("nothing was asked");
  return first;
};

/** Committed only when Slack has stopped waiting, after its three seconds; the client waits for Bolt's own answer to that. */
const late = (answer: Reply) => {
  let commit = () => {};
  const committed = new Promise<void>((resolve) => {
    commit = resolve;
  });
  reply = () => committed.then(() => answer);
  return { commit, client: createSlackClient({ appUrl, signingSecret, world: slack.world, timeoutMillis: 10_000 }) };
};

describe("a press", () => {
  it("reaches the inbox with who, where, what, and a key that a retry carries again", async () => {
    const at = await posted();
    const first = await client.pressButton("sam", at, "Approve");
    expect(first).toMatchObject({ status: 200, body: "" });
    const { by, more } = only();
    expect(by).toEqual({
      organization: `org-of-${team.id}`,
      person: { platform: "slack", workspace: team.id, id: "U0SAM00001" },
      place: { platform: "slack", workspace: team.id, channel: at.channel },
    });
    expect(more[0]).toEqual({ act: "approve", case: "c1", of: "R1" });
    await client.retry(first.request);
    await client.pressButton("sam", at, "Approve");
    const [one, again, another] = asked.map((each) => each.more[1]);
    expect(again).toBe(one);
    expect(another).not.toBe(one);
  });

  it("from the menu is the same press", async () => {
    await client.pressButton("sam", await posted(), "Add note");
    expect(only().more[0]).toEqual({ act: "addNote", case: "c1" });
  });

  it("of someone from a connected workspace says so", async () => {
    await client.pressButton("carla", await posted(), "Approve");
    expect(only().by).toMatchObject({
      person: { workspace: externalTeam.id },
      outsider: true,
      organization: `org-of-${team.id}`,
    });
  });

  it("is answered only after it is committed", async () => {
    const at = await posted();
    const order: string[] = [];
    let commit = () => {};
    reply = () =>
      new Promise((resolve) => {
        commit = () => {
          order.push("committed");
          resolve(nothing);
        };
      });
    const pressed = client.pressButton("sam", at, "Approve").then(() => order.push("answered"));
    while (asked.length === 0) await new Promise(setImmediate);
    commit();
    await pressed;
    expect(order).toEqual(["committed", "answered"]);
  });

  it("is answered before its reply is shown, so that a slow Slack loses nothing", async () => {
    const at = await posted();
    reply = async () => ({ show: "form", form });
    let answered = () => {};
    slack.world.failNext("views.open", { until: new Promise<void>((resolve) => (answered = resolve)) });
    const onlyAnswered = createSlackClient({ appUrl, signingSecret, world: slack.world });
    expect(await onlyAnswered.pressButton("sam", at, "Add note")).toMatchObject({ status: 200, timedOut: false });
    expect(() => client.openModal("sam")).toThrow("no modal open");
    answered();
    await adapter.settled();
    expect(client.openModal("sam").definition.callback_id).toBe("form:addNote");
  });

  it("opens a form", async () => {
    reply = async () => ({ show: "form", form });
    await client.pressButton("sam", await posted(), "Add note");
    expect(client.openModal("sam").definition.callback_id).toBe("form:addNote");
  });

  it("says so where the form came too late", async () => {
    const at = await posted();
    reply = async () => ({ show: "form", form });
    slack.world.failNext("views.open", { error: "expired_trigger_id" });
    await client.pressButton("sam", at, "Add note");
    expect(whispered()?.text).toBe("That took too long to open. Please press again.");
  });

  it("shows words and cards to the presser alone, beside the message", async () => {
    const at = await posted();
    reply = async () => notice;
    await client.pressButton("sam", at, "Approve");
    expect(whispered()).toMatchObject({ onlyFor: "U0SAM00001", channel: at.channel, text: "All is well." });
    reply = async () => ({ show: "cards", cards: [card, card] });
    await client.pressButton("sam", at, "Approve");
    expect(whispered()?.blocks.length).toBeGreaterThan(3);
  });

  it("in a thread is answered in that thread; on a message that starts one, in the channel", async () => {
    const place = { platform: "slack" as const, workspace: team.id, channel: "C0SUPPORT1" };
    const root = await chat.post(place, card);
    if (!root.ok) throw new Error(root.reason);
    const below = await chat.post({ ...place, thread: root.ref.message }, card);
    if (!below.ok) throw new Error(below.reason);
    reply = async () => notice;
    await client.pressButton("sam", { channel: place.channel, ts: below.ref.message }, "Approve");
    expect(whispered()?.threadTs).toBe(root.ref.message);
    await client.pressButton("sam", { channel: place.channel, ts: root.ref.message }, "Approve");
    expect(whispered()).not.toHaveProperty("threadTs");
    expect(asked.map(({ by }) => by.place?.thread)).toEqual([root.ref.message, undefined]);
  });

  it("that fails is answered at once: nothing was saved, with a reference that the log has too", async () => {
    const at = await posted();
    reply = () => Promise.reject(new Error("the database is away"));
    const { status, timedOut } = await client.pressButton("sam", at, "Approve");
    expect({ status, timedOut }).toEqual({ status: 200, timedOut: false });
    expect(whispered()?.text).toMatch(/Nothing was saved, please try again.*ref-1/);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: "error", about: expect.objectContaining({ reference: "ref-1" }) }),
    );
  });

  it("that took longer than Slack waits is shown its reply all the same", async () => {
    const at = await posted();
    const { client: impatient, commit } = late(notice);
    expect(await impatient.pressButton("sam", at, "Approve")).toMatchObject({ status: 404 });
    commit();
    await vi.waitFor(() => expect(whispered()?.text).toBe("All is well."));
    expect(lines.map(({ message }) => message)).toContain(
      "Slack had stopped waiting for an answer; it is shown all the same",
    );
    expect(lines.map(({ message }) => message)).not.toContain("a request from Slack could not be handled");
  });

  it("of which the words hold half an emoji is answered with the rest", async () => {
    const at = await posted();
    reply = async () => ({ show: "notice", text: ["Half \ud83d an emoji."] });
    await client.pressButton("sam", at, "Approve");
    expect(whispered()?.text).toBe("Half \ufffd an emoji.");
  });

  it("on the home page answers in a small window, since there is no channel", async () => {
    await chat.showHome({ platform: "slack", workspace: team.id, id: "U0SAM00001" }, [card], organizationKey("main"));
    reply = async () => notice;
    await client.pressButton("sam", client.homeTab("sam"), "Approve");
    expect(JSON.stringify(client.openModal("sam").blocks)).toContain("All is well.");
    expect(only().by).not.toHaveProperty("place");
  });

  it("of a button we no longer know is answered kindly", async () => {
    const channel = "C0SUPPORT1";
    const message = slack.world.messages.add({
      channel,
      author: app.botUserId,
      text: "old",
      attachments: [],
      blocks: [
        {
          type: "actions",
          block_id: "b",
          elements: [{ type: "button", action_id: "old", value: "??", text: { type: "plain_text", text: "Old" } }],
        },
      ],
    });
    const { status } = await client.pressButton("sam", message, "Old");
    expect(status).toBe(200);
    expect(asked).toEqual([]);
    expect(whispered()?.text).toContain("earlier version");
  });
});

describe("a form", () => {
  const support = { platform: "slack" as const, workspace: team.id, channel: "C0SUPPORT1" };
  const open = async (shown: Form = form) => {
    reply = async () => ({ show: "form", form: shown });
    await client.globalShortcut("sam");
    asked.length = 0;
    return client.openModal("sam");
  };

  it("comes back with what was typed, and people of their own workspace", async () => {
    const view = await open();
    reply = async () => nothing;
    const result = await client.submit("sam", view, { Note: "Call <back>", For: "carla" });
    expect(result.shown).toBe("closed");
    expect(asked[0]?.more.slice(0, 2)).toEqual([
      { id: "addNote", about: { case: "c1" } },
      { text: "Call <back>", to: { platform: "slack", workspace: externalTeam.id, id: "U0CARLA001" } },
    ]);
  });

  it("that was opened in no conversation brings the person's own page in line", async () => {
    const view = await open();
    reply = async () => nothing;
    await client.submit("sam", view, { Note: "x" });
    expect(asked.map(({ what }) => what)).toEqual(["submit", "homeOpened"]);
    const elsewhere = await open({ ...form, about: { case: "c1", place: { ...support, thread: "1.000001" } } });
    reply = async () => nothing;
    await client.submit("sam", elsewhere, { Note: "x" });
    expect(asked.map(({ what }) => what)).toEqual(["submit"]);
  });

  it("that was opened in a thread is answered there, to the one who sent it alone", async () => {
    const said = slack.world.say("sue", "support", "The room was dirty");
    slack.world.say("sam", "support", "On it", { thread: said.ts });
    const view = await open({ ...form, about: { case: "c1", place: { ...support, thread: said.ts } } });
    reply = async () => notice;
    await client.submit("sam", view, { Note: "x" });
    expect(whispered()).toMatchObject({ onlyFor: "U0SAM00001", channel: support.channel, threadTs: said.ts });
  });

  it("stays open with errors at their fields", async () => {
    const view = await open();
    reply = async () => ({ show: "errors", errors: { text: "Please say more.", elsewhere: "And this." } });
    expect(await client.submit("sam", view, { Note: "x" })).toMatchObject({
      shown: "errors",
      errors: { Note: "Please say more. And this." },
    });
  });

  it.each([
    ["with words", notice, "All is well."],
    ["with errors", { show: "errors", errors: { text: "Please say more." } } as Reply, "Please say more."],
    [
      "with nothing to say",
      nothing,
      "That took long, so Slack shows an error. It was saved: you can close the window.",
    ],
  ])("that took longer than Slack waits, answered %s, is told so all the same", async (_how, answer, words) => {
    const view = await open();
    const { client: impatient, commit } = late(answer);
    await impatient.submit("sam", view, { Note: "x" });
    commit();
    await vi.waitFor(() => expect(slack.world.messages.all.at(-1)?.text).toBe(words));
  });

  it("stays open when saving failed, and says so", async () => {
    const view = await open();
    reply = () => Promise.reject(new Error("the database is away"));
    expect(await client.submit("sam", view, { Note: "x" })).toMatchObject({
      shown: "errors",
      errors: { Note: expect.stringContaining("Nothing was saved") },
    });
  });

  it("may be followed by another in the same window", async () => {
    const view = await open();
    reply = async () => ({ show: "form", form: { ...form, id: "second" } });
    expect(await client.submit("sam", view, { Note: "x" })).toMatchObject({ shown: "updated" });
    expect(client.openModal("sam").definition.callback_id).toBe("form:second");
  });

  it("says words where it was about, else directly, else in the window", async () => {
    reply = async () => ({
      show: "form",
      form: { ...form, about: { place: { platform: "slack", workspace: team.id, channel: "C0SUPPORT1" } } },
    });
    await client.globalShortcut("sam");
    reply = async () => notice;
    expect(await client.submit("sam", client.openModal("sam"), { Note: "x" })).toMatchObject({ shown: "closed" });
    expect(whispered()).toMatchObject({ channel: "C0SUPPORT1", text: "All is well." });

    const view = await open();
    reply = async () => notice;
    expect(await client.submit("sam", view, { Note: "x" })).toMatchObject({ shown: "closed" });
    expect(slack.sent.at(-1)).toMatchObject({ how: "post", channel: expect.stringMatching(/^D/) });

    const third = await open();
    reply = async () => notice;
    slack.world.failNext("conversations.open", { error: "internal_error" });
    expect(await client.submit("sam", third, { Note: "x" })).toMatchObject({ shown: "updated" });
    expect(JSON.stringify(client.openModal("sam").blocks)).toContain("All is well.");
  });
});

describe("shortcuts, the command and the home page", () => {
  it("flags a message", async () => {
    const message = slack.world.say("carla", "globex", "It broke & nobody answers");
    reply = async () => ({ show: "form", form });
    await client.messageShortcut("sam", message);
    expect(only()).toMatchObject({
      what: "flagForm",
      by: { place: { channel: "C0GLOBEX01" } },
      more: [
        {
          text: "It broke & nobody answers",
          author: { workspace: externalTeam.id, id: "U0CARLA001" },
          place: { thread: message.ts },
        },
      ],
    });
    expect(client.openModal("sam").definition.callback_id).toBe("form:addNote");
  });

  it("opens a complaint from anywhere, and answers where there is no channel", async () => {
    reply = async () => notice;
    await client.globalShortcut("sam");
    expect(only()).toMatchObject({ what: "flagForm", more: [undefined] });
    expect(JSON.stringify(client.openModal("sam").blocks)).toContain("All is well.");
  });

  it("hands the command's words over", async () => {
    reply = async () => notice;
    const result = await client.slashCommand("sam", "lounge", "  case 7 ");
    expect(result).toMatchObject({ status: 200 });
    expect(result.problem).toBeUndefined();
    expect(only()).toMatchObject({ what: "command", more: ["case 7", expect.stringMatching(/^slack:trigger:/)] });
    // The bot isn't in that channel: only the response_url can answer there.
    expect(whispered()).toMatchObject({ channel: "C0LOUNGE01", text: "All is well." });
  });

  it("answers a shortcut it doesn't know", async () => {
    expect(await client.globalShortcut("sam", "from_another_version")).toMatchObject({ status: 200 });
    expect(asked).toEqual([]);
    expect(JSON.stringify(client.openModal("sam").blocks)).toContain("doesn't know this shortcut");
  });

  it("shows the queue when someone opens the home page, not the messages", async () => {
    await client.appHomeOpened("sam", "messages");
    expect(asked).toEqual([]);
    expect(await client.appHomeOpened("sam")).toMatchObject({ status: 200 });
    expect(only()).toMatchObject({ what: "homeOpened", by: { person: { id: "U0SAM00001" } } });
  });

  it("lets Slack send an event again when it failed", async () => {
    reply = () => Promise.reject(new Error("the database is away"));
    expect(await client.appHomeOpened("sam")).toMatchObject({ status: 500, timedOut: false });
  });

  it("answers what it has no use for", async () => {
    expect(
      await client.sendEvent({ type: "channel_rename", channel: { id: "C1", name: "x", created: 1 } }),
    ).toMatchObject({ status: 200 });
    expect(await client.urlVerification("abc")).toMatchObject({ status: 200, body: { challenge: "abc" } });
  });

  it("hears that Slack drops events: says so to the operator, and that it heard to Slack", async () => {
    const body = { type: "app_rate_limited", team_id: team.id, minute_rate_limited: 1_772_452_740, api_app_id: app.id };
    expect(await client.send(json(body))).toMatchObject({ status: 200 });
    expect(adapter.degraded()).toEqual([{ cause: "slack-events-dropped", words: expect.stringContaining("dropped") }]);
    expect(lines).toContainEqual(expect.objectContaining({ level: "warn", about: { slack: "app_rate_limited" } }));
  });

  it("gets a refusal at once for what nobody listens to, not silence until Slack gives up", async () => {
    const payload = { type: "interactive_message", callback_id: "old", user: { id: "U1" }, team: { id: team.id } };
    const delivered = await client.send(interaction({ ...payload, channel: { id: "C1" }, actions: [{ name: "old" }] }));
    expect(delivered).toMatchObject({ status: 400, timedOut: false });
    expect(await client.send(interaction({ type: "from_the_future" }))).toMatchObject({ status: 400, timedOut: false });
  });

  it("turns away what Slack didn't sign", async () => {
    const { request } = await client.globalShortcut("sam");
    asked.length = 0;
    expect(await client.send(request, "forged")).toMatchObject({ status: 401 });
    expect(await client.send(request, "ten-minutes-old")).toMatchObject({ status: 401 });
    expect(asked).toEqual([]);
  });
});

describe("starting", () => {
  const start = (apiUrl: string) =>
    createSlack({
      mode: "http",
      botToken: "xoxb-wrong",
      signingSecret,
      app: express(),
      apiUrl,
      organizationOf: organizationKey,
      groupsToKnow: () => [],
      log: keptLog().log,
      clock: { now: () => instant(0) },
    }).start();

  it("stops with words for the operator when Slack refuses the token", async () => {
    await expect(start(slack.url)).rejects.toThrow(/SLACK_BOT_TOKEN \(invalid_auth\)/);
  });

  it("goes on when Slack is only away", async () => {
    slack.world.failNext("auth.test", { status: 503 });
    await expect(start(slack.url)).resolves.toBeUndefined();
  });
});

describe("a socket", () => {
  it("that Slack refuses stops the start with words for the operator", async () => {
    slack.world.failNext("apps.connections.open", { error: "invalid_auth" });
    const adapter = createSlack({
      mode: "socket",
      botToken: app.botToken,
      appToken: "xapp-wrong",
      apiUrl: slack.url,
      organizationOf: organizationKey,
      groupsToKnow: () => [],
      log: keptLog().log,
      clock: { now: () => instant(0) },
    });
    adapter.listen({ inbox: {} as Inbox }); // nothing is asked of it here
    await expect(adapter.start()).rejects.toThrow(/SLACK_APP_TOKEN/);
    await adapter.stop();
  });
});
