import { sql } from "drizzle-orm";
import { z } from "zod";
import { defined } from "../../core/defined.ts";
import type { Money } from "../../core/money.ts";
import type { OrganizationKey } from "../../core/organization.ts";
import { instantSchema } from "../../core/time.ts";
import type { CustomerHistory } from "../../views/forms/join-customers.ts";
import type { Database } from "../database.ts";
import { joinedWith } from "./groups.ts";
import { addressesOf } from "./write.ts";

/** So many cases are shown, the newest first. */
const mostCases = 5;

const historySchema = z.object({
  customer: z.string(),
  name: z.string(),
  known: z.array(z.string()),
  cases: z.array(
    z.object({
      number: z.int(),
      openedAt: instantSchema,
      complaint: z.string().nullable(),
      status: z.enum(["open", "resolved", "closed"]),
    }),
  ),
  caseCount: z.int(),
  granted: z.array(z.object({ minor: z.int(), currency: z.string() })),
  surveyOptOut: instantSchema.nullable(),
});

/** Of all records that are joined with the one of this case; undefined where there is none. */
export async function customerHistory(
  database: Database,
  organization: OrganizationKey,
  caseNumber: number,
): Promise<CustomerHistory | undefined> {
  const key = sql`(select customer_key from cases where workspace = ${organization} and number = ${caseNumber})`;
  const [row] = await database.run(sql`
    with joined as (${joinedWith(organization, key)}),
    theirs as (
      select number, opened_at, state->>'complaint' as complaint, status from cases
      where workspace = ${organization} and customer_key in (select key from joined)
      order by number desc limit ${mostCases})
    select root.id as customer, root.name,
      (select coalesce(json_agg(distinct known_by), '[]') from customer_known_by known
        join joined on joined.workspace = known.workspace and joined.id = known.customer) as known,
      (select coalesce(json_agg(json_build_object(
        'number', number, 'openedAt', opened_at, 'complaint', complaint, 'status', status) order by number desc), '[]')
        from theirs) as cases,
      (select count(*)::int from cases
        where workspace = ${organization} and customer_key in (select key from joined)) as "caseCount",
      (select coalesce(json_agg(json_build_object('minor', minor, 'currency', currency)), '[]') from (
        select sum(minor)::bigint as minor, currency from budgets
        where workspace = ${organization} and customer in (select key from joined) group by currency order by currency) sums
      ) as granted,
      (select min(survey_opt_out) from joined) as "surveyOptOut"
    from joined root where root.root is null limit 1`);
  if (!row) return undefined;
  const { known, granted, cases, surveyOptOut, ...history } = historySchema.parse(row);
  return defined({
    ...history,
    addresses: addressesOf(known),
    cases: cases.map(({ complaint, ...kase }) => ({ ...kase, complaint: complaint ?? "" })),
    granted: granted.map(({ minor, currency }): Money => ({ minor, currency })),
    surveyOptOut: surveyOptOut ?? undefined,
  });
}
