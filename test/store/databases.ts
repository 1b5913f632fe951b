import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openPglite } from "../../src/store/pglite.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { freshDatabase } from "../support/postgres.ts";

/** Both databases the store runs on, for `describe.each`. */
export type Opened = { readonly database: Database; close(): Promise<void> };
export type TestDatabase = {
  readonly name: string;
  /** Empty, its tables as today's. */
  open(): Promise<Opened>;
  /** Without any tables. */
  openBare(): Promise<Opened>;
};

async function openOnPostgres(): Promise<Opened> {
  const { url, drop } = await freshDatabase();
  const database = openPostgres(url);
  return {
    database,
    async close() {
      await database.close();
      await drop();
    },
  };
}

async function openOnPglite(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), "amends-pglite-"));
  const database = await openPglite(folder);
  return {
    database,
    async close() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const databases: readonly TestDatabase[] = [
  {
    name: "PostgreSQL",
    open: openOnPostgres,
    async openBare() {
      const opened = await openOnPostgres();
      await opened.database.run(sql`drop schema public cascade`);
      await opened.database.run(sql`create schema public`);
      return opened;
    },
  },
  {
    name: "PGlite",
    async open() {
      const opened = await openOnPglite();
      await migrate(opened.database);
      return opened;
    },
    openBare: openOnPglite,
  },
];

/** Gives a bare database the tables of the release whose newest migration was the `count`th. */
export async function migrateOnly(database: Database, count: number): Promise<void> {
  await database.run(sql`create table amends_migrations (written bigint primary key, hash text not null)`);
  const older = readMigrationFiles({ migrationsFolder: "src/store/migrations" }).slice(0, count);
  for (const { sql: statements, folderMillis, hash } of older) {
    for (const statement of statements) await database.run(sql.raw(statement));
    await database.run(sql`insert into amends_migrations (written, hash) values (${folderMillis}, ${hash})`);
  }
}
