import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { KnownIdentity } from "../app/ports.ts";
import type { CaseId } from "../core/case.ts";
import type { OrganizationKey } from "../core/organization.ts";
import {
  type Identity,
  identitySchema,
  type PersonRef,
  type Platform,
  personKey,
  personRefSchema,
} from "../core/people.ts";
import { instantSchema } from "../core/time.ts";
import type { Database } from "./database.ts";
import { jsonb } from "./json.ts";

/** What the platforms last said of each person, and which accounts are one human. */

const isSameHuman = sql`
  other.workspace = self.workspace and other.email = self.email and other.person <> self.person
  and not other.outsider and not self.outsider`;

/**
 * As a JSON value, for use within another select. Only what this organization was told: a person's own company
 * and one that shares a channel with it are told different things. Colleagues' accounts are joined by email; an outsider's
 * never, because another organization decides which email its people show.
 */
export const identityJson = (person: PersonRef, organization: OrganizationKey): SQL => sql`
  (select json_build_object('identity', self.identity, 'fetchedAt', self.fetched_at, 'others', (
     select coalesce(jsonb_agg(other.identity->'person' order by other.person), '[]') from people other
     where ${isSameHuman}),
   'emails', (
     select coalesce(jsonb_agg(distinct known.email), '[]') from people other,
       jsonb_array_elements_text(coalesce(other.identity->'emails', '[]')) as known (email) where ${isSameHuman}))
   from people self where self.person = ${personKey(person)} and self.workspace = ${organization})`;

const knownSchema = z.object({
  identity: identitySchema,
  fetchedAt: instantSchema,
  others: z.array(z.unknown()),
  emails: z.array(z.string()),
});

/** What can't be read counts as not known: the platform is asked anew, and its answer takes the row's place. */
export function toKnownIdentity(json: unknown): KnownIdentity | undefined {
  const known = knownSchema.safeParse(json).data;
  if (!known) return undefined;
  const { identity, fetchedAt } = known;
  const others = known.others.flatMap((other) => personRefSchema.safeParse(other).data ?? []);
  const aliases = new Map([...identity.aliases, ...others].map((alias) => [personKey(alias), alias]));
  const emails = [...new Set([...(identity.emails ?? []), ...known.emails])];
  return { identity: { ...identity, aliases: [...aliases.values()], ...(emails.length ? { emails } : {}) }, fetchedAt };
}

/** Of those whom a case names where money is decided on: the customer, who asked, who approved. As a JSON value. */
export const involvedJson = (organization: OrganizationKey, id: CaseId): SQL => sql`
  (select jsonb_agg(identity) from people where workspace = ${organization} and person in (
     select concat_ws(':', ref->>'platform', ref->>'workspace', ref->>'id') from cases, lateral (
       select jsonb_path_query(state, '$.customer.person', '{}', true) as ref
       union all select jsonb_path_query(state, '$.remedies[*].by', '{}', true)
       union all select jsonb_path_query(state, '$.remedies[*].approvals[*].by', '{}', true)) named
     where cases.id = ${id} and cases.workspace = ${organization}))`;

/** What can't be read counts as not known. */
export const toIdentities = (json: unknown): readonly Identity[] | undefined =>
  Array.isArray(json) ? json.flatMap((each) => identitySchema.safeParse(each).data ?? []) : undefined;

export async function findIdentity(
  database: Database,
  person: PersonRef,
  organization: OrganizationKey,
): Promise<KnownIdentity | undefined> {
  const [row] = await database.run(sql`select ${identityJson(person, organization)} as known`);
  return toKnownIdentity(row?.known ?? null);
}

const namedSchema = z.object({ person: z.string(), name: z.string() });

/** What this organization was told that they are called. */
export async function namesOf(
  database: Database,
  people: readonly PersonRef[],
  organization: OrganizationKey,
): Promise<ReadonlyMap<string, string>> {
  const rows = await database.run(sql`
    select person, identity->>'name' as name from people
    where workspace = ${organization} and person in (select jsonb_array_elements_text(${jsonb(people.map(personKey))})) and identity->>'name' is not null`);
  return new Map(rows.map((row) => namedSchema.parse(row)).map(({ person, name }) => [person, name]));
}

/** Every address that the row had, and those it gets now; none where there is none. */
const emailsOfBoth = sql`(
  select case when count(*) = 0 then '{}' else jsonb_build_object('emails', jsonb_agg(distinct known.email)) end
  from jsonb_array_elements_text(
    coalesce(excluded.identity->'emails', '[]') || coalesce(people.identity->'emails', '[]') ||
    case when people.email is null then '[]' else jsonb_build_array(people.email) end) as known (email))`;

/** @throws ZodError for what could not be read back, such as a person without a workspace. */
export async function saveIdentity(
  database: Database,
  organization: OrganizationKey,
  identity: Identity,
  now: number,
): Promise<void> {
  const email = identity.email?.toLowerCase() ?? null;
  // Whoever changes their address, or whose platform doesn't tell it for once, is still who they were.
  const emails = [...new Set([...(email ? [email] : []), ...(identity.emails ?? [])])];
  const checked = identitySchema.parse({ ...identity, ...(emails.length ? { emails } : {}) });
  await database.run(sql`
    insert into people (person, workspace, email, outsider, identity, fetched_at)
    values (${personKey(identity.person)}, ${organization}, ${email}, ${identity.outsider}, ${jsonb(checked)}, ${now})
    on conflict (person) do update set
      workspace = excluded.workspace, email = excluded.email, outsider = excluded.outsider,
      identity = case when people.workspace = excluded.workspace then excluded.identity || ${emailsOfBoth} else excluded.identity end,
      fetched_at = excluded.fetched_at`);
}

const placeSchema = z.object({ place: z.string() });

export async function platformWorkspaces(
  database: Database,
  organization: OrganizationKey,
  platform: Platform,
): Promise<readonly string[]> {
  const rows = await database.run(sql`
    select distinct identity->'person'->>'workspace' as place from people
    where workspace = ${organization} and not outsider and identity->'person'->>'platform' = ${platform}`);
  return rows.map((row) => placeSchema.parse(row).place);
}

/** Another colleague on the same platform, who was met last. */
export async function colleagueOf(
  database: Database,
  organization: OrganizationKey,
  person: PersonRef,
): Promise<PersonRef | undefined> {
  const [row] = await database.run(sql`
    select identity->'person' as person from people
    where workspace = ${organization} and not outsider and person <> ${personKey(person)}
      and identity->'person'->>'platform' = ${person.platform}
    order by fetched_at desc limit 1`);
  return personRefSchema.safeParse(row?.person).data;
}
