import { afterEach, describe, expect, it, vi } from "vitest";
import { createSlack, type Slack } from "../../../../adapters/slack/index.ts";
import type { Inbox } from "../../../../src/app/ports.ts";
import { organizationKey } from "../../../../src/core/organization.ts";
import { instant } from "../../../../src/core/time.ts";
import { keptLog } from "../support/log.ts";
import { type SocketServer, startSocketServer } from "../support/socket-server.ts";

/** Socket mode while Slack is away, silent, or closes the connection: nobody waits for it, and it is found again. */

const whoAmI = { ok: true, team_id: "T1", user_id: "U0BOT", bot_id: "B0BOT" };
const home = (id: string) => ({
  type: "events_api",
  envelope_id: id,
  accepts_response_payload: false,
  payload: {
    type: "event_callback",
    team_id: "T1",
    event_id: id,
    event: { type: "app_home_opened", user: "U1", tab: "home" },
  },
});

const servers: SocketServer[] = [];
let adapter: Slack | undefined;
afterEach(async () => {
  await adapter?.stop();
  adapter = undefined;
  for (const server of servers.splice(0)) await server.close();
});

const slackAt = async (port = 0, answers: Readonly<Record<string, object>> = { "auth.test": whoAmI }) => {
  const server = await startSocketServer(answers, port);
  servers.push(server);
  return server;
};
const away = async () => {
  const server = await slackAt();
  await server.close();
  servers.splice(servers.indexOf(server), 1);
  return server;
};

/** How long a start waits; a busy machine needs a while even for a Slack that answers. */
const start = 10_000;

const create = (
  apiUrl: string,
  { paused = [], timeoutMillis = start }: { paused?: number[]; timeoutMillis?: number } = {},
) => {
  const unused = () => Promise.reject(new Error("not asked for here"));
  const inbox: Inbox = {
    press: unused,
    flagForm: unused,
    command: unused,
    openedAt: (_by, { about }) => about.place,
    submit: unused,
    homeOpened: async () => {},
    personChanged: () => {},
    placeLost: async () => {},
  };
  const kept = keptLog();
  const slack = createSlack({
    mode: "socket",
    botToken: "xoxb-x",
    appToken: "xapp-1",
    apiUrl,
    organizationOf: organizationKey,
    groupsToKnow: () => [],
    log: kept.log,
    clock: { now: () => instant(0) },
    socketTimes: {
      ...{ start: timeoutMillis, ask: 1_000, connect: 2_000, ping: 300, look: 20 },
      pauseAfter: (failures) => {
        paused.push(failures);
        return 5;
      },
    },
    tokenTimes: { start: timeoutMillis, pauseAfter: () => 5 },
  });
  slack.listen({ inbox });
  adapter = slack;
  return { slack, lines: kept.lines, causes: () => slack.degraded().map(({ cause }) => cause) };
};

const isHeard = async (server: SocketServer, id: string) => {
  await server.send(home(id));
  expect(await server.received()).toMatchObject({ envelope_id: id });
};

describe("socket mode with Slack away", () => {
  it("starts all the same, says so, and connects when Slack is back", async () => {
    const { port, apiUrl } = await away();
    const { slack, causes, lines } = create(apiUrl);
    await slack.start();
    expect(causes()).toEqual(["slack-unreachable", "slack-socket-lost"]);
    expect(slack.degraded()[1]?.words).toMatch(/^The socket to Slack is lost \(no_answer\): presses/);
    const back = await slackAt(port);
    await isHeard(back, "e1");
    await vi.waitFor(() => expect(causes()).toEqual([]), 10_000);
    // Each said once, however often it was tried.
    expect(lines.filter(({ message }) => message.startsWith("the socket to Slack can't be opened"))).toHaveLength(1);
    expect(lines.filter(({ message }) => message.startsWith("Slack could not be asked"))).toHaveLength(1);
  });

  it("starts where Slack accepts connections and says nothing, and stops at once", async () => {
    const server = await slackAt();
    server.silent("never");
    const { slack, causes } = create(server.apiUrl, { timeoutMillis: 10 });
    await slack.start();
    await vi.waitFor(() => expect(causes()).toEqual(["slack-unreachable", "slack-socket-lost"]), 10_000);
    server.silent(undefined);
    server.cut();
    await isHeard(server, "e1");
    await vi.waitFor(() => expect(causes()).toEqual([]), 10_000);
    await slack.stop();
  });

  it("gives up a socket on which Slack never says hello", async () => {
    const server = await slackAt();
    server.silent("no-hello");
    const { slack, causes } = create(server.apiUrl);
    await slack.start();
    await server.connected(2);
    expect(causes()).toEqual(["slack-socket-lost"]);
    server.silent(undefined);
    await server.connected(3);
    await isHeard(server, "e1");
  });

  it("stops the start, with words, where Slack answers and refuses the token", async () => {
    const refusing = await slackAt(0, {
      "auth.test": whoAmI,
      "apps.connections.open": { ok: false, error: "invalid_auth" },
    });
    await expect(create(refusing.apiUrl).slack.start()).rejects.toThrow(/SLACK_APP_TOKEN must be an app-level token/);
    expect(refusing.asked.get("apps.connections.open")).toBe(1);
  });
});

describe("a socket that ends", () => {
  it("because Slack asks for a new one is opened again without a pause", async () => {
    const server = await slackAt();
    const paused: number[] = [];
    const { slack } = create(server.apiUrl, { paused });
    await slack.start();
    // As after an hour: a connection that was of use.
    const long = vi.spyOn(performance, "now").mockReturnValue(performance.now() + 3_600_000);
    await server.send({ type: "disconnect", reason: "refresh_requested" });
    await server.connected(2);
    long.mockRestore();
    expect(paused).toEqual([]);
    await isHeard(server, "e1");
  });

  it("without a word is opened again", async () => {
    const server = await slackAt();
    const { slack, causes } = create(server.apiUrl);
    await slack.start();
    server.cut();
    await server.connected(2);
    await isHeard(server, "e1");
    await vi.waitFor(() => expect(causes()).toEqual([]), 10_000);
  });

  it("in silence is noticed by the missing pongs, cut, and opened again", async () => {
    const server = await slackAt();
    const { slack, causes } = create(server.apiUrl);
    await slack.start();
    server.silent("no-pong");
    await server.connected(2);
    server.silent(undefined);
    await isHeard(server, "e1");
    await vi.waitFor(() => expect(causes()).toEqual([]), 10_000);
  });

  it("at once each time is not opened without a pause", async () => {
    const server = await slackAt();
    const paused: number[] = [];
    const { slack } = create(server.apiUrl, { paused });
    await slack.start();
    for (let times = 1; times <= 3; times += 1) {
      await server.connected(times);
      server.cut();
    }
    await server.connected(4);
    expect(paused).toEqual([1, 2, 3]);
  });
});
