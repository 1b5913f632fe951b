import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DatabaseTroubleError } from "../../src/app/database-trouble.ts";
import { duration } from "../../src/core/time.ts";
import type { Database } from "../../src/store/database.ts";
import { usualLimits } from "../../src/store/limits.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { createStore, type OpenedStore } from "../../src/store/store.ts";
import { freshDatabase } from "../support/postgres.ts";
import { startCluster } from "../support/postgres-cluster.ts";
import { startSilentWire } from "../support/silent-wire.ts";
import { at, change, newOrganization, noted, open } from "./sample.ts";

/** A database that falls silent, or a row that another holds, costs the presses of that moment an answer in words, and nobody else. */

const limits = {
  ...usualLimits,
  person: { use: 4_000, lock: 1_000, statement: 4_000, idle: 500 },
  background: { use: 5_000, lock: 2_000, statement: 5_000, idle: 500 },
};

let drop: () => Promise<void>;
let url: string;
const opened: Database[] = [];
const openAt = (address: string): Database => {
  const database = openPostgres(address, { limits });
  opened.push(database);
  return database;
};
beforeEach(async () => {
  ({ url, drop } = await freshDatabase());
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  await drop();
});

const transaction = (database: Database) => database.transact([sql`select 1`], () => ({ writes: [], result: "done" }));
const troubleOf = (work: Promise<unknown>) =>
  work.then(
    () => "no trouble",
    (error: unknown) => (error instanceof DatabaseTroubleError ? error.saved : error),
  );

describe("connections that go silent without a sign", () => {
  let wire: Awaited<ReturnType<typeof startSilentWire>>;
  let database: Database;
  beforeEach(async () => {
    wire = await startSilentWire(url);
    database = openAt(wire.url);
  });
  afterEach(() => wire.close());

  it("cost those who wait on them an answer in time, and are all replaced at once", async () => {
    await Promise.all(Array.from({ length: 10 }, () => transaction(database)));
    wire.silence();
    expect(await troubleOf(transaction(database))).toBe("nothing");
    // Without that, each of the others would be found silent by somebody who waits.
    expect(await Promise.all(Array.from({ length: 8 }, () => transaction(database)))).toEqual(Array(8).fill("done"));
  });

  it("just as a commit went out leave open what was saved, and say so", async () => {
    await database.run(sql`create table kept (what text)`);
    wire.silenceAt("commit");
    const written = database.transact([sql`select 1`], () => ({
      writes: [sql`insert into kept values ('whole')`],
      result: "done",
    }));
    expect(await troubleOf(written)).toBe("perhaps");
    wire.mend();
    await expect.poll(() => database.run(sql`select what from kept`)).toEqual([{ what: "whole" }]);
  });

  it("are let go of when the process stops", async () => {
    await transaction(database);
    wire.silence();
    const asked = troubleOf(transaction(database));
    await database.close();
    expect(await asked).toBe("nothing");
  });
});

describe("a server that hangs", () => {
  it("is waited for no longer than agreed by presses, outbox and stop, and works again when it wakes", async () => {
    const cluster = await startCluster();
    const database = openAt(cluster.url("postgres"));
    try {
      await transaction(database);
      cluster.freeze();
      const press = troubleOf(transaction(database));
      const claim = troubleOf(database.waitedForBy("background").run(sql`select 1`));
      expect([await press, await claim]).toEqual(["nothing", "nothing"]);
      const replica = openAt(cluster.url("postgres"));
      expect(await troubleOf(transaction(replica))).toBe("nothing");
      await replica.close();
      cluster.thaw();
      await expect.poll(() => transaction(database).catch(() => "not yet"), { timeout: 10_000 }).toBe("done");
    } finally {
      cluster.thaw();
      await database.close();
      await cluster.stop();
    }
  });
});

describe("a case's row that another holds", () => {
  let store: OpenedStore;
  let other: postgres.Sql;
  beforeEach(() => {
    store = createStore(openAt(url), "secret");
    other = postgres(url, { max: 1, onnotice: () => {} });
  });
  afterEach(() => other.end());

  it("costs the presses on that case, and neither those on others nor the outbox", async () => {
    const organization = newOrganization();
    const [held, free] = [await open(store, organization), await open(store, organization)];
    await other.unsafe("begin");
    await other.unsafe("select id from cases where id = $1 for update", [held.id]);
    const presses = Array.from({ length: 13 }, (_, index) =>
      change(store, held, [noted("held")], { key: `press ${index}` }),
    );
    const outcomes = Promise.all(presses.map(troubleOf));
    await change(store, free, [noted("free")]);
    await store.waitedForBy("background").claimJobs(at(60), duration(60_000), 16);
    expect(await Promise.race([outcomes, "the presses still wait"])).toBe("the presses still wait");
    expect(new Set(await outcomes)).toEqual(new Set(["nothing"]));
    await other.unsafe("rollback");
    await change(store, held, [noted("free again")]);
  });

  it("by a replica that froze in the middle is freed by the server", async () => {
    const kase = await open(store, newOrganization());
    let wake = () => {};
    let outcome: Promise<unknown> | undefined;
    await new Promise<void>((holds) => {
      const frozen = openAt(url).transact([sql`select id from cases where id = ${kase.id} for update`], async () => {
        holds();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        return { writes: [], result: "done" };
      });
      outcome = troubleOf(frozen);
    });
    const pressed = () =>
      change(store, kase, [noted("free")]).then(
        () => "done",
        () => "not yet",
      );
    await expect.poll(pressed, { timeout: 10_000 }).toBe("done");
    wake();
    // It woke to a connection that is gone, and nothing of it was kept.
    expect(await outcome).not.toBe("no trouble");
    expect((await store.findCase(kase.workspace, { id: kase.id }))?.version).toBe(kase.version + 1);
  });
});

describe("a server that became a standby", () => {
  it("is left: what can't be written is written on the next connection", async () => {
    const database = openAt(url);
    await database.run(sql`create table kept (what text)`);
    const demote = () => database.run(sql`set session characteristics as transaction read only`);
    await demote();
    await expect(database.run(sql`insert into kept values ('lost')`)).rejects.toThrow("read-only transaction");
    await database.run(sql`insert into kept values ('kept')`);
    expect(await database.run(sql`select what from kept`)).toEqual([{ what: "kept" }]);
  });

  it("costs a press nothing", async () => {
    const database = openAt(url);
    const store = createStore(database, "secret");
    const kase = await open(store, newOrganization());
    await database.run(sql`set session characteristics as transaction read only`);
    expect((await change(store, kase, [noted("kept")])).version).toBe(kase.version + 1);
  });
});
