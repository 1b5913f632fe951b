import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failure } from "../../../adapters/teams/connection/failures.ts";
import { organizationKey } from "../../../src/core/organization.ts";
import type { Card } from "../../../src/views/elements.ts";
import { cardOf, readCard } from "../../support/teams/reading.ts";
import { type Bot, openBot, personOf, placeOf } from "./support/bot.ts";

const acme = organizationKey("main");

const card: Card = {
  title: ["Case 1"],
  tone: "urgent",
  facts: [],
  body: [{ text: ["Hello"] }],
  buttons: [],
  more: [],
  fallback: "Case 1 waits",
};

let bot: Bot;
beforeEach(async () => {
  bot = await openBot();
  await bot.client.install("sam", bot.world.channel("support"));
});
afterEach(() => bot.close());
const root = () => bot.world.say("sue", bot.world.channel("support").id, "Late again");

describe("sending to Teams", () => {
  it("posts in a thread, and tells where the message is", async () => {
    const { id, conversation } = root();
    const sent = await bot.chat.post(placeOf(bot.world, "support", id), card);
    expect(sent).toMatchObject({ ok: true, ref: { place: placeOf(bot.world, "support", id) } });
    const [, reply] = bot.world.thread(conversation, id);
    expect(reply?.activity).toMatchObject({ type: "message", summary: "Case 1 waits" });
    expect(reply && readCard(cardOf(reply.activity)).text).toBe("🚨 Case 1\nHello");
  });

  it("starts a thread in a channel, whose first message can be answered and changed", async () => {
    const place = placeOf(bot.world, "cases");
    const sent = await bot.chat.post(place, card);
    if (!sent.ok) throw new Error(sent.reason);
    expect(await bot.chat.post({ ...place, thread: sent.ref.message }, card)).toMatchObject({ ok: true });
    expect(await bot.chat.update(sent.ref, { ...card, title: ["Case 2"] })).toEqual(sent);
    const [first, second] = bot.world.thread(place.channel, sent.ref.message);
    expect(first && readCard(cardOf(first.activity)).text).toContain("Case 2");
    expect(second?.root).toBe(first?.id);
  });

  it("writes to a person in their own chat, opened once", async () => {
    const carla = personOf(bot.world, "carla");
    const sent = await bot.chat.directMessage(carla, card, acme);
    await bot.chat.directMessage(carla, card, acme);
    expect(sent).toMatchObject({ ok: true, ref: { place: { channel: bot.world.chatOf("carla").id } } });
    expect(bot.teams.callsOf("create")).toHaveLength(1);
    expect(bot.world.inChat("carla")).toHaveLength(2);
  });

  it("takes a person's id for a place: their own chat", async () => {
    const sam = personOf(bot.world, "sam");
    const sent = await bot.chat.post({ platform: "teams", workspace: sam.workspace, channel: sam.id }, card);
    expect(sent).toMatchObject({ ok: true, ref: { place: { channel: bot.world.chatOf("sam").id } } });
    if (sent.ok) expect(await bot.chat.update(sent.ref, card)).toMatchObject({ ok: true });
  });

  it("keeps one's page in one message, also where that is denied in passing", async () => {
    const sam = personOf(bot.world, "sam");
    await bot.chat.showHome(sam, [card, card], acme);
    await bot.chat.showHome(sam, [{ ...card, title: ["Case 9"] }], acme);
    const [page, ...others] = bot.world.inChat("sam");
    expect(others).toEqual([]);
    expect(page && readCard(cardOf(page.activity)).text).toContain("Case 9");
    bot.teams.failNext("update", { status: 404, code: "ActivityNotFoundInConversation" });
    expect(await bot.chat.showHome(sam, [card], acme)).toMatchObject({ ok: false, why: "unreachable" });
    expect(await bot.chat.showHome(sam, [card], acme)).toMatchObject({ ok: true });
    expect(bot.world.inChat("sam")).toHaveLength(1);
  });

  it("tells nobody who removed the bot, though Teams accepts it, until they have it again", async () => {
    const sam = personOf(bot.world, "sam");
    await bot.client.install("sam");
    await bot.client.uninstall("sam");
    expect(await bot.chat.directMessage(sam, card, acme)).toMatchObject({ ok: false, reason: "403 bot_removed" });
    await bot.client.install("sam");
    expect(await bot.chat.directMessage(sam, card, acme)).toMatchObject({ ok: true });
  });

  it("refuses the whole bot in passing: later, for the operator, and no word on the customer", async () => {
    bot.teams.failNext("send", { status: 403, code: "BotDisabledByAdmin" });
    const sent = await bot.chat.directMessage(personOf(bot.world, "sam"), card, acme);
    expect(sent).toMatchObject({ ok: false, why: "later" });
  });

  it("has no way to whisper in a channel", async () => {
    const sent = await bot.chat.whisper(placeOf(bot.world, "support"), personOf(bot.world, "carla"), card);
    expect(sent).toMatchObject({ ok: false, why: "unreachable" });
  });

  it("reaches nobody of a tenant it hasn't been heard of in", async () => {
    const sent = await bot.chat.directMessage({ platform: "teams", workspace: "elsewhere", id: "x" }, card, acme);
    expect(sent).toEqual({ ok: false, why: "unreachable", reason: "not_installed", sure: true });
  });
});

describe("what Teams refuses", () => {
  it.each([
    [
      { status: 403, code: "MessageWritesBlocked" },
      { why: "unreachable", reason: "403 MessageWritesBlocked" },
    ],
    [{ status: 403, code: "BotNotInConversationRoster" }, { why: "unreachable" }],
    [{ status: 404, code: "ConversationNotFound" }, { why: "unreachable" }],
    [{ status: 413, code: "MessageSizeTooBig" }, { why: "broken" }],
    [{ status: 400, code: "BadArgument" }, { why: "broken" }],
    [{ status: 401 }, { why: "later" }],
    [{ status: 412, code: "PreconditionFailed" }, { why: "later" }],
    [{ status: 429 }, { why: "later" }],
    [
      { status: 429, retryAfter: 7 },
      { why: "later", afterMillis: 7000 },
    ],
    [{ status: 500 }, { why: "later", reason: "500 maybe_sent" }],
    [{ status: 502 }, { why: "later" }],
    [
      { status: 503, retryAfter: 2 },
      { why: "later", afterMillis: 2000 },
    ],
    [{ closeAfterAccepting: true }, { why: "later", reason: "maybe_sent" }],
  ])("%o is %o, asked once", async (refusal, expected) => {
    bot.teams.failNext("send", refusal);
    const before = bot.teams.callsOf("send").length;
    const sent = await bot.chat.post(placeOf(bot.world, "support", root().id), card);
    expect(sent).toMatchObject({ ok: false, ...expected });
    expect(bot.teams.callsOf("send")).toHaveLength(before + 1);
    if (!sent.ok && !("afterMillis" in expected)) expect(sent).not.toHaveProperty("afterMillis");
  });

  it("is known of a blocked person, an unknown conversation and an unknown message", async () => {
    bot.world.blocked.add("sam");
    expect(await bot.chat.directMessage(personOf(bot.world, "sam"), card, acme)).toMatchObject({ why: "unreachable" });
    const nowhere = { ...placeOf(bot.world, "support"), channel: "19:gone@thread.tacv2", thread: "1" };
    expect(await bot.chat.post(nowhere, card)).toMatchObject({ why: "unreachable" });
    const gone = { place: placeOf(bot.world, "support"), message: "1" };
    expect(await bot.chat.update(gone, card)).toMatchObject({ why: "unreachable" });
  });

  it("of a token that is no longer believed is said to the operator, and waits", async () => {
    const bots = await openBot({
      endpoints: (teams) => ({
        openIdMetadataUrl: teams.openIdMetadataUrl,
        connectorToken: async () => "stale",
        serviceHosts: ["127.0.0.1"],
      }),
    });
    await bots.client.install("sam");
    const sent = await bots.chat.directMessage(personOf(bots.world, "sam"), card, acme);
    expect(sent).toMatchObject({ why: "later" });
    expect(bots.lines.at(-1)).toMatchObject({ level: "error" });
    await bots.close();
  });

  it.each([
    ["in a thread", () => placeOf(bot.world, "support", root().id)],
    ["as a new thread", () => placeOf(bot.world, "cases")],
  ])("nothing, but doesn't say which message it became: given up %s, never sent again", async (_where, place) => {
    bot.teams.failNext("send", { withoutId: true });
    bot.teams.failNext("create", { withoutId: true });
    const sent = await bot.chat.post(place(), card);
    expect(sent).toEqual({ ok: false, why: "broken", reason: "accepted_without_id", sure: true });
  });

  it("is later where nobody answers at all", () => {
    expect(failure(new TypeError("fetch failed"))).toMatchObject({ why: "later" });
  });
});

describe("who people are", () => {
  it.each([
    ["sam", { name: "Sam Stone", email: "sam@acme.example", outsider: false, admin: false, groups: [] }],
    ["carla", { name: "Carla Diaz", email: "carla@globex.example", outsider: true }],
  ])("%s", async (key, expected) => {
    expect(await bot.chat.identify(personOf(bot.world, key), acme)).toMatchObject({
      person: personOf(bot.world, key),
      ...expected,
    });
  });

  it("someone of another tenant is from outside, in their own chat too", async () => {
    await bot.client.write("gus", "help");
    expect(await bot.chat.identify(personOf(bot.world, "gus"), acme)).toMatchObject({
      name: "Gus Fring",
      outsider: true,
    });
  });

  it("of someone the bot meets nowhere nothing is told: it may be a passing word", async () => {
    expect(await bot.chat.identify(personOf(bot.world, "gus"), acme)).toBeUndefined();
  });

  it("their zone is what their own client says", async () => {
    await bot.client.write("sam", "help");
    expect(await bot.chat.identify(personOf(bot.world, "sam"), acme)).toMatchObject({ zone: "America/New_York" });
  });

  it("is asked for three seconds at most, in however many rosters", async () => {
    const hasty = await openBot({ timeoutMillis: 20 });
    await hasty.client.install("sam", hasty.world.channel("support"));
    hasty.teams.failNext("member", { hang: true, times: 5 });
    await expect(hasty.chat.identify(personOf(hasty.world, "sam"), acme)).rejects.toThrow("no_answer_in_time");
    await hasty.close();
  });

  it("isn't guessed while Teams can't answer", async () => {
    bot.teams.failNext("member", { status: 503 });
    await expect(bot.chat.identify(personOf(bot.world, "sam"), acme)).rejects.toThrow("503");
  });

  it("are found by email among colleagues, page by page; admins are not to be had", async () => {
    const { tenant } = bot.world;
    expect(await bot.chat.find(tenant, { is: "email", email: "ben@acme.example" })).toEqual([
      personOf(bot.world, "ben"),
    ]);
    expect(await bot.chat.find(tenant, { is: "email", email: "carla@globex.example" })).toEqual([]);
    expect(await bot.chat.find(tenant, { is: "admins" })).toEqual([]);
  });
});

describe("a person's own page", () => {
  const page = { title: ["Mine"], tone: "calm" as const, facts: [], body: [], buttons: [], more: [], fallback: "Mine" };

  it("is written once, however many ask for it at the same time", async () => {
    await bot.client.install("sam");
    const sam = personOf(bot.world, "sam");
    await Promise.all([
      bot.chat.showHome(sam, [page], acme),
      bot.chat.showHome(sam, [page], acme),
      bot.chat.showHome(sam, [page], acme),
    ]);
    expect(bot.world.inChat("sam")).toHaveLength(1);
  });
});

describe("a message action in a chat of two people", () => {
  it("doesn't make that chat the person's own, where the bot would write to them", async () => {
    await bot.client.install("sam");
    const between = { id: "a:of-sam-and-sue", kind: "personal" as const };
    const value = { commandId: "flagComplaint", messagePayload: { id: "1" } };
    await bot.client.invoke("sam", between, "composeExtension/fetchTask", value);
    const card = { title: ["Hi"], tone: "calm" as const, facts: [], body: [], buttons: [], more: [], fallback: "Hi" };
    expect(await bot.chat.directMessage(personOf(bot.world, "sam"), card, acme)).toMatchObject({ ok: true });
    expect(bot.world.inChat("sam")).toHaveLength(1);
  });
});

describe("who can read a conversation", () => {
  it.each([
    ["support", "internal"],
    ["globex", "outsiders"],
    ["board", "denied"],
    ["elsewhere", "denied"],
  ])("%s: %s", async (channel, readers) => {
    expect(await bot.chat.audience(placeOf(bot.world, channel))).toBe(readers);
  });

  it("isn't guessed while Teams can't answer", async () => {
    bot.teams.failNext("members", { status: 503 });
    expect(await bot.chat.audience(placeOf(bot.world, "support"))).toBe("unknown");
    expect(await bot.chat.audience(placeOf(bot.world, "support"))).toBe("internal");
  });

  it("a person's own chat is theirs", async () => {
    const chat = { ...placeOf(bot.world, "support"), channel: bot.world.chatOf("sam").id };
    expect(await bot.chat.audience(chat)).toBe("internal");
  });
});
