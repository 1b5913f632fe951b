import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openPglite } from "../../src/store/pglite.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { freshDatabase } from "../support/postgres.ts";

/** Both databases the store runs on, for `describe.each`. */
export type Opened = { readonly database: Database; close(): Promise<void> };

export const databases: readonly { readonly name: string; open(): Promise<Opened> }[] = [
  {
    name: "PostgreSQL",
    async open() {
      const { url, drop } = await freshDatabase();
      const database = openPostgres(url);
      return {
        database,
        async close() {
          await database.close();
          await drop();
        },
      };
    },
  },
  {
    name: "PGlite",
    async open() {
      const folder = await mkdtemp(join(tmpdir(), "amends-pglite-"));
      const database = await openPglite(folder);
      await migrate(database);
      return {
        database,
        async close() {
          await database.close();
          await rm(folder, { recursive: true, force: true });
        },
      };
    },
  },
];
