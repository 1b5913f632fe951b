import { sql } from "drizzle-orm";
import { z } from "zod";
import { newCustomerId } from "../../core/customers/changes.ts";
import { foldCustomer } from "../../core/customers/record.ts";
import { type OrganizationKey, organizationKeySchema } from "../../core/organization.ts";
import { type ChainFinding, chainFinding, erasedIn, type StoredEntry, toEntry } from "../chain-check.ts";
import type { Database } from "../database.ts";
import { jsonb } from "../json.ts";
import { customerWordsJson, toCustomerEvent } from "./log.ts";

/** Proves the customers' own log as `verifyLog` does that of cases: chain, words, and that each record is what its log says. */

export type CustomerFinding = {
  readonly organization: OrganizationKey;
  readonly what: ChainFinding["what"] | "customer-missing";
  readonly customer: string;
  readonly seq?: number;
};
export type CustomersCheck = {
  readonly findings: readonly CustomerFinding[];
  readonly erased: number;
};

/** Records whose events are in memory at once. */
const pageSize = 200;

export async function verifyCustomers(database: Database): Promise<CustomersCheck> {
  const findings: CustomerFinding[] = [...(await strays(database))];
  let erased = 0;
  for (let after = ""; ; ) {
    const page = (await database.run(selectPage(after))).map((row) => rowSchema.parse(row));
    const ids = sql`select jsonb_array_elements_text(${jsonb(page.map(({ id }) => id))})`;
    const entries = (await database.run(selectEntries(ids))).map(toEntry);
    for (const row of page) {
      const own = entries.filter(({ case_id }) => case_id === row.id);
      erased += own.reduce((sum, { words }) => sum + erasedIn(words), 0);
      const finding = chainFinding(row, own) ?? stateFinding(row, own);
      if (finding) findings.push({ ...finding, organization: row.workspace, customer: row.id });
    }
    const last = page.at(-1);
    if (!last) return { findings, erased };
    after = last.id;
  }
}

const rowSchema = z.object({
  workspace: organizationKeySchema,
  id: z.string(),
  version: z.int(),
  last_hash: z.string(),
  joined_into: z.string().nullable(),
  known: z.array(z.string()),
  apart: z.array(z.string()),
  /** Told by the other's log. */
  told: z.array(z.string()),
});

const selectPage = (after: string) => sql`
  select workspace, id, version, last_hash, joined_into,
    (select coalesce(jsonb_agg(known_by), '[]') from customer_known_by known
      where known.workspace = customers.workspace and known.customer = customers.id) as known,
    (select coalesce(jsonb_agg(other), '[]') from customers_apart apart
      where apart.workspace = customers.workspace and apart.customer = customers.id) as apart,
    (select coalesce(jsonb_agg(event.customer), '[]') from customers_apart apart join customer_events event
      on event.workspace = apart.workspace and event.customer = apart.other
        and event.type = 'customer-record-apart' and event.body->>'from' = apart.customer
      where apart.workspace = customers.workspace and apart.customer = customers.id) as told
  from customers where id > ${after} order by id limit ${pageSize}`;

const selectEntries = (ids: ReturnType<typeof sql>) => sql`
  select customer as case_id, seq, workspace, at, type, actor, body, prev_hash, hash, true as words_apart, null as protocol,
    ${customerWordsJson} as words, null as written
  from customer_events where customer in (${ids}) order by customer, seq`;

/** What was erased can't be compared, so it isn't. */
function stateFinding(row: z.infer<typeof rowSchema>, entries: readonly StoredEntry[]): ChainFinding | undefined {
  if (entries.length === 0) return undefined; // a row of release 0.1
  const isErased = entries.some(({ words }) => erasedIn(words) > 0);
  const record = foldCustomer(entries.map(toCustomerEvent));
  const same = (one: readonly string[], other: readonly string[]) =>
    [...new Set(one)].sort().join("\n") === [...new Set(other)].sort().join("\n");
  const fits =
    (record.joinedInto ?? null) === row.joined_into &&
    same([...record.apart, ...row.told], row.apart) &&
    (isErased || same(record.knownBy, row.known));
  return fits ? undefined : { what: "state-altered" };
}

const strayShape = z
  .object({
    workspace: organizationKeySchema,
    customer: z.string(),
    what: z.enum(["state-altered", "customer-missing"]),
  })
  .transform(({ workspace: organization, ...stray }): CustomerFinding => ({ organization, ...stray }));

/** A group that isn't named by where its records were joined to, and records that are gone from under a case or a log. */
async function strays(database: Database): Promise<readonly CustomerFinding[]> {
  const rows = await database.run(sql`
    select each.workspace, each.id as customer, 'state-altered' as what from customers each
      left join customers parent on parent.workspace = each.workspace and parent.id = each.joined_into
      where each.root is distinct from case when each.joined_into is null then null else coalesce(parent.root, parent.id) end
    union all
    select distinct events.workspace, events.customer, 'customer-missing' from customer_events events
      left join customers on customers.workspace = events.workspace and customers.id = events.customer
      where customers.id is null
    union all
    select distinct cases.workspace, cases.customer_key, 'customer-missing' from cases
      left join customers on customers.workspace = cases.workspace and customers.key = cases.customer_key
      where customers.key is null and cases.customer_key like ${`${newCustomerId("")}%`}
    order by 1, 2, 3`);
  return rows.map((row) => strayShape.parse(row));
}
