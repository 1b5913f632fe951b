import { describe, expect, it } from "vitest";
import type { Harness } from "./harness.ts";
import { approvalIn, askForApproval, complaintWords, hour, openCase, pressCard, toldBy } from "./stories.ts";

export const queue = (open: () => Harness) =>
  describe("one's own page", () => {
    it("is kind when there is nothing to do", async () => {
      const { text, buttons } = await open().home("staff");
      expect(text).toMatch(/All clear[\s\S]*Flag complaint/);
      expect(buttons).toEqual([]);
    });

    it("shows what is mine, what nobody owns, and what is late", async () => {
      const h = open();
      const mine = await openCase(h);
      await openCase(h);
      await pressCard(h, mine, "staff", "Take ownership");
      const page = await h.home("staff");
      expect(page.text).toMatch(/Mine \(1\)[\s\S]*Case 1[\s\S]*Unowned \(1\)[\s\S]*Case 2/);
      expect(page.buttons).toEqual(["Case 1", "Case 2"]);
      expect((await h.home("otherStaff")).text).not.toContain("Mine");
      await h.pass(5 * hour);
      expect((await h.home("staff")).text).toContain("Late (2)");
    });

    it("shows the whole case at a press", async () => {
      const h = open();
      await openCase(h);
      const answer = await h.press("staff", await h.home("staff"), "Case 1");
      expect(toldBy(answer)).toContain(complaintWords);
    });

    it("lets an approver decide on the spot, and nobody else", async () => {
      const h = open();
      const complaint = await askForApproval(h);
      expect((await h.home("staff")).buttons).not.toContain("Approve");
      expect((await h.home("otherStaff")).buttons).not.toContain("Approve");
      const page = await h.home("manager");
      expect(page.text).toMatch(/Awaiting my approval \(1\)[\s\S]*Approval needed · Refund \$120/);
      await h.press("manager", page, "Approve");
      await h.settle();
      expect((await approvalIn(h, complaint)).text).toContain("Refund $120 · approved");
      expect((await h.home("manager")).buttons).not.toContain("Approve");
    });
  });
