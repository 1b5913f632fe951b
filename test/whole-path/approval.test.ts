import { describe, expect, it } from "vitest";
import { acmeProtocol, organization, useAcme } from "../support/acme.ts";
import { atAcme } from "./at-acme.ts";

const stories = (acme: ReturnType<typeof useAcme>) => {
  const at = atAcme(acme);
  return {
    ...at,
    /** Sam owns the case and asks for more than staff may grant. */
    ask: async (amount: string) => {
      const complaint = at.complain();
      await at.flag("sam", complaint, { "Customer name": "Jane Roe", "Price paid": "200" });
      await at.press("sam", at.card(complaint), "Take ownership");
      await at.fill("sam", at.card(complaint), "Offer remedy", {
        Remedy: "Refund",
        Amount: amount,
        Reason: "Two nights in a dirty room.",
      });
      return complaint;
    },
    remedy: async () => (await acme().store.findCase(organization, { number: 1 }))?.remedies[0],
  };
};

describe("compensation over the limit", () => {
  const acme = useAcme();
  const { ask, remedy, message, press, fill, card, whispers } = stories(acme);

  it("is granted by anyone in the managers' group", async () => {
    const complaint = await ask("120");
    expect(message(complaint, "Approval needed").mentions).toEqual(["@Sam Staff", "@managers", "@Dina Director"]);
    await press("ben", message(complaint, "Approval needed"), "Approve");
    expect(await remedy()).toMatchObject({
      status: "granted",
      amount: { minor: 12_000 },
      grantedBy: { id: "U0BEN00001" },
    });
    expect(message(complaint, "approved").text).toContain("Approved by @Ben Manager");
    expect(message(complaint, "approved").buttons).toEqual([]);
  });

  it("goes to the director by name where it is beyond the managers' limit", async () => {
    const complaint = await ask("900");
    expect(message(complaint, "Approval needed").mentions).toEqual(["@Sam Staff", "@Dina Director"]);
    await press("ann", message(complaint, "Approval needed"), "Approve");
    expect(whispers("support", "ann").at(-1)).toContain("This is for a director or above to decide.");
    await press("dina", message(complaint, "Approval needed"), "Approve");
    expect(await remedy()).toMatchObject({ status: "granted", grantedBy: { id: "U0DINA0001" } });
  });

  it("may be answered with less", async () => {
    const complaint = await ask("120");
    await fill("ann", message(complaint, "Approval needed"), "Approve less", { Amount: "75.50" });
    expect(await remedy()).toMatchObject({ status: "granted", amount: { minor: 7550 }, proposed: { minor: 12_000 } });
    expect(message(complaint, "approved").text).toMatch(/Refund \$75\.50 · approved[\s\S]*Approved for less by @Ann/);
  });

  it("may be declined, and asked for again", async () => {
    const complaint = await ask("120");
    await fill("ann", message(complaint, "Approval needed"), "Decline", { Reason: "Offer breakfast first." });
    expect(await remedy()).toMatchObject({ status: "declined", why: "Offer breakfast first." });
    expect(message(complaint, "declined").text).toContain("Offer breakfast first.");
    await fill("sam", card(complaint), "Offer remedy", {
      Remedy: "Gift or upgrade",
      Amount: "20",
      Reason: "Breakfast.",
    });
    expect(card(complaint).text).toContain("Gift or upgrade $20, granted by @Sam Staff");
  });

  it("may be withdrawn by the one who asked", async () => {
    const complaint = await ask("120");
    const approval = message(complaint, "Approval needed");
    await press("sue", approval, "Withdraw");
    expect(whispers("support", "sue").at(-1)).toContain("can withdraw this.");
    await press("sam", approval, "Withdraw");
    expect(await remedy()).toMatchObject({ status: "withdrawn" });
    expect(message(complaint, "withdrawn").buttons).toEqual([]);
  });

  it("can't be approved by who asked for it, even as a manager", async () => {
    const at = atAcme(acme);
    const complaint = at.complain();
    await at.flag("ann", complaint);
    await press("ann", card(complaint), "Take ownership");
    await fill("ann", card(complaint), "Offer remedy", { Remedy: "Refund", Amount: "900", Reason: "All of it." });
    await press("ann", message(complaint, "Approval needed"), "Approve");
    expect(await remedy()).toMatchObject({ status: "pending" });
  });

  it("stops at the budget for one customer, however many cases they have", async () => {
    const at = atAcme(acme);
    for (const count of [1, 2, 3]) {
      const complaint = at.complain();
      await at.flag("sam", complaint);
      await press("sam", card(complaint), "Take ownership");
      await fill("sam", card(complaint), "Offer remedy", { Remedy: "Credit", Amount: "50", Reason: `Time ${count}.` });
      expect(card(complaint).text).toContain("Credit $50, granted by");
    }
    const fourth = at.complain();
    await at.flag("sam", fourth);
    await press("sam", card(fourth), "Take ownership");
    await fill("sam", card(fourth), "Offer remedy", { Remedy: "Credit", Amount: "50", Reason: "Once more." });
    expect(message(fourth, "Approval needed").mentions).toContain("@managers");
  });

  it("follows the group: someone who left it decides no more", async () => {
    const complaint = await ask("120");
    acme().world.addGroup({ id: "S0MANAGERS", handle: "managers", name: "Managers", users: ["U0BEN00001"] });
    await acme().pass(11 * 60_000);
    await press("ann", message(complaint, "Approval needed"), "Approve");
    expect(await remedy()).toMatchObject({ status: "pending" });
    expect(whispers("support", "ann").at(-1)).toContain("This is for a manager or above to decide.");
  });
});

describe("compensation that two people must approve", () => {
  const acme = useAcme({
    protocol: acmeProtocol.replace('["slack:S0MANAGERS"],', '["slack:S0MANAGERS"], approvals: 2,'),
  });
  const { ask, remedy, message, press, whispers } = stories(acme);

  it("is granted only by the second, and not by the same person twice", async () => {
    const complaint = await ask("120");
    expect(message(complaint, "Approval needed").text).toContain("Approvals: 0 of 2");
    await press("ann", message(complaint, "Approval needed"), "Approve");
    expect(whispers("support", "ann").at(-1)).toBe("Your approval is recorded. One more is needed.");
    expect(message(complaint, "Approval needed").text).toContain("Approvals: 1 of 2: @Ann Manager");
    expect(await remedy()).toMatchObject({ status: "pending" });
    await press("ann", message(complaint, "Approval needed"), "Approve");
    expect(whispers("support", "ann").at(-1)).toBe("You have already approved this. It needs 2 people.");
    await press("dina", message(complaint, "Approval needed"), "Approve");
    expect(await remedy()).toMatchObject({ status: "granted" });
    expect(message(complaint, "approved").text).toContain("Approved by @Ann Manager, @Dina Director");
  });
});
