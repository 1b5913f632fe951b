import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { startDatabaseWire } from "../support/database-wire.ts";
import { freshDatabase } from "../support/postgres.ts";

/** A database that restarts must cost the presses of that moment, and never the process or a place in the pool. */

const poolSize = 10;

let wire: Awaited<ReturnType<typeof startDatabaseWire>>;
let database: Database;
let drop: () => Promise<void>;
beforeEach(async () => {
  const fresh = await freshDatabase();
  drop = fresh.drop;
  wire = await startDatabaseWire(fresh.url);
  database = openPostgres(wire.url);
  await Promise.all(Array.from({ length: poolSize }, transaction));
});
afterEach(async () => {
  await database.close();
  await wire.close();
  await drop();
});

/** Several statements at once, with values, as a press has them. */
const transaction = () =>
  database.transact([sql`select ${1}::int as one`, sql`select ${2}::int as two`, sql`select 3 as three`], () => ({
    writes: [sql`select ${"four"}::text as four`],
    result: "done",
  }));

/** As soon as the pool dares to connect again, which is after seconds at most. */
const whenBack = () => expect.poll(() => transaction().catch(() => "not yet"), { timeout: 15_000 }).toBe("done");
/** As many transactions at the same time as the pool has places, each on a connection of its own. */
const everyPlaceWorks = async () => {
  const processes = await Promise.all(
    Array.from({ length: poolSize }, (_, index) =>
      // Neither people nor the background may have all of them.
      database
        .waitedForBy(index % 2 === 0 ? "person" : "background")
        .transact([sql`select pg_backend_pid() as process, pg_sleep(0.5)`], ([rows]) => ({
          writes: [],
          result: rows?.[0]?.process,
        })),
    ),
  );
  expect(new Set(processes).size).toBe(poolSize);
};

describe("a connection that breaks", () => {
  it("as something is sent on it fails that transaction at once, and is replaced", async () => {
    for (let times = 0; times < 3; times += 1) {
      const asked = transaction();
      wire.cut();
      await expect(asked).rejects.toThrow();
      await expect(transaction()).rejects.toThrow("ECONNREFUSED");
      await wire.mend();
      await whenBack();
    }
    await everyPlaceWorks();
  });

  it("before anything is sent on it fails the next transaction at once, and is replaced", async () => {
    wire.cut();
    const asked = Array.from({ length: 2 * poolSize }, transaction);
    for (const each of await Promise.allSettled(asked)) expect(each.status).toBe("rejected");
    await wire.mend();
    await whenBack();
    await everyPlaceWorks();
  });

  it("between two round trips of a transaction fails it at once, and is replaced", async () => {
    const cut = database.transact([sql`select 1`], async (_rows, more) => {
      wire.cut();
      await expect(more(sql`select ${1}::int`)).rejects.toThrow();
      await wire.mend();
      return { writes: [sql`select ${"late"}::text as late`], result: "done" };
    });
    await expect(cut).rejects.toThrow("lost");
    await whenBack();
    await everyPlaceWorks();
  });

  it("before the commit leaves nothing behind", async () => {
    await database.run(sql`create table kept (what text)`);
    wire.cutBefore("commit");
    const asked = database.transact([sql`select 1`], () => ({
      writes: [sql`insert into kept values ('half')`],
      result: "done",
    }));
    await expect(asked).rejects.toThrow();
    await wire.mend();
    await whenBack();
    expect(await database.run(sql`select * from kept`)).toEqual([]);
  });
});
