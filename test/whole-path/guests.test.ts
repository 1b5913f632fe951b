import { describe, expect, it } from "vitest";
import { acmeProtocol, minutes, useAcme } from "../support/acme.ts";
import { atAcme, complaintWords } from "./at-acme.ts";

describe("a complaint in a channel where a guest reads along", () => {
  const acme = useAcme();
  const { complain, flag, fill, press, posted, card, publicly, whispers, directly } = atAcme(acme);
  const cardInCases = () => {
    const [card] = acme().world.read("cases", "sam");
    if (!card) throw new Error("no card is in the cases channel");
    return card;
  };

  it("is worked on in the cases channel; the guest reads nothing of it", async () => {
    await flag("sam", complain("sue", "agency"));
    expect(whispers("agency", "sam")).toEqual(["Case 1 is open. Its card goes to the cases channel."]);
    expect(cardInCases().text).toContain(complaintWords);
    await press("sam", cardInCases(), "Take ownership");
    await fill("sam", cardInCases(), "Offer remedy", { Remedy: "Refund", Amount: "120", Reason: "The whole stay." });
    expect(publicly("agency")).toEqual([]);
    expect(acme().world.read("agency", "gus")).toMatchObject([{ text: complaintWords }]);
  });

  it("goes to whoever flagged it where the protocol names no cases channel", async () => {
    await acme().setProtocol(acmeProtocol.replace(/channels:.*/, ""));
    await acme().restart();
    await flag("sam", complain("sue", "agency"));
    expect(publicly("agency")).toEqual([]);
    expect(directly("sam", complaintWords)).toHaveLength(1);
  });

  it("stays in its thread once no guest is a member any more", async () => {
    acme().world.leave("agency", "gus");
    await flag("sam", complain("sue", "agency"));
    expect(publicly("agency")).toHaveLength(1);
  });

  it("moves to the cases channel when the guest joins later, and is decided there", async () => {
    const complaint = complain("sue", "support");
    await flag("sam", complaint);
    await press("sam", card(complaint), "Take ownership");
    acme().world.join("support", "gus");
    acme().advance(minutes(1));
    await fill("sam", card(complaint), "Offer remedy", { Remedy: "Refund", Amount: "120", Reason: "The whole stay." });
    expect(posted(complaint, "gus").map(({ text, buttons }) => ({ text, buttons }))).toEqual([
      { text: "Moved\nThe team goes on with this in another place.", buttons: [] },
    ]);
    const request = acme()
      .world.thread("cases", cardInCases().ts, "ann")
      .find(({ buttons }) => buttons.includes("Approve"));
    if (!request) throw new Error("nobody was asked to approve");
    await press("ann", request, "Approve");
    expect((await acme().events()).at(-1)).toMatchObject({ type: "remedy-granted" });
    expect(publicly("support")).toHaveLength(1);
  });

  it("has its readers looked at while the form is filled in, so that submitting it asks Slack nothing more", async () => {
    const complaint = complain("sue", "support");
    await acme().client.messageShortcut("sam", complaint);
    await expect.poll(() => acme().slack.callsOf("users.list").length).toBeGreaterThan(1);
    const looks = () =>
      ["conversations.info", "conversations.members", "users.list"].map((m) => acme().slack.callsOf(m).length);
    const before = looks();
    const sent = await acme().client.submit("sam", acme().client.openModal("sam"), {
      "Failure type": "Faulty or damaged",
      "Customer name": "Jane Roe",
    });
    expect(sent.shown).toBe("closed");
    expect(looks()).toEqual(before);
    await acme().settle();
    expect(publicly("support")).toHaveLength(1);
  });

  it("gets its answer in time though Slack is slow to say who reads there: then outsiders may", async () => {
    acme().world.failNext("conversations.members", { hang: true, times: 2 });
    const complaint = complain("sue", "support");
    await acme().client.messageShortcut("sam", complaint);
    const sent = await acme().client.submit("sam", acme().client.openModal("sam"), {
      "Failure type": "Faulty or damaged",
      "Customer name": "Jane Roe",
    });
    expect(sent).toMatchObject({ shown: "closed", timedOut: false });
    await acme().settle();
    expect(publicly("support")).toEqual([]);
    expect(cardInCases().text).toContain(complaintWords);
  });
});
