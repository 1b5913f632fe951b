import { describe, expect, it } from "vitest";
import { acmeProtocol, hours, minutes, useAcme } from "../support/acme.ts";
import { atAcme, complaintWords } from "./at-acme.ts";

describe("an owner who leaves the workspace", () => {
  const acme = useAcme();
  const { complain, flag, press, card, message, directly } = atAcme(acme);
  const owned = async () => {
    const complaint = complain("sue", "support");
    await flag("sam", complaint);
    await press("sam", card(complaint), "Take ownership");
    return complaint;
  };
  const leave = () => acme().world.changeUser("sam", { deleted: true });
  const happened = async () => (await acme().events()).map(({ type }) => type);

  it("is missed within minutes where Slack says so: the case has no owner, and a manager is called", async () => {
    const complaint = await owned();
    const user = leave();
    const told = await acme().client.sendEvent({
      type: "user_change",
      user: { id: user.id, team_id: user.teamId, deleted: true },
    });
    expect(told.status).toBe(200);
    await acme().pass(10_000);
    expect((await acme().events()).at(-1)).toMatchObject({
      type: "departed",
      why: "deactivated",
      person: { id: user.id },
    });
    const said = message(complaint, "No owner · Case 1");
    expect(said.text).toContain("Sam Staff can't see to this case any more: their account is no longer active.");
    expect(said.text).toContain("@managers");
    expect(said.buttons).toContain("Take ownership");
    expect(card(complaint).text).not.toContain("Sam");
    const before = directly("sam").length;
    await press("sue", said, "Take ownership");
    await acme().pass(hours(3));
    expect(directly("sam")).toHaveLength(before);
    expect(directly("sue").length).toBeGreaterThan(0);
  });

  it("is missed without Slack's word too: by two looks, an hour after they did anything at the latest", async () => {
    await owned();
    leave();
    await acme().pass(hours(1));
    expect(await happened()).not.toContain("departed");
    await acme().pass(minutes(11));
    expect(await happened()).toContain("departed");
  });

  it("isn't believed to have left because Slack said so once", async () => {
    await owned();
    acme().world.failNext("users.info", { error: "user_not_found", when: ({ user }) => user === "U0SAM00001" });
    await acme().pass(hours(1));
    for (let look = 0; look < 3; look += 1) await acme().pass(minutes(11));
    expect(await happened()).not.toContain("departed");
    expect(acme().slack.callsOf("users.info").length).toBeGreaterThan(1);
  });

  it("takes nothing along that was worked on in their own messages: it goes on in the cases channel", async () => {
    await acme().setProtocol(acmeProtocol.replace(/channels:.*/, ""));
    await acme().restart();
    await flag("sam", complain("sue", "agency"));
    expect(directly("sam", complaintWords)).toHaveLength(1);
    await acme().setProtocol(acmeProtocol);
    await acme().restart();
    leave();
    const before = directly("sam").map(({ text }) => text);
    await acme().pass(hours(1));
    await acme().pass(minutes(11));
    expect(directly("sam").map(({ text }) => text)).toEqual(before);
    const [first] = acme().world.read("cases", "sue");
    expect(first?.text).toContain(complaintWords);
    expect(
      acme()
        .world.thread("cases", first?.ts ?? "", "sue")
        .map(({ text }) => text),
    ).toContainEqual(expect.stringContaining("No owner · Case 1"));
  });
});

describe("a channel that is lost", () => {
  const acme = useAcme();
  const { complain, flag, press, card, publicly, directly } = atAcme(acme);
  const inSupport = async () => {
    const complaint = complain("sue", "support");
    await flag("sam", complaint);
    await press("sam", card(complaint), "Take ownership");
    return complaint;
  };
  const readiness = async () => (await fetch(`${acme().amends.url}/readyz`)).json();

  it("has its cases go on in the cases channel as soon as Slack says that it is archived; the operator hears it", async () => {
    await inSupport();
    acme().world.changeChannel("support", { archived: true });
    acme().advance(minutes(2));
    await acme().client.sendEvent({ type: "channel_archive", channel: "C0SUPPORT1", user: "U0ADA00001" });
    await acme().settle();
    expect(
      acme()
        .world.read("cases", "sam")
        .map(({ text }) => text),
    ).toEqual([expect.stringContaining(complaintWords)]);
    expect(await readiness()).toMatchObject({
      status: "degraded",
      degraded: [{ cause: "channels-lost", words: expect.stringContaining("Slack C0SUPPORT1") }],
    });
    expect(
      acme()
        .logged()
        .some((line) => line.includes("nothing can be posted in this channel any more")),
    ).toBe(true);
  });

  it("is found out by the next message there, also where the bot was only taken out", async () => {
    await inSupport();
    acme().world.leave("support", "amends");
    await acme().pass(hours(8));
    const [first] = acme().world.read("cases", "sam");
    expect(first?.text).toContain(complaintWords);
    const before = publicly("support").length;
    if (first) await press("sue", first, "Acknowledge");
    expect(publicly("support")).toHaveLength(before);
  });

  it("has its cases go on with their owner where there is no cases channel", async () => {
    await acme().setProtocol(acmeProtocol.replace(/channels:.*/, ""));
    await acme().restart();
    await inSupport();
    acme().world.changeChannel("support", { archived: true });
    await acme().pass(hours(8));
    expect(directly("sam", complaintWords).length).toBeGreaterThan(0);
  });
});

describe("an account that is nobody's", () => {
  const acme = useAcme();
  const { complain, submit, flag, fill, card, message, directly, whispers } = atAcme(acme);

  it("is never proposed as the customer, and refused as one with what was typed kept", async () => {
    const said = acme().world.say("robo", "agency", "New ticket: the room was dirty.");
    await acme().client.messageShortcut("sam", said);
    expect(JSON.stringify(acme().client.openModal("sam"))).not.toContain("U0ROBO0001");
    for (const [who, words] of [
      ["robo", "This is an app, not a person."],
      ["dan", "This account is no longer active."],
    ] as const) {
      const sent = await submit("sam", { Customer: who, "Failure type": "Faulty or damaged" });
      expect(sent).toMatchObject({ shown: "errors" });
      expect(JSON.stringify(sent)).toContain(words);
    }
    expect(await acme().events()).toEqual([]);
  });

  it("is neither named to the asker, nor called, nor asked where the protocol lists it as a manager", async () => {
    await acme().setProtocol(
      acmeProtocol.replace('"slack:S0MANAGERS"', '"slack:U0ROBO0001", "slack:U0DAN00001", "slack:U0ANN00001"'),
    );
    await acme().restart();
    const complaint = complain("sue", "support");
    await flag("sam", complaint);
    const offer = { Remedy: "Refund", Amount: "120", Reason: "A night in a dirty room." };
    await fill("sam", card(complaint), "Offer remedy", offer);
    expect(whispers("support", "sam").at(-1)).toContain(
      "over your limit; <@U0ANN00001> or <@U0DINA0001> can approve it.",
    );
    expect(whispers("support", "sam").join()).not.toMatch(/U0ROBO0001|U0DAN00001/);
    expect(message(complaint, "Approval needed").mentions).toEqual(["@Sam Staff", "@Ann Manager", "@Dina Director"]);
    await acme().pass(hours(3));
    expect([...directly("dan"), ...directly("robo")]).toEqual([]);
  });

  it("is refused as an owner", async () => {
    const complaint = complain("sue", "support");
    await flag("sam", complaint);
    await acme().client.pressButton("sam", card(complaint), "Assign");
    const sent = await submit("sam", { "Assign to": "robo" });
    expect(JSON.stringify(sent)).toContain("This is an app, not a person. Choose a colleague.");
    expect((await acme().events()).map(({ type }) => type)).toEqual(["flagged"]);
  });
});
