import { App } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAcks } from "../../../../adapters/slack/connection/acks.ts";
import { createSlack, type Slack } from "../../../../adapters/slack/index.ts";
import type { Inbox } from "../../../../src/app/ports.ts";
import { organizationKey } from "../../../../src/core/organization.ts";
import { instant } from "../../../../src/core/time.ts";
import { keptLog } from "../support/log.ts";
import { type SocketServer, startSocketServer } from "../support/socket-server.ts";

/** Socket mode: no public address, the same listeners. */

const whoAmI = { ok: true, team_id: "T1", user_id: "U0BOT", bot_id: "B0BOT" };
const submission = {
  type: "view_submission",
  team: { id: "T1", domain: "acme" },
  user: { id: "U1", team_id: "T1" },
  view: {
    id: "V1",
    type: "modal",
    callback_id: "form:addNote",
    private_metadata: JSON.stringify({ form: "addNote", about: {} }),
    blocks: [{ type: "input", block_id: "text" }],
    state: { values: { text: { value: { type: "plain_text_input", value: "Call back" } } } },
  },
};

let slack: SocketServer;
let adapter: Slack;
let order: string[];

const create = (appToken: string, apiUrl: string) => {
  const unused = () => Promise.reject(new Error("not asked for here"));
  const inbox: Inbox = {
    press: unused,
    flagForm: unused,
    command: unused,
    openedAt: (_by, { about }) => about.place,
    submit: async (_by, _form, inputs) => {
      order.push(`committed ${inputs.text}`);
      return { show: "errors", errors: { text: "Please say more." } };
    },
    personChanged: () => {},
    placeLost: async () => {},
    homeOpened: async () => {
      order.push("home");
    },
  };
  const slack = createSlack({
    mode: "socket",
    botToken: "xoxb-x",
    appToken,
    apiUrl,
    organizationOf: organizationKey,
    groupsToKnow: () => [],
    log: keptLog().log,
    clock: { now: () => instant(0) },
  });
  slack.listen({ inbox });
  return slack;
};

describe("over a socket", () => {
  beforeEach(async () => {
    order = [];
    slack = await startSocketServer({ "auth.test": whoAmI });
    adapter = create("xapp-1", slack.apiUrl);
    await adapter.start();
  });
  afterEach(async () => {
    await adapter.stop();
    await slack.close();
  });

  it("a form is heard, and answered in the ack once it is committed", async () => {
    await slack.send({ type: "interactive", envelope_id: "e1", accepts_response_payload: true, payload: submission });
    expect(await slack.received()).toEqual({
      envelope_id: "e1",
      payload: { response_action: "errors", errors: { text: "Please say more." } },
    });
    expect(order).toEqual(["committed Call back"]);
  });

  it("an event is acked after it was carried out", async () => {
    const event = { type: "app_home_opened", user: "U1", tab: "home" };
    const payload = { type: "event_callback", team_id: "T1", event_id: "Ev1", event };
    await slack.send({ type: "events_api", envelope_id: "e2", accepts_response_payload: false, payload });
    expect(await slack.received()).toMatchObject({ envelope_id: "e2" });
    expect(order).toEqual(["home"]);
  });
});

it("acks an event after its listener, where Bolt alone would before", async () => {
  const order: string[] = [];
  const bolt = new App({
    receiver: { init: () => {}, start: async () => {}, stop: async () => {} },
    authorize: async () => ({ botToken: "xoxb-x" }),
    convoStore: false,
  });
  bolt.event("app_home_opened", async () => {
    order.push("handled");
  });
  await createAcks()
    .of(bolt)
    .processEvent({
      body: { type: "event_callback", team_id: "T1", event: { type: "app_home_opened", user: "U1", tab: "home" } },
      ack: async () => {
        order.push("acked");
      },
    });
  expect(order).toEqual(["handled", "acked"]);
});
