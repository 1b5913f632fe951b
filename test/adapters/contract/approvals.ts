import { describe, expect, it } from "vitest";
import type { Harness } from "./harness.ts";
import {
  approvalIn,
  askForApproval,
  cardIn,
  expectToldOnlyTo,
  fillCard,
  fillFrom,
  labelsOn,
  messageIn,
  openCase,
  pressCard,
  toldBy,
} from "./stories.ts";

export const approvals = (open: () => Harness) =>
  describe("compensation", () => {
    it("within one's own limit is granted at once", async () => {
      const h = open();
      const complaint = await openCase(h);
      await pressCard(h, complaint, "staff", "Take ownership");
      const sent = await fillCard(h, complaint, "staff", "Offer remedy", {
        Remedy: "Refund",
        Amount: "50",
        Reason: "The price of a new wheel.",
      });
      if (sent.shown === "closed") expect(toldBy(sent)).toContain("granted on your own authority");
      const { text, more } = await cardIn(h, complaint);
      expect(text).toContain("Refund $50, granted by");
      expect(more).toContain("Mark Refund delivered");
    });

    it("above it asks in the thread, by name, those who may decide", async () => {
      const h = open();
      const complaint = await askForApproval(h);
      const approval = await approvalIn(h, complaint);
      expect(approval.text).toMatch(
        /Approval needed · Refund \$120[\s\S]*60% of the \$200 paid[\s\S]*A ruined first day/,
      );
      expect(approval.buttons).toEqual(["Approve", "Approve less", "Decline"]);
      expect(approval.primary).toEqual(["Approve"]);
      expect(approval.mentions).toEqual(expect.arrayContaining(["manager", "otherManager", "director"]));
      expect(approval.mentions).not.toContain("otherStaff");
      expect((await cardIn(h, complaint)).text).toContain("Waiting for approval: Refund $120");
    });

    it("is granted by a manager's press, and the buttons die", async () => {
      const h = open();
      const complaint = await askForApproval(h);
      const stale = await approvalIn(h, complaint, "otherManager");
      expect((await h.press("manager", await approvalIn(h, complaint), "Approve")).told).toEqual([]);
      const late = await h.press("otherManager", stale, "Approve");
      await expectToldOnlyTo(h, complaint, "otherManager", late, /Nothing left to do: .* granted it/);
      await h.settle();
      const decided = await approvalIn(h, complaint, "otherManager");
      expect(decided.text).toMatch(/Refund \$120 · approved[\s\S]*Approved by/);
      expect(decided.buttons).toEqual([]);
      expect(labelsOn(decided)).toEqual(["Show case"]);
      expect((await cardIn(h, complaint)).text).toContain("Refund $120, granted by");
    });

    it("may be granted in part", async () => {
      const h = open();
      const complaint = await askForApproval(h);
      const submitted = await fillFrom(h, await approvalIn(h, complaint), "manager", "Approve less", { Amount: "80" });
      expect(submitted).toMatchObject({ shown: "closed" });
      expect((await approvalIn(h, complaint)).text).toMatch(/Refund \$80 · approved[\s\S]*\(asked: \$120\)/);
    });

    it("may be declined with a reason, which the colleague reads", async () => {
      const h = open();
      const complaint = await askForApproval(h);
      const reason = "Please offer a voucher instead.";
      const submitted = await fillFrom(h, await approvalIn(h, complaint), "director", "Decline", { Reason: reason });
      expect(submitted).toMatchObject({ shown: "closed" });
      const declined = await approvalIn(h, complaint);
      expect(declined.text).toMatch(/Refund \$120 · declined[\s\S]*Please offer a voucher instead\./);
      expect(declined.buttons).toEqual([]);
      expect((await cardIn(h, complaint)).text).toContain("declined by");
    });

    it("is decided by nobody without the right to", async () => {
      const h = open();
      const complaint = await askForApproval(h);
      const before = await h.size();
      const approval = await approvalIn(h, complaint);
      const own = await h.press("staff", approval, "Approve");
      await expectToldOnlyTo(
        h,
        complaint,
        "staff",
        own,
        "You asked for this remedy, so a colleague has to decide on it.",
      );
      const peer = await h.press("otherStaff", approval, "Approve");
      await expectToldOnlyTo(h, complaint, "otherStaff", peer, "This is for a manager or above to decide.");
      expect(await h.size()).toEqual(before);
      expect((await approvalIn(h, complaint)).buttons).toEqual(["Approve", "Approve less", "Decline"]);
    });

    it("beyond the managers' limit is for the director", async () => {
      const h = open();
      const complaint = await askForApproval(h, "900");
      const approval = await approvalIn(h, complaint);
      expect(approval.mentions).toContain("director");
      expect(approval.mentions).not.toContain("manager");
      expect(toldBy(await h.press("manager", approval, "Approve"))).toContain(
        "This is for a director or above to decide.",
      );
      await h.press("director", approval, "Approve");
      await h.settle();
      expect((await approvalIn(h, complaint)).text).toContain("Refund $900 · approved");
    });

    it("that nobody answers in time is asked for again, in the thread", async () => {
      const h = open();
      const complaint = await askForApproval(h);
      await h.pass(31 * 60_000);
      const nudge = await messageIn(h, complaint, /Late · Case 1/);
      expect(nudge.text).toContain("Refund $120");
      expect(nudge.buttons).toEqual(["Approve", "Approve less", "Decline"]);
      expect(nudge.mentions).toContain("manager");
      await h.press("manager", nudge, "Approve");
      await h.settle();
      expect((await approvalIn(h, complaint)).text).toContain("Refund $120 · approved");
    });
  });
