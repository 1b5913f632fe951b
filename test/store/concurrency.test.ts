import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Job, Store } from "../../src/app/ports.ts";
import type { Case } from "../../src/core/case.ts";
import { evolve } from "../../src/core/evolve.ts";
import { organizationKey } from "../../src/core/organization.ts";
import { personKey } from "../../src/core/people.ts";
import { duration } from "../../src/core/time.ts";
import type { Database } from "../../src/store/database.ts";
import { enqueueJobs } from "../../src/store/enqueue-jobs.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { createStore } from "../../src/store/store.ts";
import { freshDatabase } from "../support/postgres.ts";
import {
  ann,
  at,
  ben,
  change,
  flagged,
  granted,
  identityOf,
  minute,
  newOrganization,
  noted,
  notice,
  open,
  wordsOf,
} from "./sample.ts";

/** What only true concurrency shows, so on real PostgreSQL: two replicas, each with a pool of connections. */
describe("two replicas on one PostgreSQL", () => {
  let home: Awaited<ReturnType<typeof freshDatabase>>;
  let databases: readonly Database[];
  let here: Store;
  let there: Store;
  const either = (index: number) => (index % 2 ? here : there);
  const times = <T>(count: number, work: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, index) => work(index)));

  beforeAll(async () => {
    home = await freshDatabase();
    databases = [openPostgres(home.url), openPostgres(home.url)];
    const [one, other] = databases.map((database) => createStore(database, "secret"));
    if (!one || !other) throw new Error("two replicas");
    [here, there] = [one, other];
  });
  afterAll(async () => {
    await here?.close();
    await there?.close();
    await home?.drop();
  });

  describe("presses at the same instant", () => {
    it("on one case follow one another, and none is lost", async () => {
      const kase = await open(here, newOrganization());
      await times(20, (index) => change(either(index), kase, [noted(`${index}`)]));
      const found = await here.findCase(kase.workspace, { id: kase.id });
      expect(found?.version).toBe(21);
      expect(new Set(found?.notes.map(({ text }) => text)).size).toBe(20);
      expect((await here.events(kase.workspace, kase.id)).map(({ seq }) => seq)).toEqual(
        Array.from({ length: 21 }, (_, i) => i + 1),
      );
    });

    it("of one workspace open cases with numbers of their own, without gaps", async () => {
      const organization = newOrganization();
      const opened = await times(20, (index) => open(either(index), organization));
      expect(opened.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, i) => i + 1),
      );
    });
  });

  describe("the same request several times at the same instant", () => {
    const press = (store: Store, kase: Pick<Case, "workspace" | "id">, key: string, answer: string) =>
      store.transact(
        { organization: kase.workspace, now: at(0), caseId: kase.id, key },
        ({ answered, kase: before }) => {
          if (answered) return { result: wordsOf(answered) };
          if (!before) throw new Error("no such case");
          const event = noted(answer);
          const writes = { before, kase: evolve(before, event), events: [event], actor: "a", timers: [], jobs: [] };
          return { result: answer, writes: { ...writes, answer: notice(answer) } };
        },
      );

    it("has one effect and one answer", async () => {
      const kase = await open(here, newOrganization());
      const answers = await times(10, (index) => press(either(index), kase, "press", `answer ${index}`));
      expect(new Set(answers).size).toBe(1);
      const found = await here.findCase(kase.workspace, { id: kase.id });
      expect(found?.notes.map(({ text }) => text)).toEqual(answers.slice(0, 1));
    });

    it("opens one case", async () => {
      const organization = newOrganization();
      const openOnce = (store: Store, id: string) =>
        store.transact({ organization, now: at(0), key: "flag", opensFor: ["kim"] }, ({ answered, nextNumber = 0 }) => {
          if (answered) return { result: wordsOf(answered) };
          const event = flagged({ workspace: organization, number: nextNumber, id });
          const writes = {
            before: undefined,
            kase: evolve(undefined, event),
            events: [event],
            actor: "a",
            timers: [],
            jobs: [],
          };
          return { result: id, writes: { ...writes, answer: notice(id) } };
        });
      const ids = await times(10, (index) => openOnce(either(index), `${organization}-${index}`));
      expect(new Set(ids).size).toBe(1);
      expect((await here.openCases(organization)).map(({ kase }) => [kase.number, kase.id])).toEqual([[1, ids[0]]]);
    });

    it("has one effect even where no case's lock keeps them apart", async () => {
      const organization = newOrganization();
      const cases = [await open(here, organization), await open(here, organization), await open(here, organization)];
      const answers = await Promise.all(
        cases.map((kase, index) => press(either(index), kase, "press", `answer ${index}`)),
      );
      expect(new Set(answers).size).toBe(1);
      const after = await here.openCases(organization);
      expect(after.flatMap(({ kase }) => kase.notes.map(({ text }) => text))).toEqual(answers.slice(0, 1));
    });
  });

  describe("remedies at the same instant against one budget", () => {
    /** Grants 100 if no more than 150 were granted in all, as far as can be seen. */
    const grantIfLeft = (store: Store, kase: Case, by = ann) =>
      store.transact(
        { organization: kase.workspace, now: at(20), caseId: kase.id, person: by, grantsSince: at(0) },
        (loaded) => {
          const spent = loaded.grants.reduce((sum, { amount }) => sum + amount.minor, 0);
          if (spent + 100 > 150 || !loaded.kase) return { result: false };
          const event = granted("R1", 100, { by });
          const next = evolve(loaded.kase, event);
          const writes = {
            before: loaded.kase,
            kase: next,
            events: [event],
            actor: personKey(by),
            timers: [],
            jobs: [],
          };
          return { result: true, writes: { ...writes, answer: notice("granted") } };
        },
      );
    const staff = Array.from({ length: 8 }, (_, index) => ({ ...ann, id: `U${index}` }));

    it("of a customer, by different people in different cases, can't overspend", async () => {
      const organization = newOrganization();
      const cases = await times(8, () => open(here, organization));
      const results = await Promise.all(cases.map((kase, index) => grantIfLeft(either(index), kase, staff[index])));
      expect(results.filter((done) => done)).toHaveLength(1);
    });

    it("of a person, for different customers, can't overspend", async () => {
      const organization = newOrganization();
      const cases = await times(8, (index) => open(here, organization, { customer: { key: `c${index}`, name: "C" } }));
      const results = await Promise.all(cases.map((kase, index) => grantIfLeft(either(index), kase)));
      expect(results.filter((done) => done)).toHaveLength(1);
    });

    it("of one person on two platforms can't overspend", async () => {
      const organization = newOrganization();
      const accounts = [ann, ben].map((person) => ({ ...person, workspace: organization }));
      for (const person of accounts)
        await here.saveIdentity(organization, identityOf(person, { email: "ann@acme.example" }), at(0));
      const cases = await times(8, (index) => open(here, organization, { customer: { key: `c${index}`, name: "C" } }));
      const results = await Promise.all(
        cases.map((kase, index) => grantIfLeft(either(index), kase, accounts[index % 2])),
      );
      expect(results.filter((done) => done)).toHaveLength(1);
    });

    it("that cross each other all come to an end", async () => {
      const organization = newOrganization();
      const cases = await times(16, (index) =>
        open(here, organization, { customer: { key: `c${index % 4}`, name: "C" } }),
      );
      const results = await Promise.all(
        cases.map((kase, index) => grantIfLeft(either(index), kase, staff[(index * 3) % 4])),
      );
      expect(results).toHaveLength(16);
    });
  });

  describe("the outbox", () => {
    const lease = duration(minute);
    beforeEach(() => databases[0]?.run(sql`truncate jobs, lanes`));

    it("is worked by both, never in one lane at once, each lane in order", async () => {
      const lanes = Array.from({ length: 12 }, (_, index) => `lane ${index}`);
      for (let step = 1; step <= 6; step += 1)
        await here.enqueue(
          organizationKey("acme"),
          lanes.map((lane) => ({ caseId: "A", surface: `${step}`, lane })),
          at(0),
        );

      const busy = new Set<string>();
      const done: Job[] = [];
      const work = async (store: Store) => {
        while (done.length < 72) {
          const claimed = await store.claimJobs(at(0), lease, 5);
          for (const { lane } of claimed) {
            expect(busy.has(lane)).toBe(false);
            busy.add(lane);
          }
          for (const job of claimed) {
            done.push(job);
            busy.delete(job.lane);
            await store.finishJob(job, at(0));
          }
        }
      };
      await Promise.all([here, there, here, there].map(work));

      for (const lane of lanes)
        expect(done.filter((job) => job.lane === lane).map(({ surface, attempts }) => [surface, attempts])).toEqual(
          ["1", "2", "3", "4", "5", "6"].map((surface) => [surface, 1]),
        );
    });

    it("doesn't send a card as it was before a change that is being written", async () => {
      await here.enqueue(organizationKey("acme"), [{ caseId: "A", surface: "case", lane: "C1" }], at(0));
      const during = await databases[0]?.transact([], async (_rows, more) => {
        for (const statement of enqueueJobs(
          organizationKey("acme"),
          [{ caseId: "A", surface: "case", lane: "C1" }],
          at(0),
        ))
          await more(statement);
        return { writes: [], result: await there.claimJobs(at(0), lease, 5) };
      });
      expect(during).toEqual([]);
      expect(await there.claimJobs(at(0), lease, 5)).toHaveLength(1);
    });

    it("keeps a newer job for a message that is just being claimed", async () => {
      await here.enqueue(organizationKey("acme"), [{ caseId: "A", surface: "case", lane: "C1" }], at(0));
      const [first] = await there.claimJobs(at(0), lease, 5);
      await times(5, (index) =>
        either(index).enqueue(organizationKey("acme"), [{ caseId: "A", surface: "case", lane: "C1" }], at(0)),
      );
      if (first) await there.finishJob(first, at(0));
      expect(await here.claimJobs(at(0), lease, 5)).toHaveLength(1);
      expect((await here.backlog(at(0))).waiting).toBe(1);
    });
  });

  it("migrate an empty database together", async () => {
    const empty = await freshDatabase();
    const replicas = Array.from({ length: 4 }, () => openPostgres(empty.url));
    await replicas[0]?.run(sql`drop schema public cascade`);
    await replicas[0]?.run(sql`create schema public`);
    await Promise.all(replicas.map((database) => migrate(database)));
    const applied = await replicas[0]?.run(sql`select count(*) as count from amends_migrations`);
    expect(applied?.[0]?.count).toBeGreaterThan(0);
    await Promise.all(replicas.map((replica) => replica.close()));
    await empty.drop();
  });

  it("live on when the database drops their connections, also in the middle of a press", async () => {
    const lost = await freshDatabase();
    const [replica, operator] = [openPostgres(lost.url), openPostgres(lost.url)];
    const store = createStore(replica, "secret");
    const kase = await open(store, organizationKey("acme"));
    const dropAll = () =>
      operator.run(sql`
        select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
    const cut = replica.transact([sql`select 1`], async () => {
      await dropAll();
      return { writes: [sql`update cases set version = 99`], result: undefined };
    });
    await expect(cut).rejects.toThrow();
    await dropAll();
    // The news of it may take a moment to arrive.
    const after = () => change(store, kase, [noted("after")]).then(({ version }) => version, String);
    await expect.poll(after).toBe(2);
    expect((await store.findCase(organizationKey("acme"), { id: kase.id }))?.notes).toHaveLength(1);
    await Promise.all([replica.close(), operator.close()]);
    await lost.drop();
  });
});
