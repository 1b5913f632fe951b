import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { usualLimits } from "../../src/store/limits.ts";
import { migrate } from "../../src/store/migrate.ts";
import { patient } from "../../src/store/patient.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { freshDatabase } from "../support/postgres.ts";

/** Whoever starts Amends behind a lock is told what is waited for, again and again, and goes on when it is free. */

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let database: Database;
let other: postgres.Sql;
beforeEach(async () => {
  fresh = await freshDatabase();
  database = openPostgres(fresh.url, { limits: { ...usualLimits, operator: { lock: 50 } } });
  other = postgres(fresh.url, { max: 1, connection: { application_name: "the other one" } });
});
afterEach(async () => {
  await database.close();
  await other.end();
  await fresh.drop();
});

/** Calls `free` at the third line. */
const listening = (free: () => Promise<unknown>) => {
  const said: string[] = [];
  const say = (words: string) => {
    said.push(words);
    // postgres.js sends when somebody waits.
    if (said.length === 3) free().then(() => {});
  };
  return { said, say };
};

it("says who brings the tables up to date already", async () => {
  await other`select pg_advisory_lock(hashtextextended('amends migrations', 0))`;
  const { said, say } = listening(() => other`select pg_advisory_unlock_all()`);
  await migrate(database.waitedForBy("operator"), say);
  expect(said.length).toBeGreaterThanOrEqual(3);
  expect(said[0]).toMatch(
    /^Waiting for another Amends .* process \d+ of PostgreSQL \(the other one.*\(\d+ s so far\)$/,
  );
});

it("holds for a terminal command that meets a row which another holds", async () => {
  await other`begin`;
  await other`update amends_migrations set hash = hash`;
  const { said, say } = listening(() => other`rollback`);
  const waiting = patient(database.waitedForBy("operator"), say, async () => "rows that another process holds");
  await waiting.run(sql`update amends_migrations set hash = hash`);
  expect(said[0]).toMatch(/^Waiting for rows that another process holds \(\d+ s so far\)$/);
});
