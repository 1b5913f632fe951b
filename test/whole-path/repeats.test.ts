import { describe, expect, it } from "vitest";
import { days, minutes, useAcme } from "../support/acme.ts";
import type { Delivered } from "../support/slack/delivery.ts";
import { atAcme } from "./at-acme.ts";

const acme = useAcme();
const { complain, flag, press, fill, card, message, directly, recover } = atAcme(acme);

/** All that anybody else could notice: what was recorded, and every message that isn't one person's alone. */
const effects = async () => ({
  ...(await acme().size()),
  messages: acme().world.messages.all.filter(({ onlyFor }) => !onlyFor).length,
});

/** Slack sends it again, once with its retry headers and once as if it were new: the same answer, and nothing more happens. */
const twiceMore = async (first: Delivered) => {
  expect(first.status).toBe(200);
  await acme().settle();
  const before = await effects();
  for (const again of [await acme().client.retry(first.request), await acme().client.send(first.request)]) {
    expect({ status: again.status, body: again.body }).toEqual({ status: first.status, body: first.body });
    await acme().settle();
    expect(await effects()).toEqual(before);
  }
};

describe("every kind of request that Slack may deliver twice has one effect", () => {
  it("a message shortcut", async () => {
    await twiceMore(await acme().client.messageShortcut("sam", complain()));
    expect(acme().world.modal("sam")?.title).toBe("Flag a complaint");
  });

  it("a global shortcut", async () => {
    await twiceMore(await acme().client.globalShortcut("sam"));
    expect(acme().world.modal("sam")?.title).toBe("Flag a complaint");
  });

  it.each(["flag", "queue", "case 1", "insights", "help", "nonsense"])("the command %s", async (words) => {
    await flag("sam", complain());
    await twiceMore(await acme().client.slashCommand("sam", "support", words));
  });

  it("a submitted complaint", async () => {
    const complaint = complain();
    await acme().client.messageShortcut("sam", complaint);
    const view = acme().client.openModal("sam");
    await twiceMore(
      await acme().client.submit("sam", view, { "Customer name": "Jane Roe", "Failure type": "Billing error" }),
    );
    expect(await acme().size()).toEqual({ cases: 1, events: 1 });
  });

  it("a complaint with a mistake in it, which is told the same way each time", async () => {
    await acme().client.messageShortcut("sam", complain());
    const view = acme().client.openModal("sam");
    await twiceMore(await acme().client.submit("sam", view, { "Failure type": "Billing error" }));
    expect(await acme().size()).toEqual({ cases: 0, events: 0 });
  });

  it("a button", async () => {
    const complaint = complain();
    await flag("sam", complaint);
    for (const label of ["Take ownership", "Acknowledge"])
      await twiceMore(await acme().client.pressButton("sam", card(complaint), label));
  });

  it("a button of the menu that opens a form, and each form", async () => {
    const complaint = complain();
    await flag("sam", complaint, { Customer: "carla" });
    await press("sam", card(complaint), "Take ownership");
    const forms: readonly (readonly [string, Parameters<typeof fill>[3]])[] = [
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
      await twiceMore(await acme().client.pressButton("sam", card(complaint), label));
      await twiceMore(await acme().client.submit("sam", acme().client.openModal("sam"), values));
    }
    expect(directly("carla", "A word from Acme Travel")).toHaveLength(1);
    expect(directly("carla", "News from Acme Travel")).toHaveLength(1);
  });

  it("an approver's answers", async () => {
    const ask = async () => {
      const complaint = complain();
      await flag("sam", complaint);
      await press("sam", card(complaint), "Take ownership");
      await fill("sam", card(complaint), "Offer remedy", { Remedy: "Refund", Amount: "120", Reason: "Two nights." });
      return message(complaint, "Approval needed");
    };
    await twiceMore(await acme().client.pressButton("ann", await ask(), "Approve"));
    for (const [label, values] of [
      ["Approve less", { Amount: "60" }],
      ["Decline", { Reason: "No." }],
    ] as const) {
      await acme().client.pressButton("ann", await ask(), label);
      await twiceMore(await acme().client.submit("ann", acme().client.openModal("ann"), values));
    }
    expect((await acme().events(1)).filter(({ type }) => type === "remedy-granted")).toHaveLength(1);
  });

  it("an answer to the survey, by press and by form, and the wish for no more", async () => {
    const complaint = complain();
    await flag("sam", complaint, { Customer: "carla" });
    await recover("sam", () => card(complaint));
    await acme().pass(days(2) + minutes(1));
    const survey = () => {
      const [seen] = directly("carla", /How did we do\?|Thank you/);
      if (!seen) throw new Error("no survey came");
      return seen;
    };
    const asked = survey();
    await twiceMore(await acme().client.pressButton("carla", asked, "5"));
    await twiceMore(await acme().client.pressButton("carla", survey(), "Tell us more"));
    const more = { "How fair was what we did for you in the end?": "4", "In your own words": "Thanks." };
    await twiceMore(await acme().client.submit("carla", acme().client.openModal("carla"), more));
  });

  it("an opened page, and a press on it", async () => {
    const complaint = complain();
    await flag("sam", complaint);
    await press("sam", card(complaint), "Take ownership");
    await fill("sam", card(complaint), "Offer remedy", { Remedy: "Refund", Amount: "120", Reason: "Two nights." });
    await twiceMore(await acme().client.appHomeOpened("ann"));
    await twiceMore(await acme().client.pressButton("ann", acme().client.homeTab("ann"), "Approve"));
  });

  it("an address check and an event we don't know", async () => {
    const checked = await acme().client.urlVerification("challenge-1");
    expect(checked.body).toEqual({ challenge: "challenge-1" });
    await twiceMore(checked);
    await twiceMore(await acme().client.sendEvent({ type: "emoji_changed" }));
  });
});
