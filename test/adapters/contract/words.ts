import { describe, expect, it } from "vitest";
import type { Harness } from "./harness.ts";
import {
  approvalIn,
  cardIn,
  directMessage,
  fieldOf,
  fillCard,
  formOf,
  messageIn,
  onlyNamed,
  openCase,
  pressCard,
} from "./stories.ts";

/** What each platform might take for a command, a mention or markup. */
const hostile = [
  "<!channel> <!here> @channel @everyone",
  "<script>alert('1')</script> <at>Ann</at> &lt;b&gt; &amp;",
  "*bold* _italics_ ~struck~ `code` **more** [link](https://evil.example)",
  "👩🏽‍🔧 שלום עליכם مرحبا \\n {{DATE(2026-01-01)}}",
].join("\n");

const long = `${"So many words about one suitcase. ".repeat(88)}The end.`.slice(0, 2990).padEnd(3000, "!");

export const words = (open: () => Harness) =>
  describe("what people write", () => {
    it("is shown as it was typed, and calls nobody", async () => {
      const h = open();
      const complaint = await h.complain("otherStaff", hostile);
      const form = formOf(await h.flag("staff", complaint));
      expect(fieldOf(form, "What went wrong").value).toBe(hostile);
      const name = "Jane *R* <!here> & Co";
      await h.submit("staff", form, {
        "Customer name": name,
        "Failure type": "Late or delayed",
        Reference: "<b>*1*</b>",
      });
      await h.settle();
      const card = await cardIn(h, complaint);
      for (const line of hostile.split("\n")) expect(card.text).toContain(line);
      expect(card.text).toContain(`Customer: ${name}`);
      expect(card.text).toContain("Reference: <b>*1*</b>");
      expect(card.mentions).toEqual([]);
    });

    it("calls nobody from notes, reasons and escalations either", async () => {
      const h = open();
      const complaint = await openCase(h, onlyNamed);
      await pressCard(h, complaint, "staff", "Take ownership");
      await fillCard(h, complaint, "staff", "Add note", { Note: hostile });
      const note = await messageIn(h, complaint, "Note · Case 1");
      for (const line of hostile.split("\n")) expect(note.text).toContain(line);
      expect(note.mentions.filter((who) => who !== "staff")).toEqual([]);
      await fillCard(h, complaint, "staff", "Offer remedy", { Remedy: "Refund", Amount: "900", Reason: hostile });
      const approval = await approvalIn(h, complaint);
      for (const line of hostile.split("\n")) expect(approval.text).toContain(line);
      expect(approval.mentions.toSorted()).toEqual(["director", "staff"]);
    });

    it("reaches the customer as it was typed", async () => {
      const h = open();
      const complaint = await openCase(h);
      await fillCard(h, complaint, "staff", "Update customer", { Update: hostile });
      const news = await directMessage(h, "customer", "News from");
      for (const line of hostile.split("\n")) expect(news.text).toContain(line);
      expect(news.mentions).toEqual([]);
    });

    it("may be as long as 3,000 characters", async () => {
      const h = open();
      const complaint = await openCase(h, {}, long);
      expect((await cardIn(h, complaint)).text).toContain(long.slice(0, 1000));
      await fillCard(h, complaint, "staff", "Update customer", { Update: long });
      expect((await directMessage(h, "customer", "News from")).text).toContain(long);
      await fillCard(h, complaint, "staff", "Root cause", { "Root cause": "Training", Explanation: long });
      await fillCard(h, complaint, "staff", "Add note", { Note: long });
      expect((await messageIn(h, complaint, "Note · Case 1")).text).toContain(long.slice(0, 1000));
      expect((await cardIn(h, complaint)).buttons).toContain("Take ownership");
    });
  });
