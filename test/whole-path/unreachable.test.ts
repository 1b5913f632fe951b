import { describe, expect, it } from "vitest";
import { days, minutes, organization, useAcme } from "../support/acme.ts";
import type { Seen } from "../support/slack/reading.ts";
import { atAcme } from "./at-acme.ts";

const acme = useAcme();
const { complain, flag, press, fill, card, message, directly, publicly, recover } = atAcme(acme);

const linkIn = ({ text }: Seen): string => {
  const [link] = /https:\/\/amends\.acme\.example\/s\/[\w.-]+/.exec(text) ?? [];
  if (!link) throw new Error(`no link in: ${text}`);
  return link;
};
const send = (link: string, fields: Readonly<Record<string, string>>) =>
  acme().visit(link, { method: "POST", body: new URLSearchParams(fields) });
const pageIdIn = (page: string): string => /name="page" value="([^"]+)"/.exec(page)?.[1] ?? "";

const cardInCases = (): Seen => {
  const [seen] = acme().world.read("cases", "sam");
  if (!seen) throw new Error("no card is in the cases channel");
  return seen;
};

describe("a customer whom no direct message reaches", () => {
  it("reads it in the shared channel, where only they see it", async () => {
    const { world } = acme();
    world.refuseDirectMessages("carla", "messages_tab_disabled");
    await flag("sam", complain("carla", "globex"), {});
    await press("sam", cardInCases(), "Acknowledge");
    const seen = world.read("globex", "carla").filter(({ onlyYou }) => onlyYou);
    expect(seen.map(({ text }) => text.split("\n")[0])).toEqual(["We have your message"]);
    expect(world.read("globex", "sam").some(({ text }) => text.includes("We have your message"))).toBe(false);
    expect(publicly("globex")).toEqual([]);
    expect(cardInCases().text).not.toContain("Not reached");
  });

  it("can answer the survey there too", async () => {
    const { world } = acme();
    world.refuseDirectMessages("carla", "restricted_action");
    await flag("sam", complain("carla", "globex"), {});
    await recover("sam", cardInCases);
    await acme().pass(days(2) + minutes(1));
    const survey = world.read("globex", "carla").find(({ text }) => text.startsWith("How did we do?"));
    if (!survey) throw new Error("no survey came");
    await press("carla", survey, "4");
    expect(await acme().store.findCase(organization, { number: 1 })).toMatchObject({
      survey: { answers: { overall: 4 } },
    });
  });

  it("gets a signed page, whose link the card gives to staff; it shows the apology and takes the survey", async () => {
    const { world } = acme();
    world.refuseDirectMessages("carla", "user_disabled");
    const complaint = complain();
    await flag("sam", complaint, { Customer: "carla" });
    await press("sam", card(complaint), "Take ownership");
    await press("sam", card(complaint), "Acknowledge");
    await acme().pass(minutes(11));
    expect(message(complaint, "Not reached · Case 1").text).toMatch(/has not seen the acknowledgement yet/);
    await fill("sam", card(complaint), "Apologize");
    await acme().pass(minutes(11));
    expect(card(complaint).text).toMatch(/Not reached\. .* has not seen the acknowledgement and the apology yet\./);

    const link = linkIn(card(complaint));
    const page = await acme().visit(link);
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(text).toContain("Acme Travel");
    expect(text).toContain("You should not have had to go through this");
    expect(text).not.toMatch(/Moderate|Sam Staff|<form/);

    await recover("sam", () => card(complaint));
    await acme().pass(days(2) + minutes(1));
    const asking = await (await acme().visit(linkIn(card(complaint)))).text();
    expect(asking).toContain("How satisfied are you with how we put this right?");
    const answers = {
      page: pageIdIn(asking),
      "answer.overall": "4",
      "answer.procedural": "3",
      comment: "Thanks for calling. <b>Really</b>",
    };
    const sent = await send(linkIn(card(complaint)), answers);
    expect(sent.status).toBe(303);
    await acme().settle();
    expect(card(complaint).text).toContain("Survey: 4 of 5 overall. “Thanks for calling. <b>Really</b>”");

    const before = await acme().size();
    expect((await send(linkIn(card(complaint)), answers)).status).toBe(303);
    expect(await acme().size()).toEqual(before);
  });

  it("and who isn't on Slack gets the survey by such a page; a poor answer reopens the case", async () => {
    const complaint = complain();
    await flag("sam", complaint);
    await recover("sam", () => card(complaint));
    await acme().pass(days(2) + minutes(1));
    const link = linkIn(message(complaint, "has not seen the survey yet"));
    const page = pageIdIn(await (await acme().visit(link)).text());
    expect((await send(link, { page, "answer.overall": "1" })).status).toBe(303);
    await acme().settle();
    expect(message(complaint, "Reopened · Case 1").mentions).toEqual(expect.arrayContaining(["@managers"]));
  });

  it("can opt out on the page", async () => {
    const complaint = complain();
    await flag("sam", complaint);
    await recover("sam", () => card(complaint));
    await acme().pass(days(2) + minutes(1));
    const link = linkIn(card(complaint));
    const page = pageIdIn(await (await acme().visit(link)).text());
    expect((await send(link, { page, wish: "no-more-surveys" })).status).toBe(303);
    expect(await (await acme().visit(link)).text()).toContain("send you surveys anymore");
    await acme().pass(days(20));
    expect((await acme().events()).map(({ type }) => type)).not.toContain("survey-reminded");
  });

  it("can't guess someone else's page, nor use one that has expired", async () => {
    const complaint = complain();
    await flag("sam", complaint);
    await recover("sam", () => card(complaint));
    await acme().pass(days(2) + minutes(1));
    const link = linkIn(card(complaint));
    expect((await acme().visit(`${link.slice(0, -2)}xx`)).status).toBe(404);
    await acme().pass(days(31));
    expect((await acme().visit(link)).status).toBe(410);
  });

  it("hears directly again once that is possible", async () => {
    const { world } = acme();
    world.refuseDirectMessages("carla", "user_disabled");
    const complaint = complain();
    await flag("sam", complaint, { Customer: "carla" });
    await press("sam", card(complaint), "Acknowledge");
    world.refuseDirectMessages("carla", undefined);
    await fill("sam", card(complaint), "Update customer", { Update: "A new room is ready." });
    expect(directly("carla", "A new room is ready.")).toHaveLength(1);
  });
});
