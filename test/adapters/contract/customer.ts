import { describe, expect, it } from "vitest";
import type { Harness } from "./harness.ts";
import {
  cardIn,
  day,
  directMessage,
  errorsOf,
  expectToldOnlyTo,
  fieldOf,
  fillCard,
  formOf,
  labelsOn,
  messageIn,
  openCase,
  pressCard,
  survey,
  surveyed,
  takeSteps,
  toldBy,
} from "./stories.ts";

export const customer = (open: () => Harness) =>
  describe("the customer", () => {
    it("gets the acknowledgement, the apology and updates as they were written, by direct message", async () => {
      const h = open();
      const complaint = await openCase(h);
      await pressCard(h, complaint, "staff", "Acknowledge");
      expect((await directMessage(h, "customer", "We have your message")).text).toMatch(/thank you for telling us/);
      const apology =
        "Dear Carla,\n\nI am sorry that your suitcase came two days late. That was our fault.\n\nI am on it.";
      const form = formOf(await h.press("staff", await cardIn(h, complaint), "Apologize"));
      expect(fieldOf(form, "How")).toMatchObject({
        value: "Send by direct message",
        options: ["Send by direct message", "I already told them"],
      });
      let sent = await h.submit("staff", form, { Apology: apology });
      if (sent.shown === "form") sent = await h.submit("staff", sent.form, { "Send anyway": true });
      expect(sent).toMatchObject({ shown: "closed" });
      await h.settle();
      expect((await directMessage(h, "customer", "A word from Acme Travel")).text).toContain(apology);
      await fillCard(h, complaint, "staff", "Update customer", { Update: "The courier comes at noon." });
      expect((await directMessage(h, "customer", "News from")).text).toContain("The courier comes at noon.");
      expect(await h.directMessages("customer")).toHaveLength(3);
    });

    it("gets nothing that staff told them already", async () => {
      const h = open();
      const complaint = await openCase(h);
      await fillCard(h, complaint, "staff", "Apologize", { How: "I already told them" });
      await fillCard(h, complaint, "staff", "Update customer", { Update: "By phone.", How: "I already told them" });
      expect(await h.directMessages("customer")).toEqual([]);
    });

    it("is asked how it went, with one press from 1 to 5", async () => {
      const h = open();
      const complaint = await surveyed(h);
      const asked = await survey(h);
      expect(asked.text).toContain("How satisfied are you with how we put this right?");
      // Where a question comes before it, `No more surveys` may be drawn beside them.
      expect(asked.buttons.filter((label) => label !== "No more surveys")).toEqual(["1", "2", "3", "4", "5"]);
      expect(labelsOn(asked)).toContain("No more surveys");
      expect((await h.press("customer", asked, "4")).told).toEqual([]);
      await h.settle();
      const thanks = await survey(h);
      expect(thanks.text).toMatch(/Thank you![\s\S]*You answered 4 of 5\./);
      expect(labelsOn(thanks)).toEqual(["Tell us more"]);
      expect((await cardIn(h, complaint)).text).toContain("Survey: 4 of 5 overall.");
    });

    it("may tell more on a form, question by question", async () => {
      const h = open();
      const complaint = await surveyed(h);
      await h.press("customer", await survey(h), "5");
      await h.settle();
      const form = formOf(await h.press("customer", await survey(h), "Tell us more"));
      expect(form.fields.map(({ label, optional }) => [label, optional])).toEqual([
        ["How fair was what we did for you in the end?", true],
        ["How easy and quick was it for you to have this put right?", true],
        ["Did we treat you with respect and tell you why this happened?", true],
        ["Before this happened, how satisfied were you with us?", true],
        ["In your own words", true],
      ]);
      const empty = await h.submit("customer", form, {});
      expect(Object.values(errorsOf(empty)).join()).toMatch(/Answer at least one question/);
      if (empty.shown !== "errors") return;
      const sent = await h.submit("customer", empty.form, {
        "How easy and quick was it for you to have this put right?": "2",
        "In your own words": "It took three calls.",
      });
      expect(sent).toMatchObject({ shown: "closed" });
      await h.settle();
      expect((await cardIn(h, complaint)).text).toMatch(
        /Survey: 5 of 5 overall\. “It took three calls\.” What fell short: how easy and quick it was\./,
      );
    });

    it("answers once: a second press changes nothing and is answered kindly", async () => {
      const h = open();
      const complaint = await surveyed(h);
      const asked = await survey(h);
      await h.press("customer", asked, "5");
      const again = await h.press("customer", asked, "1");
      await expectToldOnlyTo(h, complaint, "customer", again, "You have already answered that. Thank you!");
      await h.settle();
      expect((await cardIn(h, complaint)).text).toContain("Survey: 5 of 5 overall.");
    });

    it("who is let down again gets a senior owner, fresh clocks and a fresh apology", async () => {
      const h = open();
      const complaint = await surveyed(h);
      await h.press("customer", await survey(h), "1");
      await h.settle();
      expect((await survey(h)).text).toContain("we are taking it up again");
      const reopened = await messageIn(h, complaint, /Reopened · Case 1/);
      expect(reopened.mentions).toEqual(expect.arrayContaining(["manager", "otherManager"]));
      expect(reopened.text).toContain("They rated us 1 of 5.");
      const card = await cardIn(h, complaint);
      expect(card.text).toMatch(/Owner: nobody yet[\s\S]*Second time\./);
      expect(card.primary).toEqual(["Take ownership"]);
      expect(labelsOn(card)).toEqual(expect.arrayContaining(["Acknowledge", "Apologize"]));
      expect(toldBy(await h.press("staff", card, "Take ownership"))).toContain(
        "This case needs an owner who is a manager or above.",
      );
      await pressCard(h, complaint, "manager", "Take ownership");
      expect((await cardIn(h, complaint)).text).not.toContain("Owner: nobody yet");
    });

    it("may say no to surveys, and is asked no more", async () => {
      const h = open();
      const complaint = await surveyed(h);
      const answer = await h.press("customer", await survey(h), "No more surveys");
      expect(toldBy(answer)).toContain("We won't send you more surveys.");
      await h.settle();
      const before = (await h.directMessages("customer")).length;
      expect((await cardIn(h, complaint)).text).toContain("this customer asked for no more surveys");
      const second = await openCase(h);
      await takeSteps(h, second);
      await h.pass(20 * day);
      const messages = (await h.directMessages("customer")).slice(before);
      expect(messages.map(({ text }) => text).join()).not.toContain("How did we do?");
    });

    it("is reminded once, and not again", async () => {
      const h = open();
      await surveyed(h);
      const count = async () =>
        (await h.directMessages("customer")).filter(({ text }) => /last, gentle reminder/.test(text)).length;
      await h.pass(3 * day);
      expect(await count()).toBe(1);
      await h.pass(3 * day);
      expect(await count()).toBe(1);
    });
  });
