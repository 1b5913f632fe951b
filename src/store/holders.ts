import { sql } from "drizzle-orm";
import { z } from "zod";
import type { CaseHolders } from "../app/ports.ts";
import type { CaseId, Place } from "../core/case.ts";
import { type OrganizationKey, organizationKeySchema } from "../core/organization.ts";
import { type PersonRef, parsePersonKey, personKey, personRefSchema } from "../core/people.ts";
import type { Database } from "./database.ts";

/** Who sees to the cases that aren't closed, and where these are: for people who leave, and channels that are lost. */

/** Of a case in the conversation of whoever opened it, that person sees to it too. */
const holdersSchema = z
  .object({ id: z.string(), workspace: organizationKeySchema, owner: z.string().nullable(), opener: z.unknown() })
  .transform(({ id: caseId, workspace: organization, owner, opener }): CaseHolders => {
    const own = owner === null ? undefined : parsePersonKey(owner);
    const alone = personRefSchema.safeParse(opener).data;
    return { caseId, organization, people: [...(own ? [own] : []), ...(alone ? [alone] : [])] };
  });

/** In the order of their ids, those after `last`: a page at a time, through the primary key, however many there are. */
export async function holders(
  database: Database,
  last: CaseId | undefined,
  limit: number,
): Promise<readonly CaseHolders[]> {
  const rows = await database.run(sql`
    select id, workspace, owner,
      case when state #>> '{home,channel}' = state #>> '{openedBy,id}' then state->'openedBy' end as opener
    from cases where id > ${last ?? ""} and status <> 'closed' order by id limit ${limit}`);
  return rows.map((row) => holdersSchema.parse(row));
}

const idSchema = z.object({ id: z.string() });
const idsOf = (rows: readonly unknown[]): readonly CaseId[] => rows.map((row) => idSchema.parse(row).id);

/** Those that are theirs, or are worked on in their own conversation. */
export async function casesHeldBy(
  database: Database,
  organization: OrganizationKey,
  person: PersonRef,
): Promise<readonly CaseId[]> {
  return idsOf(
    await database.run(sql`
      select id from cases where workspace = ${organization} and status <> 'closed' and (owner = ${personKey(person)}
        or (state #>> '{home,platform}' = ${person.platform} and state #>> '{home,channel}' = ${person.id}))
      order by number`),
  );
}

/** Those whose card is in this channel. */
export async function casesShownIn(
  database: Database,
  organization: OrganizationKey,
  { platform, workspace, channel }: Place,
): Promise<readonly CaseId[]> {
  return idsOf(
    await database.run(sql`
      select cases.id from cases join message_refs on case_id = cases.id and surface = 'case'
      where cases.workspace = ${organization} and status <> 'closed' and place->>'channel' = ${channel}
        and place->>'platform' = ${platform} and place->>'workspace' = ${workspace}
      order by number`),
  );
}
