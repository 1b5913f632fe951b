import type { Case, ClosedCase, OpenCase, RemedyOf, ResolvedCase, Survey } from "../../src/core/case.ts";
import { fromMajor, type Money } from "../../src/core/money.ts";
import { organizationKey } from "../../src/core/organization.ts";
import type { Identity, PersonRef } from "../../src/core/people.ts";
import { type Protocol, protocolSchema } from "../../src/core/protocol.ts";
import { type Instant, instant } from "../../src/core/time.ts";

/** Sample cases as plain values: one complaint by Rosa on a Tuesday morning, and how far its recovery has come. */

// ── People ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const person = (id: string): PersonRef => ({ platform: "slack", workspace: "T1", id });

/** Ben and Cleo are staff, Ann is a manager, Dora the director, Rosa the customer. */
export const people = {
  ann: person("U0ANN"),
  ben: person("U0BEN"),
  cleo: person("U0CLEO"),
  dora: person("U0DORA"),
  rosa: person("U0ROSA"),
} as const;
export const { ann, ben, cleo, dora, rosa } = people;

const names: Readonly<Record<string, string>> = {
  U0ANN: "Ann Lee",
  U0BEN: "Ben Okafor",
  U0CLEO: "Cleo Wu",
  U0DORA: "Dora Kim",
  U0ROSA: "Rosa Diaz",
};
export const nameOf = ({ id }: PersonRef): string | undefined => names[id];

export const identityOf = (who: PersonRef, more: Partial<Identity> = {}): Identity => ({
  person: who,
  name: nameOf(who) ?? who.id,
  groups: [],
  admin: false,
  outsider: who.id === rosa.id,
  aliases: [],
  ...more,
});

// ── Time, money, rules ───────────────────────────────────────────────────────────────────────────────────────────────

/** A moment of that Tuesday, 10 March 2026, in UTC: `at("10:30")`; or of another day: `at("10:30", 12)`. */
export const at = (clock: string, day = 10): Instant =>
  instant(Date.parse(`2026-03-${String(day).padStart(2, "0")}T${clock}:00Z`));

export const usd = (major: number): Money => fromMajor(major, "USD");

export const protocol: Protocol = protocolSchema.parse({
  organization: "Acme Travel",
  roles: [
    { id: "staff", label: "Staff", members: ["*"], limits: { perRemedy: 50 } },
    { id: "manager", label: "Manager", members: [`slack:${ann.id}`], limits: { perRemedy: 500 } },
    { id: "director", label: "Director", members: [`slack:${dora.id}`], limits: { perRemedy: "unlimited" } },
  ],
});

// ── Cases ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Opened at 10:00, nobody's yet. Acknowledge by 11:00, resolve by tomorrow 10:00, a word at least by tomorrow 10:00. */
export const openCase = (overrides: Partial<OpenCase> = {}): OpenCase => ({
  status: "open",
  id: "case-12",
  workspace: organizationKey("acme"),
  number: 12,
  version: 1,
  openedAt: at("10:00"),
  openedBy: ben,
  source: "message",
  origin: {
    platform: "slack",
    workspace: "T1",
    channel: "C0HELP",
    thread: "1.1",
    link: "https://acme.slack.com/archives/C0HELP/p11",
  },
  home: {
    platform: "slack",
    workspace: "T1",
    channel: "C0CASES",
    thread: "2.2",
    link: "https://acme.slack.com/archives/C0CASES/p22",
  },
  customer: { key: "slack:T1:U0ROSA", name: "Rosa Diaz", person: rosa },
  complaint: "My parcel came five days late and nobody told me.",
  failureType: "late",
  severity: "major",
  remedySought: "My shipping fee back",
  pricePaid: usd(120),
  reference: "A-1234",
  round: 1,
  roundStartedAt: at("10:00"),
  notes: [],
  updates: [],
  escalations: [],
  remedies: [],
  promises: [],
  links: [],
  clocks: {
    acknowledge: { startedAt: at("10:00"), warnAt: at("10:45"), dueAt: at("11:00") },
    resolve: { startedAt: at("10:00"), warnAt: at("08:00", 11), dueAt: at("10:00", 11) },
    update: { startedAt: at("10:00"), warnAt: at("08:00", 11), dueAt: at("10:00", 11) },
  },
  nudged: {},
  undelivered: [],
  ...overrides,
});

/** Rosa can't be reached on the platform. */
export const byEmailOnly = { key: "email:rosa@example.com", name: "Rosa Diaz", email: "rosa@example.com" } as const;

export const ownedCase = (overrides: Partial<OpenCase> = {}): OpenCase =>
  openCase({ version: 2, owner: { person: ben, since: at("10:02") }, ...overrides });

export const acknowledgedCase = (overrides: Partial<OpenCase> = {}): OpenCase =>
  ownedCase({ version: 3, acknowledged: { at: at("10:04"), by: ben, told: "dm" }, ...overrides });

export const apologizedCase = (overrides: Partial<OpenCase> = {}): OpenCase =>
  acknowledgedCase({
    version: 4,
    apology: { at: at("10:10"), by: ben, told: "dm", text: "Rosa, I am sorry that we kept you waiting for five days." },
    ...overrides,
  });

export const diagnosedCase = (overrides: Partial<OpenCase> = {}): OpenCase =>
  apologizedCase({
    version: 5,
    rootCause: { id: "carrier", explanation: "The carrier lost the pallet label.", by: ben, at: at("10:20") },
    ...overrides,
  });

const refund = {
  id: "R1",
  kind: "refund",
  label: "Refund",
  reason: "Five days late on a paid express service.",
  by: ben,
  at: at("10:25"),
};

export const pendingRefund = (overrides: Partial<RemedyOf<"pending">> = {}): RemedyOf<"pending"> => ({
  ...refund,
  status: "pending",
  amount: usd(200),
  proposed: usd(200),
  role: "manager",
  needed: 1,
  approvals: [],
  clock: { startedAt: at("10:25"), warnAt: at("10:48"), dueAt: at("10:55") },
  ...overrides,
});

export const grantedRefund = (overrides: Partial<RemedyOf<"granted">> = {}): RemedyOf<"granted"> => ({
  ...refund,
  status: "granted",
  amount: usd(40),
  proposed: usd(40),
  grantedAt: at("10:25"),
  grantedBy: ben,
  approvals: [],
  clock: { startedAt: at("10:25"), warnAt: at("14:00", 11), dueAt: at("10:25", 12) },
  ...overrides,
});

export const awaitingApproval = (overrides: Partial<OpenCase> = {}): OpenCase =>
  diagnosedCase({ version: 6, remedies: [pendingRefund()], ...overrides });

/** Every step but the resolution is done. */
export const readyCase = (overrides: Partial<OpenCase> = {}): OpenCase =>
  diagnosedCase({ version: 6, remedies: [grantedRefund()], ...overrides });

const ending = {
  owner: { person: ben, since: at("10:02") },
  resolvedAt: at("15:00"),
  resolvedBy: ben,
  whatWasDone: "Refunded the shipping fee.",
  surveyAt: at("15:00", 12),
};

export const resolvedCase = (overrides: Partial<ResolvedCase> = {}): ResolvedCase => ({
  ...readyCase({ version: 7 }),
  ...ending,
  status: "resolved",
  ...overrides,
});

export const sentSurvey = (overrides: Partial<Survey> = {}): Survey => ({
  sentAt: at("15:00", 12),
  remindAt: at("15:00", 15),
  expiresAt: at("15:00", 26),
  answers: {},
  ...overrides,
});

export const surveyedCase = (survey: Partial<Survey> = {}, overrides: Partial<ResolvedCase> = {}): ResolvedCase =>
  resolvedCase({ version: 8, survey: sentSurvey(survey), ...overrides });

/** Rosa answered 2 of 5: a second round, to be owned by a manager. */
export const reopenedCase = (overrides: Partial<OpenCase> = {}): OpenCase => ({
  ...openCase({
    version: 10,
    round: 2,
    roundStartedAt: at("09:00", 13),
    seniorRole: "manager",
    remedies: [grantedRefund()],
  }),
  rootCause: { id: "carrier", explanation: "The carrier lost the pallet label.", by: ben, at: at("10:20") },
  survey: sentSurvey({ answeredAt: at("09:00", 13), answers: { overall: 2 }, comment: "Nobody called me." }),
  clocks: {
    acknowledge: { startedAt: at("09:00", 13), warnAt: at("09:45", 13), dueAt: at("10:00", 13) },
    resolve: { startedAt: at("09:00", 13), warnAt: at("15:00", 13), dueAt: at("09:00", 16) },
    update: { startedAt: at("09:00", 13), warnAt: at("15:00", 13), dueAt: at("09:00", 16) },
  },
  ...overrides,
});

export const closedCase = (overrides: Partial<ClosedCase> = {}): ClosedCase => ({
  ...readyCase({ version: 9 }),
  status: "closed",
  owner: { person: ben, since: at("10:02") },
  closedAt: at("16:00", 26),
  closedBy: ben,
  outcome: "recovered",
  whatWasDone: "Refunded the shipping fee.",
  resolvedAt: at("15:00"),
  ...overrides,
});

/** One case of each kind, for tests that must hold in every state. */
export const everyCase: Readonly<Record<string, Case>> = {
  open: openCase(),
  owned: ownedCase(),
  acknowledged: acknowledgedCase(),
  apologized: apologizedCase(),
  diagnosed: diagnosedCase(),
  awaitingApproval: awaitingApproval(),
  ready: readyCase(),
  resolved: resolvedCase(),
  surveyed: surveyedCase(),
  answered: surveyedCase({ answeredAt: at("16:00", 12), answers: { overall: 5 } }),
  reopened: reopenedCase(),
  closed: closedCase(),
};
