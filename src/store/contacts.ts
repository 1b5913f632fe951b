import { sql } from "drizzle-orm";
import type { OrganizationKey } from "../core/organization.ts";
import type { Database } from "./database.ts";
import { jsonb } from "./json.ts";

/** Rows of the adapters on how to reach people and conversations; what is in them only the adapter knows. */

export async function findContact(database: Database, key: string): Promise<unknown> {
  const [found] = await database.run(sql`select row from contacts where key = ${key}`);
  return found?.row;
}

export async function saveContact(
  database: Database,
  organization: OrganizationKey,
  key: string,
  row: object,
): Promise<void> {
  await database.run(sql`
    insert into contacts (key, workspace, row) values (${key}, ${organization}, ${jsonb(row)})
    on conflict (key) do update set row = excluded.row, workspace = excluded.workspace`);
}
