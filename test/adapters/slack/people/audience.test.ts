import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClients } from "../../../../adapters/slack/connection/clients.ts";
import { sdkLogger } from "../../../../adapters/slack/connection/log.ts";
import { singleWorkspace } from "../../../../adapters/slack/connection/workspaces.ts";
import { createAudience } from "../../../../adapters/slack/people/audience.ts";
import { createRoster } from "../../../../adapters/slack/people/roster.ts";
import { instant } from "../../../../src/core/time.ts";
import { app, team } from "../../../support/slack/cast.ts";
import { type FakeSlack, startFakeSlack } from "../../../support/slack/server.ts";
import { keptLog } from "../support/log.ts";

const minute = 60_000;
const never = () => new Promise<never>(() => {});
let slack: FakeSlack;
let time = 0;

beforeEach(async () => {
  slack = await startFakeSlack();
  time = 1_772_452_800_000;
});
afterEach(() => slack.close());

const now = () => instant(time);
const setUp = ({ timeout = never as (over: AbortSignal) => Promise<unknown> } = {}) => {
  const { lines, log } = keptLog();
  const logger = sdkLogger(log);
  const options = { slackApiUrl: slack.url, logger, retryConfig: { retries: 0 } };
  const workspaces = singleWorkspace(app.botToken, new WebClient(app.botToken, options));
  const clients = createClients(workspaces, { apiUrl: slack.url, logger });
  const audience = createAudience({ clients, roster: createRoster({ now, log }), now, log, timeout });
  const readersOf = (key: string) =>
    audience({ platform: "slack", workspace: team.id, channel: slack.world.channel(key).id });
  const warnings = () => lines.filter(({ level }) => level === "warn");
  return { audience, readersOf, warnings };
};
/** Colleagues. */
const crowd = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({
    key: `crowd${from + index}`,
    id: `U0CROWD${from + index}`,
    teamId: team.id,
    name: `Someone ${from + index}`,
    email: "",
    tz: "UTC",
  }));

describe("who can read a channel", () => {
  it("is internal for our own channels, outsiders where another company reads along", async () => {
    const { readersOf } = setUp();
    expect(await readersOf("support")).toBe("internal");
    expect(await readersOf("globex")).toBe("outsiders");
  });

  it("is internal for a direct message with the bot, without asking", async () => {
    const { audience } = setUp();
    const place = { platform: "slack" as const, workspace: team.id };
    expect(await audience({ ...place, channel: "D0SAM" })).toBe("internal");
    expect(await audience({ ...place, channel: "U0SAM00001" })).toBe("internal");
    expect(slack.calls).toEqual([]);
  });

  it("is lost where nothing can be posted, as the channel itself says: archived, or without the bot", async () => {
    const { readersOf } = setUp();
    for (const channel of ["attic", "lounge"]) expect(await readersOf(channel)).toBe("lost");
  });

  it("is denied where Slack knows no such channel, as a private one, and lost once that has lasted for ten minutes", async () => {
    const { audience } = setUp();
    const unknown = { platform: "slack", workspace: team.id, channel: "C0UNKNOWN1" } as const;
    for (let asked = 0; asked < 3; asked += 1) {
      expect(await audience(unknown)).toBe("denied");
      time += 200_000;
    }
    expect(await audience(unknown)).toBe("lost");
  });

  it("is outsiders where the scope was never there", async () => {
    const { readersOf } = setUp();
    slack.world.tokens.bot.scopes = ["users:read"];
    expect(await readersOf("support")).toBe("outsiders");
  });

  it("needs a scope, and that is said once for all channels", async () => {
    slack.world.tokens.bot.scopes = ["users:read"];
    const { readersOf, warnings } = setUp();
    for (const channel of ["support", "leads", "cases"]) expect(await readersOf(channel)).toBe("outsiders");
    expect(warnings()).toMatchObject([{ about: { team: team.id, slack: "missing_scope" } }]);
    expect(warnings()[0]?.message).toContain("channels:read and groups:read");
  });

  it("is remembered for a minute", async () => {
    const { readersOf } = setUp();
    await Promise.all([readersOf("support"), readersOf("support")]);
    time += minute - 1;
    await readersOf("support");
    expect(slack.callsOf("conversations.info")).toHaveLength(1);
    time += 1;
    await readersOf("support");
    expect(slack.callsOf("conversations.info")).toHaveLength(2);
  });
});

describe("a guest in a channel", () => {
  it("reads along, on whatever page of its members", async () => {
    expect(await setUp().readersOf("agency")).toBe("outsiders");
    expect(slack.callsOf("conversations.members").length).toBeGreaterThan(1);
  });

  it("doesn't while they aren't a member; nor do bots, and people who left", async () => {
    slack.world.leave("agency", "gus");
    expect(slack.world.channel("agency").members).toEqual(expect.arrayContaining(["U0ROBO0001", "U0DAN00001"]));
    expect(await setUp().readersOf("agency")).toBe("internal");
  });

  it("is noticed within a minute of joining", async () => {
    const { readersOf } = setUp();
    expect(await readersOf("support")).toBe("internal");
    slack.world.join("support", "gus");
    time += minute;
    expect(await readersOf("support")).toBe("outsiders");
  });

  it("is noticed as soon when they were only just invited to the workspace", async () => {
    const { readersOf } = setUp();
    await readersOf("support");
    const gina = { key: "gina", id: "U0GINA0001", teamId: team.id, name: "Gina", email: "", tz: "UTC", guest: true };
    slack.world.addUser(gina);
    slack.world.join("support", "gina");
    time += minute;
    expect(await readersOf("support")).toBe("outsiders");
  });

  it("is noticed within ten minutes when a colleague becomes one", async () => {
    const { readersOf } = setUp();
    await readersOf("support");
    slack.world.changeUser("sue", { guest: true });
    time += 10 * minute;
    expect(await readersOf("support")).toBe("outsiders");
  });

  it("may be whom Slack doesn't show: until that has lasted nothing is said", async () => {
    slack.world.changeChannel("support", { members: [...slack.world.channel("support").members, "U0HIDDEN01"] });
    const { readersOf } = setUp();
    expect(await readersOf("support")).toBe("denied");
  });
});

describe("the people of a workspace", () => {
  it("are listed once in ten minutes for all its channels, and by one at a time", async () => {
    const { readersOf } = setUp();
    const ours = [...slack.world.users.values()].filter(({ teamId }) => teamId === team.id);
    const pages = Math.ceil(ours.length / 5);
    await Promise.all([readersOf("support"), readersOf("agency"), readersOf("cases")]);
    time += 10 * minute - 1;
    await readersOf("leads");
    expect(slack.callsOf("users.list")).toHaveLength(pages);
    time += minute;
    await readersOf("leads");
    expect(slack.callsOf("users.list")).toHaveLength(2 * pages);
  });

  it("aren't listed for a channel that is shared anyway", async () => {
    await setUp().readersOf("globex");
    expect(slack.callsOf("users.list")).toEqual([]);
  });

  it("who joined since are asked for alone, once", async () => {
    const { readersOf } = setUp();
    await readersOf("support");
    const [nia] = crowd(0, 1);
    if (!nia) throw new Error("nobody joined");
    slack.world.addUser(nia);
    slack.world.join("support", nia);
    time += minute;
    expect(await readersOf("support")).toBe("internal");
    time += minute;
    expect(await readersOf("support")).toBe("internal");
    expect(slack.callsOf("users.info").map(({ args }) => args.user)).toEqual([nia.id]);
  });

  it("are read up to twenty pages; a channel with many of the others isn't ours alone, and it is said once", async () => {
    // The fake hands out five on a page: the first hundred are listed.
    for (const user of crowd(0, 200)) slack.world.addUser(user);
    const { readersOf, warnings } = setUp();
    expect(await readersOf("support")).toBe("internal");
    const few = crowd(190, 200).map(({ id }) => id);
    slack.world.changeChannel("leads", { members: [...slack.world.channel("leads").members, ...few] });
    expect(await readersOf("leads")).toBe("internal");
    const many = crowd(139, 190).map(({ id }) => id);
    slack.world.changeChannel("lounge", { members: [app.botUserId, ...many] });
    expect(await readersOf("lounge")).toBe("outsiders");
    expect(slack.callsOf("users.list")).toHaveLength(20);
    expect(warnings()).toMatchObject([{ about: { team: team.id, read: 100 } }]);
  });

  it("in a channel with more members than are read make it one that outsiders read", async () => {
    for (const user of crowd(0, 61)) slack.world.addUser(user);
    slack.world.changeChannel("support", { members: [app.botUserId, ...crowd(0, 60).map(({ id }) => id)] });
    const { readersOf, warnings } = setUp();
    expect(await readersOf("support")).toBe("outsiders");
    expect(slack.callsOf("conversations.members")).toHaveLength(10);
    expect(warnings()).toMatchObject([{ about: { slack: "too_many_members" } }]);
  });
});

describe("people whom the workspace doesn't list", () => {
  it("are asked for alone up to fifty; with more a channel isn't ours alone, and it is said once", async () => {
    for (const user of crowd(0, 51)) slack.world.addUser({ ...user, teamId: "T0SISTER01" });
    slack.world.changeChannel("support", { members: [app.botUserId, ...crowd(0, 51).map(({ id }) => id)] });
    const { readersOf, warnings } = setUp();
    expect(await readersOf("support")).toBe("outsiders");
    time += minute;
    expect(await readersOf("support")).toBe("outsiders");
    expect(slack.callsOf("users.info")).toEqual([]);
    expect(warnings()).toMatchObject([{ about: { team: team.id, others: 51 } }]);
  });
});

describe("an emulator or a proxy in Slack's place", () => {
  it.each([{ error: "unknown_method" }, { empty: true }, { status: 404 }])(
    "that tells no members (%o) is believed about the channel itself, and that is said once",
    async (answer) => {
      slack.world.failNext("conversations.members", { ...answer, times: 9 });
      const { readersOf, warnings } = setUp();
      expect(await readersOf("agency")).toBe("internal");
      expect(await readersOf("support")).toBe("internal");
      expect(await readersOf("globex")).toBe("outsiders");
      expect(warnings()).toMatchObject([{ about: { team: team.id, slack: "unknown_method" } }]);
    },
  );

  it.each([{ error: "unknown_method" }, { empty: true }, { status: 404 }])(
    "that doesn't list its people (%o) is asked for each of them",
    async (answer) => {
      slack.world.failNext("users.list", { ...answer, times: 9 });
      const { readersOf } = setUp();
      expect(await readersOf("support")).toBe("internal");
      expect(await readersOf("agency")).toBe("outsiders");
    },
  );

  it("that says nothing of a channel leaves it unknown", async () => {
    slack.world.failNext("conversations.info", { empty: true });
    expect(await setUp().readersOf("support")).toBe("unknown");
  });
});

describe("while Slack can't say who reads a channel", () => {
  it.each(["conversations.info", "conversations.members", "users.list"])(
    "it is unknown, is asked again at once, and is told of once: %s",
    async (method) => {
      const { readersOf, warnings } = setUp();
      slack.world.failNext(method, { status: 503, times: 2 });
      expect(await readersOf("support")).toBe("unknown");
      expect(await readersOf("support")).toBe("unknown");
      expect(warnings()).toMatchObject([{ about: { channel: "C0SUPPORT1", slack: "http_503" } }]);
      expect(await readersOf("support")).toBe("internal");
    },
  );

  it("is told of again when it happens again", async () => {
    const { readersOf, warnings } = setUp();
    slack.world.failNext("conversations.members", { retryAfter: 30 });
    await readersOf("support");
    await readersOf("support");
    time += minute;
    slack.world.failNext("conversations.members", { retryAfter: 30 });
    await readersOf("support");
    expect(warnings()).toHaveLength(2);
  });

  it("nobody waits on once it is answered", async () => {
    let over: AbortSignal | undefined;
    const { readersOf } = setUp({
      timeout: (signal) => {
        over = signal;
        return never();
      },
    });
    await readersOf("support");
    expect(over?.aborted).toBe(true);
  });

  it("doesn't keep anybody waiting: it is unknown for now, and the answer is there for the next", async () => {
    let answers = () => {};
    const until = new Promise<void>((resolve) => {
      answers = resolve;
    });
    slack.world.failNext("users.list", { until });
    let timeoutMillis: () => Promise<unknown> = async () => {};
    const { readersOf } = setUp({ timeout: () => timeoutMillis() });
    expect(await readersOf("support")).toBe("unknown");
    timeoutMillis = never;
    const next = readersOf("support");
    answers();
    expect(await next).toBe("internal");
    expect(slack.callsOf("conversations.info")).toHaveLength(1);
  });
});
