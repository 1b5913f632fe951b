import { type SQL, sql } from "drizzle-orm";
import type { Writes } from "../../app/ports.ts";
import type { CustomerChange } from "../../core/customers/changes.ts";
import type { CustomerEvent } from "../../core/customers/events.ts";
import { isEmailKey } from "../../core/customers/known-by.ts";
import type { OrganizationKey } from "../../core/organization.ts";
import { jsonb } from "../json.ts";
import type { CustomerHead } from "./known.ts";
import { appendCustomerEvents } from "./log.ts";

/** What a change of a case writes of its customer: one statement per row, since they run as one. */
export function customerWrites(
  { kase, events, actor, customers = [] }: Pick<Writes, "kase" | "events" | "actor" | "customers">,
  heads: readonly CustomerHead[],
): readonly SQL[] {
  const { workspace } = kase;
  const next = customers.map(({ customer, event }) => {
    const head = heads.find(({ id }) => id === customer) ?? { version: 0, lastHash: "" };
    return { workspace, customer, seq: head.version + 1, actor, prevHash: head.lastHash, event };
  });
  if (next.length === 0) return caseWrites(kase, events, undefined);
  const { writes, hashes } = appendCustomerEvents(next);
  const moved = next.flatMap((one) => recordWrites(kase, events, { ...one, hash: hashes.get(one.customer) ?? "" }));
  return [...writes, ...moved];
}

function recordWrites(kase: Writes["kase"], events: Writes["events"], recorded: Recorded): readonly SQL[] {
  const { workspace } = kase;
  const { event, customer } = recorded;
  switch (event.type) {
    case "customer-recorded":
    case "customer-known-by":
      return [...caseWrites(kase, events, recorded), ...knownByWrites(workspace, customer, event)];
    case "customer-record-joined":
      return [joinWrite(workspace, { ...recorded, into: event.into })];
    case "customer-record-parted":
      return [partWrite(workspace, recorded)];
    case "customer-record-apart":
      return [headWrite(workspace, recorded), apartWrite(workspace, customer, event.from)];
  }
}

type Recorded = {
  readonly customer: string;
  readonly seq: number;
  readonly hash: string;
  readonly event: CustomerEvent;
};

/** How many cases they have, what they are called now, and whether they want to be asked. */
function caseWrites(kase: Writes["kase"], events: Writes["events"], recorded: Recorded | undefined): readonly SQL[] {
  const opened = events.filter(({ type }) => type === "flagged").length;
  const optedOut = events.find(({ type }) => type === "survey-opted-out")?.at ?? null;
  if (!opened && optedOut === null) return [];
  const { key, name, email } = kase.customer;
  const { customer, seq, hash, event } = recorded ?? {};
  return [
    sql`
      insert into customers (workspace, key, id, name, email, cases, survey_opt_out, since, version, last_hash)
      values (
        ${kase.workspace}, ${key}, coalesce(${customer ?? null}, gen_random_uuid()::text), ${name}, ${email ?? null},
        ${opened}, ${optedOut}, ${event?.at ?? null}, ${seq ?? 0}, ${hash ?? ""})
      on conflict (workspace, key) do update set
        name = excluded.name, email = coalesce(excluded.email, customers.email),
        cases = customers.cases + excluded.cases,
        survey_opt_out = coalesce(customers.survey_opt_out, excluded.survey_opt_out),
        version = coalesce(${seq ?? null}::int, customers.version),
        last_hash = coalesce(${hash ?? null}::text, customers.last_hash)`,
  ];
}

const knownByWrites = (
  workspace: OrganizationKey,
  customer: string,
  { knownBy, at }: Extract<CustomerChange["event"], { knownBy: unknown }>,
): readonly SQL[] => [
  sql`
    insert into customer_known_by (workspace, known_by, customer, at)
    select ${workspace}, known_by, ${customer}, ${at} from jsonb_array_elements_text(${jsonb(knownBy)}) as known (known_by)
    on conflict do nothing`,
];

type Moved = { readonly customer: string; readonly seq: number; readonly hash: string };

/** The whole group that is named by the record takes the other's name. */
const joinWrite = (workspace: OrganizationKey, { customer, seq, hash, into }: Moved & { into: string }): SQL => sql`
  update customers set root = ${into},
    joined_into = case when id = ${customer} then ${into} else joined_into end, ${head({ customer, seq, hash })}
  where workspace = ${workspace} and (id = ${customer} or root = ${customer})`;

/** The record, and what was joined to it before, is a group of its own again. */
const partWrite = (workspace: OrganizationKey, { customer, seq, hash }: Moved): SQL => sql`
  update customers set root = case when id = ${customer} then null else ${customer} end,
    joined_into = case when id = ${customer} then null else joined_into end, ${head({ customer, seq, hash })}
  where workspace = ${workspace} and id in (
    with recursive below as (
      select id from customers where workspace = ${workspace} and id = ${customer}
      union select each.id from customers each join below on each.joined_into = below.id
        where each.workspace = ${workspace})
    select id from below)`;

const headWrite = (workspace: OrganizationKey, moved: Moved): SQL =>
  sql`update customers set ${head(moved)} where workspace = ${workspace} and id = ${moved.customer}`;

const head = ({ customer, seq, hash }: Moved): SQL => sql`
  version = case when id = ${customer} then ${seq} else version end,
  last_hash = case when id = ${customer} then ${hash} else last_hash end`;

const apartWrite = (workspace: OrganizationKey, customer: string, other: string): SQL => sql`
  insert into customers_apart (workspace, customer, other)
  values (${workspace}, ${customer}, ${other}), (${workspace}, ${other}, ${customer})
  on conflict do nothing`;

/** The address to write beside a name, of what a record is known by. */
export const addressesOf = (knownBy: readonly string[]): readonly string[] =>
  knownBy.filter(isEmailKey).map((known) => known.slice("email:".length));
