import { z } from "zod";
import { personRefSchema } from "../people.ts";
import type { PersonalFields } from "../personal.ts";
import { instantSchema } from "../time.ts";

/**
 * What can have happened to a customer's record: the customers' own log, added to and never rewritten. `case` is the number of
 * the case in which it happened; absent where records were made of an older release's rows.
 */
const fact = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), at: instantSchema, ...shape });
const number = z.int().exactOptional();
const by = personRefSchema;

export const customerEventSchema = z.discriminatedUnion("type", [
  fact("customer-recorded", { knownBy: z.array(z.string()), case: number }),
  fact("customer-known-by", { knownBy: z.array(z.string()), case: number }),
  /** In the log of the record that was joined to another, which keeps its name for both. */
  fact("customer-record-joined", { by, into: z.string(), case: number }),
  fact("customer-record-parted", { by, from: z.string(), case: number }),
  fact("customer-record-apart", { by, from: z.string(), case: number }),
]);
export type CustomerEvent = z.infer<typeof customerEventSchema>;
export type CustomerEventOf<T extends CustomerEvent["type"]> = Extract<CustomerEvent, { type: T }>;

/** As `personalFields`, for these events. */
export const customerPersonalFields: {
  readonly [T in CustomerEvent["type"]]: PersonalFields<CustomerEventOf<T>>;
} = {
  "customer-recorded": { "knownBy.*": "words" },
  "customer-known-by": { "knownBy.*": "words" },
  "customer-record-joined": { into: "plain" },
  "customer-record-parted": { from: "plain" },
  "customer-record-apart": { from: "plain" },
};
