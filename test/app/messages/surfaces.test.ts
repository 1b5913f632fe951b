import { describe, expect, it } from "vitest";
import { laneOf } from "../../../src/app/messages/destinations.ts";
import {
  destinationOf,
  lastWord as lastWordOf,
  mentionedRole,
  quietHoursOf,
  type SurfaceContext,
  show,
} from "../../../src/app/messages/surfaces.ts";
import type { Case } from "../../../src/core/case.ts";
import { personKey } from "../../../src/core/people.ts";
import type { Instant } from "../../../src/core/time.ts";
import { plain } from "../../../src/views/elements.ts";
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
  pendingRefund,
  protocol,
  readyCase,
  reopenedCase,
  resolvedCase,
  rosa,
  surveyedCase,
} from "../../support/cases.ts";
import { surface } from "../../support/surfaces.ts";
import { body, viewContext } from "../../support/view-context.ts";

const seenAt = (now: Instant): SurfaceContext => ({ ...viewContext({ now }), mentions: [{ person: ann }] });
const halfPastTen = at("10:30");
const titleOf = (name: string, kase: Case, now: Instant): string | undefined => {
  const card = show(surface(name), kase, seenAt(now));
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
const heardAt = (clock: string) => ({
  ...openCase().clocks,
  update: { startedAt: at(clock), warnAt: at("09:00", 11), dueAt: at("10:45", 11) },
});
const { clock: _done, ...granted } = grantedRefund();
const delivered = readyCase({
  remedies: [{ ...granted, status: "delivered", deliveredAt: at("09:00", 11), deliveredBy: ben }],
});

type Row = readonly [name: string, kase: Case, title: string, when?: Instant];
const shown: readonly Row[] = [
  ["case", openCase(), "Case 12"],
  ["case", closedCase(), "Closed"],
  ["approval:R1", awaitingApproval(), "Approval needed"],
  ["approval:R1", readyCase(), "approved"],
  [`nudge:${at("10:50")}:acknowledge:warning`, openCase(), "Reminder", at("10:50")],
  [`nudge:${at("11:00")}:acknowledge:breach`, openCase(), "Late", at("11:00")],
  [`nudge:${at("10:55")}:approve:R1:breach`, awaitingApproval(), "Late", at("10:55")],
  [`nudge:${at("10:30")}:promise:P1:warning`, ownedCase({ promises: [promise] }), "Reminder"],
  [`nudge:${at("10:25", 12)}:deliver:R1:breach`, readyCase(), "Late", at("10:25", 12)],
  [`nudge:${at("10:30")}:snooze:end`, ownedCase({ nudged: { "snooze:end": at("10:30") } }), "Back again"],
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
  [`nudge:${at("10:50")}:acknowledge:warning`, "it was acknowledged meanwhile", acknowledgedCase(), at("10:50")],
  [`nudge:${at("10:50")}:acknowledge:breach`, "the clock started anew", openCase(), at("10:50")],
  [`nudge:${at("10:55")}:approve:R1:breach`, "it was decided meanwhile", readyCase(), at("10:55")],
  [
    `nudge:${at("10:30")}:promise:P1:warning`,
    "the promise was kept",
    ownedCase({ promises: [{ ...promise, status: "kept" }] }),
  ],
  [
    `nudge:${at("10:25", 12)}:deliver:R1:breach`,
    "the case is closed",
    closedCase({ remedies: [grantedRefund()] }),
    at("10:25", 12),
  ],
  [
    `nudge:${at("10:30")}:snooze:end`,
    "it was snoozed again",
    ownedCase({ snoozedUntil: at("12:00"), nudged: { "snooze:end": at("10:30") } }),
  ],
  [`nudge:${at("10:30")}:snooze:end`, "it is resolved", resolvedCase({ nudged: { "snooze:end": at("10:30") } })],
  [
    `nudge:${at("10:20")}:snooze:end`,
    "it was snoozed once more and came back since",
    ownedCase({ nudged: { "snooze:end": at("10:30") } }),
  ],
  [`assigned:${at("10:02")}`, "someone else has it by now", ownedCase({ owner: { person: cleo, since: at("10:03") } })],
  [`assigned:${at("10:02")}`, "it is resolved", resolvedCase()],
  ["note:3", "there is no such note", ownedCase({ notes: [note] })],
  ["acknowledgement:1", "it was undone", ownedCase()],
  ["acknowledgement:1", "the reopened case has its own", acknowledgedCase({ round: 2 })],
  ["apology:1", "the reopened case has its own", apologizedCase({ round: 2 })],
  ["apology:1", "it was undone", acknowledgedCase()],
  ["update:0", "it was undone", acknowledgedCase()],
  ["survey:0", "none was sent", resolvedCase()],
  ["survey:0", "a newer one was sent", surveyedCase()],
  [`survey-reminder:${sent}`, "it was answered", surveyedCase({ answers: { overall: 4 }, answeredAt: sent })],
  [`survey-reminder:${sent}`, "no more surveys are wanted", surveyedCase({}, { surveyOptOut: sent })],
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
});

describe("the customer", () => {
  it("is named, and never called, where the team talks among itself", () => {
    const said = [["case", openCase()], ...shown.slice(1).map(([name, kase]) => [name, kase] as const)] as const;
    for (const [name, kase] of said) {
      const message = surface(name);
      if (destinationOf(message, kase)?.to === "customer") continue;
      for (const card of [show(message, kase, seenAt(halfPastTen)), lastWordOf(message, kase, seenAt(halfPastTen))])
        expect(JSON.stringify(card ?? ""), name).not.toContain(`"person":${JSON.stringify(rosa)}`);
    }
    expect(JSON.stringify(show({ kind: "case" }, openCase(), seenAt(halfPastTen)))).toContain("Rosa Diaz");
  });
});

describe("where it goes", () => {
  const to = (name: string, kase: Case) => destinationOf(surface(name), kase);

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
  const quiet = (name: string) => quietHoursOf(surface(name), ownedCase());
  it("are the owner's for nudges and the customer's for surveys; all else is said at once", () => {
    expect(quiet("nudge:1:resolve:warning")).toEqual(ben);
    expect(quiet("nudge:1:resolve:breach")).toBeUndefined();
    expect(quiet("survey:1")).toEqual(rosa);
    expect(quiet("survey-reminder:1")).toEqual(rosa);
    for (const name of ["case", "approval:R1", "apology:1", "acknowledgement:1", "escalated:1"])
      expect(quiet(name)).toBeUndefined();
  });
});

describe("a message that is there once its matter is settled", () => {
  const lastWord = (name: string, kase: Case, now = at("16:00", 26)) => {
    const card = lastWordOf(surface(name), kase, seenAt(now));
    expect(card?.buttons).toEqual([]);
    return card && body(card)[0];
  };
  const kept = ownedCase({ promises: [{ ...promise, status: "kept" }] });
  const declined = openCase({
    remedies: [{ ...pendingRefund(), status: "declined", decidedAt: at("10:40"), decidedBy: ann, why: "Too much." }],
  });

  it.each([
    ["acknowledge:breach", acknowledgedCase(), "Acknowledged by Ben Okafor, 2026-03-10 10:04 UTC."],
    ["resolve:breach", resolvedCase(), "Resolved by Ben Okafor, 2026-03-10 15:00 UTC."],
    [
      "update:warning",
      acknowledgedCase({ clocks: heardAt("10:45") }),
      "Rosa Diaz heard from us, 2026-03-10 10:45 UTC.",
    ],
    ["approve:R1:breach", readyCase(), "Approved by Ben Okafor, 2026-03-10 10:25 UTC"],
    ["approve:R1:breach", declined, "Declined by Ann Lee, 2026-03-10 10:40 UTC: Too much."],
    ["deliver:R1:breach", delivered, "Delivered by Ben Okafor, 2026-03-11 09:00 UTC"],
    ["deliver:R1:breach", closedCase(), "Closed: Put right, 2026-03-26 16:00 UTC."],
    ["promise:P1:warning", kept, "The promise was kept."],
    ["resolve:warning", ownedCase(), "Ben Okafor looks after this case, since 2026-03-10 10:02 UTC."],
    ["snooze:end", ownedCase({ snoozedUntil: at("12:00", 28) }), "Snoozed until 2026-03-28 12:00 UTC."],
  ] as const)("of %s says what happened", (timer, kase, words) => {
    expect(lastWord(`nudge:${at("10:30")}:${timer}`, kase)).toBe(words);
  });

  it("says who has the case by now, where someone else was asked to look after it", () => {
    const kase = ownedCase({ owner: { person: cleo, since: at("10:03") } });
    expect(lastWord(`assigned:${at("10:02")}`, kase)).toBe(
      "Cleo Wu looks after this case, since 2026-03-10 10:03 UTC.",
    );
  });

  it("thanks for an answered survey, and asks nothing in the place of a newer one", () => {
    const answered = surveyedCase({ answers: { overall: 4 }, answeredAt: sent });
    expect(plain(lastWordOf({ kind: "survey-reminder", sentAt: sent }, answered, seenAt(sent))?.title ?? [])).toBe(
      "Thank you!",
    );
    for (const name of ["survey:0", "survey-reminder:0"])
      expect(lastWord(name, surveyedCase())).toMatch(/^Thank you all the same/);
  });

  it("keeps a copy in step with what it copies", () => {
    const copy = `copy:nudge:${at("10:55")}:approve:R1:breach@${personKey(cleo)}`;
    expect(titleOf(copy, awaitingApproval(), at("10:55"))).toBe("Late · Case 12");
    expect(lastWord(copy, declined)).toContain("Declined by Ann Lee");
  });
});

describe("who is mentioned", () => {
  const role = (name: string, kase: Case) => mentionedRole(surface(name), kase, protocol);

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
    expect(mentionedRole(surface("nudge:1:resolve:breach"), openCase(), alone)).toBe("staff");
  });
});
