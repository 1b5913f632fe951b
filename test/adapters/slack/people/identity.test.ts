import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClients } from "../../../../adapters/slack/connection/clients.ts";
import { sdkLogger } from "../../../../adapters/slack/connection/log.ts";
import { singleWorkspace } from "../../../../adapters/slack/connection/workspaces.ts";
import { createFind } from "../../../../adapters/slack/people/directory.ts";
import { createGroups } from "../../../../adapters/slack/people/groups.ts";
import { createIdentities } from "../../../../adapters/slack/people/identity.ts";
import { createRoster } from "../../../../adapters/slack/people/roster.ts";
import { organizationKey } from "../../../../src/core/organization.ts";
import { instant } from "../../../../src/core/time.ts";
import { app, externalTeam, team } from "../../../support/slack/cast.ts";
import { type FakeSlack, startFakeSlack } from "../../../support/slack/server.ts";
import { keptLog } from "../support/log.ts";

const minute = 60_000;
let slack: FakeSlack;
let time = 0;

beforeEach(async () => {
  slack = await startFakeSlack();
  time = 1_772_452_800_000;
});
afterEach(() => slack.close());

const now = () => instant(time);
const setUp = (groupNames: readonly string[] = []) => {
  const { lines, log } = keptLog();
  const logger = sdkLogger(log);
  const workspaces = singleWorkspace(
    app.botToken,
    new WebClient(app.botToken, { slackApiUrl: slack.url, logger, retryConfig: { retries: 0 } }),
  );
  const clients = createClients(workspaces, { apiUrl: slack.url, logger });
  const groups = createGroups({ toKnow: () => groupNames, now, log });
  return {
    lines,
    identities: createIdentities({ clients, groups, now }),
    find: createFind({ clients, groups, roster: createRoster({ now, log }), now }),
  };
};
const acme = organizationKey(team.id);
const person = (id: string, workspace: string = team.id) => ({ platform: "slack" as const, workspace, id });

describe("who a person is", () => {
  it("is told by Slack: name, email, zone and groups", async () => {
    expect(await setUp(["S0MANAGERS", "S0DIRECTOR"]).identities.identify(person("U0ANN00001"), acme)).toEqual({
      person: person("U0ANN00001"),
      name: "Ann Manager",
      email: "ann@acme.example",
      zone: "America/New_York",
      groups: ["S0MANAGERS"],
      admin: false,
      outsider: false,
      aliases: [],
    });
  });

  it("is an admin only of our own workspace", async () => {
    expect(await setUp().identities.identify(person("U0ADA00001"), acme)).toMatchObject({
      admin: true,
      outsider: false,
    });
  });

  it.each([
    ["a guest", "U0GUS00001"],
    ["someone who left", "U0DAN00001"],
    ["a bot", "U0ROBO0001"],
    ["someone of a connected workspace", "U0CARLA001"],
    ["a stranger", "U0STAN0001"],
  ])("is an outsider, without groups, as %s", async (_, id) => {
    expect(await setUp(["S0MANAGERS"]).identities.identify(person(id), acme)).toMatchObject({
      outsider: true,
      groups: [],
      admin: false,
    });
  });

  it("is nobody's to tell when Slack shows nobody: it may be a passing word", async () => {
    expect(await setUp().identities.identify(person("U0NOBODY01"), acme)).toBeUndefined();
  });

  it("is not guessed when Slack can't answer", async () => {
    slack.world.failNext("users.info", { status: 503 });
    await expect(setUp().identities.identify(person("U0SAM00001"), acme)).rejects.toThrow();
  });

  it("is of their own workspace when picked in a form, where pickers name none", async () => {
    const { identities } = setUp();
    expect(await identities.picked("U0CARLA001", team.id)).toEqual(person("U0CARLA001", externalTeam.id));
    slack.world.failNext("users.info", { error: "internal_error" });
    expect(await identities.picked("U0CARLA001", team.id)).toEqual(person("U0CARLA001"));
  });
});

describe("user groups", () => {
  it("are asked for once in five minutes", async () => {
    const { identities } = setUp(["S0MANAGERS"]);
    await Promise.all([
      identities.identify(person("U0ANN00001"), acme),
      identities.identify(person("U0SAM00001"), acme),
    ]);
    expect(slack.callsOf("usergroups.users.list")).toHaveLength(1);
    time += 5 * minute;
    await identities.identify(person("U0ANN00001"), acme);
    expect(slack.callsOf("usergroups.users.list")).toHaveLength(2);
  });

  it("give nobody a role without the scope, and say so once", async () => {
    const { identities, lines } = setUp(["S0MANAGERS", "S0DIRECTOR"]);
    slack.world.failNext("usergroups.users.list", { error: "missing_scope", times: 2 });
    expect((await identities.identify(person("U0ANN00001"), acme))?.groups).toEqual([]);
    expect(lines.filter(({ level }) => level === "warn")).toHaveLength(1);
  });

  it("stay as they were while Slack can't answer, and are not guessed before", async () => {
    const { identities } = setUp(["S0MANAGERS"]);
    slack.world.failNext("usergroups.users.list", { status: 503 });
    await expect(identities.identify(person("U0ANN00001"), acme)).rejects.toThrow();
    await identities.identify(person("U0ANN00001"), acme);
    time += 6 * minute;
    slack.world.failNext("usergroups.users.list", { status: 503 });
    expect((await identities.identify(person("U0ANN00001"), acme))?.groups).toEqual(["S0MANAGERS"]);
  });
});

describe("finding people", () => {
  it("knows them by email, and nobody by an unknown one", async () => {
    const { find } = setUp();
    expect(await find(team.id, { is: "email", email: "ann@acme.example" })).toEqual([person("U0ANN00001")]);
    const nobody = { is: "email", email: "nobody@acme.example" } as const;
    await expect(find(team.id, nobody)).rejects.toThrow("users_not_found");
    time += 10_000;
    expect(await find(team.id, nobody)).toEqual([]);
    await find(team.id, { is: "email", email: "ann@acme.example" });
    expect(slack.callsOf("users.lookupByEmail")).toHaveLength(3);
  });

  it("knows the workspace's admins, but no guest, bot, or admin who left, and asks every ten minutes", async () => {
    slack.world.changeUser("gus", { admin: true });
    slack.world.changeUser("dan", { admin: true });
    slack.world.changeUser("robo", { admin: true });
    const { find } = setUp();
    expect(await find(team.id, { is: "admins" })).toEqual([person("U0ADA00001")]);
    slack.world.changeUser("sam", { admin: true });
    time += 10 * minute - 1;
    expect(await find(team.id, { is: "admins" })).toHaveLength(1);
    time += 1;
    expect(await find(team.id, { is: "admins" })).toEqual([person("U0SAM00001"), person("U0ADA00001")]);
  });
});
