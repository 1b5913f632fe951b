import { join } from "node:path";
import { setImmediate as oneTurn } from "node:timers/promises";
import { PGlite, type Transaction } from "@electric-sql/pglite";
import type { SQL } from "drizzle-orm";
import { closeContents, privateFolder } from "../app/private-files.ts";
import { holdDataDir } from "./data-dir-lock.ts";
import { compile, type Database, type Rows } from "./database.ts";

/**
 * PostgreSQL inside this process, in a folder. It is one connection, and PGlite itself lets one transaction after the other
 * pass. It survives a killed process, not a power cut.
 *
 * Each use begins with one turn of the event loop: PGlite's answers are microtasks, so a loop that awaits one transaction after
 * the other would let no timer fire and no socket be read until it ends, also not the beat of the folder's lock.
 * @throws DataDirInUseError when another process has the folder.
 */
export async function openPglite(dataDir: string): Promise<Database> {
  await privateFolder(dataDir);
  const hold = await holdDataDir(dataDir);
  const files = join(dataDir, "pglite");
  const pglite = await PGlite.create(files).catch(async (error: unknown) => {
    await hold.release();
    throw error;
  });
  // It makes its files readable to all, whatever the umask; those that it adds until the next start are behind closed folders.
  await closeContents(files);

  const database: Database = {
    // Nobody else has it, so nobody waits for long.
    waitedForBy: () => database,

    run: async (statement) => {
      await oneTurn();
      return send(pglite, statement);
    },

    transact: async (reads, decide) => {
      await oneTurn();
      return pglite.transaction(async (transaction) => {
        const more = (statement: SQL) => send(transaction, statement);
        const rows: Rows[] = [];
        for (const read of reads) rows.push(await more(read));
        const { writes, result } = await decide(rows, more);
        if (!writes) await transaction.rollback();
        for (const write of writes ?? []) await more(write);
        return result;
      });
    },

    async close() {
      await pglite.close();
      await closeContents(files);
      await hold.release();
    },
  };
  return database;
}

async function send(connection: Pick<Transaction, "query">, statement: SQL): Promise<Rows> {
  const { text, params } = compile(statement);
  const { rows } = await connection.query<Record<string, unknown>>(text, params);
  return rows;
}
