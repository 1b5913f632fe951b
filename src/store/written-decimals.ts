import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { minorDigits, moneySchema } from "../core/money.ts";
import { type OrganizationKey, organizationKeySchema } from "../core/organization.ts";
import { type Instant, instantSchema } from "../core/time.ts";
import type { Database } from "./database.ts";

/**
 * With how many decimals the amounts of older events were written. Up to and with 0.1 minor units had the scale that `Intl` had,
 * by CLDR, in which it depends on the runtime; since then `core/money/decimals.ts` alone says it. Events are never rewritten: an event before
 * `until` is read with the decimals it was written with, and so means what it meant.
 *
 * Where ISO 4217 and `Intl` differ (seen on Node 20.0.0, 20.9.0, 20.18.3, 20.19.0, 20.20.2, 22.12.0, 22.23.3, 24.0.0, 24.21.0):
 * - `Intl` always 0, ISO 2 (IQD 3): AFN ALL IQD IRR KPW LAK LBP MGA MMK MRO SLL SOS STD SYP TMM YER ZMK ZWD. Nothing is in
 *   doubt: the migration notes them as written with none.
 * - 2 up to ICU 77, 0 from ICU 78 on (Node 20.20.2, 22.23.3, 24.21.0): COP HUF IDR PKR.
 * - 0 up to ICU 77, 2 from ICU 78 on: RSD.
 * The last two depend on which Node wrote them, which no row tells: the migration notes them as unsettled, read by the table,
 * and the operator is asked (`amends amounts`).
 */

/** What an event is read with, beside its body: null where no amount of its organization was written otherwise. */
export const writtenDecimals: SQL = sql`(
  select jsonb_agg(jsonb_build_object('currency', currency, 'until', until, 'decimals', decimals) order by until)
  from written_decimals where written_decimals.workspace = case_events.workspace and until > case_events.at) as written`;

const writtenSchema = z
  .array(z.object({ currency: z.string(), until: z.number(), decimals: z.int().nonnegative() }))
  .nullish();

const strictMoneySchema = moneySchema.strict();

/** The body of a stored event with its amounts in today's minor units; `written` is the column above. */
export function inTodaysDecimals(body: unknown, written: unknown): unknown {
  const rows = writtenSchema.parse(written);
  if (!rows?.length || typeof body !== "object" || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const amount = strictMoneySchema.safeParse(value).data;
      const row = amount && rows.find(({ currency }) => currency === amount.currency);
      return [name, row ? { ...amount, minor: amount.minor * factor(amount.currency, row.decimals) } : value];
    }),
  );
}

const factor = (currency: string, decimals: number): number => 10 ** (minorDigits(currency) - decimals);

/** An amount of which no row tells how it was written, or of which it was settled. `written` is the stored number. */
export type OlderAmount = {
  readonly organization: OrganizationKey;
  readonly caseNumber: number;
  readonly at: Instant;
  readonly currency: string;
  readonly written: number;
  /** With which it is read now. */
  readonly decimals: number;
  readonly settled: boolean;
};

/** Amounts that an older release wrote in one of the currencies above, settled or not, oldest case first. */
export async function olderAmounts(database: Database): Promise<readonly OlderAmount[]> {
  const rows = await database.run(sql`
    select distinct cases.workspace, number, case_events.at, currency, minor, decimals, settled
    from case_events
    join cases on cases.id = case_events.case_id
    cross join lateral ${amountOf}
    cross join lateral ${effective}
    where case_events.workspace in (select workspace from written_decimals)
    order by currency, workspace, number, at, minor`);
  return rows.map((row) => {
    const { workspace: organization, number: caseNumber, minor: written, ...rest } = amountSchema.parse(row);
    return { ...rest, organization, caseNumber, written };
  });
}

/** An event has one amount at most: a remedy's, or the price paid. */
const amountOf = sql`(
  select body_amount->>'currency' as currency, (body_amount->>'minor')::bigint as minor
  from (select coalesce(body->'amount', body->'pricePaid') as body_amount) as found
  where body_amount is not null) as amount`;

/** The row that says how the amount of an event was written: of those that end after it the first. */
const effective = sql`(
  select decimals, settled_at is not null as settled from written_decimals
  where written_decimals.workspace = case_events.workspace and written_decimals.currency = amount.currency
    and until > case_events.at
  order by until limit 1) as row`;

const amountSchema = z.object({
  workspace: organizationKeySchema,
  number: z.int(),
  at: instantSchema,
  currency: z.string(),
  minor: z.coerce.number(),
  decimals: z.int(),
  settled: z.boolean(),
});

export type Settling = {
  readonly currency: string;
  readonly decimals: number;
  /** Only what was written earlier; without it all that an older release wrote. */
  readonly before: Instant | undefined;
  readonly now: Instant;
};

/**
 * Notes with how many decimals older amounts were written. Events stay as they are; cases are folded anew when they are read,
 * and what counts against limits is taken from the events again.
 */
export async function settleDecimals(database: Database, { currency, decimals, before, now }: Settling): Promise<void> {
  await database.transact([], () => ({
    writes: [
      before === undefined
        ? sql`update written_decimals set decimals = ${decimals}, settled_at = ${now}
            where currency = ${currency}
              and until = (select max(until) from written_decimals other
                where other.workspace = written_decimals.workspace and other.currency = written_decimals.currency)`
        : sql`insert into written_decimals (workspace, currency, until, decimals, settled_at)
            select workspace, currency, ${before}::bigint, ${decimals}::int, ${now}::bigint from written_decimals
            where currency = ${currency} group by workspace, currency having max(until) > ${before}
            on conflict (workspace, currency, until) do update
              set decimals = excluded.decimals, settled_at = excluded.settled_at`,
      // A shape that no release has: the state is folded anew from the events.
      sql`update cases set shape = 0 where id in (
        select case_id from case_events cross join lateral ${amountOf} where amount.currency = ${currency})`,
      sql`update budgets set minor = amount.minor * power(10::numeric, ${minorDigits(currency)}::int - row.decimals)::bigint
        from case_events cross join lateral ${amountOf} cross join lateral ${effective}
        where case_events.case_id = budgets.case_id and case_events.type = 'remedy-granted'
          and body->>'remedy' = budgets.remedy and amount.currency = ${currency}`,
    ],
    result: undefined,
  }));
}
