import { describe, expect, it } from "vitest";
import type { Harness } from "./harness.ts";
import {
  approvalIn,
  askForApproval,
  cardIn,
  complaintWords,
  directMessage,
  fillCard,
  formOf,
  minute,
  openCase,
  posted,
  pressCard,
  survey,
  surveyed,
} from "./stories.ts";

/** Platforms send a request again when they are unsure: the same answer, and nothing happens twice. */
const sameAgain = async (h: Harness): Promise<void> => {
  const before = await h.size();
  const { first, again } = await h.retry();
  expect(again).toEqual(first);
  await h.settle();
  expect(await h.size()).toEqual(before);
};

export const repeats = (open: () => Harness) =>
  describe("the same request delivered twice has one effect and one answer", () => {
    it("a flagged complaint", async () => {
      const h = open();
      const complaint = await h.complain("otherStaff", complaintWords);
      await h.submit("staff", formOf(await h.flag("staff", complaint)), {
        "Customer name": "Jane Roe",
        "Failure type": "Late or delayed",
      });
      await sameAgain(h);
      expect(await h.size()).toEqual({ cases: 1, events: 1 });
      expect(await posted(h, complaint)).toHaveLength(1);
    });

    it("a press", async () => {
      const h = open();
      const complaint = await openCase(h);
      await pressCard(h, complaint, "staff", "Take ownership");
      await sameAgain(h);
      await pressCard(h, complaint, "staff", "Acknowledge");
      await sameAgain(h);
      expect(await h.directMessages("customer")).toHaveLength(1);
    });

    it("a form", async () => {
      const h = open();
      const complaint = await openCase(h);
      await fillCard(h, complaint, "staff", "Add note", { Note: "Once." });
      await sameAgain(h);
      await fillCard(h, complaint, "staff", "Apologize");
      await sameAgain(h);
      expect((await posted(h, complaint)).filter(({ text }) => text.includes("Once."))).toHaveLength(1);
      expect(await h.directMessages("customer")).toHaveLength(1);
    });

    it("a press that opens a form", async () => {
      const h = open();
      const complaint = await openCase(h);
      await h.press("staff", await cardIn(h, complaint), "Add note");
      await sameAgain(h);
      expect((await h.read(complaint, "staff")).map(({ text }) => text).join()).not.toContain("press again");
      expect(await h.openForm("staff")).toMatchObject({ title: "Add note" });
    });

    it("a refused press", async () => {
      const h = open();
      const complaint = await openCase(h);
      await pressCard(h, complaint, "staff", "Take ownership");
      await h.press("stranger", await cardIn(h, complaint), "Acknowledge");
      await sameAgain(h);
    });

    it("a command", async () => {
      const h = open();
      await openCase(h);
      await h.command("staff", "queue");
      await sameAgain(h);
    });

    it("an approval", async () => {
      const h = open();
      const complaint = await askForApproval(h);
      await sameAgain(h);
      await h.press("manager", await approvalIn(h, complaint), "Approve");
      await sameAgain(h);
    });

    it("an answer to the survey", async () => {
      const h = open();
      await surveyed(h);
      await h.press("customer", await survey(h), "5");
      await h.settle();
      await sameAgain(h);
      await h.submit("customer", formOf(await h.press("customer", await survey(h), "Tell us more")), {
        "How fair was what we did for you in the end?": "4",
        "In your own words": "Thanks!",
      });
      await sameAgain(h);
    });

    it("also across a restart", async () => {
      const h = open();
      const complaint = await openCase(h);
      await h.press("staff", await cardIn(h, complaint), "Take ownership");
      await h.restart();
      await sameAgain(h);
    });
  });

export const reminders = (open: () => Harness) =>
  describe("reminders", () => {
    it("go to the owner directly before the time is up, and to the thread after", async () => {
      const h = open();
      const complaint = await openCase(h);
      await pressCard(h, complaint, "staff", "Take ownership");
      await h.pass(185 * minute);
      const warning = await directMessage(h, "staff", "Reminder · Case 1");
      expect(warning.text).toContain("is waiting to hear that we have the complaint");
      expect(warning.buttons).toEqual(["Acknowledge"]);
      await h.pass(60 * minute);
      const all = await posted(h, complaint);
      const late = all.filter(({ text }) => text.includes("Late · Case 1"));
      expect(late).toHaveLength(1);
      expect(late[0]?.mentions).toEqual(expect.arrayContaining(["staff"]));
      await h.press("staff", warning, "Acknowledge");
      await h.settle();
      expect((await cardIn(h, complaint)).text).toContain("Acknowledged by");
    });

    it("call those who can take an unowned case", async () => {
      const h = open();
      const complaint = await openCase(h);
      await h.pass(4 * 60 * minute + minute);
      const late = (await posted(h, complaint)).find(({ text }) => text.includes("Late · Case 1"));
      expect(late?.text).toContain("Nobody owns this case yet.");
      expect(late?.mentions).toEqual(expect.arrayContaining(["manager", "otherManager"]));
      expect(late?.buttons).toEqual(["Take ownership", "Acknowledge"]);
    });
  });
