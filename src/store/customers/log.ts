import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { type CustomerEvent, customerEventSchema } from "../../core/customers/events.ts";
import type { OrganizationKey } from "../../core/organization.ts";
import type { Database } from "../database.ts";
import { chain, type LogEntry } from "../event-log.ts";
import { apart, type EventWords, storedWordsSchema, together } from "../event-words.ts";
import { jsonb } from "../json.ts";

/** The customers' own log: chained and with its personal words beside it, as the log of cases is (`event-log.ts`). */

export type NewCustomerEvent = {
  readonly workspace: OrganizationKey;
  readonly customer: string;
  readonly seq: number;
  readonly actor: string;
  readonly prevHash: string;
  readonly event: CustomerEvent;
};

/** One event each of different records. @throws ZodError for an event that could not be read back. */
export function appendCustomerEvents(events: readonly NewCustomerEvent[]): {
  readonly writes: readonly SQL[];
  /** By record: the newest hash. */
  readonly hashes: ReadonlyMap<string, string>;
} {
  const words: EventWords[] = [];
  const chained = events.flatMap(({ workspace, customer, seq, actor, prevHash, event }) => {
    const { body, words: beside } = apart(customerEventSchema.parse(JSON.parse(JSON.stringify(event)))); // as it will be read
    // Within the hash a record's id stands where a case's does.
    const entry: LogEntry = { workspace, caseId: customer, seq, actor, body };
    words.push(...beside.map((one) => ({ ...one, workspace, caseId: customer, seq })));
    return chain(prevHash, [entry]);
  });
  return {
    writes: [
      sql`
        insert into customer_events (customer, seq, workspace, at, type, actor, body, prev_hash, hash)
        select "caseId", seq, workspace, (body->>'at')::bigint, body->>'type', actor, body, "prevHash", hash
        from jsonb_to_recordset(${jsonb(chained)})
          as entry ("caseId" text, seq int, workspace text, actor text, body jsonb, "prevHash" text, hash text)`,
      sql`
        insert into customer_event_words (customer, seq, field, workspace, salt, words)
        select "caseId", seq, field, workspace, salt, words from jsonb_to_recordset(${jsonb(words)})
          as words ("caseId" text, seq int, field text, workspace text, salt text, words text)`,
    ],
    hashes: new Map(chained.map(({ caseId, hash }) => [caseId, hash])),
  };
}

/** As a JSON value, for use within a select of `customer_events`. */
export const customerWordsJson: SQL = sql`(
  select jsonb_agg(jsonb_build_object('field', field, 'salt', salt, 'words', words, 'erasedAt', erased_at))
  from customer_event_words beside
  where beside.customer = customer_events.customer and beside.seq = customer_events.seq)`;

const rowSchema = z.object({ body: z.record(z.string(), z.unknown()), words: storedWordsSchema });

/** @throws ZodError for an event this version doesn't know. */
export const toCustomerEvent = (row: object): CustomerEvent => {
  const { body, words } = rowSchema.parse(row);
  return customerEventSchema.parse(together(body, words));
};

export async function customerEventsOf(
  database: Database,
  organization: OrganizationKey,
  key: string,
): Promise<readonly CustomerEvent[]> {
  const rows = await database.run(sql`
    select body, ${customerWordsJson} as words from customer_events
    where workspace = ${organization} and customer in (
      select id from customers where workspace = ${organization} and key = ${key})
    order by seq`);
  return rows.map(toCustomerEvent);
}
