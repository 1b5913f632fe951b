import { z } from "zod";
import type { CustomerId } from "./customers/recognize.ts";
import type { Money } from "./money.ts";
import type { OrganizationKey } from "./organization.ts";
import { type PersonRef, personRefSchema } from "./people.ts";
import { type RoleId, type Severity, severities } from "./protocol.ts";
import { type Instant, instantSchema } from "./time.ts";

/**
 * The case: what is true of one complaint now. It is always the fold of its events (`evolve.ts`), so every field here is
 * set by an event in `events.ts`. Plain JSON values only.
 */

export type CaseId = string;

/** Where something was said on a platform. `thread` is the root message's id; without it the channel itself. */
export const placeSchema = z.object({
  platform: personRefSchema.shape.platform,
  workspace: z.string(),
  channel: z.string(),
  thread: z.string().exactOptional(),
  link: z.string().exactOptional(),
});
export type Place = z.infer<typeof placeSchema>;

export const customerSchema = z.object({
  /** The record of this customer, in which their other cases are too (`customers/recognize.ts`). */
  key: z.string(),
  name: z.string(),
  email: z.string().exactOptional(),
  person: personRefSchema.exactOptional(),
});
export type Customer = z.infer<typeof customerSchema>;

export const severitySchema = z.enum(severities);

/** A clock as it was promised when it started. Later changes of the protocol don't rewrite promises made. */
export const clockSchema = z.object({ startedAt: instantSchema, warnAt: instantSchema, dueAt: instantSchema });
export type Clock = z.infer<typeof clockSchema>;

/** How the customer was told: by the bot's direct message, or by the staff member in another way. */
export const toldSchema = z.enum(["dm", "elsewhere"]);
export type Told = z.infer<typeof toldSchema>;

export const closeOutcomes = [
  "recovered",
  "partly-recovered",
  "not-recovered",
  "withdrawn-by-customer",
  "unfounded",
] as const;
export type CloseOutcome = (typeof closeOutcomes)[number];

export const linkKinds = ["duplicate-of", "related-to"] as const;
export type LinkKind = (typeof linkKinds)[number];

/** Who looks after the case, and since when: it was taken then, or given by a colleague. */
export type Owner = { readonly person: PersonRef; readonly since: Instant; readonly by?: PersonRef };

/** Why someone can't look after a case any more: their account is shut, it isn't ours (any more), they have no role. */
export const departures = ["deactivated", "left", "no-role"] as const;
export type Departure = {
  readonly person: PersonRef;
  readonly at: Instant;
  readonly why: (typeof departures)[number];
  /** Their own conversation with us, where the case was worked on there. Nobody else reads it. */
  readonly chat?: Place;
};

export type Approval = { readonly by: PersonRef; readonly at: Instant; readonly role: RoleId };

type RemedyBase = {
  readonly id: string;
  /** Id of a row of the protocol's `remedies`. */
  readonly kind: string;
  readonly label: string;
  /** What is now offered; an approver may have made it less than `proposed`. */
  readonly amount?: Money;
  readonly proposed?: Money;
  readonly reason: string;
  readonly by: PersonRef;
  readonly at: Instant;
};

/** A remedy by where it stands. Only `granted` and `delivered` remedies count as spent. */
export type Remedy =
  | (RemedyBase & {
      readonly status: "pending";
      /** Lowest role that may approve. */
      readonly role: RoleId;
      readonly needed: number;
      readonly approvals: readonly Approval[];
      readonly clock: Clock;
    })
  | (RemedyBase & {
      readonly status: "granted";
      readonly grantedAt: Instant;
      /** Whose authority was used: the proposer, or the last approver. */
      readonly grantedBy: PersonRef;
      readonly approvals: readonly Approval[];
      readonly clock: Clock;
    })
  | (RemedyBase & {
      readonly status: "delivered";
      readonly grantedAt: Instant;
      readonly grantedBy: PersonRef;
      readonly approvals: readonly Approval[];
      readonly deliveredAt: Instant;
      readonly deliveredBy: PersonRef;
    })
  | (RemedyBase & {
      readonly status: "declined";
      readonly decidedAt: Instant;
      readonly decidedBy: PersonRef;
      readonly why: string;
    })
  | (RemedyBase & { readonly status: "withdrawn"; readonly decidedAt: Instant; readonly decidedBy: PersonRef });
export type RemedyOf<S extends Remedy["status"]> = Extract<Remedy, { status: S }>;

/** A promise made to the customer ("I'll call by 5"). Its due time is wall time: that is how people promise. */
export type PromiseMade = {
  readonly id: string;
  readonly text: string;
  readonly warnAt: Instant;
  readonly dueAt: Instant;
  readonly by: PersonRef;
  readonly at: Instant;
  readonly status: "open" | "kept" | "broken";
};

/** Another customer who may be, was said to be, or was said not to be, the customer of this case. */
export type SameCustomer = {
  /** A case of theirs, by which people know whom is meant. */
  readonly case: number;
  readonly name: string;
  /** What makes one ask: an account or address in common, the same name, or a colleague who knew. */
  readonly why: "address" | "name" | "chosen";
  readonly status: "offered" | "joined" | "apart";
  /** Of two that were joined, the record that was joined to the other one. */
  readonly joined?: { readonly customer: CustomerId; readonly into: CustomerId };
  readonly by?: PersonRef;
  readonly at: Instant;
};

export type Link = { readonly to: number; readonly as: LinkKind };

/** Answers 1 (worst) to 5 (best); a question not answered is absent. The questions are rows of `survey.ts`. */
export type SurveyAnswers = { readonly [question: string]: number };

export type Survey = {
  readonly sentAt: Instant;
  readonly expiresAt: Instant;
  readonly remindAt: Instant;
  readonly remindedAt?: Instant;
  readonly answeredAt?: Instant;
  readonly expiredAt?: Instant;
  readonly answers: SurveyAnswers;
  readonly comment?: string;
};

/** What the customer should hear and could not be told by direct message, so that staff send a link instead. */
export type Undelivered = { readonly what: string; readonly reason: string; readonly at: Instant };

type CaseBase = {
  readonly id: CaseId;
  /** The organization's key in the store; for one organization on many platforms all its cases share it. */
  readonly workspace: OrganizationKey;
  /** Counted from 1 in each organization; what people say aloud. */
  readonly number: number;
  /** How many events are in it; the next event's sequence number minus one. */
  readonly version: number;
  readonly openedAt: Instant;
  readonly openedBy?: PersonRef;
  readonly source: "message" | "form" | "command" | "api" | "survey";
  /** Where the complaint was made, when it was made on a platform. */
  readonly origin?: Place;
  /** Where staff work on it: never a channel that outsiders can read. */
  readonly home: Place;
  readonly customer: Customer;
  readonly complaint: string;
  readonly failureType: string;
  readonly severity: Severity;
  readonly remedySought?: string;
  readonly pricePaid?: Money;
  readonly reference?: string;

  /** 1 on opening; each reopening is a new round with fresh clocks. */
  readonly round: number;
  readonly roundStartedAt: Instant;
  /** This round's owner must have at least this role: after an escalation, a poor survey, abuse. */
  readonly seniorRole?: RoleId;
  readonly notes: readonly { readonly text: string; readonly by: PersonRef; readonly at: Instant }[];
  readonly updates: readonly { readonly at: Instant; readonly told: Told; readonly text: string }[];
  readonly escalations: readonly {
    readonly to: RoleId;
    readonly reason: string;
    readonly by?: PersonRef;
    readonly at: Instant;
  }[];

  readonly acknowledged?: { readonly at: Instant; readonly by: PersonRef; readonly told: Told };
  readonly apology?: { readonly at: Instant; readonly by: PersonRef; readonly told: Told; readonly text: string };
  readonly rootCause?: {
    readonly id: string;
    readonly explanation: string;
    readonly by: PersonRef;
    readonly at: Instant;
  };
  readonly remedies: readonly Remedy[];
  /** The stated reason why no remedy is due. */
  readonly noRemedy?: { readonly reason: string; readonly by: PersonRef; readonly at: Instant };
  readonly promises: readonly PromiseMade[];
  readonly links: readonly Link[];
  /** By the number of the other one's case; absent where nobody was ever asked about. */
  readonly sameCustomer?: readonly SameCustomer[];
  readonly clocks: { readonly acknowledge: Clock; readonly resolve: Clock; readonly update: Clock };
  readonly snoozedUntil?: Instant;
  /** The contact is abusive: staff are protected, money needs a senior. */
  readonly abusive?: { readonly reason: string; readonly by: PersonRef; readonly at: Instant };
  /** When each nudge was last given, by timer key, so that none is given twice. */
  readonly nudged: { readonly [timerKey: string]: Instant };
  readonly undelivered: readonly Undelivered[];
  /** Colleagues who had the case, or in whose own conversation it was worked on, and can't see to it any more. */
  readonly departed?: readonly Departure[];
  readonly survey?: Survey;
  /** The customer asked for no more surveys. */
  readonly surveyOptOut?: Instant;
  /** The last step that `correct` may undo, with what was true before it. */
  readonly undo?: Undo;
};

export type Undo = {
  readonly step: string;
  readonly by: PersonRef;
  readonly at: Instant;
  /** The values before the step; null where there was none. */
  readonly restore: { readonly [Field in CaseField]?: unknown };
};

export type OpenCase = CaseBase & { readonly status: "open"; readonly owner?: Owner };
export type ResolvedCase = CaseBase & {
  readonly status: "resolved";
  /** Whoever resolved it had one; they may have left since. */
  readonly owner?: Owner;
  readonly resolvedAt: Instant;
  readonly resolvedBy: PersonRef;
  readonly whatWasDone: string;
  /** When the survey is due; absent where the customer opted out. */
  readonly surveyAt?: Instant;
};
export type ClosedCase = CaseBase & {
  readonly status: "closed";
  readonly owner?: Owner;
  readonly closedAt: Instant;
  readonly closedBy?: PersonRef;
  readonly outcome: CloseOutcome;
  readonly closeReason?: string;
  readonly whatWasDone?: string;
  readonly resolvedAt?: Instant;
};
export type Case = OpenCase | ResolvedCase | ClosedCase;
/** A field that a case has in any of its states: what steps list to take back or to end. */
export type CaseField = keyof OpenCase | keyof ResolvedCase | keyof ClosedCase;

export const pendingRemedies = (kase: Case) =>
  kase.remedies.filter((remedy): remedy is RemedyOf<"pending"> => remedy.status === "pending");
export const grantedRemedies = (kase: Case) =>
  kase.remedies.filter(
    (remedy): remedy is RemedyOf<"granted"> | RemedyOf<"delivered"> =>
      remedy.status === "granted" || remedy.status === "delivered",
  );
export const openPromises = (kase: Case) => kase.promises.filter((promise) => promise.status === "open");
/** The survey of this round: a reopened case keeps its last one, and its next resolution sends a new one. */
export const currentSurvey = ({ survey, roundStartedAt }: Case): Survey | undefined =>
  survey && survey.sentAt >= roundStartedAt ? survey : undefined;
export const findRemedy = (kase: Case, id: string) => kase.remedies.find((remedy) => remedy.id === id);
