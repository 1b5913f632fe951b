import { describe, expect, it } from "vitest";
import { type Harness, team } from "./harness.ts";
import {
  allThatIsSeen,
  cardIn,
  complaintWords,
  errorsOf,
  fieldOf,
  formOf,
  onceKnown,
  onlyNamed,
  openCase,
  posted,
  toldBy,
} from "./stories.ts";

export const flagging = (open: () => Harness) =>
  describe("flagging a complaint", () => {
    it("opens a form about it, prefilled with what was written", async () => {
      const h = open();
      const form = formOf(await h.flag("staff", await h.complain("otherStaff", complaintWords)));
      expect(form.title).toBe("Flag a complaint");
      expect(form.submit).toBe("Open case");
      expect(form.fields.map(({ label }) => label)).toEqual([
        "Customer",
        "Customer name",
        "Customer email",
        "What went wrong",
        "Failure type",
        "Severity",
        "Remedy sought",
        "Price paid",
        "Reference",
      ]);
      expect(fieldOf(form, "What went wrong").value).toBe(complaintWords);
      expect(fieldOf(form, "Severity")).toMatchObject({
        value: "Moderate",
        options: ["Critical", "Major", "Moderate", "Minor"],
      });
      expect(fieldOf(form, "Customer").value, "a colleague is not the customer").toBeUndefined();
      expect(await h.openForm("staff")).toMatchObject({ title: "Flag a complaint" });
    });

    it("opens a case in its thread, for the whole team, and says so to the one who flagged it", async () => {
      const h = open();
      const complaint = await h.complain("otherStaff", complaintWords);
      const sent = await h.submit("staff", formOf(await h.flag("staff", complaint)), {
        ...onlyNamed,
        "Customer email": "jane.roe@example.com",
        "Failure type": "Faulty or damaged",
        Severity: "Major",
        "Remedy sought": "A new suitcase",
        "Price paid": "199.50",
        Reference: "B-1234",
      });
      expect(sent).toMatchObject({ shown: "closed" });
      if (sent.shown === "closed") expect(toldBy(sent)).toContain("Case 1 is open.");
      expect(await h.openForm("staff")).toBeUndefined();
      await h.settle();
      for (const who of team) {
        const { text } = await cardIn(h, complaint, who);
        for (const words of [
          "Case 1 · Faulty or damaged · Major",
          "Jane Roe",
          "jane.roe@example.com",
          complaintWords,
          "A new suitcase",
          "$199.50",
          "B-1234",
        ])
          expect(text).toContain(words);
      }
      expect(await posted(h, complaint)).toHaveLength(1);
      expect(await h.size()).toEqual({ cases: 1, events: 1 });
    });

    it("asks for the customer under the field, and keeps what was typed", async () => {
      const h = open();
      const complaint = await h.complain("otherStaff", complaintWords);
      const form = formOf(await h.flag("staff", complaint));
      const refused = await h.submit("staff", form, {
        "Failure type": "Billing error",
        Reference: "B-99",
        "Price paid": "a lot",
      });
      expect(Object.keys(errorsOf(refused))).toEqual(["Price paid"]);
      if (refused.shown !== "errors") return;
      expect(fieldOf(refused.form, "Reference").value).toBe("B-99");
      expect(fieldOf(refused.form, "Price paid").value).toBe("a lot");
      expect(fieldOf(refused.form, "Failure type").value).toBe("Billing error");
      const again = await h.submit("staff", refused.form, { "Price paid": "30" });
      expect(Object.keys(errorsOf(again))).toEqual(["Customer name"]);
      if (again.shown !== "errors") return;
      expect(await h.size()).toEqual({ cases: 0, events: 0 });
      expect(await h.submit("staff", again.form, { "Customer name": "Jane Roe" })).toMatchObject({ shown: "closed" });
      await h.settle();
      expect((await cardIn(h, complaint)).text).toMatch(/Billing error[\s\S]*B-99/);
    });

    it("names the customer who wrote it, and keeps the team's talk where outsiders can't read it", async () => {
      const h = open();
      const complaint = await h.complain("customer", complaintWords);
      const form = formOf(await h.flag("staff", complaint));
      expect(fieldOf(form, "Customer").value).toEqual({ person: "customer" });
      expect(await h.submit("staff", form, { "Failure type": "Late or delayed" })).toMatchObject({ shown: "closed" });
      await h.settle();
      expect(await posted(h, complaint, "customer")).toEqual([]);
      expect(await posted(h, complaint, "staff")).toEqual([]);
      expect(toldBy(await h.command("manager", "case 1"))).toContain(complaintWords);
    });

    it("is for the team only", async () => {
      const h = open();
      const complaint = await h.complain("otherStaff", complaintWords);
      const answer = await onceKnown(h, () => h.flag("stranger", complaint));
      expect(answer.form).toBeUndefined();
      expect(toldBy(answer)).toContain("This is for the team of Acme Travel.");
    });

    it("works without a message too", async () => {
      const h = open();
      const form = formOf(await h.command("staff", "flag"));
      expect(fieldOf(form, "What went wrong").value).toBeUndefined();
      const sent = await h.submit("staff", form, {
        ...onlyNamed,
        "What went wrong": "Told at the desk.",
        "Failure type": "Discourtesy",
      });
      expect(sent).toMatchObject({ shown: "closed" });
      await h.settle();
      expect(toldBy(await h.command("otherStaff", "case 1"))).toContain("Told at the desk.");
    });

    it("counts cases one by one", async () => {
      const h = open();
      await openCase(h);
      const second = await openCase(h);
      expect((await cardIn(h, second)).text).toContain("Case 2 ·");
      expect(await allThatIsSeen(h, second, "staff")).not.toContain("Case 1 ·");
    });
  });
