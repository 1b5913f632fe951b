import { describe, expect, it } from "vitest";
import { days, hours, minutes, organization, useAcme } from "../support/acme.ts";
import { app } from "../support/slack/cast.ts";
import { atAcme } from "./at-acme.ts";

const acme = useAcme();
const { complain, flag, card, press, fill, message, directly } = atAcme(acme);

/** Words that must reach people and never the log. */
const words = {
  complaint: "Zebra-striped mold grew in bathroom 214 <!channel>",
  name: "Quentin Quill",
  email: "quentin.quill@private.example",
  sought: "Two nights for free, please",
  apology:
    "Hello Quentin,\n\nI am sorry that we gave you a moldy bathroom. You should not have had to go through this, and it was our fault.\n\nI am working on putting it right and will tell you the next step myself.",
  explanation: "The extractor fan was broken since Tuesday",
  update: "The painter comes tomorrow at nine",
  promise: "Call Quentin about the painter",
  note: "He travels with a toddler",
  reason: "Two nights beside a moldy wall",
  done: "Painted, apologized and refunded",
  comment: "The call from Sam made all the difference",
};

describe("a recovery, from the complaint to the customer's own word", () => {
  /** Step by step, as a guest's complaint is put right. Returns the complaint's thread. */
  const recover = async () => {
    const { world, pass, client, settle } = acme();
    const complaint = complain("sue", "support", words.complaint);
    await flag("sam", complaint, {
      Customer: "carla",
      "Customer name": words.name,
      "Customer email": words.email,
      "Remedy sought": words.sought,
      "Price paid": "300",
    });
    const now = () => card(complaint);
    await press("sam", now(), "Take ownership");
    await pass(minutes(10));
    await press("sam", now(), "Acknowledge");
    const apologized = await client.pressButton("sam", now(), "Apologize").then(async () => {
      const sent = await client.submit("sam", client.openModal("sam"), { Apology: words.apology });
      return sent.shown === "updated" ? client.submit("sam", client.openModal("sam"), { "Send anyway": "Yes" }) : sent;
    });
    expect(apologized.shown).toBe("closed");
    await settle();
    await fill("sam", now(), "Root cause", { "Root cause": "Our procedure", Explanation: words.explanation });
    await fill("sam", now(), "Add promise", { Promise: words.promise, Due: new Date(acme().now() + hours(3)) });
    await fill("sam", now(), "Update customer", { Update: words.update });
    await fill("sam", now(), "Add note", { Note: words.note });
    await fill("sam", now(), "Offer remedy", { Remedy: "Refund", Amount: "120", Reason: words.reason });
    await press("ann", message(complaint, "Approval needed"), "Approve");
    await press("sam", now(), `Promise kept: ${words.promise}`);
    await press("sam", now(), "Mark Refund delivered");
    await fill("sam", now(), "Resolve", { "What was done": words.done });
    await pass(days(2) + minutes(1));
    const [survey] = directly("carla", "How did we do?");
    if (!survey) throw new Error("no survey came");
    await press("carla", survey, "5");
    await fill("carla", survey, "Tell us more", {
      "How fair was what we did for you in the end?": "4",
      "Did we treat you with respect and tell you why this happened?": "5",
      "In your own words": words.comment,
    });
    expect(world.modal("carla")).toBeUndefined();
    return complaint;
  };

  it("is recorded event by event, and ends well by the customer's own word", async () => {
    const complaint = await recover();
    expect((await acme().events()).map(({ type }) => type)).toEqual([
      "flagged",
      "owned",
      "acknowledged",
      "apologized",
      "root-cause-recorded",
      "promise-added",
      "customer-updated",
      "noted",
      "remedy-proposed",
      "remedy-approved",
      "remedy-granted",
      "promise-kept",
      "remedy-delivered",
      "resolved",
      "survey-sent",
      "survey-answered",
      "survey-answered",
    ]);
    const done = card(complaint).text;
    expect(done).toMatch(/Case 1 · Faulty or damaged · Moderate · Resolved/);
    expect(done).toContain(`Survey: 5 of 5 overall. “${words.comment}”`);

    await acme().pass(days(14));
    const kase = await acme().store.findCase(organization, { number: 1 });
    expect(kase).toMatchObject({
      status: "closed",
      outcome: "recovered",
      survey: { answers: { overall: 5, distributive: 4, interactional: 5 }, comment: words.comment },
      remedies: [{ status: "delivered", amount: { minor: 12_000, currency: "USD" } }],
      promises: [{ status: "kept" }],
    });
    expect(card(complaint).text).toContain("Closed: Put right");
    expect(card(complaint).buttons).toEqual([]);
  });

  it("tells the customer what is theirs, as it was written, and nothing else", async () => {
    await recover();
    const told = directly("carla").map(({ text }) => text);
    expect(told).toHaveLength(4);
    expect(told.join("\n")).toContain(words.apology);
    expect(told.join("\n")).toContain(words.update);
    for (const internal of [words.explanation, words.note, words.reason, words.done, "Moderate", "Ann Manager"])
      expect(told.join("\n")).not.toContain(internal);
  });

  it("leaves no words of anybody's, and no secret, in the log at any level", async () => {
    await recover();
    const log = acme().logged().join("");
    expect(log).toContain("a case changed");
    for (const word of Object.values(words)) {
      for (const line of word.split("\n").filter(Boolean)) expect(log).not.toContain(line);
      expect(log).not.toContain(JSON.stringify(word).slice(1, -1));
    }
    for (const secret of [app.botToken, "signing-secret-of-acme", "acme-secret-acme", "postgres:postgres"])
      expect(log).not.toContain(secret);
    expect(log).not.toMatch(/\/s\/[\w-]{16,}\.[\w-]{16,}/);
    expect(log).not.toMatch(/"trigger_id":"|response_url":"http/);
  });

  it("posts one card, one approval and one note in the thread, however often they changed", async () => {
    const complaint = await recover();
    const titles = acme()
      .world.thread(complaint.channel, complaint.ts, "ann")
      .filter(({ from, onlyYou }) => from === "Amends" && !onlyYou)
      .map(({ text }) => text.split("\n")[0]);
    expect(titles).toEqual([
      "✅ Case 1 · Faulty or damaged · Moderate · Resolved",
      "Note · Case 1",
      "✅ Refund $120 · delivered",
    ]);
  });

  it("survives a restart between any two steps", async () => {
    const complaint = complain();
    await flag("sam", complaint);
    for (const label of ["Take ownership", "Acknowledge"]) {
      await acme().restart();
      await press("sam", card(complaint), label);
    }
    await acme().client.pressButton("sam", card(complaint), "Root cause");
    await acme().restart();
    const sent = await acme().client.submit("sam", acme().client.openModal("sam"), {
      "Root cause": "Training",
      Explanation: "Nobody had shown them.",
    });
    expect(sent.shown).toBe("closed");
    await acme().settle();
    expect(card(complaint).text).toContain("Root cause: Training");
  });

  it("that disappoints is taken up again by someone senior, on fresh clocks", async () => {
    const complaint = complain();
    await flag("sam", complaint, { Customer: "carla" });
    await atAcme(acme).recover("sam", () => card(complaint));
    await acme().pass(days(2) + minutes(1));
    const [survey] = directly("carla", "How did we do?");
    if (!survey) throw new Error("no survey came");
    await press("carla", survey, "2");
    expect((await acme().events()).slice(-2)).toMatchObject([
      { type: "survey-answered", answers: { overall: 2 } },
      { type: "reopened", because: "survey", role: "manager" },
    ]);
    await press("ben", message(complaint, "Reopened · Case 1"), "Take ownership");
    await atAcme(acme).recover("ben", () => card(complaint));
    expect(card(complaint).text).toContain("Resolved by @Ben Manager");
    await acme().pass(days(2) + minutes(1));
    expect(directly("carla", "one question about how we handled your complaint")).toHaveLength(1);
    expect(directly("carla", "A word from Acme Travel")).toHaveLength(2);
  });
});
