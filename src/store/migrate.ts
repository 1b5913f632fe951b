import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Database, Rows } from "./database.ts";

/**
 * Brings the tables up to date, in one transaction, under a lock: of many replicas that start together one migrates and the
 * others find it done. Drizzle's own migrator would need the right to create a schema, which many hosted databases don't give.
 */
export async function migrate(database: Database): Promise<void> {
  await database.transact([lock], async (_locked, more) => {
    await more(sql`create table if not exists amends_migrations (written bigint primary key, hash text not null)`);
    const missing = pending(await more(applied));
    const writes = missing.flatMap(({ sql: statements, folderMillis, hash }) => [
      ...statements.map((statement) => sql.raw(statement)),
      sql`insert into amends_migrations (written, hash) values (${folderMillis}, ${hash})`,
    ]);
    return { writes, result: undefined };
  });
}

/** @throws when the database doesn't answer, or lacks a migration this version needs. */
export async function checkMigrated(database: Database): Promise<void> {
  const missing = pending(await database.run(applied)).length;
  if (missing) throw new Error(`the database lacks ${missing} migration(s): run "amends migrate" or restart Amends`);
}

const lock = sql`select pg_advisory_xact_lock(hashtextextended('amends migrations', 0))`;
const applied = sql`select written from amends_migrations`;

function pending(rows: Rows) {
  const done = new Set(rows.map((row) => Number(row.written)));
  return migrations().filter(({ folderMillis }) => !done.has(folderMillis));
}

let read: ReturnType<typeof readMigrationFiles> | undefined;
function migrations() {
  read ??= readMigrationFiles({ migrationsFolder });
  return read;
}

/** SQL isn't compiled: the build takes it along to `dist`. */
const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));
