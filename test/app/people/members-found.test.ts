import { expect, it } from "vitest";
import { memberDoubts } from "../../../src/app/people/members-found.ts";
import { createMembersWatched } from "../../../src/app/people/members-watched.ts";
import type { Chat } from "../../../src/app/ports.ts";
import type { Identity } from "../../../src/core/people.ts";
import { doubtWords } from "../../../src/views/words/member-doubt.ts";
import { at, identityOf } from "../../support/cases.ts";
import { rulesOf } from "../../support/given/people.ts";
import { createMemoryChat } from "../support/chat.ts";
import { organization } from "../support/office.ts";

const limits = { perRemedy: 500 };
const rules = (...members: string[]) =>
  rulesOf({
    roles: [
      { id: "staff", members: ["*"], limits: { perRemedy: 50 } },
      { id: "manager", label: "Manager", members, limits },
    ],
  });

type Answers = {
  readonly identify?: (id: string) => Identity | undefined;
  readonly find?: (who: string) => readonly string[];
};
const person = (id: string) => ({ platform: "slack" as const, workspace: "T1", id });
/** A Slack that says who is there as it is told to. */
const slackSaying = ({ identify = (id) => identityOf(person(id)), find = () => [] }: Answers): Chat => ({
  ...createMemoryChat({ platform: "slack" }).chat,
  identify: async ({ id }) => identify(id),
  find: async (_workspace, who) => find(who.is === "email" ? who.email : who.is === "group" ? who.id : "").map(person),
});
const doubts = async (chat: Chat, members: readonly string[], { times = 0, teams = ["T1"] } = {}) => {
  let left = times;
  const found = await memberDoubts(rules(...members), {
    chats: { slack: chat },
    organization,
    workspacesOn: async () => teams,
    again: () => (left-- > 0 ? Promise.resolve() : undefined),
  });
  return found.map(doubtWords);
};
const no = (): never => {
  throw new Error("not now");
};

it("says nothing of members who are there, of everyone and of admins", async () => {
  const slack = slackSaying({ find: () => ["U0ANN"] });
  expect(await doubts(slack, ["*", "admins", "slack:U0ANN", "slack:S0TEAM", "ann@acme.example"])).toEqual([]);
});

it("names whom nobody answers for, each in their own words", async () => {
  const slack = slackSaying({
    identify: (id) =>
      id === "U0BOT" || id === "U0LEFT"
        ? { ...identityOf(person(id)), nobody: id === "U0BOT" ? "bot" : "deactivated" }
        : undefined,
  });
  expect(
    await doubts(slack, ["slack:U0GONE", "slack:S0NONE", "ann@acme.example", "slack:U0BOT", "slack:U0LEFT"]),
  ).toEqual([
    "Manager: nobody was found for slack:U0GONE.",
    "Manager: slack:S0NONE is no user group with people in it.",
    "Manager: nobody was found for ann@acme.example.",
    "Manager: slack:U0BOT is a bot, so it decides nothing and isn't asked.",
    "Manager: the account slack:U0LEFT is deactivated, so nobody is asked there.",
  ]);
});

it("tells who couldn't be asked from who wasn't found, also where the platform isn't connected", async () => {
  expect(
    await doubts(slackSaying({ identify: no, find: no }), ["slack:U0ANN", "ann@acme.example", "teams:abc"]),
  ).toEqual([
    "Manager: whether slack:U0ANN is there couldn't be asked now.",
    "Manager: whether ann@acme.example is there couldn't be asked now.",
    "Manager: whether teams:abc is there couldn't be asked now.",
  ]);
  expect(await doubts(slackSaying({}), ["slack:U0ANN"], { teams: [] })).toEqual([
    "Manager: whether slack:U0ANN is there couldn't be asked now.",
  ]);
});

it("asks again before it believes a no, and no longer than it is told to", async () => {
  let asked = 0;
  const hesitant = slackSaying({ identify: (id) => (++asked < 3 ? undefined : identityOf(person(id))) });
  expect(await doubts(hesitant, ["slack:U0ANN"], { times: 5 })).toEqual([]);
  expect(asked).toBe(3);
  expect(await doubts(slackSaying({ identify: () => undefined }), ["slack:U0ANN"], { times: 2 })).toHaveLength(1);
});

it("is known to the running process after it has asked twice, kept for a while, and without those it couldn't ask", async () => {
  let now = at("10:00");
  let asked = 0;
  const chat = slackSaying({
    identify: (id) => {
      asked += 1;
      return id === "U0GONE" ? undefined : no();
    },
  });
  const protocol = rules("slack:U0GONE", "slack:U0ANN");
  const watched = createMembersWatched({
    chats: { slack: chat },
    protocol: () => protocol,
    clock: { now: () => now },
    workspacesOn: async () => ["T1"],
    pause: async () => {},
  });
  expect((await watched(organization)).map(doubtWords)).toEqual(["Manager: nobody was found for slack:U0GONE."]);
  const before = asked;
  await watched(organization);
  expect(asked).toBe(before);
  now = at("10:11");
  await watched(organization);
  expect(asked).toBeGreaterThan(before);
});
