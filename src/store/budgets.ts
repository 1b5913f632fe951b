import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Ask, Grant } from "../app/ports.ts";
import type { Case } from "../core/case.ts";
import type { CaseEvent, EventOf } from "../core/events.ts";
import { personKey } from "../core/people.ts";
import { instantSchema } from "../core/time.ts";
import { countedAs } from "./customers/groups.ts";
import { keyOfCase } from "./customers/known.ts";
import type { Row } from "./database.ts";
import { jsonb } from "./json.ts";

/** The limits that span cases: per customer, and per person and period. */

const customerOf = ({ organization, caseId }: Ask): SQL =>
  caseId === undefined ? sql`null::text` : keyOfCase(organization, caseId);

/** The keys under which the customer of the case has budgets: of every record that counts as theirs. */
const keysOf = (ask: Ask): SQL => sql`
  select ${customerOf(ask)} as key union select key from (${countedAs(ask.organization, customerOf(ask))}) counted`;

/** Colleagues' accounts with one email are one human with one budget. */
const accountsOf = ({ organization, person }: Ask): SQL => {
  const key = person ? personKey(person) : null;
  return sql`
    select ${key}::text as person
    union select other.person from people self join people other using (workspace, email)
    where self.person = ${key} and self.workspace = ${organization} and not self.outsider and not other.outsider`;
};

/**
 * Two presses against one budget at the same instant wait for each other here, until commit. Grants must be read in a later
 * statement: this one's snapshot is older than its wait. Sorted, so that no two wait for each other in a circle.
 */
export const lockBudgets = (ask: Ask): SQL => sql`
  select pg_advisory_xact_lock(key) from (
    select distinct hashtextextended(budget, 0) as key from (
      select 'customer ' || ${ask.organization}::text || ' ' || key as budget from (${keysOf(ask)}) keys
      union all
      select 'person ' || ${ask.organization}::text || ' ' || min(person) from (${accountsOf(ask)}) accounts
    ) budgets where budget is not null order by key
  ) sorted`;

/** What was granted to any record that counts as the case's customer stands under the key of the case's own. */
export const selectGrants = (ask: Ask, since: number): SQL => sql`
  with keys as (${keysOf(ask)}),
  spent as (
    select * from budgets where workspace = ${ask.organization} and at >= ${since} and customer in (select key from keys)
    union
    select * from budgets where workspace = ${ask.organization} and at >= ${since} and person in (${accountsOf(ask)}))
  select case_id, remedy, person, minor, currency, at,
    case when customer in (select key from keys) then ${customerOf(ask)} else customer end as customer
  from spent order by at, case_id, remedy`;

const rowSchema = z.object({
  case_id: z.string(),
  remedy: z.string(),
  customer: z.string(),
  person: z.string(),
  minor: z.int().nonnegative(),
  currency: z.string(),
  at: instantSchema,
});

export function toGrant(row: Row): Grant {
  const { case_id: caseId, minor, currency, ...grant } = rowSchema.parse(row);
  return { ...grant, caseId, amount: { minor, currency } };
}

/** A granted remedy with a price spends; a withdrawn one gives back. */
export function budgetWrites(kase: Case, events: readonly CaseEvent[]): readonly SQL[] {
  const withdrawn = events.filter((event) => event.type === "remedy-withdrawn").map(({ remedy }) => remedy);
  const granted = events.filter(
    (event): event is EventOf<"remedy-granted"> => event.type === "remedy-granted" && !withdrawn.includes(event.remedy),
  );
  const spent = granted.flatMap(({ remedy, by, amount, at }) =>
    amount ? [{ remedy, person: personKey(by), ...amount, at }] : [],
  );
  return [
    ...(spent.length ? [spend(kase, spent)] : []),
    ...(withdrawn.length
      ? [
          sql`delete from budgets where case_id = ${kase.id} and remedy in (select jsonb_array_elements_text(${jsonb(withdrawn)}))`,
        ]
      : []),
  ];
}

const spend = (kase: Case, spent: readonly object[]): SQL => sql`
  insert into budgets (case_id, remedy, workspace, customer, person, minor, currency, at)
  select ${kase.id}, remedy, ${kase.workspace}, ${kase.customer.key}, person, minor, currency, at
  from jsonb_to_recordset(${jsonb(spent)}) as spent (remedy text, person text, minor bigint, currency text, at bigint)`;
