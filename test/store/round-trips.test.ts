import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duration } from "../../src/core/time.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { createStore, type OpenedStore } from "../../src/store/store.ts";
import { freshDatabase } from "../support/postgres.ts";
import { startLatencyProxy } from "./latency-proxy.ts";
import { ann, at, change, granted, minute, newOrganization, noted, open } from "./sample.ts";

/** A press's speed is its number of round trips; on a database across a network they are nearly all of its time. */
describe("round trips to PostgreSQL", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let proxy: Awaited<ReturnType<typeof startLatencyProxy>>;
  let store: OpenedStore;
  const organization = newOrganization();

  beforeAll(async () => {
    database = await freshDatabase();
    proxy = await startLatencyProxy(database.url);
    store = createStore(openPostgres(proxy.url), "secret");
  });
  afterAll(async () => {
    await store?.close();
    await proxy?.close();
    await database?.drop();
  });

  /** Once a connection has prepared its statements, and knows the database: from the third time on. */
  const trips = async (work: (time: number) => Promise<unknown>) => {
    await work(1);
    await work(2);
    return proxy.count(() => work(3));
  };

  it("are two to open a case", async () => {
    expect(await trips((time) => open(store, organization, {}, { key: `open-${time}` }))).toBe(2);
  });

  it("are two to change a case, with everything a change can carry", async () => {
    const kase = await open(store, organization);
    const press = (time: number) =>
      change(store, kase, [noted("called ".repeat(500)), granted(`R${time}`, 500)], {
        key: `press-${time}`,
        timers: [{ key: "a", dueAt: at(time) }],
        jobs: [
          { caseId: kase.id, surface: "case", lane: "C1" },
          { caseId: kase.id, surface: "approval", lane: "C2" },
        ],
        ask: { person: ann, grantsSince: at(0), withCustomer: true },
      });
    expect(await trips(press)).toBe(2);
  });

  it("are two to refuse a press", async () => {
    const kase = await open(store, organization);
    const ask = { organization, now: at(0), caseId: kase.id, person: ann, key: "refused", grantsSince: at(0) };
    expect(await trips(() => store.transact(ask, () => ({ result: "no" })))).toBe(2);
  });

  it("are one to claim, and one to finish a job", async () => {
    const kase = await open(store, organization);
    const claim = async (time: number) => {
      await store.enqueue(organization, [{ caseId: kase.id, surface: `${time}`, lane: `lane ${time}` }], at(0));
      const [job] = await store.claimJobs(at(60), duration(minute), 1);
      if (job) await store.finishJob(job, at(60));
    };
    expect(await trips(claim)).toBe(3);
  });
});
