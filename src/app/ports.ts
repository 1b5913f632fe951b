import type { Grant } from "../core/authority.ts";
import type { Case, CaseId, Place } from "../core/case.ts";
import type { CustomerChange } from "../core/customers/changes.ts";
import type { KnownBy } from "../core/customers/known-by.ts";
import type { CustomerMatch } from "../core/customers/recognize.ts";
import type { Context, KnownCustomer } from "../core/decide/context.ts";
import type { CaseEvent } from "../core/events.ts";
import type { Member } from "../core/members.ts";
import type { OrganizationKey } from "../core/organization.ts";
import type { Identity, PersonRef, Platform } from "../core/people.ts";
import type { RoleId } from "../core/protocol.ts";
import type { Duration, Instant } from "../core/time.ts";
import type { Timer } from "../core/timers.ts";
import type { About, Card, Inputs, Press, Reply } from "../views/elements.ts";
import type { CustomerHistory } from "../views/forms/join-customers.ts";
import type { Overview } from "../views/lists/overview.ts";
import type { QueueTotals } from "../views/lists/queue-sections.ts";
import type { Urgency } from "./urgency.ts";

/** What the application needs of the world (Chat, Store) and what the world may ask of it (Inbox). */

// ── Outbound: a chat platform ────────────────────────────────────────────────────────────────────────────────────────

/** A message the bot has sent: where, and the platform's id of it. */
export type MessageRef = { readonly place: Place; readonly message: string };

/**
 * A message as it now stands there: the surface it shows, and what its buttons ask for (`pressesOn` of its card); absent where
 * that isn't known, because an older release sent it.
 */
export type ShownMessage = { readonly surface: string; readonly ref: MessageRef; readonly presses?: string };

/**
 * What became of a send. `later`: the platform asks for patience, fell over, or refuses the whole bot, which is no word on this
 * message; `afterMillis` is its own word on how long, which the outbox keeps within bounds. `unreachable`: it denies this person,
 * place or message. `broken`: it denies what was sent. Platforms deny in passing what they grant a minute later, so a denial is
 * believed once it has lasted (`delivery/denials.ts`); at once only where `sure` says that no other try could end otherwise.
 */
export type Sent =
  | {
      readonly ok: true;
      readonly ref: MessageRef;
      /** Seen only by whoever is in the channel now: accepted, and no proof that they are. */
      readonly whispered?: true;
      /** It was to go into a thread and landed outside it: what the thread begins with is gone. */
      readonly loose?: true;
    }
  | { readonly ok: false; readonly why: "later"; readonly reason: string; readonly afterMillis?: number }
  | {
      readonly ok: false;
      readonly why: "unreachable";
      readonly reason: string;
      readonly sure?: true;
      /** Nothing can be posted in this channel (any more), whatever it says. */
      readonly placeLost?: true;
    }
  | { readonly ok: false; readonly why: "broken"; readonly reason: string; readonly sure?: true };

/** Members of a role whom only the platform can name: who has an email address, its admins, a user group's members. */
export type Sought = Exclude<Member, { readonly is: "everyone" | "person" }>;

export type Chat = {
  readonly platform: Platform;
  /** Milliseconds to leave between two messages in one conversation. */
  readonly paceMillis: number;
  post(place: Place, card: Card): Promise<Sent>;
  update(ref: MessageRef, card: Card): Promise<Sent>;
  /** `organization` (here and below) is the one that writes or asks: the person may belong to another. */
  directMessage(person: PersonRef, card: Card, organization: OrganizationKey): Promise<Sent>;
  /** Seen by one person only, in a shared channel: the second way where a direct message is refused. */
  whisper(place: Place, person: PersonRef, card: Card): Promise<Sent>;
  /** The person's own page (Slack's App Home, Teams' personal tab or chat). */
  showHome(person: PersonRef, cards: readonly Card[], organization: OrganizationKey): Promise<Sent>;
  /**
   * An outsider to that organization, whatever they are to their own. `undefined`: the platform denies that there is anybody by
   * this id, which may pass. @throws when it can't answer now.
   */
  identify(person: PersonRef, organization: OrganizationKey): Promise<Identity | undefined>;
  /** Those people of the workspace; empty where there are none. @throws when the platform can't answer now, or may be wrong. */
  find(workspace: string, who: Sought): Promise<readonly PersonRef[]>;
  /**
  /**
   * Who can read what is posted there. `unknown`: the platform can't say now. `denied`: it denies the place, which may pass.
   * Nothing internal may go there meanwhile. `lost`: we can't post there (any more): it is archived or deleted, or the bot isn't
   * in it.
   */
  audience(place: Place): Promise<"internal" | "outsiders" | "unknown" | "denied" | "lost">;
};

/** The platform's own ids of the workspaces that belong to an organization. */
export type WorkspacesOn = (platform: Platform, organization: OrganizationKey) => Promise<readonly string[]>;

// ── Inbound: what an adapter asks on behalf of a person ──────────────────────────────────────────────────────────────

/** Who asks, as the platform's signed payload says, and of which organization. */
export type Caller = {
  readonly organization: OrganizationKey;
  readonly person: PersonRef;
  /** Where they are looking, for notices and fallbacks. */
  readonly place?: Place;
  /** The payload itself says that this person is from outside. */
  readonly outsider?: boolean;
};

/** What a retry of the very same press would carry again. */
export type RequestKey = string;

export type FlaggedMessage = {
  readonly place: Place;
  readonly text: string;
  readonly author?: PersonRef;
  readonly authorName?: string;
};

/** Every promise resolves after the effect is committed: an adapter acks only then. */
export type Inbox = {
  press(caller: Caller, press: Press, key: RequestKey): Promise<Reply>;
  /** The form's id as the platform carried it: it may be one of an older release. */
  submit(caller: Caller, form: { id: string; about: About }, inputs: Inputs, key: RequestKey): Promise<Reply>;
  /** Where a form that came back was opened: nothing unless it is ours, and was opened for this person. */
  openedAt(caller: Caller, form: { id: string; about: About }): Place | undefined;
  /** The flag form, prefilled from a message where there is one. */
  flagForm(caller: Caller, message?: FlaggedMessage): Promise<Reply>;
  /** The words after `/amends`, or after the bot's mention. */
  command(caller: Caller, words: string, key: RequestKey): Promise<Reply>;
  /** The person opened their own page: show the queue there. */
  homeOpened(caller: Caller): Promise<void>;
  /** The platform says that someone left, or isn't what they were: they are looked at soon. */
  personChanged(organization: OrganizationKey, person: PersonRef): void;
  /** The platform says that nothing can be posted there any more; `reason` is its own word. */
  placeLost(organization: OrganizationKey, place: Place, reason: string): Promise<void>;
};

// ── Store ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type { Grant } from "../core/authority.ts";

export type DueTimer = Timer & { readonly organization: OrganizationKey; readonly caseId: CaseId };

/**
 * A message of a case to be brought in line with the case. `surface` names it (`case`, `approval:R1`, `survey` …, the rows
 * of `surfaces.ts`); what it shows is rendered when it is sent. `lane` is the conversation: one lane goes out in order.
 */
export type NewJob = {
  readonly caseId: CaseId;
  readonly surface: string;
  readonly lane: string;
  readonly notBefore?: Instant;
};
export type Job = NewJob & {
  readonly id: number;
  readonly organization: OrganizationKey;
  readonly attempts: number;
  readonly createdAt: Instant;
  /** The platform denies it, at every try since then. */
  readonly denied?: Denied;
};
/** Of what: changing the message that is there, or sending one. */
export type Denied = { readonly of: "change" | "send"; readonly since: Instant; readonly last: Instant };

export type KnownIdentity = { readonly identity: Identity; readonly fetchedAt: Instant };

/** Who sees to a case that isn't closed. */
export type CaseHolders = {
  readonly caseId: CaseId;
  readonly organization: OrganizationKey;
  readonly people: readonly PersonRef[];
};

export type Ask = {
  readonly organization: OrganizationKey;
  readonly now: Instant;
  /** The case to lock; absent when one is to be opened. */
  readonly caseId?: CaseId;
  readonly key?: RequestKey;
  readonly person?: PersonRef;
  /** Set when money may move: locks the budgets of the customer and the person and loads grants since then. */
  readonly grantsSince?: Instant;
  /** Set when a case is to be opened: takes the next number, and reads who is known by any of these. */
  readonly opensFor?: readonly KnownBy[];
  /** Set when nobody may decide on their own behalf: reads who the customer is, who asked and who approved. */
  readonly withInvolved?: true;
  /** Set when the decision depends on what is known of the case's customer from their other cases. */
  readonly withCustomer?: true;
  /** Set when customers are to be joined or parted: reads all records of the case's customer and of this other case's. */
  readonly joins?: number;
};

export type Loaded = {
  /** The request was carried out before: the answer it got. */
  readonly answered?: Reply;
  readonly kase?: Case;
  readonly person?: KnownIdentity;
  /** Those of them of whom the platforms have said anything yet. */
  readonly involved?: readonly Identity[];
  readonly grants: readonly Grant[];
  readonly nextNumber?: number;
  readonly customer?: KnownCustomer;
  /** With `opensFor`. */
  readonly customers?: readonly CustomerMatch[];
  /** With `joins`. */
  readonly joining?: NonNullable<Context["joining"]>;
};

/** What one accepted command writes, all of it or nothing. */
export type Writes = {
  readonly before: Case | undefined;
  readonly kase: Case;
  readonly events: readonly CaseEvent[];
  readonly actor: string;
  /** The hash of the protocol under which it was decided; undefined where no protocol had to do with it. */
  readonly protocol?: string;
  readonly timers: readonly Timer[];
  readonly jobs: readonly NewJob[];
  readonly answer: Reply;
  /** What it means for the customers' own log. */
  readonly customers?: readonly CustomerChange[];
};

export type QueueRow = { readonly kase: Case; readonly nextDueAt?: Instant };
/** The most urgent of each section, and how many each has. */
export type Queue = { readonly rows: readonly QueueRow[]; readonly totals: QueueTotals };
/** Whose queue it is, by every account of theirs. */
export type QueueReader = {
  readonly people: readonly PersonRef[];
  /** The roles for which they may decide. `any`: also one that the protocol no longer knows. */
  readonly decides: readonly RoleId[] | "any";
  /** Late cases of others concern them too. */
  readonly helps: boolean;
  /** So many of each section are read, and no more. */
  readonly most: number;
  readonly now: Instant;
};
export type StoredEvent = {
  readonly seq: number;
  readonly event: CaseEvent;
  readonly actor: string;
  readonly hash: string;
};
/** One protocol file, as it was in force for a while. */
export type ProtocolVersion = {
  /** See `protocolHash`. */
  readonly hash: string;
  /** As it is written; empty where nothing is. */
  readonly text: string;
  /** All that it means, with what it doesn't name, as the JSON that was hashed. */
  readonly rules: string;
  /** Absent for what is built in. */
  readonly file?: string;
  /** Of Amends. */
  readonly release: string;
  readonly since: Instant;
  /** What differs from the version before it, in words. */
  readonly differences: readonly string[];
};
export type Backlog = {
  readonly waiting: number;
  readonly oldestAt?: Instant;
  readonly failed: number;
  /** Conversations with something to say whose platform asked for patience, or doesn't answer, for more than a minute yet. */
  readonly muted: number;
};

export type Store = {
  /** The same store, asked for whoever waits: that decides how long the database may take. */
  waitedForBy(urgency: Urgency): Store;
  /**
   * One transaction in two round trips: reads and locks, then `decide` (synchronous and pure), then writes and commit.
   * `decide` returns what to write, if anything, and a result that is handed back after the commit.
   */
  transact<Result>(ask: Ask, decide: (loaded: Loaded) => { writes?: Writes; result: Result }): Promise<Result>;
  /** @throws NewerCaseError, as does every other that reads a case; lists leave such a case out. */
  findCase(organization: OrganizationKey, which: { id: CaseId } | { number: number }): Promise<Case | undefined>;
  events(organization: OrganizationKey, caseId: CaseId): Promise<readonly StoredEvent[]>;
  /** What is known of the customer of this case: of all records that are joined. */
  customerHistory(organization: OrganizationKey, caseNumber: number): Promise<CustomerHistory | undefined>;
  /** Every case that is not closed, however many: never for a request. Open first, most urgent first. */
  openCases(organization: OrganizationKey): Promise<readonly QueueRow[]>;
  /** How many cases that aren't closed only a newer release can read. */
  newerCases(organization: OrganizationKey): Promise<number>;
  /** What concerns one person, in the sections of `views/lists/queue-sections.ts`. */
  queueOf(organization: OrganizationKey, reader: QueueReader): Promise<Queue>;
  /** The numbers of the cases that aren't closed. */
  overview(organization: OrganizationKey, now: Instant): Promise<Overview>;

  /** What the platform last said of a person to this organization. */
  identity(person: PersonRef, organization: OrganizationKey): Promise<KnownIdentity | undefined>;
  /** What those of them who were met are called, by `personKey`. */
  names(people: readonly PersonRef[], organization: OrganizationKey): Promise<ReadonlyMap<string, string>>;
  saveIdentity(organization: OrganizationKey, identity: Identity, now: Instant): Promise<void>;
  /** The platform's own workspaces in which colleagues of this organization were met. */
  platformWorkspaces(organization: OrganizationKey, platform: Platform): Promise<readonly string[]>;

  /** Of cases that aren't closed, in one order; only those after `last`. */
  holders(last: CaseId | undefined, limit: number): Promise<readonly CaseHolders[]>;
  /** Another colleague on the same platform, who was met last; undefined where there is none. */
  colleagueOf(organization: OrganizationKey, person: PersonRef): Promise<PersonRef | undefined>;
  /** Cases that aren't closed and are theirs, or are worked on in their own conversation with us. */
  casesHeldBy(organization: OrganizationKey, person: PersonRef): Promise<readonly CaseId[]>;
  /** Cases that aren't closed and whose card is in this channel. */
  casesShownIn(organization: OrganizationKey, place: Place): Promise<readonly CaseId[]>;

  /** The longest due first; only those that come after `last` in that order, where it is given. */
  dueTimers(now: Instant, limit: number, last?: DueTimer): Promise<readonly DueTimer[]>;
  /** Replaces a case's timers outside a change, only for a timer that turned out stale; nothing if it is past `version`. */
  replaceTimers(
    organization: OrganizationKey,
    caseId: CaseId,
    timers: readonly Timer[],
    version?: number,
  ): Promise<void>;

  /** At most one job of a lane at a time, the lane's first; leased to the caller for `lease`. */
  claimJobs(now: Instant, lease: Duration, limit: number): Promise<readonly Job[]>;
  /** Done: gone, and the lane is free again at `laneFreeAt`. */
  finishJob(job: Job, laneFreeAt: Instant): Promise<void>;
  /** Failed for now: the whole lane waits until `at`. */
  retryJob(job: Job, at: Instant, reason: string): Promise<void>;
  /** Denied, and tried again at `at`: the lane waits too where it is said to, or others of the lane may pass. */
  denyJob(job: Job, again: { at: Instant; reason: string; denied: Denied; holdsLane: boolean }): Promise<void>;
  /** Not now, by our own choice (quiet hours): others of the lane may pass. */
  postponeJob(job: Job, until: Instant): Promise<void>;
  /** Given up: kept for the operator to see. */
  failJob(job: Job, now: Instant, reason: string): Promise<void>;
  enqueue(organization: OrganizationKey, jobs: readonly NewJob[], now: Instant): Promise<void>;
  backlog(now: Instant): Promise<Backlog>;

  messageRef(caseId: CaseId, surface: string): Promise<MessageRef | undefined>;
  /** Every message that the case has anywhere. */
  messages(caseId: CaseId): Promise<readonly ShownMessage[]>;
  /** Which surface of the case this message shows; its id means something in its own conversation only. */
  surfaceOf(caseId: CaseId, ref: MessageRef): Promise<string | undefined>;
  /** The message is no more: the next is sent anew. Nothing where the surface has another one by now. */
  forgetMessage(caseId: CaseId, message: ShownMessage): Promise<void>;
  /** The newest message of a surface is the one to be updated. */
  saveMessage(organization: OrganizationKey, caseId: CaseId, shown: ShownMessage): Promise<void>;

  /** An adapter's plain row on how to reach a person or conversation, under a key of its own. */
  contact(key: string): Promise<unknown>;
  saveContact(organization: OrganizationKey, key: string, row: object): Promise<void>;

  installation(platform: Platform, workspace: string): Promise<string | undefined>;
  saveInstallation(platform: Platform, workspace: string, secret: string): Promise<void>;
  removeInstallation(platform: Platform, workspace: string): Promise<void>;

  /** The newest version of the protocol that was in force. */
  protocolInForce(): Promise<ProtocolVersion | undefined>;
  /** Keeps a version that comes into force; nothing where it is the newest already. Versions are never removed. */
  keepProtocol(version: ProtocolVersion): Promise<void>;

  /** Resolves when the database answers and its migrations are all applied. @throws otherwise. */
  ready(): Promise<void>;
  /** Forgets request keys older than this: a platform retries for an hour at most. */
  purgeRequests(before: Instant): Promise<void>;
  close(): Promise<void>;
};

export type Clock = { now(): Instant };
