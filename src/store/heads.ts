import { sql } from "drizzle-orm";
import { z } from "zod";
import { defined } from "../core/defined.ts";
import { type OrganizationKey, organizationKeySchema } from "../core/organization.ts";
import type { Database } from "./database.ts";

/** The newest hash of a case: kept somewhere else, it proves that no event up to it was altered or removed since. */
export type CaseHead = {
  readonly organization: OrganizationKey;
  readonly number: number;
  /** How many events it covers. */
  readonly version: number;
  readonly head: string;
  /** Of a case that was chained anew since (see `rechain.ts`): the head up to here is no longer computed of the log alone. */
  readonly replacedBy?: string;
};

const rowSchema = z
  .object({
    workspace: organizationKeySchema,
    number: z.int(),
    version: z.int(),
    head: z.string(),
    replaced_by: z.string().nullable(),
  })
  .transform(
    ({ workspace: organization, replaced_by, ...head }): CaseHead =>
      defined({ organization, ...head, replacedBy: replaced_by ?? undefined }),
  );

/** By case number; of one case those from before it was chained anew come first. */
export async function caseHeads(database: Database): Promise<readonly CaseHead[]> {
  const rows = await database.run(sql`
    select workspace, number, version, last_hash as head, null as replaced_by from cases
    union all
    select cases.workspace, number, rechained.version, old_head, new_head from rechained_cases rechained
    join cases on cases.id = rechained.case_id
    order by workspace, number, replaced_by nulls last, version`);
  return rows.map((row) => rowSchema.parse(row));
}
