import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { memberLines, membersAsked } from "../../src/cli/members-asked.ts";
import { readConfig } from "../../src/config.ts";
import { rulesOf } from "../support/given/people.ts";
import { app } from "../support/slack/cast.ts";
import { type FakeSlack, startFakeSlack } from "../support/slack/server.ts";

const rules = (...members: string[]) =>
  rulesOf({ roles: [{ id: "manager", label: "Manager", members, limits: { perRemedy: 500 } }] });

describe("with Slack connected", () => {
  let slack: FakeSlack;
  beforeEach(async () => {
    slack = await startFakeSlack();
  });
  afterEach(() => slack.close());
  const asked = (...members: string[]) =>
    membersAsked(
      readConfig({ SLACK_BOT_TOKEN: app.botToken, SLACK_SIGNING_SECRET: "0123456789abcdef", SLACK_API_URL: slack.url }),
      rules(...members),
      [0, 0],
    );

  it("says that all are there", async () => {
    expect(await asked("slack:U0DINA0001", "slack:S0MANAGERS")).toEqual(["All who are named were found."]);
  });

  it("says who isn't, once Slack has said so again, and leaves Teams to the running Amends", async () => {
    expect(await asked("slack:U0NOBODY01", "slack:U0DINA0001", "teams:abc")).toEqual([
      "Manager: nobody was found for slack:U0NOBODY01.",
      "Members on Teams can only be looked up by the running Amends; its help names those it didn't find.",
    ]);
  });
});

it("says so where nobody can be asked, and nothing where nobody is named", async () => {
  expect(await membersAsked(readConfig({}), rules("ann@acme.example"))).toEqual([
    expect.stringContaining("couldn't be looked up from here"),
  ]);
  expect(await membersAsked(readConfig({}), rules("*", "admins"))).toEqual([]);
  expect(memberLines([])).toEqual(["All who are named were found."]);
});
