import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";

/**
 * The tables, from which `npm run db:generate` writes the migrations. Instants are epoch milliseconds, as in the core: no
 * database ever converts a time zone for us. Every row carries its `workspace`.
 */

/** What lists ask of the inside of a case. A path that doesn't fit what is stored finds nothing; it never fails. */
export const isWaiting = `jsonb_path_exists(state, '$.remedies[*]?(@.status == "pending")', '{}', true)`;
export const isSnoozed = "state ? 'snoozedUntil'";
export const isUnacknowledged = "not state ? 'acknowledged'";
export const isReopened = "state->'round' > '1'";

const instant = (name: string) => bigint(name, { mode: "number" });
const workspace = () => text("workspace").notNull();

/** The next case's number is counted here; locking the row keeps numbers without gaps. */
export const workspaces = pgTable("workspaces", {
  workspace: text("workspace").primaryKey(),
  lastNumber: integer("last_number").notNull(),
});

/** What is true of each case now: always the fold of its events. */
export const cases = pgTable(
  "cases",
  {
    id: text("id").primaryKey(),
    workspace: workspace(),
    number: integer("number").notNull(),
    status: text("status").notNull(),
    owner: text("owner"),
    customerKey: text("customer_key").notNull(),
    severity: text("severity").notNull(),
    failureType: text("failure_type").notNull(),
    rootCause: text("root_cause"),
    openedAt: instant("opened_at").notNull(),
    resolvedAt: instant("resolved_at"),
    closedAt: instant("closed_at"),
    outcome: text("outcome"),
    nextDueAt: instant("next_due_at"),
    version: integer("version").notNull(),
    /** Which shape `state` has; a row of an older shape is folded anew from its events. */
    shape: integer("shape").notNull(),
    state: jsonb("state").notNull(),
    /** The hash of the newest event: the next one is chained to it. */
    lastHash: text("last_hash").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (row) => [
    unique("cases_number").on(row.workspace, row.number),
    // Lists find everything in these, without reading what is inside a case (`queue.ts` asks in the very same words).
    index("cases_lists")
      .on(row.workspace, row.status, row.nextDueAt, row.owner, row.number, row.id, row.shape)
      .where(sql`status <> 'closed'`),
    index("cases_waiting")
      .on(row.workspace, row.shape, row.id)
      .where(sql`status <> 'closed' and ${sql.raw(isWaiting)}`),
    index("cases_snoozed")
      .on(row.workspace, row.shape, row.id)
      .where(sql`status <> 'closed' and ${sql.raw(isSnoozed)}`),
    index("cases_unacknowledged")
      .on(row.workspace, row.shape)
      .where(sql`status = 'open' and ${sql.raw(isUnacknowledged)}`),
    index("cases_reopened")
      .on(row.workspace, row.shape)
      .where(sql`status = 'open' and ${sql.raw(isReopened)}`),
    index("cases_opened").on(row.workspace, row.openedAt),
    index("cases_customer").on(row.workspace, row.customerKey),
  ],
);

/**
 * The service-recovery log and audit trail: rows are added, never changed (but once, see `rechain.ts`). Each carries the hash
 * of the one before it.
 */
export const caseEvents = pgTable(
  "case_events",
  {
    caseId: text("case_id").notNull(),
    seq: integer("seq").notNull(),
    workspace: workspace(),
    at: instant("at").notNull(),
    type: text("type").notNull(),
    actor: text("actor").notNull(),
    body: jsonb("body").notNull(),
    prevHash: text("prev_hash").notNull(),
    hash: text("hash").notNull(),
    /** Its personal words stand in `event_words`. False for what release 0.1 wrote, which knows nothing of this column. */
    wordsApart: boolean("words_apart").notNull().default(false),
    /** The hash of the protocol under which it was decided, part of `hash` where it is known. */
    protocol: text("protocol"),
  },
  (row) => [
    primaryKey({ columns: [row.caseId, row.seq] }),
    index("case_events_time").on(row.workspace, row.at),
    index("case_events_words_within").on(row.caseId).where(sql`not words_apart`),
  ],
);

/**
 * Personal words of events, which hold `sha256(salt || words)` in their place. Erased: salt and words are null and the time
 * is set, so that an audit tells what was erased from what is missing.
 */
export const eventWords = pgTable(
  "event_words",
  {
    caseId: text("case_id").notNull(),
    seq: integer("seq").notNull(),
    /** Where they belong in the event, such as `customer.name`. */
    field: text("field").notNull(),
    workspace: workspace(),
    salt: text("salt"),
    words: text("words"),
    erasedAt: instant("erased_at"),
  },
  (row) => [primaryKey({ columns: [row.caseId, row.seq, row.field] })],
);

/** Cases whose words were moved beside the log after they were written: what their newest hash was before. */
export const rechainedCases = pgTable(
  "rechained_cases",
  {
    caseId: text("case_id").notNull(),
    /** How many events the case had. */
    version: integer("version").notNull(),
    workspace: workspace(),
    /** The `seq` of each event whose words were moved. */
    events: jsonb("events").notNull(),
    oldHead: text("old_head").notNull(),
    newHead: text("new_head").notNull(),
    at: instant("at").notNull(),
  },
  (row) => [primaryKey({ columns: [row.caseId, row.version] })],
);

/** Each version of the protocol that was in force, in this order; rows are only added. */
export const protocols = pgTable("protocols", {
  seq: bigserial("seq", { mode: "number" }).primaryKey(),
  /** Whose rules: `*` where one file is for every organization. */
  workspace: workspace(),
  /** SHA-256 of the rules, see `protocolHash`. */
  hash: text("hash").notNull(),
  /** As it is written; empty where nothing is. */
  text: text("text").notNull(),
  /** All that it means, with what it doesn't name: the very JSON that was hashed. */
  rules: text("rules").notNull(),
  /** Its name, or nothing for what is built in. */
  file: text("file"),
  /** Of Amends. */
  release: text("release").notNull(),
  since: instant("since").notNull(),
  /** What differs from the version before, a line each. */
  differences: jsonb("differences").notNull(),
});

/** The outbox: messages to be brought in line with their case. */
export const jobs = pgTable(
  "jobs",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    workspace: workspace(),
    caseId: text("case_id").notNull(),
    surface: text("surface").notNull(),
    lane: text("lane").notNull(),
    /** `waiting`, `claimed` or `failed`. */
    state: text("state").notNull().default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    notBefore: instant("not_before").notNull(),
    createdAt: instant("created_at").notNull(),
    failedAt: instant("failed_at"),
    reason: text("reason"),
    /** Of what and since when the platform denies it, at every try (`Denied`). */
    denied: jsonb("denied"),
  },
  (row) => [
    // Ten quick changes of one card are one update: it shows the case as it is when it is sent.
    uniqueIndex("jobs_coalesced").on(row.caseId, row.surface, row.lane).where(sql`state = 'waiting'`),
    index("jobs_of_lane").on(row.lane, row.id).where(sql`state <> 'failed'`),
  ],
);

/** A conversation's pace: the lane is free once both instants have passed. */
export const lanes = pgTable("lanes", {
  lane: text("lane").primaryKey(),
  workspace: workspace(),
  freeAt: instant("free_at").notNull(),
  leasedUntil: instant("leased_until").notNull(),
});

export const timers = pgTable(
  "timers",
  {
    caseId: text("case_id").notNull(),
    key: text("key").notNull(),
    workspace: workspace(),
    dueAt: instant("due_at").notNull(),
  },
  (row) => [primaryKey({ columns: [row.caseId, row.key] }), index("timers_due").on(row.dueAt)],
);

/** What each request was answered, so that its retry gets the same answer and has no second effect. */
export const requests = pgTable(
  "requests",
  {
    workspace: workspace(),
    key: text("key").notNull(),
    answer: jsonb("answer").notNull(),
    at: instant("at").notNull(),
  },
  (row) => [primaryKey({ name: "requests_pkey", columns: [row.workspace, row.key] }), index("requests_at").on(row.at)],
);

/** The bot's own messages, to be updated in place. */
export const messageRefs = pgTable(
  "message_refs",
  {
    caseId: text("case_id").notNull(),
    surface: text("surface").notNull(),
    workspace: workspace(),
    place: jsonb("place").notNull(),
    message: text("message").notNull(),
    /** What its buttons ask for: empty where it has none, null where that isn't known (sent by an older release). */
    presses: text("presses"),
  },
  (row) => [primaryKey({ columns: [row.caseId, row.surface] })],
);

/** One row per record of a customer. Records that were joined are a group, named by one of them. */
export const customers = pgTable(
  "customers",
  {
    workspace: workspace(),
    /** What cases and budgets hold: the `id`, or in rows of release 0.1 an email, an account or a name. */
    key: text("key").notNull(),
    name: text("name").notNull(),
    email: text("email"),
    cases: integer("cases").notNull(),
    surveyOptOut: instant("survey_opt_out"),
    /** Never changes, and says nothing of the person. The default is for rows that release 0.1 still writes. */
    id: text("id").notNull().default(sql`gen_random_uuid()::text`),
    joinedInto: text("joined_into"),
    /** The record by which the group is named, where that is another one. */
    root: text("root"),
    /** When they were first met; null in what release 0.1 wrote, until its log is begun (see `customers/records.ts`). */
    since: instant("since"),
    /** How many events its log has, and the hash of the newest. */
    version: integer("version").notNull().default(0),
    lastHash: text("last_hash").notNull().default(""),
  },
  (row) => [
    primaryKey({ columns: [row.workspace, row.key] }),
    uniqueIndex("customers_id").on(row.workspace, row.id),
    index("customers_root").on(row.workspace, row.root).where(sql`root is not null`),
    index("customers_unrecorded").on(row.workspace, row.key).where(sql`since is null`),
  ],
);

/** By which accounts, addresses and names each record is known (`core/customers/known-by.ts`). */
export const customerKnownBy = pgTable(
  "customer_known_by",
  {
    workspace: workspace(),
    knownBy: text("known_by").notNull(),
    customer: text("customer").notNull(),
    at: instant("at").notNull(),
  },
  (row) => [
    primaryKey({ name: "customer_known_by_pkey", columns: [row.workspace, row.knownBy, row.customer] }),
    index("customer_known_by_customer").on(row.workspace, row.customer),
  ],
);

/** Records that somebody said are of different people: one row in each direction. */
export const customersApart = pgTable(
  "customers_apart",
  { workspace: workspace(), customer: text("customer").notNull(), other: text("other").notNull() },
  (row) => [primaryKey({ name: "customers_apart_pkey", columns: [row.workspace, row.customer, row.other] })],
);

/** The log of each record: rows are added, never changed, and each carries the hash of the one before it. */
export const customerEvents = pgTable(
  "customer_events",
  {
    customer: text("customer").notNull(),
    seq: integer("seq").notNull(),
    workspace: workspace(),
    at: instant("at").notNull(),
    type: text("type").notNull(),
    actor: text("actor").notNull(),
    body: jsonb("body").notNull(),
    prevHash: text("prev_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (row) => [primaryKey({ columns: [row.customer, row.seq] })],
);

/** Personal words of those events, as `event_words` has those of cases. */
export const customerEventWords = pgTable(
  "customer_event_words",
  {
    customer: text("customer").notNull(),
    seq: integer("seq").notNull(),
    field: text("field").notNull(),
    workspace: workspace(),
    salt: text("salt"),
    words: text("words"),
    erasedAt: instant("erased_at"),
  },
  (row) => [primaryKey({ columns: [row.customer, row.seq, row.field] })],
);

/** What the platforms last said of each person; rows of one human share the email. */
export const people = pgTable(
  "people",
  {
    person: text("person").primaryKey(),
    workspace: workspace(),
    /** Lower-case. */
    email: text("email"),
    outsider: boolean("outsider").notNull(),
    identity: jsonb("identity").notNull(),
    fetchedAt: instant("fetched_at").notNull(),
  },
  (row) => [index("people_email").on(row.workspace, row.email)],
);

/** One row per granted remedy that costs: what counts against the limits that span cases. */
export const budgets = pgTable(
  "budgets",
  {
    caseId: text("case_id").notNull(),
    remedy: text("remedy").notNull(),
    workspace: workspace(),
    customer: text("customer").notNull(),
    person: text("person").notNull(),
    minor: bigint("minor", { mode: "number" }).notNull(),
    currency: text("currency").notNull(),
    at: instant("at").notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.caseId, row.remedy] }),
    index("budgets_customer").on(row.workspace, row.customer, row.at),
    index("budgets_person").on(row.workspace, row.person, row.at),
  ],
);

/** One row per case and round in which the customer was asked, for insights. */
export const surveys = pgTable(
  "surveys",
  {
    caseId: text("case_id").notNull(),
    round: integer("round").notNull(),
    workspace: workspace(),
    sentAt: instant("sent_at"),
    remindedAt: instant("reminded_at"),
    answeredAt: instant("answered_at"),
    expiredAt: instant("expired_at"),
    answers: jsonb("answers").notNull(),
    comment: text("comment"),
  },
  (row) => [primaryKey({ columns: [row.caseId, row.round] }), index("surveys_sent").on(row.workspace, row.sentAt)],
);

/** With how many decimals amounts in events before `until` were written, where that isn't what it is today. */
export const writtenDecimals = pgTable(
  "written_decimals",
  {
    workspace: workspace(),
    currency: text("currency").notNull(),
    until: instant("until").notNull(),
    decimals: integer("decimals").notNull(),
    /** Null as long as the operator hasn't said whether `decimals` is right. */
    settledAt: instant("settled_at"),
  },
  (row) => [primaryKey({ columns: [row.workspace, row.currency, row.until] })],
);

/** Tokens of connected workspaces, encrypted (see `sealed.ts`). */
export const installations = pgTable(
  "installations",
  { platform: text("platform").notNull(), workspace: workspace(), secret: text("secret").notNull() },
  (row) => [primaryKey({ columns: [row.platform, row.workspace] })],
);

/** How to reach people and conversations: a platform's plain rows, under a key of its adapter. */
export const contacts = pgTable("contacts", {
  key: text("key").primaryKey(),
  workspace: workspace(),
  row: jsonb("row").notNull(),
});
