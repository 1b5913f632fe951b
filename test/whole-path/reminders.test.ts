import { describe, expect, it } from "vitest";
import { instant } from "../../src/core/time.ts";
import { acmeProtocol, days, hours, minutes, useAcme } from "../support/acme.ts";
import type { MessageAddress } from "../support/slack/messages.ts";
import { atAcme } from "./at-acme.ts";

const nudges = (acme: ReturnType<typeof useAcme>) => {
  const at = atAcme(acme);
  return {
    ...at,
    /** A complaint flagged by sam, and owned by someone. */
    owned: async (who: string) => {
      const complaint = at.complain();
      await at.flag("sam", complaint);
      await at.press(who, at.card(complaint), "Take ownership");
      return complaint;
    },
    late: (thread: MessageAddress) => at.posted(thread).filter(({ text }) => text.includes("Late · Case")),
  };
};

describe("the clocks of a case", () => {
  const acme = useAcme();
  const { owned, late, complain, flag, press, fill, card, directly, recover, message, posted } = nudges(acme);

  it("warn the owner directly before the time is up, and tell the thread after; each once", async () => {
    const complaint = await owned("sam");
    await acme().pass(hours(3) - minutes(2));
    expect(directly("sam")).toEqual([]);
    await acme().pass(minutes(3));
    expect(directly("sam", "Reminder · Case 1").map(({ buttons }) => buttons)).toEqual([["Acknowledge"]]);
    expect(late(complaint)).toEqual([]);
    await acme().pass(hours(1));
    expect(late(complaint)).toHaveLength(1);
    expect(late(complaint)[0]?.mentions).toEqual(["@Sam Staff"]);
    await acme().pass(minutes(10));
    expect(late(complaint)).toHaveLength(1);
    expect(directly("sam", "Reminder · Case 1")).toHaveLength(1);
  });

  it("stop with what they were about", async () => {
    const complaint = await owned("sam");
    await press("sam", card(complaint), "Acknowledge");
    await acme().pass(hours(5));
    expect(directly("sam")).toEqual([]);
    expect(late(complaint)).toEqual([]);
  });

  it("start anew with every word to the customer, and remind anew", async () => {
    const complaint = await owned("sam");
    await press("sam", card(complaint), "Acknowledge");
    await acme().pass(days(1.5) + minutes(1));
    expect(directly("sam", "should hear from us")).toHaveLength(1);
    await fill("sam", card(complaint), "Update customer", { Update: "Still on it." });
    expect(directly("sam", "should hear from us")).toHaveLength(0);
    await acme().pass(days(1.5) + minutes(1));
    expect(directly("sam", "Jane Roe").map(({ buttons }) => buttons)).toEqual([[], ["Update customer"]]);
    expect(directly("sam", "Settled · Case 1")[0]?.text).toContain("Jane Roe heard from us");
  });

  it("take their buttons back once it is done, in the thread and in direct messages alike", async () => {
    const complaint = await owned("sam");
    await acme().pass(hours(3) + minutes(1));
    await acme().pass(hours(1));
    expect(late(complaint)[0]?.buttons).toEqual(["Acknowledge"]);
    await press("sam", message(complaint, "Late · Case 1"), "Acknowledge");
    const settled = [message(complaint, "Settled · Case 1"), ...directly("sam", "Settled · Case 1")];
    expect(settled.map(({ buttons }) => buttons)).toEqual([[], []]);
    for (const { text } of settled) expect(text).toContain("Acknowledged by @Sam Staff");
    expect(late(complaint)).toEqual([]);
  });

  it("call on the managers where nobody owns the case", async () => {
    const complaint = complain();
    await flag("sam", complaint);
    await acme().pass(hours(4) + minutes(1));
    const [said] = late(complaint);
    expect(said?.text).toContain("Nobody owns this case yet.");
    expect(said?.mentions).toEqual(expect.arrayContaining(["@managers", "@Dina Director"]));
    await press("sue", message(complaint, "Late · Case 1"), "Take ownership");
    expect(card(complaint).text).toContain("Owner: @Sue Staff");
  });

  it("keep a promise in mind", async () => {
    const complaint = await owned("sam");
    await press("sam", card(complaint), "Acknowledge");
    const due = new Date(acme().now() + hours(2));
    await fill("sam", card(complaint), "Add promise", { Promise: "Call back about the room", Due: due });
    await acme().pass(hours(1.5) + minutes(1));
    const [warning] = directly("sam", "Your promise to Jane Roe");
    expect(warning?.buttons).toEqual(["Promise kept", "Promise broken"]);
    await acme().pass(minutes(31));
    expect(late(complaint)[0]?.text).toContain("Was it kept?");
    await press("sam", message(complaint, "Late · Case 1"), "Promise kept");
    expect((await acme().events()).at(-1)).toMatchObject({ type: "promise-kept" });
  });

  it("rest while the case is snoozed, and then call it back", async () => {
    const complaint = await owned("sam");
    await press("sam", card(complaint), "Acknowledge");
    await fill("sam", card(complaint), "Snooze", { Until: new Date(acme().now() + days(2.5)), Reason: "Photos." });
    // Past the silence and the warning that the case should be resolved.
    await acme().pass(days(2.4));
    expect(late(complaint)).toEqual([]);
    expect(directly("sam")).toEqual([]);
    await acme().pass(days(0.1) + minutes(1));
    expect(message(complaint, "Back again · Case 1").mentions).toContain("@Sam Staff");
  });

  it("are silent once a case is closed", async () => {
    const complaint = await owned("sam");
    await recover("sam", () => card(complaint));
    await press("sam", card(complaint), "Mark Refund delivered");
    await fill("sam", card(complaint), "Close", { Outcome: "Put right" });
    const before = [posted(complaint).length, directly("sam").length];
    await acme().pass(days(30));
    expect([posted(complaint).length, directly("sam").length]).toEqual(before);
    expect((await acme().events()).at(-1)).toMatchObject({ type: "closed" });
  });

  it("don't double a warning with its breach after the bot stood still", async () => {
    const complaint = await owned("sam");
    await acme().pass(hours(6));
    expect(directly("sam")).toEqual([]);
    expect(late(complaint)).toHaveLength(1);
  });
});

describe("quiet hours", () => {
  const evening = instant(Date.parse("2026-11-23T17:00:00Z"));
  const acme = useAcme({
    startAt: evening,
    protocol: acmeProtocol.replace("quietHours: none", 'quietHours: "20:00-08:00"'),
  });
  const { owned, directly, complain, flag, card, recover } = nudges(acme);

  it("are the recipient's own: London sleeps while New York is told", async () => {
    await owned("sue");
    await owned("sam");
    // 20:01 in London, 15:01 in New York.
    await acme().pass(hours(3) + minutes(1));
    expect(directly("sam", "Reminder · Case 2")).toHaveLength(1);
    expect(directly("sue")).toEqual([]);
    // 07:59 in London.
    await acme().pass(Date.parse("2026-11-24T07:59:00Z") - acme().now());
    expect(directly("sue")).toEqual([]);
    await acme().pass(minutes(2));
    expect(directly("sue", "Case 1")).toHaveLength(1);
  });

  it("hold back the customer's survey too, until their morning", async () => {
    const complaint = complain();
    await flag("sam", complaint, { Customer: "carla" });
    // 04:00 on Tuesday in New York, 01:00 in Los Angeles, where the customer is.
    await acme().pass(Date.parse("2026-11-24T09:00:00Z") - acme().now());
    await recover("sam", () => card(complaint));
    await acme().pass(days(2) + minutes(1));
    expect(directly("carla", "How did we do?")).toEqual([]);
    // 08:01 in Los Angeles.
    await acme().pass(Date.parse("2026-11-26T16:01:00Z") - acme().now());
    expect(directly("carla", "How did we do?")).toHaveLength(1);
  });
});

describe("quiet hours where the clocks change", () => {
  const acme = useAcme({
    startAt: instant(Date.parse("2026-03-28T16:30:00Z")),
    protocol: acmeProtocol.replace("quietHours: none", 'quietHours: "20:00-08:00"'),
  });
  const { owned, directly } = nudges(acme);

  it("end at eight by the recipient's new clock", async () => {
    await owned("sue");
    // Warned at 19:30 UTC, which is still London's time; so let the warning come in the night: an hour later.
    await acme().pass(hours(4) - minutes(1));
    expect(directly("sue")).toEqual([]);
    // 06:59 UTC is 07:59 in London since the clocks went forward that night.
    await acme().pass(Date.parse("2026-03-29T06:59:00Z") - acme().now());
    expect(directly("sue")).toEqual([]);
    await acme().pass(minutes(2));
    expect(directly("sue", "Case 1")).toHaveLength(1);
  });
});
