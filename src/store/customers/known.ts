import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Loaded } from "../../app/ports.ts";
import type { CaseId } from "../../core/case.ts";
import type { KnownBy } from "../../core/customers/known-by.ts";
import { mostSharing } from "../../core/customers/recognize.ts";
import { defined } from "../../core/defined.ts";
import type { OrganizationKey } from "../../core/organization.ts";
import { instantSchema } from "../../core/time.ts";
import { jsonb } from "../json.ts";
import { countedAs, isOfGroup, joinedWith } from "./groups.ts";

/** What is known of customers across cases, as JSON values for use within another select, and read back. */

export const keyOfCase = (organization: OrganizationKey, id: CaseId): SQL =>
  sql`(select customer_key from cases where id = ${id} and workspace = ${organization})`;

/** Of the customer of a case, and of all who count as the same. */
export const customerOfCaseJson = (organization: OrganizationKey, id: CaseId): SQL => sql`
  (with counted as (${countedAs(organization, keyOfCase(organization, id))})
   select json_build_object(
     'surveyOptOut', (select min(survey_opt_out) from counted),
     'knownBy', (
       select coalesce(json_agg(distinct known_by), '[]') from customer_known_by known join counted
         on counted.workspace = known.workspace and counted.id = known.customer
       where known_by not like 'name:%')))`;

const knownSchema = z
  .object({ surveyOptOut: instantSchema.nullable(), knownBy: z.array(z.string()) })
  .transform(({ surveyOptOut, knownBy }) => defined({ surveyOptOut: surveyOptOut ?? undefined, knownBy }));

export const toCustomer = (json: unknown): Loaded["customer"] =>
  json === null || json === undefined ? undefined : knownSchema.parse(json);

/** The fields of a row of `customers` that every reading of it has. */
const fields = (row: SQL, knownBy: SQL): SQL => sql`
  'id', ${row}.id, 'key', ${row}.key, 'name', ${row}.name, 'group', coalesce(${row}.root, ${row}.id),
  'joinedInto', ${row}.joined_into, 'since', coalesce(${row}.since, 0), 'version', ${row}.version,
  'lastHash', ${row}.last_hash, 'knownBy', (
    select coalesce(json_agg(known.known_by), '[]') from customer_known_by known
    where known.workspace = ${row}.workspace and known.customer = ${row}.id and ${knownBy})`;

/** So many of one name, address or account are looked at, the newest; more would be no question any more. */
const mostMatches = mostSharing + 1;

/** Who is known by any of these. */
export const matchesJson = (organization: OrganizationKey, asked: readonly KnownBy[]): SQL => {
  const askedFor = sql`select jsonb_array_elements_text(${jsonb(asked)})`;
  const group = sql`coalesce(row.root, row.id)`;
  const ofGroup = sql`from customers each where each.workspace = row.workspace and ${isOfGroup(sql`each`, group)}`;
  const knownOfGroup = sql`
    from customers each join customer_known_by known on known.workspace = each.workspace and known.customer = each.id
    where each.workspace = row.workspace and ${isOfGroup(sql`each`, group)} and known_by not like 'name:%'`;
  return sql`(
    select coalesce(json_agg(json_build_object(${fields(sql`row`, sql`known.known_by in (${askedFor})`)},
      'accounts', (select coalesce(json_agg(known_by), '[]') ${knownOfGroup} and known_by not like 'email:%'),
      'reachable', exists (select 1 ${knownOfGroup}),
      'apart', (
        select coalesce(json_agg(coalesce(another.root, another.id)), '[]') from customers each
          join customers_apart apart on apart.workspace = each.workspace and apart.customer = each.id
          join customers another on another.workspace = apart.workspace and another.id = apart.other
        where each.workspace = row.workspace and ${isOfGroup(sql`each`, group)}),
      'case', (select max(number) from cases
        where cases.workspace = row.workspace and cases.customer_key in (select each.key ${ofGroup})),
      'surveyOptOut', (select min(each.survey_opt_out) ${ofGroup}))), '[]')
    from customers row where row.workspace = ${organization} and row.id in (
      select found.customer from jsonb_array_elements_text(${jsonb(asked)}) as asked (known_by)
      cross join lateral (
        select customer from customer_known_by
        where workspace = ${organization} and customer_known_by.known_by = asked.known_by
        order by at desc, customer limit ${mostMatches}) found))`;
};

/** All records of the case's customer, and of the other case's. */
export const joiningJson = (organization: OrganizationKey, caseId: CaseId, other: number): SQL => {
  const otherKey = sql`(select customer_key from cases where workspace = ${organization} and number = ${other})`;
  const records = (key: SQL) => sql`(
    select coalesce(json_agg(json_build_object(${fields(sql`row`, sql`true`)})), '[]')
    from (${joinedWith(organization, key)}) row)`;
  return sql`(select json_build_object(
    'mine', ${records(keyOfCase(organization, caseId))}, 'other', ${records(otherKey)}))`;
};

/** Where a record's log stands: what the next event is chained to. */
export type CustomerHead = { readonly id: string; readonly version: number; readonly lastHash: string };

const headSchema = z.object({ id: z.string(), version: z.int(), lastHash: z.string() });
const rowShape = {
  id: z.string(),
  name: z.string(),
  group: z.string(),
  joinedInto: z.string().nullable(),
  since: instantSchema,
  knownBy: z.array(z.string()),
};
const rowSchema = z
  .object(rowShape)
  .transform(({ joinedInto, ...row }) => defined({ ...row, joinedInto: joinedInto ?? undefined }));
const joiningSchema = z.object({ mine: z.array(rowSchema), other: z.array(rowSchema) });
const matchSchema = z
  .object({
    ...rowShape,
    key: z.string(),
    accounts: z.array(z.string()),
    reachable: z.boolean(),
    apart: z.array(z.string()),
    case: z.int().nullable(),
    surveyOptOut: instantSchema.nullable(),
  })
  .transform(({ joinedInto: _one, case: number, surveyOptOut, ...match }) =>
    defined({ ...match, case: number ?? undefined, surveyOptOut: surveyOptOut ?? undefined }),
  );

const matchesSchema = z.array(matchSchema);
const headsSchema = z.array(headSchema);
const headsOfBothSchema = z.object({ mine: headsSchema, other: headsSchema }).nullish();

export const toMatches = (json: unknown): NonNullable<Loaded["customers"]> => matchesSchema.parse(json ?? []);
export const toJoining = (json: unknown): Loaded["joining"] =>
  json === null || json === undefined ? undefined : joiningSchema.parse(json);

/** Of every record in what was read. */
export function headsIn(matches: unknown, joining: unknown): readonly CustomerHead[] {
  const both = headsOfBothSchema.parse(joining);
  return [...headsSchema.parse(matches ?? []), ...(both?.mine ?? []), ...(both?.other ?? [])];
}
