import { describe, expect, it } from "vitest";
import { organization, useTeamsAcme } from "../support/teams/acme.ts";
import { bot, entraIdOf, otherTenant } from "../support/teams/cast.ts";
import type { Delivered } from "../support/teams/inbound.ts";
import { tokenFor } from "../support/teams/keys.ts";
import { cardOf, dialogIn, pressable } from "../support/teams/reading.ts";
import type { Failure } from "../support/teams/server.ts";
import type { Message } from "../support/teams/world.ts";
import { atAcmeOnTeams, type Values } from "./at-acme-on-teams.ts";

/** Teams from its first request to the last message, on real PostgreSQL, where all that can go wrong does. */

const minutes = (count: number): number => count * 60_000;
const days = (count: number): number => minutes(count * 24 * 60);

const protocol = `
organization: Acme Travel
timezone: America/New_York
hours: always
quietHours: none
channels: { cases: { teams: "19:cases@thread.tacv2" } }
roles:
  - { id: staff, label: Staff, members: ["*"], limits: { perRemedy: 50 } }
  - { id: manager, label: Manager, members: ["teams:${entraIdOf("ann")}", "ben@acme.example"], limits: { perRemedy: 500 } }
`;

const acme = useTeamsAcme({ protocol });
const at = atAcmeOnTeams(acme);
const { complain, flag, press, fill, card, message, directly, recover, posted, textOf } = at;

const carla = { person: entraIdOf("carla") };
const offer = { Remedy: "Refund", Amount: "120", Reason: "Two nights in a dirty room." };
const caseOne = () => acme().store.findCase(organization, { number: 1 });

/** All that anybody else could notice: what was recorded, and every message outside of the asker's own chat. */
const effects = async (who = "sam") => ({
  ...(await acme().size()),
  messages: acme().world.messages.filter(({ conversation }) => conversation !== acme().world.chatOf(who).id).length,
});

const twiceMore = async (first: Delivered, how: readonly ("same id" | "new id")[] = ["same id", "new id"]) => {
  expect(first.status).toBe(200);
  await acme().settle();
  const before = await effects();
  for (const each of how) {
    const again = await acme().client.retry(first, each);
    expect({ status: again.status, body: again.body }).toEqual({ status: first.status, body: first.body });
    await acme().settle();
    expect(await effects(), each).toEqual(before);
  }
};

describe("every kind of request that Teams may deliver twice has one effect", () => {
  it("a message action, and the complaint submitted by it", async () => {
    const complaint = complain();
    const opened = await acme().client.flag("sam", complaint);
    await twiceMore(opened);
    const values = { "Failure type": "Billing error", "Customer name": "Jane Roe" };
    const data = at.submission(at.openedBy(opened), values);
    await twiceMore(await acme().client.submitAction("sam", complaint, data));
    expect(await acme().size()).toEqual({ cases: 1, events: 1 });
    expect(posted(complaint)).toHaveLength(1);
  });

  it("a complaint with a mistake in it, which is told the same way each time", async () => {
    const complaint = complain();
    const opened = at.openedBy(await acme().client.flag("sam", complaint));
    const data = at.submission(opened, { "Failure type": "Billing error" });
    const sent = await acme().client.submitAction("sam", complaint, data);
    expect(dialogIn(sent.body)).toBeDefined();
    await twiceMore(sent);
    expect(await acme().size()).toEqual({ cases: 0, events: 0 });
  });

  it("a button, and one that an older client sends as a message", async () => {
    const complaint = complain();
    await flag("sam", complaint);
    await twiceMore(await at.pressOnly("sam", card(complaint), "Take ownership"));
    const { action } = pressable(cardOf(card(complaint).activity), "Acknowledge");
    await twiceMore(await acme().client.submitAsMessage("sam", card(complaint), Object(action.data)));
    expect((await acme().events()).map(({ type }) => type)).toEqual(["flagged", "owned", "acknowledged"]);
  });

  it("a button that opens a form, and each form", async () => {
    const complaint = complain();
    await flag("sam", complaint, { Customer: carla });
    await press("sam", card(complaint), "Take ownership");
    const forms: readonly (readonly [string, Values])[] = [
      ["Apologize", {}],
      ["Root cause", { "Root cause": "Training", Explanation: "Nobody had shown them." }],
      ["Offer remedy", { Remedy: "Refund", Amount: "20", Reason: "Breakfast." }],
      ["Update customer", { Update: "On it." }],
      ["Add promise", { Promise: "Call" }],
      ["Add note", { Note: "A note." }],
      ["Change severity", { Severity: "Major" }],
      ["Escalate", { Reason: "Help." }],
      ["Snooze", {}],
      ["Abusive contact", { "What happened": "Insults." }],
      ["Close", { Outcome: "No failure found" }],
      ["Reopen", { Reason: "There was one." }],
    ];
    for (const [label, values] of forms) {
      const opened = await at.pressOnly("sam", card(complaint), label);
      await twiceMore(opened);
      await twiceMore(await at.submitOnly("sam", card(complaint), at.openedBy(opened), values));
    }
    expect(directly("carla", "A word from Acme Travel")).toHaveLength(1);
    expect(directly("carla", "News from Acme Travel")).toHaveLength(1);
  });

  it("an approver's answer", async () => {
    const complaint = complain();
    await flag("sam", complaint);
    await press("sam", card(complaint), "Take ownership");
    await fill("sam", card(complaint), "Offer remedy", offer);
    const asked = message(complaint, "Approval needed");
    expect(at.mentionsOf(asked)).toEqual(expect.arrayContaining(["ann", "ben"]));
    await twiceMore(await at.pressOnly("ben", asked, "Approve"));
    expect((await acme().events()).filter(({ type }) => type === "remedy-granted")).toHaveLength(1);
  });

  it("an answer to the survey", async () => {
    const complaint = complain();
    await flag("sam", complaint, { Customer: carla });
    await recover("sam", () => card(complaint));
    await acme().pass(days(2) + minutes(1));
    const [asked] = directly("carla", "How did we do?");
    if (!asked) throw new Error("no survey came");
    await twiceMore(await at.pressOnly("carla", asked, "4"));
    expect((await caseOne())?.survey?.answers).toEqual({ overall: 4 });
  });

  it.each(["flag", "queue", "case 1", "insights", "help", "nonsense"])("the words %s", async (words) => {
    const complaint = complain();
    await flag("sam", complaint);
    await twiceMore(await acme().client.write("sam", words), ["same id"]);
    const mentioned = await acme().client.mention("sam", complaint, words);
    expect(mentioned.status).toBe(200);
    expect(await acme().size()).toEqual({ cases: 1, events: 1 });
  });

  it("being added, and an event we don't know", async () => {
    await twiceMore(await acme().client.install("sam"));
    const { world, client } = acme();
    const reaction = client.from("sam", world.channel("support"), { type: "messageReaction" });
    await twiceMore(await client.post(reaction));
  });
});

describe("where the Bot Connector refuses a message", () => {
  const cards = (complaint: Message) => posted(complaint).length;

  it.each([
    ["412", { status: 412, code: "PreconditionFailed" }],
    ["429 without a word on how long", { status: 429 }],
    ["500", { status: 500 }],
    ["502", { status: 502 }],
    ["503, five times", { status: 503, times: 5 }],
    ["401 while a token is renewed", { status: 401 }],
  ])("%s: it is sent later, once", async (_what, refusal: Failure) => {
    const complaint = complain();
    acme().teams.failNext("send", refusal);
    await flag("sam", complaint);
    await acme().pass(minutes(5));
    expect(acme().teams.callsOf("send")).toHaveLength(1 + (refusal.times ?? 1));
    expect(cards(complaint)).toBe(1);
    expect(await acme().store.backlog(acme().now())).toMatchObject({ waiting: 0, failed: 0, muted: 0 });
  });

  it("429 with Retry-After: it waits as long as it was told, and other conversations don't", async () => {
    const complaint = complain();
    acme().teams.failNext("send", { status: 429, retryAfter: 290 });
    await flag("sam", complaint, { Customer: carla });
    await acme().pass(minutes(1));
    expect(cards(complaint)).toBe(0);
    const other = complain("sue", "globex");
    await flag("sam", other);
    expect(cards(complaint)).toBe(0);
    const inCases = acme().world.messages.filter(
      ({ conversation, from }) => conversation === acme().world.channel("cases").id && from === bot.id,
    );
    expect(inCases).toHaveLength(1);
    await acme().pass(minutes(3));
    expect(cards(complaint)).toBe(1);
  });

  it("403 in passing, as if the bot was removed from the team: the card comes where it belongs", async () => {
    const complaint = complain();
    acme().teams.failNext("send", { status: 403, code: "BotNotInConversationRoster" });
    await flag("sam", complaint);
    await acme().pass(minutes(1));
    expect(cards(complaint)).toBe(1);
  });

  it("403 at each of the tries of the first fifteen seconds: the case goes on in the cases channel", async () => {
    const complaint = complain();
    acme().teams.failNext("send", { status: 403, code: "BotNotInConversationRoster", times: 6 });
    await flag("sam", complaint);
    await acme().pass(minutes(1));
    const inCases = acme().world.messages.filter(({ conversation }) => conversation === "19:cases@thread.tacv2");
    expect(inCases.map(textOf)).toEqual([expect.stringContaining("Case 1")]);
    expect(posted(complaint)).toEqual([]);
  });

  it("a lost answer: it is sent again rather than lost, and later changes reach the one that we know", async () => {
    const complaint = complain();
    acme().teams.failNext("send", { closeAfterAccepting: true });
    await flag("sam", complaint);
    await acme().pass(minutes(1));
    const [, known] = posted(complaint);
    expect(posted(complaint)).toHaveLength(2);
    if (!known) throw new Error("it was not sent again");
    await press("sam", known, "Take ownership");
    expect(textOf(known)).toContain("Sam Stone");
  });

  it("an update fails: the card is brought up to date later", async () => {
    const complaint = complain();
    await flag("sam", complaint);
    acme().teams.failNext("update", { status: 429, retryAfter: 5 });
    await press("sam", card(complaint), "Take ownership");
    await acme().pass(6_000);
    expect(textOf(card(complaint))).toContain("Sam Stone");
  });
});

describe("a process that ends between the answer and the delivery", () => {
  it("leaves nothing unsaid: the next one posts the card", async () => {
    const complaint = complain();
    acme().teams.failNext("send", { hang: true });
    const { client } = acme();
    const opened = at.openedBy(await client.flag("sam", complaint));
    const data = at.submission(opened, { "Failure type": "Billing error", "Customer name": "Jane Roe" });
    expect((await client.submitAction("sam", complaint, data)).status).toBe(200);
    await acme().crash();
    await acme().idle();
    expect(posted(complaint)).toHaveLength(0);
    await acme().pass(minutes(1) + 1);
    expect(posted(complaint)).toHaveLength(1);
    await press("sam", card(complaint), "Take ownership");
    expect(textOf(card(complaint))).toContain("Sam Stone");
  });

  it("and one that is stopped while Teams is away hands over to the next", async () => {
    const complaint = complain();
    acme().teams.failNext("send", { status: 503, times: 2 });
    await flag("sam", complaint);
    await acme().restart();
    await acme().pass(minutes(1));
    expect(posted(complaint)).toHaveLength(1);
  });
});

describe("too much", () => {
  it("of a message and of notes is cut, so that Teams still takes every card", async () => {
    const complaint = complain(
      "sue",
      "support",
      `Where do I begin? ${"It went on and on. <b>&amp;</b> ✈️ ".repeat(600)}`,
    );
    await flag("sam", complaint);
    await press("sam", card(complaint), "Take ownership");
    for (const count of Array.from({ length: 12 }, (_, index) => index))
      await fill("sam", card(complaint), "Add note", { Note: `${count} ${"ü<&>*_`[x](y) ".repeat(200)}` });
    await fill("sam", card(complaint), "Root cause", { "Root cause": "Training", Explanation: "é\n".repeat(1_400) });
    expect(textOf(card(complaint))).toContain("Where do I begin?");
    expect(await acme().store.backlog(acme().now())).toMatchObject({ waiting: 0, failed: 0, muted: 0 });
  });

  it("in one request is refused, and nothing happens", async () => {
    const { client, world } = acme();
    const long = client.from("sam", world.chatOf("sam"), { type: "message", text: "x".repeat(1_100_000) });
    expect((await client.post(long)).status).toBe(413);
    expect(await acme().size()).toEqual({ cases: 0, events: 0 });
  });
});

describe("who isn't Teams", () => {
  const inAnHour = Math.floor(Date.now() / 1000) + 3_600;
  it.each([
    ["a forged signature", { forged: true }],
    ["an expired token", { expires: inAnHour - 7_200 }],
    ["a token for another bot", { audience: "22222222-0000-4000-8000-000000000000" }],
    ["a token of another issuer", { issuer: "https://login.example" }],
    ["a token for another service", { serviceUrl: "https://elsewhere.example/" }],
  ])("with %s gets 401, and nothing happens", async (_what, claims) => {
    const complaint = complain();
    await flag("sam", complaint);
    const before = await effects();
    const { client, teams } = acme();
    const { action } = pressable(cardOf(card(complaint).activity), "Take ownership");
    const where = acme().world.channel("support");
    const value = { action: { type: "Action.Execute", verb: action.verb, data: action.data }, trigger: "manual" };
    const more = { type: "invoke", name: "adaptiveCard/action", value, replyToId: card(complaint).id };
    const bearer = await tokenFor({ serviceUrl: teams.serviceUrl, ...claims });
    const sent = await client.post(client.from("sam", where, more, complaint.id), bearer);
    expect(sent.status).toBe(401);
    await acme().settle();
    expect(await effects()).toEqual(before);
  });

  it("and who is of another tenant, where anybody may install a bot whose id they know, sees nothing of ours", async () => {
    await flag("sam", complain());
    const { client, world } = acme();
    const own = world.chatOf("gus");
    for (const text of ["case 1", "queue", "insights"]) {
      const said = client.from("gus", own, { type: "message", text });
      const conversation = { id: own.id, conversationType: "personal", tenantId: otherTenant };
      await client.post({ ...said, conversation, channelData: { tenant: { id: otherTenant } } });
    }
    const told = directly("gus").map(textOf).join("\n");
    expect(told).not.toMatch(/Jane Roe|The room was dirty/);
  });
});

describe("a customer who blocked the bot", () => {
  it("is offered a signed page, whose link the card gives to staff; it takes the survey", async () => {
    acme().world.blocked.add("carla");
    const complaint = complain();
    await flag("sam", complaint, { Customer: carla });
    await press("sam", card(complaint), "Take ownership");
    await press("sam", card(complaint), "Acknowledge");
    // A refusal may pass: nobody is said to be out of reach before it has lasted.
    await acme().pass(minutes(11));
    expect(textOf(message(complaint, "Not reached"))).toContain("has not seen the acknowledgement yet");
    await recover("sam", () => card(complaint));
    await acme().pass(days(2) + minutes(1));
    const [link = ""] = /https:\/\/amends\.acme\.example\/s\/[\w.-]+/.exec(textOf(card(complaint))) ?? [];
    const page = await (await acme().visit(link)).text();
    expect(page).toContain("How satisfied are you with how we put this right?");
    const id = /name="page" value="([^"]+)"/.exec(page)?.[1] ?? "";
    const body = new URLSearchParams({ page: id, "answer.overall": "4" });
    expect((await acme().visit(link, { method: "POST", body })).status).toBe(303);
    await acme().settle();
    expect(textOf(card(complaint))).toContain("Survey: 4 of 5 overall");
    expect(directly("carla")).toEqual([]);
  });
});
