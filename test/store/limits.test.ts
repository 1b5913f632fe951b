import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Urgency } from "../../src/app/urgency.ts";
import type { Database } from "../../src/store/database.ts";
import { usualLimits } from "../../src/store/limits.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { freshDatabase } from "../support/postgres.ts";
import { startTransactionPooler } from "../support/transaction-pooler.ts";

const asked = sql`select name, setting::int as millis from pg_settings
  where name in ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout')`;

/** In milliseconds; 0 is no limit. */
const inForce = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  Object.fromEntries(rows.map(({ name, millis }) => [name, millis]));
const ofStatement = async (database: Database) => inForce(await database.run(asked));
const ofTransaction = (database: Database) =>
  database.transact([asked], ([rows]) => ({ writes: [], result: inForce(rows ?? []) }));

const wanted = (urgency: Urgency) => ({
  lock_timeout: usualLimits[urgency].lock,
  statement_timeout: usualLimits[urgency].statement ?? 0,
  idle_in_transaction_session_timeout: usualLimits[urgency].idle ?? 0,
});

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
beforeEach(async () => {
  fresh = await freshDatabase();
});
afterEach(() => fresh.drop());

/** One after the other on the same connection: what one set must not be left for the next. */
const inTurn: readonly Urgency[] = ["person", "background", "operator", "check", "person"];

describe("the database's own limits are those of whoever waits", () => {
  it("on PostgreSQL itself", async () => {
    const database = openPostgres(fresh.url, { pool: 1 });
    for (const urgency of inTurn) {
      expect(await ofStatement(database.waitedForBy(urgency))).toEqual(wanted(urgency));
      expect(await ofTransaction(database.waitedForBy(urgency))).toEqual(wanted(urgency));
    }
    await database.close();
  });

  it("behind a pooler, which may give each transaction another session", async () => {
    const pooler = await startTransactionPooler(fresh.url);
    // One transaction alone: this pooler keeps no prepared statements.
    const database = openPostgres(pooler.url, { pool: 1 });
    expect(await ofTransaction(database.waitedForBy("person"))).toEqual(wanted("person"));
    await database.close();
    await pooler.close();
  });
});
