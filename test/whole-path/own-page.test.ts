import { describe, expect, it } from "vitest";
import { hours, minutes, useAcme } from "../support/acme.ts";
import { atAcme, complaintWords } from "./at-acme.ts";

describe("a person's own page", () => {
  const acme = useAcme();
  const { complain, flag, press, fill, card, message } = atAcme(acme);
  const opened = async (who: string) => {
    expect((await acme().client.appHomeOpened(who)).status).toBe(200);
    const seen = acme().world.home(who);
    if (!seen) throw new Error(`${who} has no page`);
    return seen;
  };
  const pressOnPage = async (who: string, label: string) => {
    await acme().client.pressButton(who, acme().client.homeTab(who), label);
    await acme().settle();
  };

  it("says what is late, mine, unowned, or waits for me, to each person their own", async () => {
    const first = complain();
    await flag("sam", first);
    await press("sam", card(first), "Take ownership");
    await fill("sam", card(first), "Offer remedy", { Remedy: "Refund", Amount: "120", Reason: "Two nights." });
    await flag("sam", complain());
    expect((await opened("sam")).text).toMatch(/Mine \(1\)[\s\S]*Case 1[\s\S]*Unowned \(1\)[\s\S]*Case 2/);
    expect((await opened("sue")).text).not.toContain("Case 1");
    expect((await opened("ann")).text).toMatch(/Awaiting my approval \(1\)[\s\S]*Refund \$120/);
    await acme().pass(hours(4) + minutes(5));
    expect((await opened("sam")).text).toContain("Late (2)");
  });

  it("shows a decision at once when it was made there", async () => {
    const complaint = complain();
    await flag("sam", complaint);
    await press("sam", card(complaint), "Take ownership");
    await fill("sam", card(complaint), "Offer remedy", { Remedy: "Refund", Amount: "120", Reason: "Two nights." });
    await opened("ann");
    await pressOnPage("ann", "Approve");
    expect(acme().world.home("ann")?.buttons).not.toContain("Approve");
    expect(message(complaint, "approved").text).toContain("Approved by @Ann Manager");
  });

  it("shows a whole case in a window", async () => {
    await flag("sam", complain());
    await opened("sam");
    await pressOnPage("sam", "Case 1");
    expect(acme().world.modal("sam")?.text).toContain(complaintWords);
    await acme().client.pressButton("sam", acme().client.openModal("sam"), "Take ownership");
    await acme().settle();
    expect((await opened("sam")).text).toContain("Mine (1)");
  });

  it("takes a reason for a no, in a window, and says so to the team", async () => {
    const complaint = complain();
    await flag("sam", complaint);
    await press("sam", card(complaint), "Take ownership");
    await fill("sam", card(complaint), "Offer remedy", { Remedy: "Refund", Amount: "120", Reason: "Two nights." });
    await opened("ann");
    await pressOnPage("ann", "Decline");
    const sent = await acme().client.submit("ann", acme().client.openModal("ann"), { Reason: "Offer a free night." });
    expect(sent.shown).toBe("closed");
    await acme().settle();
    expect(message(complaint, "declined").text).toContain("Offer a free night.");
    expect(acme().world.home("ann")?.buttons).not.toContain("Decline");
  });

  it("tells a guest nothing", async () => {
    await flag("sam", complain());
    expect(await opened("gus")).toMatchObject({ buttons: [] });
    expect(acme().world.home("gus")?.text).not.toContain("Case 1");
  });
});
