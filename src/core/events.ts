import { z } from "zod";
import {
  clockSchema,
  closeOutcomes,
  customerSchema,
  departures,
  linkKinds,
  placeSchema,
  severitySchema,
  toldSchema,
} from "./case.ts";
import { moneySchema } from "./money.ts";
import { organizationKeySchema } from "./organization.ts";
import { personRefSchema } from "./people.ts";
import { instantSchema } from "./time.ts";

/**
 * What can have happened to a case. These rows are the service-recovery log and the audit trail: stored as they are, never
 * rewritten, parsed with this schema when read. `by` is absent where no person of a platform did it: the clock, another
 * system, or the customer by a link. Which of them it was stands beside the event, as the log's actor.
 * `updateClock` is the longest-silence clock: any word toward the customer starts it anew.
 */

const at = instantSchema;
const by = personRefSchema;
const text = z.string();
const fact = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), at, ...shape });
const clocks = z.object({ acknowledge: clockSchema, resolve: clockSchema, update: clockSchema });

export const eventSchema = z.discriminatedUnion("type", [
  fact("flagged", {
    by: by.exactOptional(),
    id: text,
    workspace: organizationKeySchema,
    number: z.int(),
    source: z.enum(["message", "form", "command", "api", "survey"]),
    origin: placeSchema.exactOptional(),
    home: placeSchema,
    customer: customerSchema,
    complaint: text,
    failureType: text,
    severity: severitySchema,
    remedySought: text.exactOptional(),
    pricePaid: moneySchema.exactOptional(),
    reference: text.exactOptional(),
    surveyOptOut: at.exactOptional(),
    /** Who else this customer may be. */
    maybe: z.array(z.object({ case: z.int(), name: text, why: z.enum(["address", "name"]) })).exactOptional(),
    clocks,
  }),
  fact("owned", { by }),
  fact("assigned", { by, to: personRefSchema }),
  /** Noticed by the clock: `person` can't look after the case any more, so it has no owner, if it was theirs. */
  fact("departed", { person: personRefSchema, why: z.enum(departures), chat: placeSchema.exactOptional() }),
  fact("acknowledged", { by, told: toldSchema, updateClock: clockSchema }),
  fact("apologized", { by, told: toldSchema, text, updateClock: clockSchema }),
  fact("root-cause-recorded", { by, cause: text, explanation: text }),
  fact("customer-updated", { by, told: toldSchema, text, updateClock: clockSchema }),
  fact("promise-added", { by, promise: text, text, warnAt: at, dueAt: at }),
  fact("promise-kept", { by, promise: text }),
  fact("promise-broken", { by, promise: text, reason: text.exactOptional() }),
  fact("remedy-proposed", {
    by,
    remedy: text,
    kind: text,
    label: text,
    amount: moneySchema.exactOptional(),
    reason: text,
    role: text,
    needed: z.int().min(1),
    clock: clockSchema,
  }),
  fact("remedy-approved", { by, remedy: text, role: text, amount: moneySchema.exactOptional() }),
  /** `by` is whose authority was used. For a remedy on one's own authority this is its first event. */
  fact("remedy-granted", {
    by,
    remedy: text,
    kind: text,
    label: text,
    amount: moneySchema.exactOptional(),
    reason: text,
    clock: clockSchema,
  }),
  fact("remedy-declined", { by, remedy: text, why: text }),
  fact("remedy-withdrawn", { by, remedy: text }),
  fact("remedy-delivered", { by, remedy: text }),
  fact("remedy-waived", { by, reason: text }),
  fact("severity-changed", { by, from: severitySchema, to: severitySchema, reason: text.exactOptional(), clocks }),
  fact("escalated", { by: by.exactOptional(), to: text, reason: text }),
  fact("noted", { by, text }),
  fact("linked", { by, to: z.int(), as: z.enum(linkKinds) }),
  /** `customer` is the record that was joined to the record `into`. */
  fact("customer-joined", { by, case: z.int(), name: text, customer: text, into: text }),
  fact("customer-parted", { by, case: z.int(), customer: text, from: text }),
  fact("customer-told-apart", { by, case: z.int(), name: text, customer: text, from: text }),
  fact("snoozed", { by, until: at, reason: text.exactOptional() }),
  fact("woken", {}),
  fact("marked-abusive", { by, reason: text, role: text }),
  fact("corrected", { by, step: text, reason: text.exactOptional() }),
  fact("resolved", { by, whatWasDone: text, surveyAt: at.exactOptional() }),
  fact("reopened", {
    by: by.exactOptional(),
    reason: text,
    because: z.enum(["staff", "survey"]),
    role: text.exactOptional(),
    clocks,
  }),
  fact("closed", { by: by.exactOptional(), outcome: z.enum(closeOutcomes), reason: text.exactOptional() }),
  fact("nudged", { timer: text }),
  fact("unreachable", { what: text, reason: text }),
  fact("survey-sent", { remindAt: at, expiresAt: at }),
  fact("survey-reminded", {}),
  fact("survey-answered", {
    by: by.exactOptional(),
    answers: z.record(z.string(), z.int().min(1).max(5)),
    comment: text.exactOptional(),
  }),
  fact("survey-expired", {}),
  fact("survey-opted-out", { by: by.exactOptional() }),
]);

export type CaseEvent = z.infer<typeof eventSchema>;
export type EventType = CaseEvent["type"];
export type EventOf<T extends EventType> = Extract<CaseEvent, { type: T }>;
