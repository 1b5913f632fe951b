import { describe, expect, it } from "vitest";
import { laneOf, type SurfaceContext, surfaceNamed } from "../../src/app/surfaces.ts";
import type { Case } from "../../src/core/case.ts";
import { type Instant, instant } from "../../src/core/time.ts";
import { plain } from "../../src/views/elements.ts";
import {
  acknowledgedCase,
  ann,
  apologizedCase,
  at,
  awaitingApproval,
  ben,
  byEmailOnly,
  cleo,
  closedCase,
  grantedRefund,
  openCase,
  ownedCase,
  protocol,
  readyCase,
  reopenedCase,
  resolvedCase,
  rosa,
  surveyedCase,
} from "../support/cases.ts";
import { viewContext } from "../support/view-context.ts";

const seenAt = (now: Instant): SurfaceContext => ({ ...viewContext({ now }), mentions: [{ person: ann }] });
const halfPastTen = at("10:30");
const titleOf = (name: string, kase: Case, now: Instant): string | undefined => {
  const card = surfaceNamed(name).show(kase, seenAt(now));
  return card && plain(card.title);
};

const update = { at: at("10:20"), told: "dm" as const, text: "It leaves tonight." };
const note = { text: "She prefers the phone.", by: ben, at: at("10:20") };
const promise = {
  id: "P1",
  text: "I'll call",
  warnAt: at("10:20"),
  dueAt: at("11:00"),
  by: ben,
  at: at("10:05"),
  status: "open",
} as const;
const escalation = { to: "manager", reason: "She asks for a manager.", by: ben, at: at("10:20") };
const sent = at("15:00", 12);

type Row = readonly [name: string, kase: Case, title: string, when?: Instant];
const shown: readonly Row[] = [
  ["case", openCase(), "Case 12"],
  ["case", closedCase(), "Closed"],
  ["approval:R1", awaitingApproval(), "Approval needed"],
  ["approval:R1", readyCase(), "approved"],
  ["nudge:1:acknowledge:warning", openCase(), "Reminder", at("10:50")],
  ["nudge:1:acknowledge:breach", openCase(), "Late", at("11:00")],
  ["nudge:1:approve:R1:breach", awaitingApproval(), "Late", at("10:55")],
  ["nudge:1:promise:P1:warning", ownedCase({ promises: [promise] }), "Reminder"],
  ["nudge:1:deliver:R1:breach", readyCase(), "Late", at("10:25", 12)],
  ["nudge:1:snooze:end", ownedCase(), "Back again"],
  [`assigned:${at("10:02")}`, ownedCase(), "is yours"],
  ["escalated:1", ownedCase({ escalations: [escalation], seniorRole: "manager" }), "Escalated"],
  ["reopened:2", reopenedCase(), "Reopened"],
  ["abuse", ownedCase({ abusive: { reason: "Threats", by: ben, at: at("10:20") } }), "Abusive contact"],
  ["note:0", ownedCase({ notes: [note] }), "Note"],
  [
    "unreachable:apology",
    apologizedCase({ undelivered: [{ what: "apology", reason: "off", at: at("10:20") }] }),
    "Not reached",
  ],
  ["acknowledgement:1", acknowledgedCase(), "We have your message"],
  ["apology:1", apologizedCase(), "A word from Acme Travel"],
  ["update:0", acknowledgedCase({ updates: [update] }), "News from Acme Travel"],
  [`survey:${sent}`, surveyedCase(), "How did we do?", sent],
  [`survey:${sent}`, surveyedCase({ answers: { overall: 5 }, answeredAt: sent }), "Thank you!", sent],
  [`survey-reminder:${sent}`, surveyedCase({ remindedAt: at("15:00", 15) }), "How did we do?", at("15:00", 15)],
];

const gone: readonly (readonly [name: string, why: string, kase: Case, when?: Instant])[] = [
  ["approval:R9", "the remedy isn't in the case", readyCase()],
  ["nudge:1:acknowledge:warning", "it was acknowledged meanwhile", acknowledgedCase(), at("10:50")],
  ["nudge:1:acknowledge:breach", "the clock started anew", openCase(), at("10:50")],
  ["nudge:1:approve:R1:breach", "it was decided meanwhile", readyCase(), at("10:55")],
  ["nudge:1:promise:P1:warning", "the promise was kept", ownedCase({ promises: [{ ...promise, status: "kept" }] })],
  ["nudge:1:deliver:R1:breach", "the case is closed", closedCase({ remedies: [grantedRefund()] }), at("10:25", 12)],
  ["nudge:1:snooze:end", "it was snoozed again", ownedCase({ snoozedUntil: at("12:00") })],
  ["nudge:1:snooze:end", "it is resolved", resolvedCase()],
  [`assigned:${at("10:02")}`, "someone else has it by now", ownedCase({ owner: cleo, ownedAt: at("10:03") })],
  [`assigned:${at("10:02")}`, "it is resolved", resolvedCase()],
  ["note:3", "there is no such note", ownedCase({ notes: [note] })],
  ["acknowledgement:1", "it was undone", ownedCase()],
  ["apology:1", "it was undone", acknowledgedCase()],
  ["update:0", "it was undone", acknowledgedCase()],
  ["survey:0", "none was sent", resolvedCase()],
];

describe("a surface", () => {
  it.each(shown.map(([name, kase, title, now = halfPastTen]) => [name, kase, title, now] as const))(
    "%s shows the case as it is",
    (name, kase, title, now) => {
      expect(titleOf(name, kase, now)).toContain(title);
    },
  );

  it.each(gone.map(([name, why, kase, now = halfPastTen]) => [name, why, kase, now] as const))(
    "%s shows nothing when %s",
    (name, _why, kase, now) => {
      expect(titleOf(name, kase, now)).toBeUndefined();
    },
  );

  it("of no known name is a defect", () => {
    expect(() => surfaceNamed("telegram:1")).toThrow("no surface is called telegram");
  });
});

describe("where it goes", () => {
  const to = (name: string, kase: Case) => surfaceNamed(name).to(kase);

  it("is the case's home for what the team should see", () => {
    for (const name of ["case", "approval:R1", "nudge:1:acknowledge:breach", "escalated:1", "note:0", "unreachable:x"])
      expect(to(name, ownedCase())).toEqual({ to: "home" });
  });

  it("is the owner for a warning; the home where there is none, and for approvals", () => {
    expect(to("nudge:1:resolve:warning", ownedCase())).toEqual({ to: "staff", person: ben });
    expect(to("nudge:1:resolve:warning", openCase())).toEqual({ to: "home" });
    expect(to("nudge:1:approve:R1:warning", awaitingApproval())).toEqual({ to: "home" });
  });

  it("is the new owner for an assignment, and nobody where the case has none any more", () => {
    expect(to("assigned:1", ownedCase())).toEqual({ to: "staff", person: ben });
    expect(to("assigned:1", openCase())).toBeUndefined();
  });

  it("is the customer for what is said to them, also where no person is known", () => {
    for (const name of ["acknowledgement:1", "apology:1", "update:0", "survey:1", "survey-reminder:1"])
      expect(to(name, openCase())).toEqual({ to: "customer", person: rosa });
    expect(to("survey:1", openCase({ customer: byEmailOnly }))).toEqual({ to: "customer" });
  });
});

describe("the lane", () => {
  it("is one for all that goes to one conversation", () => {
    expect(laneOf({ to: "home" }, openCase())).toBe("slack:T1:C0CASES");
    expect(laneOf({ to: "customer" }, openCase({ customer: byEmailOnly }))).toBe("slack:T1:C0CASES");
    expect(laneOf({ to: "customer", person: rosa }, openCase())).toBe("dm:slack:T1:U0ROSA");
    expect(laneOf({ to: "staff", person: rosa }, openCase())).toBe("dm:slack:T1:U0ROSA");
  });
});

describe("quiet hours", () => {
  const hush = (name: string) => surfaceNamed(name).hush(ownedCase());
  it("are the owner's for nudges and the customer's for surveys; all else is said at once", () => {
    expect(hush("nudge:1:resolve:warning")).toEqual(ben);
    expect(hush("nudge:1:resolve:breach")).toBeUndefined();
    expect(hush("survey:1")).toEqual(rosa);
    expect(hush("survey-reminder:1")).toEqual(rosa);
    for (const name of ["case", "approval:R1", "apology:1", "acknowledgement:1", "escalated:1"])
      expect(hush(name)).toBeUndefined();
  });
});

describe("the survey's reminder", () => {
  const reminder = surfaceNamed(`survey-reminder:${sent}`);

  it("is sent while the survey waits for an answer", () => expect(reminder.settled(surveyedCase())).toBe(false));

  it("is not sent any more once it was answered or no more surveys are wanted; one that is there says thanks", () => {
    const answered = surveyedCase({ answers: { overall: 4 }, answeredAt: sent });
    expect(reminder.settled(answered)).toBe(true);
    expect(reminder.settled(surveyedCase({}, { surveyOptOut: sent }))).toBe(true);
  });
});

describe("who is mentioned", () => {
  const role = (name: string, kase: Case) => surfaceNamed(name).mentions(kase, protocol);

  it("is whoever may approve, as long as it waits", () => {
    expect(role("approval:R1", awaitingApproval())).toBe("manager");
    expect(role("nudge:1:approve:R1:warning", awaitingApproval())).toBe("manager");
    expect(role("approval:R1", readyCase())).toBeUndefined();
  });

  it("is the senior role that was asked for", () => {
    const senior = ownedCase({ seniorRole: "director" });
    for (const name of ["escalated:1", "reopened:2", "abuse"]) expect(role(name, senior)).toBe("director");
  });

  it("is a manager where nobody owns the case, and nobody else where someone does", () => {
    expect(role("nudge:1:resolve:breach", openCase())).toBe("manager");
    expect(role("nudge:1:resolve:breach", openCase({ seniorRole: "director" }))).toBe("director");
    expect(role("nudge:1:resolve:breach", ownedCase())).toBeUndefined();
  });

  it("is the only role there is, where there is but one", () => {
    const [staff] = protocol.roles;
    const alone = { ...protocol, roles: staff ? [staff] : [] };
    expect(surfaceNamed(`nudge:${instant(1)}:resolve:breach`).mentions(openCase(), alone)).toBe("staff");
  });
});
