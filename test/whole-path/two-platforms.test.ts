import { describe, expect, it } from "vitest";
import { minutes } from "../support/acme.ts";
import { pressRequest } from "../support/presses.ts";
import { organization, useTeamsAcme } from "../support/teams/acme.ts";
import { cast } from "../support/teams/cast.ts";
import { atAcme } from "./at-acme.ts";
import { atAcmeOnTeams } from "./at-acme-on-teams.ts";

/**
 * One organization on Slack and on Teams. Ann, Ben, Sam and Sue have accounts on both, with one address each; Tess is on
 * Teams only, Ada on Slack only.
 */

const entraIdOf = (key: string): string => cast.users.find((user) => user.key === key)?.aadObjectId ?? "";

const protocol = (managers: readonly string[]): string => `
organization: Acme Travel
timezone: America/New_York
hours: always
quietHours: none
roles:
  - { id: staff, label: Staff, members: ["*"], limits: { perRemedy: 50 } }
  - { id: manager, label: Manager, members: ${JSON.stringify(managers)}, limits: { perRemedy: unlimited, perPerson: { amount: 150, within: 1d } } }
`;

const offer = { Remedy: "Refund", Amount: "120", Reason: "Two nights in a dirty room." };

const acmeOf = (...managers: readonly string[]) => {
  const acme = useTeamsAcme({ protocol: protocol(managers), onSlack: true });
  const slack = atAcme(() => ({ client: acme().slackClient, world: acme().slack.world, settle: acme().settle }));
  const teams = atAcmeOnTeams(acme);
  return {
    acme,
    slack,
    teams,
    remedy: async () => (await acme().store.findCase(organization, { number: 1 }))?.remedies[0],
    /** Flagged, owned and asked for on Slack. */
    askedOnSlack: async (who = "sam") => {
      const complaint = slack.complain();
      await slack.flag(who, complaint);
      await slack.press(who, slack.card(complaint), "Take ownership");
      await slack.fill(who, slack.card(complaint), "Offer remedy", offer);
      return complaint;
    },
    askedOnTeams: async (who = "sam") => {
      const complaint = teams.complain();
      await teams.flag(who, complaint);
      await teams.press(who, teams.card(complaint), "Take ownership");
      await teams.fill(who, teams.card(complaint), "Offer remedy", offer);
      return complaint;
    },
    only: <T>(all: readonly T[]): T => {
      const [first] = all;
      if (first === undefined || all.length > 1) throw new Error(`${all.length} where one was to be`);
      return first;
    },
  };
};

describe.each([
  ["by email", "tess@acme.example"],
  ["by their Entra object id", `teams:${entraIdOf("tess")}`],
])("flagged in Slack, and a manager who lives on Teams is named %s", (_how, manager) => {
  const { acme, slack, teams, askedOnSlack, remedy, only } = acmeOf("slack:S0MANAGERS", manager);

  it("reaches them in their own chat, though they never spoke to the bot; they decide, and both cards say so", async () => {
    const complaint = await askedOnSlack();
    const asked = only(teams.directly("tess", "Approval needed"));
    expect(teams.textOf(asked)).toMatch(/Refund \$120/);
    expect(teams.textOf(asked)).toContain("Sam Staff");
    expect(teams.textOf(asked)).not.toContain("Someone");
    expect(teams.mentionsOf(asked)).toEqual(["tess"]);
    expect(slack.message(complaint, "Approval needed").text).toMatch(/Who can approve[^\n]*\n?[^\n]*Tess Tanaka/);

    await teams.press("tess", asked, "Approve");
    expect(await remedy()).toMatchObject({
      status: "granted",
      grantedBy: { platform: "teams", id: entraIdOf("tess") },
    });
    const decided = slack.message(complaint, "approved");
    expect(decided.text).toContain("Approved by Tess Tanaka");
    expect(decided.buttons).toEqual([]);
    expect(teams.textOf(asked)).toContain("Approved by Tess Tanaka");
    expect(teams.buttonsOf(asked)).toEqual([]);
    expect(slack.card(complaint).text).toContain("granted by Tess Tanaka");
  });

  it("is decided once: Slack's later answer is refused and told by whom, and nothing changes", async () => {
    const complaint = await askedOnSlack();
    const { slackClient, slack: fake } = acme();
    // What Ann's client still shows while Tess decides.
    const late = pressRequest(fake.world, "ann", slack.message(complaint, "Approval needed"), "Approve");
    await teams.press("tess", only(teams.directly("tess", "Approval needed")), "Approve");
    const before = { remedy: await remedy(), ...(await acme().size()) };
    expect((await slackClient.send(late)).status).toBe(200);
    await acme().settle();
    expect(slack.whispers("support", "ann").at(-1)).toContain("Tess Tanaka");
    expect({ remedy: await remedy(), ...(await acme().size()) }).toEqual(before);
  });

  it("is decided in Slack as well, and then their card says by whom", async () => {
    const complaint = await askedOnSlack();
    const asked = only(teams.directly("tess", "Approval needed"));
    await slack.press("ann", slack.message(complaint, "Approval needed"), "Approve");
    expect(teams.textOf(asked)).toContain("Approved by Ann Manager");
    expect(teams.buttonsOf(asked)).toEqual([]);
  });

  it("reminds them there too; once it is decided in Slack, the reminder says so and has no buttons", async () => {
    const complaint = await askedOnSlack();
    await acme().pass(minutes(31));
    const reminder = only(teams.directly("tess", "still waiting"));
    expect(teams.buttonsOf(reminder)).toEqual(expect.arrayContaining(["Approve", "Decline"]));
    await slack.press("ann", slack.message(complaint, "Late · Case 1"), "Approve");
    expect(teams.textOf(reminder)).toContain("Approved by Ann Manager");
    expect(teams.buttonsOf(reminder)).toEqual([]);
    expect(slack.message(complaint, "Settled · Case 1").buttons).toEqual([]);
  });

  it("can be declined from Teams with a reason, which Slack shows", async () => {
    const complaint = await askedOnSlack();
    await teams.fill("tess", only(teams.directly("tess", "Approval needed")), "Decline", {
      Reason: "Breakfast first.",
    });
    expect(slack.message(complaint, "declined").text).toMatch(/Breakfast first\./);
    expect(slack.message(complaint, "declined").text).toContain("Tess Tanaka");
  });
});

describe("flagged in Slack, with nobody on Teams who may decide", () => {
  const { acme, teams, askedOnSlack, only } = acmeOf("ann@acme.example", `teams:${entraIdOf("tess")}`);

  it("asks a manager who is on both platforms in Slack only", async () => {
    await askedOnSlack();
    expect(teams.directly("ann")).toEqual([]);
    only(teams.directly("tess"));
  });

  it("says at once what was decided meanwhile to a press on an old copy", async () => {
    await askedOnSlack();
    const copy = only(teams.directly("tess", "Approval needed"));
    const late = { ...copy, activity: structuredClone(copy.activity) };
    await teams.press("tess", copy, "Approve");
    const again = await teams.press("tess", late, "Approve");
    expect(teams.said(again)).toContain("Tess Tanaka granted it");
    expect((await acme().events()).filter(({ type }) => type === "remedy-granted")).toHaveLength(1);
  });
});

describe("the same human on both platforms", () => {
  const { acme, slack, teams, askedOnSlack, askedOnTeams, only } = acmeOf(
    "ann@acme.example",
    `teams:${entraIdOf("ann")}`,
    `teams:${entraIdOf("tess")}`,
    "slack:U0ADA00001",
  );
  const second = async () => (await acme().store.findCase(organization, { number: 1 }))?.remedies[1];

  it("isn't asked about their own request, and can't approve from Teams what they asked for in Slack", async () => {
    // The first is within what Ann may grant in a day, the second no longer is.
    const complaint = await askedOnSlack("ann");
    await slack.fill("ann", slack.card(complaint), "Offer remedy", { ...offer, Remedy: "Credit" });
    expect(await second()).toMatchObject({ status: "pending" });
    expect(teams.directly("ann")).toEqual([]);
    const copy = only(teams.directly("tess", "Approval needed"));
    expect(teams.said(await teams.press("ann", copy, "Approve"))).toContain(
      "You asked for this remedy, so a colleague",
    );
    expect(await second()).toMatchObject({ status: "pending" });
    await teams.press("tess", copy, "Approve");
    expect(await second()).toMatchObject({ status: "granted" });
  });

  it("can't approve in Slack what they asked for on Teams", async () => {
    const complaint = await askedOnTeams("ann");
    await teams.fill("ann", teams.card(complaint), "Offer remedy", { ...offer, Remedy: "Credit" });
    expect(await second()).toMatchObject({ status: "pending" });
    expect(slack.directly("ann")).toEqual([]);
    const copy = only(slack.directly("ada", "Approval needed"));
    const { slackClient, slack: fake } = acme();
    await slackClient.send(pressRequest(fake.world, "ann", copy, "Approve"));
    expect(await second()).toMatchObject({ status: "pending" });
    await slack.press("ada", copy, "Approve");
    expect(await second()).toMatchObject({ status: "granted" });
  });
});

describe.each([
  ["by email", "ada@acme.example"],
  ["by their Slack id", "slack:U0ADA00001"],
  ["as an admin of the Slack workspace", "admins"],
])("flagged on Teams, and a manager who lives in Slack is named %s", (_how, manager) => {
  const { slack, teams, askedOnTeams, remedy, only } = acmeOf("tess@acme.example", manager);

  it("reaches them by direct message, though they never used Amends; they decide, and both cards say so", async () => {
    const complaint = await askedOnTeams();
    const asked = only(slack.directly("ada", "Approval needed"));
    expect(asked.text).toContain("Sam Stone");
    await slack.press("ada", asked, "Approve");
    expect(await remedy()).toMatchObject({ status: "granted", grantedBy: { platform: "slack", id: "U0ADA00001" } });
    expect(only(slack.directly("ada")).text).toContain("Approved by @Ada Admin");
    expect(only(slack.directly("ada")).buttons).toEqual([]);
    const decided = teams.message(complaint, "approved");
    expect(teams.textOf(decided)).toContain("Approved by Ada Admin");
    expect(teams.buttonsOf(decided)).toEqual([]);
    expect(teams.textOf(teams.card(complaint))).toContain("granted by Ada Admin");
  });

  it("is decided once, on whichever comes first", async () => {
    const complaint = await askedOnTeams();
    const asked = teams.message(complaint, "Approval needed");
    const late = { ...asked, activity: structuredClone(asked.activity) };
    await slack.press("ada", only(slack.directly("ada", "Approval needed")), "Approve");
    expect(teams.said(await teams.press("tess", late, "Approve"))).toContain("Ada Admin granted it");
    expect(await remedy()).toMatchObject({ status: "granted", grantedBy: { id: "U0ADA00001" } });
  });
});

describe("flagged on Teams, and the managers are a Slack user group", () => {
  const { slack, askedOnTeams, only } = acmeOf("slack:S0MANAGERS");

  it("asks each of its people, since a group can't be written to", async () => {
    await askedOnTeams();
    for (const manager of ["ann", "ben"]) only(slack.directly(manager, "Approval needed"));
    expect(slack.directly("ada")).toEqual([]);
  });
});
