import { z } from "zod";
import { closeOutcomes, departures, linkKinds, placeSchema, severitySchema, toldSchema } from "./case.ts";
import { moneySchema } from "./money.ts";
import { personRefSchema } from "./people.ts";
import { instantSchema } from "./time.ts";

/**
 * What someone may ask of a case, imperative. Who asks is not in the command but in the context: it is established by the
 * server, never by what a client sent. Limits on lengths are Slack's for a text field (3000) or our own for short words.
 */

const words = z.string().trim().min(1).max(3000);
const shortWords = z.string().trim().min(1).max(200);
const ask = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape });

const customerInputSchema = z.object({
  person: personRefSchema.exactOptional(),
  name: shortWords.exactOptional(),
  email: z.email().max(200).exactOptional(),
  /** What the platform says of the account, besides what was typed. */
  accountEmail: z.string().max(320).exactOptional(),
});

export const commandSchema = z.discriminatedUnion("type", [
  ask("flag", {
    id: z.string(),
    source: z.enum(["message", "form", "command", "api", "survey"]),
    origin: placeSchema.exactOptional(),
    home: placeSchema,
    customer: customerInputSchema,
    complaint: words,
    failureType: z.string(),
    severity: severitySchema,
    remedySought: words.exactOptional(),
    pricePaid: moneySchema.exactOptional(),
    reference: shortWords.exactOptional(),
  }),
  ask("takeOwnership", {}),
  ask("assign", { to: personRefSchema }),
  ask("acknowledge", {}),
  ask("apologize", { text: words, told: toldSchema }),
  ask("recordRootCause", { cause: z.string(), explanation: words }),
  ask("updateCustomer", { text: words, told: toldSchema }),
  ask("addPromise", { text: words, dueAt: instantSchema }),
  ask("keepPromise", { promise: z.string() }),
  ask("breakPromise", { promise: z.string(), reason: words.exactOptional() }),
  ask("offerRemedy", { kind: z.string(), amount: moneySchema.exactOptional(), reason: words }),
  ask("waiveRemedy", { reason: words }),
  ask("approve", { remedy: z.string() }),
  ask("approveLess", { remedy: z.string(), amount: moneySchema }),
  ask("decline", { remedy: z.string(), reason: words }),
  ask("withdrawRemedy", { remedy: z.string() }),
  ask("markDelivered", { remedy: z.string() }),
  ask("changeSeverity", { severity: severitySchema, reason: words.exactOptional() }),
  ask("escalate", { reason: words }),
  ask("addNote", { text: words }),
  ask("linkCase", { to: z.int().positive(), as: z.enum(linkKinds) }),
  /** The customer of this case and the one of case `case` are the same. */
  ask("joinCustomers", { case: z.int().positive() }),
  /** Takes that back. */
  ask("partCustomers", { case: z.int().positive() }),
  /** They aren't the same, and nobody needs to ask again. */
  ask("tellCustomersApart", { case: z.int().positive() }),
  ask("snooze", { until: instantSchema, reason: words.exactOptional() }),
  ask("resolve", { whatWasDone: words }),
  ask("reopen", { reason: words }),
  ask("close", { outcome: z.enum(closeOutcomes), reason: words.exactOptional() }),
  ask("markAbusive", { reason: words }),
  ask("correct", { reason: words.exactOptional() }),
  /** The customer's: one press answers the first question, the form the others. */
  ask("answerSurvey", { answers: z.record(z.string(), z.int().min(1).max(5)), comment: words.exactOptional() }),
  ask("optOut", {}),
  /** The clock's: the timer with this key is due. */
  ask("timeUp", { timer: z.string() }),
  /** The clock's: a colleague who is gone. `chat` is their own conversation with us, where the case is worked on there. */
  ask("recordDeparture", { person: personRefSchema, why: z.enum(departures), chat: placeSchema.exactOptional() }),
  /** Delivery's: the customer can't be reached by direct message. */
  ask("recordUnreachable", { what: z.string(), reason: z.string() }),
]);

export type Command = z.infer<typeof commandSchema>;
export type CommandType = Command["type"];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;
