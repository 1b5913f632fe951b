import { describe, expect, it } from "vitest";
import type { Harness } from "./harness.ts";
import {
  approvalIn,
  askForApproval,
  cardIn,
  directMessage,
  onceKnown,
  openCase,
  pressCard,
  toldBy,
} from "./stories.ts";

const refusal = "This is for the team of Acme Travel.";

export const outsiders = (open: () => Harness) =>
  describe("someone from outside", () => {
    it("may press nothing that is the team's", async () => {
      const h = open();
      const complaint = await openCase(h);
      const card = await cardIn(h, complaint);
      for (const label of ["Take ownership", "Acknowledge", "Apologize", "Offer remedy", "Add note", "Close"]) {
        const answer = await onceKnown(h, () => h.press("stranger", card, label));
        expect(answer.form, label).toBeUndefined();
        expect(toldBy(answer)).toContain(refusal);
      }
      expect(await h.size()).toEqual({ cases: 1, events: 1 });
    });

    it("may not approve, nor look at the case", async () => {
      const h = open();
      const complaint = await askForApproval(h);
      const before = await h.size();
      for (const label of ["Approve", "Approve less", "Decline", "Show case"]) {
        const answer = await onceKnown(h, async () => h.press("stranger", await approvalIn(h, complaint), label));
        expect(answer.form, label).toBeUndefined();
        expect(toldBy(answer)).toContain(refusal);
        expect(toldBy(answer)).not.toContain("$120");
      }
      expect(await h.size()).toEqual(before);
    });

    it("learns nothing from commands or their own page", async () => {
      const h = open();
      await askForApproval(h);
      for (const words of ["flag", "queue", "case 1", "insights"]) {
        const answer = await onceKnown(h, () => h.command("stranger", words));
        expect(answer.form, words).toBeUndefined();
        expect(toldBy(answer), words).toContain(refusal);
      }
      expect(toldBy(await h.command("stranger", "help"))).not.toContain("Case 1");
      const page = await h.home("stranger");
      expect(page.text).not.toMatch(/Case 1|\$120|suitcase/);
      expect(page.buttons).toEqual([]);
    });

    it("reads nothing internal as the customer either", async () => {
      const h = open();
      const complaint = await askForApproval(h);
      await pressCard(h, complaint, "staff", "Acknowledge");
      const message = await directMessage(h, "customer", "We have your message");
      expect(message.text).not.toMatch(/Moderate|Refund|\$120|approval/i);
      expect(message.buttons).toEqual([]);
      expect(message.more).toEqual([]);
    });
  });
