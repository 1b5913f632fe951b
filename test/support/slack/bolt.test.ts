import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { App, ExpressReceiver, LogLevel } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { app as cast } from "./cast.ts";
import { createSlackClient, type SlackClient } from "./inbound.ts";
import { type FakeSlack, startFakeSlack } from "./server.ts";

const signingSecret = "a-signing-secret";
let slack: FakeSlack;
let client: SlackClient;
let server: Server;

const plain = (text: string) => ({ type: "plain_text" as const, text });
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const card = (text: string, button: string) => [
  { type: "section" as const, text: { type: "mrkdwn" as const, text } },
  {
    type: "actions" as const,
    elements: [{ type: "button" as const, action_id: "own", text: plain(button), style: "primary" as const }],
  },
];

/** The smallest app that goes the whole way: shortcut, form, card, press, updated card. */
const tinyApp = (slackApiUrl: string) => {
  const receiver = new ExpressReceiver({ signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({ token: cast.botToken, receiver, clientOptions: { slackApiUrl } });
  app.shortcut("flag_complaint", async ({ ack, client: web, shortcut }) => {
    if (shortcut.type !== "message_action") return;
    await web.views.open({
      trigger_id: shortcut.trigger_id,
      view: {
        type: "modal",
        callback_id: "flag",
        title: plain("Flag complaint"),
        submit: plain("Flag"),
        private_metadata: shortcut.channel.id,
        blocks: [
          {
            type: "input",
            block_id: "wrong",
            label: plain("What went wrong"),
            element: {
              type: "plain_text_input",
              action_id: "words",
              multiline: true,
              initial_value: shortcut.message.text ?? "",
            },
          },
        ],
      },
    });
    await ack();
  });
  app.view("flag", async ({ ack, client: web, view }) => {
    const words = view.state.values.wrong?.words?.value ?? "";
    if (words.length < 5) return ack({ response_action: "errors", errors: { wrong: "Please say a little more." } });
    await web.chat.postMessage({
      channel: view.private_metadata,
      text: "A complaint",
      blocks: card(escaped(words), "Take ownership"),
    });
    return ack();
  });
  app.action("own", async ({ ack, body, client: web }) => {
    if (body.type !== "block_actions" || !body.channel || !body.message) return;
    const text = `Owned by <@${body.user.id}>`;
    await web.chat.update({ channel: body.channel.id, ts: body.message.ts, text, blocks: card(text, "Acknowledge") });
    await ack();
  });
  return receiver;
};

beforeEach(async () => {
  slack = await startFakeSlack();
  server = createServer(tinyApp(slack.url).app);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // A server that listens on TCP has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  client = createSlackClient({ appUrl: `http://127.0.0.1:${port}/slack/events`, signingSecret, world: slack.world });
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await slack.close();
});

describe("a real Bolt app in the fake workspace", () => {
  it("goes from a flagged message to an owned card", async () => {
    const complaint = slack.world.say("sue", "support", "My parcel came open");
    expect((await client.messageShortcut("sam", complaint)).status).toBe(200);
    expect(slack.world.modal("sam")).toMatchObject({ title: "Flag complaint", labels: ["What went wrong"] });

    const short = await client.submit("sam", client.openModal("sam"), { "What went wrong": "Hm" });
    expect(short).toMatchObject({ shown: "errors", errors: { "What went wrong": "Please say a little more." } });
    const typed = "They wrote <!channel> & “open” 😡";
    expect(await client.submit("sam", client.openModal("sam"), { "What went wrong": typed })).toMatchObject({
      shown: "closed",
    });

    const [, posted] = slack.world.read("support", "ann");
    expect(posted).toMatchObject({ from: "Amends", text: typed, buttons: ["Take ownership"], mentions: [] });
    if (!posted) return;
    expect((await client.pressButton("ann", posted, "Take ownership")).status).toBe(200);
    expect(slack.world.read("support", "sam")[1]).toMatchObject({
      text: "Owned by @Ann Manager",
      buttons: ["Acknowledge"],
      mentions: ["@Ann Manager"],
    });
    expect(slack.sent.map((message) => message.how)).toEqual(["post", "update"]);
  });

  it("refuses what Slack did not sign", async () => {
    const complaint = slack.world.say("sue", "support", "My parcel came open");
    const { request } = await client.messageShortcut("sam", complaint);
    expect((await client.send(request, "forged")).status).toBe(401);
    expect((await client.send(request, "ten-minutes-old")).status).toBe(401);
  });
});
