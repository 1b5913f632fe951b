import type { ProtocolVersion, Store } from "../app/ports.ts";
import type { CaseId } from "../core/case.ts";
import type { CustomerEvent } from "../core/customers/events.ts";
import { defined } from "../core/defined.ts";
import type { OrganizationKey } from "../core/organization.ts";
import type { Instant } from "../core/time.ts";
import { findCase, newerCases } from "./cases.ts";
import { claimJobs } from "./claim-jobs.ts";
import { findContact, saveContact } from "./contacts.ts";
import { customerHistory } from "./customers/history.ts";
import { customerEventsOf } from "./customers/log.ts";
import { beginCustomerRecords } from "./customers/records.ts";
import type { Database } from "./database.ts";
import { explained } from "./database-unreachable.ts";
import { enqueueJobs } from "./enqueue-jobs.ts";
import { eraseWords } from "./erase-words.ts";
import { eventsOf } from "./event-log.ts";
import { type FailedJob, failedJobs, retryFailed } from "./failed-jobs.ts";
import { type CaseHead, caseHeads } from "./heads.ts";
import { casesHeldBy, casesShownIn, holders } from "./holders.ts";
import { createInstallations } from "./installations.ts";
import { backlog, denyJob, endLeases, failJob, finishJob, postponeJob, retryJob } from "./jobs.ts";
import { findMessageRef, forgetMessageRef, messagesOf, saveMessageRef, surfaceOf } from "./message-refs.ts";
import { checkMigrated, migrate } from "./migrate.ts";
import { patient } from "./patient.ts";
import { colleagueOf, findIdentity, namesOf, platformWorkspaces, saveIdentity } from "./people.ts";
import { openPglite } from "./pglite.ts";
import { checkPooler } from "./pooler.ts";
import { openPostgres } from "./postgres.ts";
import { type Decision, decisions, keepProtocol, protocolInForce, protocolVersions } from "./protocols.ts";
import { openCases, overview, queueOf } from "./queue.ts";
import { moveWordsBesideLog } from "./rechain.ts";
import { purge } from "./requests.ts";
import { dueTimers, replaceTimers } from "./timers.ts";
import { transact } from "./transact.ts";
import { type LogCheck, verifyLog } from "./verify-log.ts";
import { type OlderAmount, olderAmounts, type Settling, settleDecimals } from "./written-decimals.ts";

export type StoreOptions = {
  /** A PostgreSQL URL, version 14 or newer. Without it the embedded database in `dataDir` is used. */
  readonly databaseUrl?: string;
  readonly dataDir: string;
  /** Seals tokens at rest. */
  readonly secret: string;
  readonly log?: (words: string) => void;
  /** How many connections to PostgreSQL at most. */
  readonly pool?: number;
  /** `operator` for terminal commands: they may take as long as they need, and say what they wait for. */
  readonly urgency?: "person" | "operator";
};

/** The store, and what only the operator asks of it. */
export type OpenedStore = Store & {
  verifyLog(): Promise<LogCheck>;
  /** The newest hash of every case, and those from before a case was chained anew. */
  caseHeads(): Promise<readonly CaseHead[]>;
  /** The log of the record that has this key: what happened to it, the oldest first. */
  customerEvents(organization: OrganizationKey, key: string): Promise<readonly CustomerEvent[]>;
  /** @returns how many texts of the case were erased from its log. */
  eraseWords(organization: OrganizationKey, caseId: CaseId, now: Instant): Promise<number>;
  /** Every version of the protocol that was in force, the newest first. */
  protocolVersions(): Promise<readonly ProtocolVersion[]>;
  /** On remedies, in the order in which they were made. */
  decisions(): Promise<readonly Decision[]>;
  /** Messages that were given up. */
  failedJobs(): Promise<readonly FailedJob[]>;
  /** @returns how many of them are settled by it. */
  retryFailed(which: number | "all", now: Instant): Promise<number>;
  /** The pool's connections to PostgreSQL; undefined on the embedded database. */
  connections(): { readonly most: number; readonly inUse: number; readonly waiting: number } | undefined;
  /** Amounts of an older release whose decimals depended on the runtime, or differed from today's. */
  olderAmounts(): Promise<readonly OlderAmount[]>;
  settleDecimals(settling: Settling): Promise<void>;
};

/**
 * Opens the database and brings its tables up to date.
 * @throws DataDirInUseError when another process has the folder, DatabaseUnreachableError; otherwise what the database says.
 */
export async function openStore(options: StoreOptions): Promise<OpenedStore> {
  const { databaseUrl, dataDir, secret, log = () => {}, pool, urgency = "person" } = options;
  if (!databaseUrl) log(`Opening the embedded database in ${dataDir}; the first time takes a few seconds`);
  const database = databaseUrl ? openPostgres(databaseUrl, defined({ pool, urgency })) : await openPglite(dataDir);
  try {
    const operators = database.waitedForBy("operator");
    if (databaseUrl) await checkPooler(databaseUrl);
    await migrate(operators, log);
    await moveWordsBesideLog(operators, log);
    await beginCustomerRecords(operators, log);
    if (!databaseUrl) await endLeases(database);
  } catch (error) {
    await database.close();
    throw databaseUrl ? explained(error, databaseUrl) : error;
  }
  const anotherHolds = async () => "rows that another process holds in the database";
  return createStore(urgency === "operator" ? patient(database, log, anotherHolds) : database, secret);
}

export const createStore = (database: Database, secret: string): OpenedStore => ({
  waitedForBy: (urgency) => createStore(database.waitedForBy(urgency), secret),
  transact: (ask, decide) => transact(database, ask, decide),
  findCase: (organization, by) => findCase(database, organization, by),
  events: (organization, caseId) => eventsOf(database, organization, caseId),
  customerEvents: (organization, key) => customerEventsOf(database, organization, key),
  customerHistory: (organization, caseNumber) => customerHistory(database, organization, caseNumber),
  openCases: (organization) => openCases(database, organization),
  newerCases: (organization) => newerCases(database, organization),
  queueOf: (organization, reader) => queueOf(database, organization, reader),
  overview: (organization, now) => overview(database, organization, now),

  identity: (person, organization) => findIdentity(database, person, organization),
  names: (people, organization) => namesOf(database, people, organization),
  saveIdentity: (organization, identity, now) => saveIdentity(database, organization, identity, now),

  platformWorkspaces: (organization, platform) => platformWorkspaces(database, organization, platform),

  holders: (last, limit) => holders(database, last, limit),
  colleagueOf: (organization, person) => colleagueOf(database, organization, person),
  casesHeldBy: (organization, person) => casesHeldBy(database, organization, person),
  casesShownIn: (organization, place) => casesShownIn(database, organization, place),

  dueTimers: (now, limit, last) => dueTimers(database, now, limit, last),
  replaceTimers: (organization, caseId, timers, version) =>
    replaceTimers(database, organization, caseId, timers, version),

  claimJobs: (now, lease, limit) => claimJobs(database, now, lease, limit),
  finishJob: (job, laneFreeAt) => finishJob(database, job, laneFreeAt),
  retryJob: (job, at, reason) => retryJob(database, job, at, reason),
  denyJob: (job, again) => denyJob(database, job, again),
  postponeJob: (job, until) => postponeJob(database, job, until),
  failJob: (job, now, reason) => failJob(database, job, now, reason),
  async enqueue(organization, jobs, now) {
    for (const statement of enqueueJobs(organization, jobs, now)) await database.run(statement);
  },
  backlog: (now) => backlog(database, now),

  messages: (caseId) => messagesOf(database, caseId),
  messageRef: (caseId, surface) => findMessageRef(database, caseId, surface),
  surfaceOf: (caseId, ref) => surfaceOf(database, caseId, ref),
  forgetMessage: (caseId, message) => forgetMessageRef(database, caseId, message),
  saveMessage: (organization, caseId, shown) => saveMessageRef(database, organization, caseId, shown),

  contact: (key) => findContact(database, key),
  saveContact: (organization, key, row) => saveContact(database, organization, key, row),
  ...createInstallations(database, secret),

  protocolInForce: () => protocolInForce(database),
  keepProtocol: (version) => keepProtocol(database, version),
  protocolVersions: () => protocolVersions(database),
  decisions: () => decisions(database),

  ready: () => checkMigrated(database),
  purgeRequests: (before) => purge(database, before),
  close: () => database.close(),
  verifyLog: () => verifyLog(database),
  caseHeads: () => caseHeads(database),
  eraseWords: (organization, caseId, now) => eraseWords(database, organization, caseId, now),
  failedJobs: () => failedJobs(database),
  retryFailed: (which, now) => retryFailed(database, which, now),
  connections: () => database.counts?.(),
  olderAmounts: () => olderAmounts(database),
  settleDecimals: (settling) => settleDecimals(database, settling),
});
