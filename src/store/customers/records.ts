import { setImmediate } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { CustomerEvent } from "../../core/customers/events.ts";
import { accountKey, type KnownBy, knownByOf } from "../../core/customers/known-by.ts";
import { type OrganizationKey, organizationKeySchema } from "../../core/organization.ts";
import { parsePersonKey, personRefSchema } from "../../core/people.ts";
import { erasedWords, missingWords } from "../../core/personal.ts";
import { instantSchema } from "../../core/time.ts";
import { asOneStatement, type Database } from "../database.ts";
import { jsonb } from "../json.ts";
import { appendCustomerEvents } from "./log.ts";

/**
 * Release 0.1 had a row per email, account or name, and no records. Here each row becomes one record with a log of its own, known
 * by what its key and its cases say; its cases and budgets stay where they are, so nothing is merged and nothing is lost. Each
 * batch is a transaction of its own under the migrations' lock, so it goes on where it was stopped. Rows that a replica of that
 * release writes meanwhile get their records at the next start.
 */
export async function beginCustomerRecords(database: Database, log?: (words: string) => void): Promise<void> {
  for (let begun = 0; ; await setImmediate()) {
    const batch = await database.transact([lock, selectBatch], ([, found = []]) => {
      const rows = found.map((row) => rowSchema.parse(row));
      return { writes: rows.length ? [asOneStatement(writesOf(rows))] : [], result: rows.length };
    });
    if (batch && begun === 0) log?.("Making records of customers; this happens once and goes on where it was stopped");
    begun += batch;
    if (batch > 0) continue;
    if (begun) log?.(`Made the records of ${begun} customer(s)`);
    return;
  }
}

const lock = sql`select pg_advisory_xact_lock(hashtextextended('amends migrations', 0))`;
const batchSize = 500;

const selectBatch = sql`
  with batch as (
    select * from customers where since is null order by workspace, key limit ${batchSize} for update)
  select batch.workspace, batch.key, batch.id, batch.name, batch.email, batch.version, batch.last_hash as "lastHash",
    coalesce(theirs.since, (extract(epoch from clock_timestamp()) * 1000)::bigint) as since,
    coalesce(theirs.described, '[]') as described
  from batch cross join lateral (
    select min(opened_at) as since, jsonb_agg(distinct state->'customer') as described from cases
    where cases.workspace = batch.workspace and cases.customer_key = batch.key) theirs`;

const describedSchema = z.object({
  name: z.string().optional().catch(undefined),
  email: z.string().optional().catch(undefined),
  person: personRefSchema.optional().catch(undefined),
});
const rowSchema = z.object({
  workspace: organizationKeySchema,
  key: z.string(),
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  version: z.int(),
  lastHash: z.string(),
  since: instantSchema,
  described: z.array(describedSchema),
});
type Row = z.infer<typeof rowSchema>;

/** What the key says, and what the row and its cases do; what was erased says nothing. */
export function knownByOfRow({
  key,
  name,
  email,
  described,
}: Omit<Row, "id" | "workspace" | "version" | "lastHash" | "since">) {
  const account = parsePersonKey(key);
  const said = (words: string | undefined) => (words === erasedWords || words === missingWords ? undefined : words);
  // Who had no name was called by their address, or by the id of their account.
  const called = (one: z.infer<typeof describedSchema>) =>
    one.name === one.email || one.name === one.person?.id || (key.endsWith(`:${one.name}`) && !key.startsWith("name:"))
      ? undefined
      : said(one.name);
  const all: readonly KnownBy[] = [
    ...(account ? [accountKey(account)] : []),
    ...(key.startsWith("email:") ? knownByOf({ email: key.slice("email:".length) }) : []),
    ...(key.startsWith("name:") ? knownByOf({ name: key.slice("name:".length) }) : []),
    ...[{ name, email: email ?? undefined, person: undefined }, ...described].flatMap((one) =>
      knownByOf({ ...one, name: called(one), email: said(one.email) }),
    ),
  ];
  return [...new Set(all)];
}

function writesOf(rows: readonly Row[]) {
  const recorded = rows.map((row) => {
    const event: CustomerEvent = { type: "customer-recorded", at: row.since, knownBy: knownByOfRow(row) };
    const { workspace, id: customer, version, lastHash: prevHash } = row;
    return { workspace, customer, seq: version + 1, actor: "upgrade", prevHash, event };
  });
  const { writes, hashes } = appendCustomerEvents(recorded);
  const heads = recorded.map(({ customer, seq, event: { at } }) => ({ customer, seq, at, hash: hashes.get(customer) }));
  const known = recorded.flatMap(({ workspace, customer, event }) => knownByRows(workspace, customer, event));
  return [
    ...writes,
    sql`
      update customers set since = head.at, version = head.seq, last_hash = head.hash
      from jsonb_to_recordset(${jsonb(heads)}) as head (customer text, seq int, at bigint, hash text)
      where customers.id = head.customer and customers.since is null`,
    sql`
      insert into customer_known_by (workspace, known_by, customer, at)
      select workspace, "knownBy", customer, at from jsonb_to_recordset(${jsonb(known)})
        as known (workspace text, "knownBy" text, customer text, at bigint)
      on conflict do nothing`,
  ];
}

const knownByRows = (workspace: OrganizationKey, customer: string, event: CustomerEvent) =>
  "knownBy" in event ? event.knownBy.map((knownBy) => ({ workspace, knownBy, customer, at: event.at })) : [];
