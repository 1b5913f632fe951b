import { describe, expect, it } from "vitest";
import { describeProtocol, protocolWarnings } from "../../src/cli/protocol-words.ts";
import { defaultProtocol, protocolSchema } from "../../src/core/protocol.ts";

const protocolOf = (file: Record<string, unknown>) => protocolSchema.parse(file);

/** The lines under one title. */
const section = (text: string, title: string): string[] =>
  (text.split("\n\n").find((part) => part.startsWith(`${title}\n`)) ?? "")
    .split("\n")
    .slice(1)
    .map((line) => line.trim());

const acme = protocolOf({
  organization: "Acme Travel",
  timezone: "America/New_York",
  hours: {
    "monday-friday": ["09:00-12:30", "13:30-18:00"],
    friday: ["09:00-12:30"],
    saturday: [],
    holidays: { country: "US", region: "CA", dates: ["2026-12-24"] },
  },
  channels: {
    cases: { slack: "C0CASES", teams: "19:abc@thread.tacv2" },
    digest: { slack: "C0LEADS", at: "0 9 * * MON" },
  },
  roles: [
    {
      id: "staff",
      label: "Staff",
      members: ["*"],
      limits: { perRemedy: 50, perCustomer: { amount: 150, within: "90d" }, perPerson: { amount: 300, within: "1d" } },
    },
    { id: "manager", label: "Manager", members: ["slack:U0MGR", "ann@acme.example"], limits: { perRemedy: 500 } },
    {
      id: "director",
      label: "Director",
      members: ["slack:U0A", "slack:U0B"],
      limits: { perRemedy: "unlimited" },
      approvals: 2,
    },
  ],
  survey: { reopenAtOrBelow: 1 },
});

describe("a protocol in plain words", () => {
  const text = describeProtocol(acme);

  it("says whose it is and in which money and zone", () => {
    expect(section(text, "Organization")).toEqual([
      "Acme Travel; amounts in USD, time zone America/New_York, locale en-US.",
    ]);
  });

  it("says when people work", () => {
    expect(section(text, "Working hours")).toEqual([
      "Monday to Friday: 09:00–12:30 and 13:30–18:00.",
      "Friday: 09:00–12:30.",
      "Saturday: off.",
      "Not on public holidays (United States, CA) and 2026-12-24.",
      "Clocks stop outside these hours (America/New_York time).",
    ]);
    expect(section(describeProtocol(protocolOf({ hours: "always" })), "Working hours")).toEqual([
      "Round the clock, every day: working time is wall time.",
    ]);
  });

  it("says who may grant how much without asking", () => {
    expect(section(text, "Granted at once, without asking")).toEqual([
      "Staff (everyone inside the organization): up to $50 for one remedy; up to $150 for one customer in any 90 days; up to $300 by one person in any day.",
      "Manager (slack:U0MGR and ann@acme.example): up to $500 for one remedy.",
      "Director (slack:U0A and slack:U0B): any amount.",
    ]);
  });

  it("says who approves above that", () => {
    expect(section(text, "Approvals")).toEqual([
      "Over $50 and up to $500: 1 approval by Manager or a higher role.",
      "Over $500: 2 approvals by Director.",
      "Nobody approves their own request.",
    ]);
  });

  it("says what each severity's clocks promise", () => {
    expect(section(text, "Clocks")).toEqual([
      "Critical: acknowledge within 15 minutes, resolve within 4 hours, and the customer hears from us at least every 2 hours.",
      "Major: acknowledge within 1 hour, resolve within 1 day, and the customer hears from us at least every day.",
      "Moderate: acknowledge within 4 hours, resolve within 3 days, and the customer hears from us at least every 2 days.",
      "Minor: acknowledge within 1 day, resolve within 5 days, and the customer hears from us at least every 3 days.",
      "An approval is due within 30 minutes; a granted remedy reaches the customer within 2 days.",
      "All of this is working time; a day is a working day.",
    ]);
    expect(section(describeProtocol(protocolOf({ clocks: { update: { wall: true } } })), "Clocks").at(-1)).toBe(
      "This is working time, except wall time for: update. A working day counts as a day.",
    );
  });

  it("says how the survey, quiet hours and channels work", () => {
    expect(section(text, "Survey")).toEqual([
      "Sent 2 days after the resolution, with one reminder 3 days later; it closes after 14 days.",
      "An overall answer of 1 (of 5) reopens the case with a more senior owner.",
    ]);
    expect(section(text, "Quiet hours")).toEqual([
      "Nobody is nudged directly from 20:00 to 08:00, in each person's own time zone.",
    ]);
    expect(section(text, "Where cases go")).toEqual([
      "Into a thread where the complaint was made, unless outsiders can read there.",
      "Then: Slack C0CASES and Teams 19:abc@thread.tacv2.",
    ]);
  });

  it("uses the currency's own digits", () => {
    const yen = protocolOf({ currency: "JPY", roles: [{ id: "staff", members: ["*"], limits: { perRemedy: 5000 } }] });
    expect(section(describeProtocol(yen), "Approvals")[0]).toBe("Over ¥5,000: nobody may approve.");
  });

  it("says nothing odd of a sound protocol", () => {
    expect(protocolWarnings(acme)).toEqual([]);
    expect(text).not.toContain("Worth a second look");
  });
});

describe("what is valid but likely a mistake", () => {
  const role = (id: string, perRemedy: number | "unlimited", more: object = {}) => ({
    id,
    members: ["slack:U0A"],
    limits: { perRemedy },
    ...more,
  });
  const warnings = (file: Record<string, unknown>): string => protocolWarnings(protocolOf(file)).join("\n");

  it("of the built-in protocol is said too: admins approve, and there is no channel for cases", () => {
    expect(protocolWarnings(defaultProtocol)).toEqual([
      "Only workspace admins and owners have the role Manager, so approvals over $50 wait for them. Name the people who should decide.",
      "No channels.cases: a complaint from a channel that outsiders can read is worked on in a direct message to whoever flagged it, where no colleague sees it.",
    ]);
  });

  it.each([
    [
      "a lower role with a higher limit",
      { roles: [role("staff", 500), role("manager", 50)] },
      "staff may grant $500, but manager, the next role up, only $50.",
    ],
    [
      "admins where Teams is used",
      { roles: [role("staff", 50), role("manager", 500, { members: ["admins", "teams:1f0c"] })] },
      'manager lists "admins". Microsoft Teams doesn\'t tell a bot who owns a team, so on Teams that matches nobody.',
    ],
    [
      "an unlimited role below a limited one",
      { roles: [role("staff", "unlimited"), role("manager", 50)] },
      "staff may grant any amount, but manager",
    ],
    [
      "nobody with an unlimited amount",
      { roles: [role("staff", 50), role("manager", 500)] },
      "Nobody may grant more than $500",
    ],
    [
      "a role without members",
      { roles: [role("staff", 50), role("manager", "unlimited", { members: [] })] },
      "manager has no members",
    ],
    [
      "more approvals than approvers",
      { roles: [role("staff", 50), role("manager", "unlimited", { members: ["slack:U0B"], approvals: 2 })] },
      "manager needs 2 approvals, but only 1 named",
    ],
    [
      "a frontline that may grant nothing",
      { roles: [role("staff", 0), role("manager", "unlimited")] },
      "staff may grant nothing without approval.",
    ],
    [
      "a daily limit below the limit of one remedy",
      { roles: [role("staff", 50, { limits: { perRemedy: 50, perPerson: { amount: 20, within: "1d" } } })] },
      "only $20 within 1 day",
    ],
    [
      "worse cases with more time",
      { clocks: { resolve: { critical: "2d" } } },
      "Critical cases have more time (resolve: 2 days) than major ones (1 day).",
    ],
    [
      "an acknowledgement due after the resolution",
      { clocks: { acknowledge: { critical: "5h", major: "5h", moderate: "5h" } } },
      "Critical cases are due for acknowledgement later",
    ],
    ["a clock without time", { clocks: { approve: "0m" } }, "clocks.approve leaves no time at all"],
    ["quiet hours that are none", { quietHours: "20:00-20:00" }, "so there are none."],
    ["an empty cases channel", { channels: { cases: {} } }, "No channels.cases"],
  ])("%s is pointed out", (_, file, words) => {
    expect(warnings(file)).toContain(words);
  });

  it("counts a user group as more than one approver", () => {
    const file = {
      roles: [role("staff", 50), role("manager", "unlimited", { members: ["slack:S0GROUP"], approvals: 2 })],
    };
    expect(warnings(file)).not.toContain("approvals, but only");
  });

  it.each([
    [{ nudges: { repeatEvery: "1h" } }, "nudges.repeatEvery"],
    [{ nudges: { escalateAfter: 2 } }, "nudges.escalateAfter"],
    [{ nudges: { batchWithin: "2m" } }, "nudges.batchWithin"],
    [{ channels: { digest: { slack: "C0LEADS" } } }, "channels.digest"],
    [{ retention: "3y" }, "retention"],
  ])("a key that does nothing yet is said to, also where it is set to its default: %o", (file, key) => {
    expect(describeProtocol(protocolSchema.parse(file), file)).toContain(`${key} isn't used yet`);
  });

  it("says nothing of keys that aren't in the file", () => {
    for (const file of [undefined, {}, { nudges: { warnBefore: "20%" }, channels: { cases: {} } }])
      expect(describeProtocol(protocolSchema.parse(file ?? {}), file)).not.toContain("isn't used yet");
  });
});
