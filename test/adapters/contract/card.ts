import { describe, expect, it } from "vitest";
import { type Harness, team } from "./harness.ts";
import { cardIn, expectToldOnlyTo, labelsOn, openCase, pressCard, steps, takeStep } from "./stories.ts";

/** The words on buttons are a promise to people who learned them on one platform. */
export const card = (open: () => Harness) =>
  describe("the case card", () => {
    it("has the steps as buttons, and everything else under More", async () => {
      const h = open();
      const complaint = await openCase(h);
      const unowned = await cardIn(h, complaint);
      expect(unowned.buttons).toEqual(["Take ownership", "Acknowledge", "Apologize", "Root cause", "Offer remedy"]);
      expect(unowned.more).toEqual([
        "Assign",
        "Update customer",
        "Add promise",
        "Change severity",
        "Escalate",
        "Add note",
        "Link case",
        "Same customer",
        "Snooze",
        "Close",
        "Abusive contact",
      ]);
      await pressCard(h, complaint, "staff", "Take ownership");
      const owned = await cardIn(h, complaint);
      expect(owned.buttons.filter((label) => label !== "Undo last step")).toEqual([
        "Acknowledge",
        "Apologize",
        "Root cause",
        "Offer remedy",
        "Resolve",
      ]);
      expect(labelsOn(owned)).toContain("Undo last step");
    });

    it("draws the next sensible step as primary, and only that", async () => {
      const h = open();
      const complaint = await openCase(h);
      for (const step of steps) {
        const { primary, text } = await cardIn(h, complaint);
        expect(primary).toEqual([step.label]);
        expect(text).toContain(`Next: ${step.label}`);
        await takeStep(h, complaint, step);
      }
      const resolved = await cardIn(h, complaint);
      expect(resolved.primary).toEqual(["Mark Refund delivered"]);
      expect(resolved.more).not.toContain("Mark Refund delivered");
      expect(resolved.more).toContain("Reopen");
      for (const { label } of steps) expect(labelsOn(resolved)).not.toContain(label);
    });

    it("is brought in line for everyone after each press", async () => {
      const h = open();
      const complaint = await openCase(h);
      expect((await cardIn(h, complaint, "manager")).text).toContain("Owner: nobody yet");
      await pressCard(h, complaint, "staff", "Take ownership");
      for (const who of team) {
        const { text, buttons } = await cardIn(h, complaint, who);
        expect(text).not.toContain("Owner: nobody yet");
        expect(buttons).not.toContain("Take ownership");
      }
    });

    it("answers a second press kindly, to the presser alone, and does nothing twice", async () => {
      const h = open();
      const complaint = await openCase(h);
      const [mine, theirs] = [await cardIn(h, complaint, "staff"), await cardIn(h, complaint, "otherStaff")];
      expect((await h.press("staff", mine, "Take ownership")).told).toEqual([]);
      const again = await h.press("staff", mine, "Take ownership");
      await expectToldOnlyTo(h, complaint, "staff", again, "This case is already yours.");
      const late = await h.press("otherStaff", theirs, "Take ownership");
      await expectToldOnlyTo(h, complaint, "otherStaff", late, /looks after this case/);
      await h.settle();
      expect(await h.size()).toEqual({ cases: 1, events: 2 });
    });

    it("takes back the last step", async () => {
      const h = open();
      const complaint = await openCase(h);
      await pressCard(h, complaint, "staff", "Take ownership");
      await pressCard(h, complaint, "staff", "Undo last step");
      expect((await cardIn(h, complaint)).text).toContain("Owner: nobody yet");
    });

    it("still works after the process was restarted", async () => {
      const h = open();
      const complaint = await openCase(h);
      await h.restart();
      await pressCard(h, complaint, "staff", "Take ownership");
      expect((await cardIn(h, complaint)).buttons).toContain("Resolve");
    });
  });
