import { describe, expect, it } from "vitest";
import type { Harness } from "./harness.ts";
import { askForApproval, cardIn, complaintWords, expectToldOnlyTo, formOf, openCase, toldBy } from "./stories.ts";

export const commands = (open: () => Harness) =>
  describe("the words of the command", () => {
    it("flag: opens the form", async () => {
      expect(formOf(await open().command("staff", "flag")).title).toBe("Flag a complaint");
    });

    it("queue: shows what waits for me, to me alone", async () => {
      const h = open();
      const complaint = await askForApproval(h);
      const answer = await h.command("manager", "queue");
      await expectToldOnlyTo(h, complaint, "manager", answer, /Awaiting my approval \(1\)/);
      expect(answer.told.flatMap(({ buttons }) => buttons)).toContain("Approve");
    });

    it("case N: shows the case, whose buttons work", async () => {
      const h = open();
      const complaint = await openCase(h);
      for (const words of ["case 1", "case #1", "CASE 1 "]) {
        const answer = await h.command("otherStaff", words);
        expect(toldBy(answer), words).toContain(complaintWords);
      }
      const [shown] = (await h.command("otherStaff", "case 1")).told;
      if (!shown) throw new Error("nothing was shown");
      await h.press("otherStaff", shown, "Take ownership");
      await h.settle();
      expect((await cardIn(h, complaint)).text).not.toContain("Owner: nobody yet");
    });

    it("case N: says so when there is none", async () => {
      expect(toldBy(await open().command("staff", "case 7"))).toContain("There is no case with that number.");
    });

    it("insights: shows how the team is doing right now", async () => {
      const h = open();
      await openCase(h);
      expect(toldBy(await h.command("staff", "insights"))).toMatch(/Acme Travel right now[\s\S]*Open: 1/);
    });

    it.each(["help", "", "make coffee", "case", "case twelve"])("“%s”: explains how it works", async (words) => {
      const told = toldBy(await open().command("staff", words));
      expect(told).toContain("Amends helps put things right");
      for (const word of ["flag", "queue", "case 12", "insights", "help"]) expect(told).toContain(`${word}: `);
    });
  });
