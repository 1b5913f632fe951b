import { describe, expect, it } from "vitest";
import { minutes, useAcme } from "../support/acme.ts";
import type { Fields } from "../support/slack/shapes.ts";
import { atAcme } from "./at-acme.ts";

const acme = useAcme();
const { complain, flag, card, press, posted, whispers } = atAcme(acme);
const to = (where: string) => (args: Fields) => args.channel === acme().world.channel(where).id;

/** Flags without waiting for anything to be sent. */
const flagNow = async (where: string) => {
  const complaint = complain("sue", where);
  await acme().client.messageShortcut("sam", complaint);
  const sent = await acme().client.submit("sam", acme().client.openModal("sam"), {
    "Customer name": "Jane Roe",
    "Failure type": "Billing error",
  });
  expect(sent.shown).toBe("closed");
  return complaint;
};

describe("when Slack asks for patience", () => {
  it("only that channel waits, exactly as long as Slack says", async () => {
    acme().world.failNext("chat.postMessage", { retryAfter: 30, when: to("support") });
    const slow = await flagNow("support");
    const quick = await flagNow("leads");
    await acme().idle();
    expect(posted(quick)).toHaveLength(1);
    expect(posted(slow)).toEqual([]);
    await acme().passQuietly(29_000);
    expect(posted(slow)).toEqual([]);
    await acme().passQuietly(1_000);
    expect(posted(slow)).toHaveLength(1);
  });

  it("the newest state is sent once, not each in between", async () => {
    const complaint = await flagNow("support");
    await acme().settle();
    await acme().passQuietly(2_000);
    acme().world.failNext("chat.update", { retryAfter: 20 });
    await acme().client.pressButton("sam", card(complaint), "Take ownership");
    await acme().idle();
    await acme().client.pressButton("sam", card(complaint), "Acknowledge");
    await acme().idle();
    expect(acme().slack.callsOf("chat.update")).toHaveLength(1);
    await acme().passQuietly(20_000);
    await acme().settle();
    expect(acme().slack.callsOf("chat.update")).toHaveLength(2);
    expect(card(complaint).text).toMatch(/Owned by @Sam Staff[\s\S]*Acknowledged by @Sam Staff/);
  });

  it("one message a second goes to a channel, in the order of what happened", async () => {
    const [first, second] = [await flagNow("support"), await flagNow("support")];
    await acme().idle();
    expect([posted(first).length, posted(second).length]).toEqual([1, 0]);
    await acme().passQuietly(1_000);
    expect(posted(second)).toEqual([]);
    await acme().passQuietly(200);
    expect(posted(second)).toHaveLength(1);
  });
});

describe("when Slack falls over", () => {
  it.each([503, 500, 502])("with status %i, the message is sent later, once", async (status) => {
    acme().world.failNext("chat.postMessage", { status, times: 3 });
    const complaint = await flagNow("support");
    await acme().settle();
    expect(posted(complaint)).toHaveLength(1);
    expect(acme().slack.callsOf("chat.postMessage")).toHaveLength(4);
  });

  it("and doesn't answer at all, the message is sent later, once", async () => {
    acme().world.failNext("chat.postMessage", { hang: true });
    const complaint = await flagNow("support");
    await acme().settle();
    expect(posted(complaint)).toHaveLength(1);
  });

  it("after it took a message but before it said so, there is one double at worst, and one of them is kept in line", async () => {
    acme().world.failNext("chat.postMessage", { closeAfterAccepting: true });
    const complaint = await flagNow("support");
    await acme().settle();
    expect(posted(complaint).length).toBeLessThanOrEqual(2);
    const [newest] = posted(complaint).slice(-1);
    if (!newest) throw new Error("no card came");
    await press("sam", newest, "Take ownership");
    expect(posted(complaint).length).toBeLessThanOrEqual(2);
    expect(posted(complaint).at(-1)?.text).toContain("Owner: @Sam Staff");
  });

  it("while a form should open, the person is told, and the next press works", async () => {
    const complaint = await flagNow("support");
    await acme().settle();
    acme().world.failNext("views.open", { status: 503 });
    await acme().client.pressButton("sam", card(complaint), "Add note");
    expect(whispers("support", "sam").at(-1)).toContain("The form didn't open. Please press again.");
    await acme().client.pressButton("sam", card(complaint), "Add note");
    expect(acme().world.modal("sam")?.title).toBe("Add note");
  });

  it("and can't say who someone is, what it said before still counts", async () => {
    const complaint = await flagNow("support");
    await acme().settle();
    await acme().passQuietly(minutes(15));
    acme().world.failNext("users.info", { status: 503, times: 10 });
    await press("sam", card(complaint), "Take ownership");
    expect(card(complaint).text).toContain("Owner: @Sam Staff");
  });

  it("and can't say who a newcomer is, nothing is done and they are told", async () => {
    const complaint = await flagNow("support");
    await acme().settle();
    acme().world.failNext("users.info", { status: 503, times: 10 });
    await press("ben", card(complaint), "Take ownership");
    expect(whispers("support", "ben").at(-1)).toMatch(/Nothing was saved, please try again\. \(Reference \w+\)/);
    expect(await acme().size()).toEqual({ cases: 1, events: 1 });
  });
});

describe("where the bot isn't in the channel", () => {
  it("the case is worked on in the cases channel", async () => {
    acme().world.join("lounge", "amends");
    const complaint = complain("sue", "lounge");
    acme().world.leave("lounge", "amends");
    await flag("sam", complaint);
    expect(posted(complaint)).toEqual([]);
    const inCases = () => acme().world.read("cases", "sam");
    const [first] = inCases();
    if (!first) throw new Error("no card came");
    await press("sam", first, "Take ownership");
    expect(inCases()).toHaveLength(1);
    expect(inCases()[0]?.text).toContain("Owner: @Sam Staff");
  });
});

describe("when the database goes away", () => {
  const told = /Something went wrong on our side\. Nothing was saved, please try again\. \(Reference \w+\)/;

  const unheard = /We didn't hear whether that was saved\. Please press again, it counts once\. \(Reference \w+\)/;

  it("as a press is saved, the presser is told that it may have been, and a new press counts once", async () => {
    const complaint = await flagNow("support");
    await acme().settle();
    acme().wire.cutBefore("commit");
    const pressed = await acme().client.pressButton("sam", card(complaint), "Take ownership");
    expect(pressed).toMatchObject({ status: 200, timedOut: false });
    expect(whispers("support", "sam").at(-1)).toMatch(unheard);
    expect(await acme().size()).toEqual({ cases: 1, events: 1 });
    await acme().wire.mend();
    await press("sam", card(complaint), "Take ownership");
    expect(card(complaint).text).toContain("Owner: @Sam Staff");
    expect(await acme().size()).toEqual({ cases: 1, events: 2 });
  });

  it("as a form is saved, the form says that it may have been, keeps what was typed, and counts once", async () => {
    const complaint = await flagNow("support");
    await acme().settle();
    await acme().client.pressButton("sam", card(complaint), "Add note");
    acme().wire.cutBefore("commit");
    const view = acme().client.openModal("sam");
    const failed = await acme().client.submit("sam", view, { Note: "Keep me." });
    expect(failed).toMatchObject({ shown: "errors", errors: { Note: expect.stringMatching(unheard) } });
    await acme().wire.mend();
    expect(await acme().client.submit("sam", view, { Note: "Keep me." })).toMatchObject({ shown: "closed" });
    await acme().settle();
    expect((await acme().events()).filter(({ type }) => type === "noted")).toHaveLength(1);
  });

  it("altogether, everybody is told at once, and nothing is lost when it is back", async () => {
    const complaint = await flagNow("support");
    await acme().settle();
    acme().wire.cut();
    const pressed = await acme().client.pressButton("sam", card(complaint), "Acknowledge");
    expect(pressed).toMatchObject({ status: 200, timedOut: false });
    expect(whispers("support", "sam").at(-1)).toMatch(told);
    await acme().wire.mend();
    await press("sam", card(complaint), "Acknowledge");
    expect(card(complaint).text).toContain("Acknowledged by @Sam Staff");
  });

  it("altogether, a form that was sent meanwhile can be sent again, and counts once", async () => {
    const complaint = await flagNow("support");
    await acme().settle();
    await acme().client.pressButton("sam", card(complaint), "Add note");
    const view = acme().client.openModal("sam");
    acme().wire.cut();
    expect((await acme().client.submit("sam", view, { Note: "Once." })).shown).not.toBe("closed");
    await acme().wire.mend();
    expect(await acme().client.submit("sam", view, { Note: "Once." })).toMatchObject({ shown: "closed" });
    await acme().settle();
    expect((await acme().events()).filter(({ type }) => type === "noted")).toHaveLength(1);
  });

  it("while messages are sent, they are sent when it is back", async () => {
    const complaint = await flagNow("support");
    await acme().settle();
    const pressed = await acme().client.pressButton("sam", card(complaint), "Take ownership");
    expect(pressed.status).toBe(200);
    acme().wire.cut();
    await acme().idle();
    await acme().wire.mend();
    await acme().pass(minutes(2));
    expect(card(complaint).text).toContain("Owner: @Sam Staff");
  });
});
