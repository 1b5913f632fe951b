import { describe, expect, it } from "vitest";
import { hours, minutes } from "../support/acme.ts";
import { useTeamsAcme } from "../support/teams/acme.ts";
import { bot, entraIdOf } from "../support/teams/cast.ts";
import { atAcmeOnTeams, complaintWords } from "./at-acme-on-teams.ts";

const rules = (channels: string) => `
organization: Acme Travel
timezone: America/New_York
hours: always
quietHours: none
${channels}
roles:
  - { id: staff, label: Staff, members: ["*"], limits: { perRemedy: 50 } }
  - { id: manager, label: Manager, members: ["teams:${entraIdOf("ann")}", "ben@acme.example"], limits: { perRemedy: 500 } }
`;
const withCases = rules('channels: { cases: { teams: "19:cases@thread.tacv2" } }');

describe("an owner who leaves the tenant", () => {
  const acme = useTeamsAcme({ protocol: withCases });
  const { complain, flag, press, card, message, directly, textOf, buttonsOf, mentionsOf } = atAcmeOnTeams(acme);
  const owned = async () => {
    const complaint = complain("sue");
    await flag("sam", complaint);
    await press("sam", card(complaint), "Take ownership");
    return complaint;
  };
  const removed = () => acme().client.removed("sue", "sam", acme().world.channel("support"));
  const happened = async () => (await acme().events()).map(({ type }) => type);

  it("is missed once a second look finds nobody either: the case has no owner, and the managers are called", async () => {
    const complaint = await owned();
    acme().world.leaveTenant("sam");
    expect((await removed()).status).toBe(200);
    await acme().pass(10_000);
    expect(await happened()).not.toContain("departed");
    await acme().pass(minutes(11));
    expect((await acme().events()).at(-1)).toMatchObject({
      type: "departed",
      why: "left",
      person: { id: entraIdOf("sam") },
    });
    const said = message(complaint, "No owner · Case 1");
    expect(textOf(said)).toContain("Sam Stone can't see to this case any more");
    expect(mentionsOf(said)).toContain("ann");
    expect(buttonsOf(said)).toContain("Take ownership");
    expect(textOf(card(complaint))).not.toContain("Sam");
    const before = directly("sam").length;
    await press("sue", said, "Take ownership");
    await acme().pass(hours(3));
    expect(directly("sam")).toHaveLength(before);
    expect(directly("sue").length).toBeGreaterThan(0);
  });

  it("keeps the case where they only left one team of several", async () => {
    await owned();
    await removed();
    await acme().pass(10_000);
    await acme().pass(minutes(11));
    expect(await happened()).not.toContain("departed");
  });
});

describe("a manager of the protocol who is gone from the tenant", () => {
  const acme = useTeamsAcme({ protocol: withCases.replace('"ben@acme.example"', `"teams:${entraIdOf("tess")}"`) });
  const { complain, flag, fill, card, message, directly, said, mentionsOf } = atAcmeOnTeams(acme);

  it("is neither named to the asker nor called", async () => {
    acme().world.leaveTenant("tess");
    const complaint = complain("sue");
    await flag("sam", complaint);
    const offer = { Remedy: "Refund", Amount: "120", Reason: "A night in a dirty room." };
    const answer = await fill("sam", card(complaint), "Offer remedy", offer);
    expect(said(answer)).toContain("a manager or above can approve it");
    expect(said(answer)).not.toContain("Tess");
    await acme().pass(minutes(2));
    expect(mentionsOf(message(complaint, "Approval needed"))).toContain("ann");
    expect(directly("tess")).toEqual([]);
  });
});

describe("an app on Teams", () => {
  const acme = useTeamsAcme({ protocol: withCases });
  const { complain, flag, card, pressOnly, openedBy, submission, submitOnly } = atAcmeOnTeams(acme);

  it("is refused as the customer, with what was typed kept", async () => {
    const complaint = complain("sue");
    const form = openedBy(await acme().client.flag("sam", complaint));
    const values = {
      Customer: { person: bot.id },
      "Failure type": "Faulty or damaged",
      "What went wrong": "Wet towels in room 7.",
    };
    const sent = await acme().client.submitAction("sam", complaint, submission(form, values));
    expect(JSON.stringify(sent.body)).toContain("This is an app, not a person.");
    expect(JSON.stringify(sent.body)).toContain("Wet towels in room 7.");
    expect(await acme().events()).toEqual([]);
  });

  it("is refused as an owner", async () => {
    const complaint = complain("sue");
    await flag("sam", complaint);
    const form = openedBy(await pressOnly("sam", card(complaint), "Assign"));
    const sent = await submitOnly("sam", card(complaint), form, { "Assign to": { person: bot.id } });
    expect(JSON.stringify(sent.body)).toContain("This is an app, not a person. Choose a colleague.");
    expect((await acme().events()).map(({ type }) => type)).toEqual(["flagged"]);
  });
});

describe("a channel that is lost", () => {
  const acme = useTeamsAcme({ protocol: withCases });
  const { complain, flag, press, card, textOf, saying } = atAcmeOnTeams(acme);
  const owned = async () => {
    const complaint = complain("sue");
    await flag("sam", complaint);
    await press("sam", card(complaint), "Take ownership");
    return complaint;
  };
  const readiness = async () => (await fetch(`${acme().url}/readyz`)).json();
  const inCases = () => {
    const { id } = acme().world.channel("cases");
    return acme().world.messages.filter(({ conversation, from }) => conversation === id && from === bot.id);
  };
  const goesOnInCases = async () => {
    const moved = saying(complaintWords, inCases());
    expect(inCases().filter((each) => textOf(each).includes(complaintWords))).toHaveLength(1);
    await press("sam", moved, "Acknowledge");
    expect((await acme().events()).at(-1)).toMatchObject({ type: "acknowledged" });
    expect(await readiness()).toMatchObject({
      status: "degraded",
      degraded: [{ cause: "channels-lost", words: expect.stringContaining("Teams 19:support@thread.tacv2") }],
    });
  };
  const ways: readonly [string, () => Promise<unknown>][] = [
    [
      "Teams says that it was deleted",
      async () => {
        const support = acme().world.channel("support");
        acme().world.deleteChannel("support");
        return acme().client.channelEvent("ann", "channelDeleted", support);
      },
    ],
    [
      "Teams says that the app was uninstalled from the team",
      async () => {
        acme().world.takeBotOut("support");
        return acme().client.uninstall("ann", acme().world.channel("support"));
      },
    ],
    [
      "Teams says that the bot was removed from the team",
      async () => {
        acme().world.takeBotOut("support");
        return acme().client.removed("ann", bot.name, acme().world.channel("support"));
      },
    ],
  ];

  it.each(ways)("has its cases go on in the cases channel soon after %s; the operator hears it", async (_how, lose) => {
    await owned();
    acme().advance(minutes(2));
    expect(await lose()).toMatchObject({ status: 200 });
    await acme().settle();
    await acme().pass(minutes(1));
    await goesOnInCases();
  });

  it("is found out by the next message there, where Teams says nothing by itself", async () => {
    await owned();
    acme().world.takeBotOut("support");
    await acme().pass(hours(8));
    for (let minute = 0; minute < 12; minute += 1) await acme().pass(minutes(1));
    await goesOnInCases();
  });

  it("isn't given up for one BotNotInConversationRoster", async () => {
    const complaint = await owned();
    acme().teams.failNext("update", { status: 403, code: "BotNotInConversationRoster" });
    await press("sam", card(complaint), "Acknowledge");
    await acme().pass(minutes(1));
    await acme().pass(minutes(1));
    expect(inCases()).toEqual([]);
    expect(await readiness()).not.toMatchObject({ degraded: [{ cause: "channels-lost" }] });
  });
});

describe("a channel that is lost where there is no cases channel", () => {
  const acme = useTeamsAcme({ protocol: rules("") });
  const { complain, flag, press, card, directly } = atAcmeOnTeams(acme);

  it("has its cases go on with their owner", async () => {
    const complaint = complain("sue");
    await flag("sam", complaint);
    await press("sam", card(complaint), "Take ownership");
    const support = acme().world.channel("support");
    acme().world.deleteChannel("support");
    await acme().client.channelEvent("ann", "channelDeleted", support);
    await acme().pass(minutes(1));
    expect(directly("sam", complaintWords).length).toBeGreaterThan(0);
  });
});
