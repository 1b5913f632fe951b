import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { z } from "zod";
import type { Database, Rows } from "./database.ts";
import { patient } from "./patient.ts";

/**
 * Brings the tables up to date, in one transaction, under a lock: of many replicas that start together one migrates and the
 * others find it done, and meanwhile say whom they wait for. Drizzle's own migrator would need the right to create a schema,
 * which many hosted databases don't give.
 */
export async function migrate(database: Database, say: (words: string) => void = () => {}): Promise<void> {
  await patient(database, say, () => holderOf(database)).transact([lock], async (_locked, more) => {
    await more(sql`create table if not exists amends_migrations (written bigint primary key, hash text not null)`);
    const missing = pending(await more(applied));
    const writes = missing.flatMap(({ sql: statements, folderMillis, hash }) => [
      ...statements.map((statement) => sql.raw(statement)),
      sql`insert into amends_migrations (written, hash) values (${folderMillis}, ${hash})`,
    ]);
    return { writes, result: undefined };
  });
}

/** @throws when the database doesn't answer, takes no writes, or lacks a migration this version needs. */
export async function checkMigrated(database: Database): Promise<void> {
  const rows = await database.run(
    // Cast where it is used: of a statement that is only read, PostgreSQL itself says that it may not write.
    sql`select written, pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean as refuses
      from amends_migrations`,
  );
  const missing = pending(rows).length;
  if (missing) throw new Error(`the database lacks ${missing} migration(s): run "amends migrate" or restart Amends`);
  if (rows.some(({ refuses }) => refuses === true))
    throw new Error("the database takes no writes: it is a standby, or set to read-only");
}

const holderSchema = z.array(z.object({ words: z.string() }));

/** Who holds the lock under which tables are changed, or else that it is one of the tables that another uses. */
async function holderOf(database: Database): Promise<string> {
  const rows = await database.run(sql`
    select format('another Amends that is bringing the tables up to date: process %s of PostgreSQL (%s%s), connected for %s s',
      activity.pid, coalesce(nullif(application_name, ''), 'unnamed'), coalesce(' at ' || host(client_addr), ''),
      round(extract(epoch from clock_timestamp() - backend_start))) as words
    from pg_locks join pg_stat_activity activity using (pid)
    where locktype = 'advisory' and granted and objsubid = 1
      and ((classid::bigint << 32) | objid::bigint) = hashtextextended('amends migrations', 0)`);
  const [holder] = holderSchema.parse(rows);
  return holder?.words ?? "a table that another process holds, to bring the tables up to date";
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
