import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Job, NewJob, Store } from "../../src/app/ports.ts";
import { duration } from "../../src/core/time.ts";
import { createStore } from "../../src/store/store.ts";
import { databases, type Opened } from "./databases.ts";
import { at, change, minute, newOrganization, noted, open } from "./sample.ts";

const lease = duration(minute);
const job = (caseId: string, lane: string, more: Partial<NewJob> = {}): NewJob => ({
  caseId,
  surface: "case",
  lane,
  ...more,
});
const names = (jobs: readonly Job[]) => jobs.map(({ caseId, surface, lane }) => `${caseId} ${surface} in ${lane}`);

describe.each(databases)("the outbox on $name", ({ open: openDatabase }) => {
  let opened: Opened;
  let store: Store;
  const organization = newOrganization();
  const enqueue = (...jobs: NewJob[]) => store.enqueue(organization, jobs, at(0));
  const claim = (minutes: number, limit = 10) => store.claimJobs(at(minutes), lease, limit);
  const claimOne = async (minutes: number): Promise<Job> => {
    const [first, ...others] = await claim(minutes);
    if (!first || others.length) throw new Error("expected exactly one job");
    return first;
  };

  beforeAll(async () => {
    opened = await openDatabase();
    store = createStore(opened.database, "secret");
  });
  beforeEach(() => opened.database.run(sql`truncate jobs, lanes`));
  afterAll(() => opened?.close());

  it("holds what a change enqueued, with its workspace and its age", async () => {
    const kase = await open(store, organization);
    await change(store, kase, [noted("x")], { jobs: [job(kase.id, "C1")], ask: { now: at(3) } });
    expect(await claimOne(5)).toEqual({
      ...{ id: expect.any(Number), organization, caseId: kase.id, surface: "case", lane: "C1" },
      ...{ attempts: 1, createdAt: at(3) },
    });
  });

  it("gives each lane's jobs one at a time, in order", async () => {
    await enqueue(job("A", "C1"));
    await enqueue(job("B", "C1"));
    await enqueue(job("C", "C2"));
    const [a, c] = await claim(0);
    expect(names([a, c].filter((one) => one !== undefined))).toEqual(["A case in C1", "C case in C2"]);
    expect(await claim(0)).toEqual([]);
    if (a) await store.finishJob(a, at(0));
    expect(names(await claim(0))).toEqual(["B case in C1"]);
  });

  it("claims no more than asked for, the oldest first", async () => {
    for (const lane of ["C3", "C1", "C2"]) await enqueue(job("A", lane));
    expect(names(await claim(0, 2))).toEqual(["A case in C3", "A case in C1"]);
  });

  it("keeps a lane's pace after a job is done", async () => {
    await enqueue(job("A", "C1"));
    await store.finishJob(await claimOne(0), at(2));
    await enqueue(job("B", "C1"));
    expect(await claim(1)).toEqual([]);
    expect(names(await claim(2))).toEqual(["B case in C1"]);
  });

  it("claims a job again, one attempt later, when its claimer has died", async () => {
    await enqueue(job("A", "C1"));
    const first = await claimOne(0);
    expect(await claim(0.5)).toEqual([]);
    const second = await claimOne(1);
    expect(second).toEqual({ ...first, attempts: 2 });
  });

  it("heeds only the claim that still holds", async () => {
    await enqueue(job("A", "C1"));
    const dead = await claimOne(0);
    const alive = await claimOne(1);
    await store.finishJob(dead, at(0));
    await store.failJob(dead, at(1), "late");
    await store.retryJob(dead, at(0), "late");
    await store.postponeJob(dead, at(0));
    expect(await claim(1.5)).toEqual([]);
    await store.finishJob(alive, at(1));
    expect(await claim(9)).toEqual([]);
    expect((await store.backlog(at(9))).failed).toBe(0);
  });

  it("coalesces changes of one message that waits, until it is claimed", async () => {
    await enqueue(job("A", "C1"));
    await enqueue(job("A", "C1"), job("A", "C1"), job("A", "C1", { surface: "survey" }));
    const first = await claimOne(0);
    expect(names([first])).toEqual(["A case in C1"]);
    await enqueue(job("A", "C1"));
    await store.finishJob(first, at(0));
    const second = await claimOne(0);
    await store.finishJob(second, at(0));
    const third = await claimOne(0);
    await store.finishJob(third, at(0));
    expect(names([second, third])).toEqual(["A survey in C1", "A case in C1"]);
    expect(await claim(0)).toEqual([]);
  });

  it("waits for a job's own time, and lets others of its lane pass", async () => {
    await enqueue(job("A", "C1", { notBefore: at(10) }));
    await enqueue(job("B", "C1"));
    await store.finishJob(await claimOne(0), at(0));
    expect(await claim(9)).toEqual([]);
    expect(names(await claim(10))).toEqual(["A case in C1"]);
  });

  it("takes the earlier time where a waiting job is enqueued again", async () => {
    await enqueue(job("A", "C1", { notBefore: at(10) }));
    await enqueue(job("A", "C1", { notBefore: at(5) }), job("A", "C1", { notBefore: at(7) }));
    expect(await claim(4)).toEqual([]);
    expect(names(await claim(5))).toEqual(["A case in C1"]);
  });

  it("lets the whole lane wait after a failure, and keeps the order", async () => {
    await enqueue(job("A", "C1"));
    await enqueue(job("B", "C1"));
    await store.retryJob(await claimOne(0), at(3), "ratelimited");
    expect(await claim(2)).toEqual([]);
    const again = await claimOne(3);
    expect([again.caseId, again.attempts]).toEqual(["A", 2]);
  });

  it("postpones a job by choice: others pass, and it is no attempt", async () => {
    await enqueue(job("A", "C1"));
    await enqueue(job("B", "C1"));
    await store.postponeJob(await claimOne(0), at(30));
    await store.finishJob(await claimOne(0), at(0));
    expect(await claim(29)).toEqual([]);
    const later = await claimOne(30);
    expect([later.caseId, later.attempts, later.notBefore]).toEqual(["A", 1, at(30)]);
  });

  it("absorbs a newer job for the same message when a claimed one waits again", async () => {
    await enqueue(job("A", "C1"));
    const retried = await claimOne(0);
    await enqueue(job("A", "C1"));
    await store.retryJob(retried, at(1), "timeout");
    const postponed = await claimOne(1);
    expect(postponed.id).toBe(retried.id);
    await enqueue(job("A", "C1", { notBefore: at(5) }));
    await store.postponeJob(postponed, at(60));
    const last = await claimOne(5);
    expect(last.id).toBe(retried.id);
    await store.finishJob(last, at(5));
    expect(await claim(90)).toEqual([]);
  });

  it("keeps a job that was given up for the operator, and frees its lane", async () => {
    await enqueue(job("A", "C1"));
    await enqueue(job("B", "C1"));
    await store.failJob(await claimOne(0), at(0), "channel_not_found");
    expect(names(await claim(0))).toEqual(["B case in C1"]);
    const [failed] = await opened.database.run(sql`select reason, failed_at from jobs where state = 'failed'`);
    expect({ ...failed }).toEqual({ reason: "channel_not_found", failed_at: at(0) });
    await enqueue(job("A", "C1"));
    expect(await store.backlog(at(60 * 24 * 9999))).toMatchObject({ failed: 1, waiting: 2 });
  });

  describe("written to while a clock was a day ahead", () => {
    const tomorrow = 24 * 60;

    it("frees a lane that would be free tomorrow, and paces it again from then on", async () => {
      await enqueue(job("A", "C1"), job("B", "C1"));
      await store.finishJob(await claimOne(tomorrow), at(tomorrow));
      expect(await store.backlog(at(1))).toEqual({ waiting: 1, oldestAt: at(0), failed: 0, muted: 0 });
      await store.retryJob(await claimOne(1), at(3), "ratelimited");
      expect(await claim(2)).toEqual([]);
      expect(names(await claim(3))).toEqual(["B case in C1"]);
    });

    it("claims again what was claimed until tomorrow by a process that died", async () => {
      await enqueue(job("A", "C1"));
      await claimOne(tomorrow);
      expect((await claimOne(1)).attempts).toBe(2);
    });

    it("lets no job wait longer than quiet hours may last", async () => {
      await enqueue(job("A", "C1", { notBefore: at(24 * 60) }), job("B", "C2", { notBefore: at(36 * 60) }));
      expect(names(await claim(1))).toEqual(["B case in C2"]);
      expect((await store.backlog(at(1))).waiting).toBe(1);
    });

    it("keeps holding what is held for as long as anything may be", async () => {
      await enqueue(job("A", "C1"));
      await store.retryJob(await claimOne(0), at(5), "ratelimited");
      expect(await claim(0)).toEqual([]);
      expect((await store.backlog(at(0))).muted).toBe(1);
    });
  });

  it("tells the backlog: what is due, since when, and what was given up", async () => {
    expect(await store.backlog(at(0))).toEqual({ waiting: 0, failed: 0, muted: 0 });
    const kase = await open(store, organization, {}, { jobs: [job("A", "C1")], ask: { now: at(1) } });
    await change(store, kase, [noted("x")], { jobs: [job("B", "C1", { notBefore: at(20) })], ask: { now: at(2) } });
    expect(await store.backlog(at(10))).toEqual({ waiting: 1, oldestAt: at(1), failed: 0, muted: 0 });
    await store.finishJob(await claimOne(10), at(10));
    expect(await store.backlog(at(30))).toEqual({ waiting: 1, oldestAt: at(20), failed: 0, muted: 0 });
  });

  it("forgets idle lanes with the old request keys, not leased or paused ones", async () => {
    await enqueue(job("A", "C1"), job("A", "C2"), job("A", "C3"));
    const [first, second] = await claim(0);
    if (first) await store.finishJob(first, at(0));
    if (second) await store.retryJob(second, at(90), "ratelimited");
    await store.purgeRequests(at(0.5));
    const lanes = await opened.database.run(sql`select lane from lanes order by lane`);
    expect(lanes.map(({ lane }) => lane)).toEqual(["C2", "C3"]);
  });
});
