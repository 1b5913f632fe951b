import { type SQL, sql } from "drizzle-orm";
import type { OrganizationKey } from "../core/organization.ts";
import type { Reply } from "../views/elements.ts";
import type { Database } from "./database.ts";
import { jsonb } from "./json.ts";

/** Request keys and their answers: a retry of the same press is answered, not carried out again. */

/** The constraint that the second of two identical requests breaks, where no case's lock kept them apart. */
export const requestsKey = "requests_pkey";

/** As a JSON value, for use within another select. */
export const answerJson = (organization: OrganizationKey, key: string): SQL =>
  sql`(select answer from requests where workspace = ${organization} and key = ${key})`;

export const toAnswer = (json: unknown): Reply | undefined => (json === null ? undefined : (json as Reply)); // written below

export const writeAnswer = (organization: OrganizationKey, key: string, answer: Reply, at: number): SQL =>
  sql`insert into requests (workspace, key, answer, at) values (${organization}, ${key}, ${jsonb(answer)}, ${at})`;

/** Lanes idle since then go too: a conversation that wakes up gets its row again. */
export async function purge(database: Database, before: number): Promise<void> {
  await database.run(sql`delete from requests where at < ${before}`);
  await database.run(sql`delete from lanes where free_at < ${before} and leased_until < ${before}`);
}
