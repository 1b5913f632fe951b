import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Job } from "../../src/app/ports.ts";
import { duration } from "../../src/core/time.ts";
import { createStore, type OpenedStore } from "../../src/store/store.ts";
import { databases, type Opened } from "./databases.ts";
import { at, minute, newOrganization, open } from "./sample.ts";

describe.each(databases)("jobs that were given up on $name", ({ open: openDatabase }) => {
  let opened: Opened;
  let store: OpenedStore;
  const organization = newOrganization();
  let caseId: string;

  beforeAll(async () => {
    opened = await openDatabase();
    store = createStore(opened.database, "secret");
    caseId = (await open(store, organization)).id;
  });
  afterAll(() => opened?.close());
  beforeEach(() => opened.database.run(sql`truncate jobs, lanes`));

  const enqueue = (surface: string, lane = "slack:T1:C1", about = caseId) =>
    store.enqueue(organization, [{ caseId: about, surface, lane }], at(0));
  const claim = () => store.claimJobs(at(90), duration(minute), 10);
  async function givenUp(surface: string, lane?: string, about?: string): Promise<Job> {
    await enqueue(surface, lane, about);
    const job = (await claim()).at(-1);
    if (!job) throw new Error("nothing to give up");
    await store.failJob(job, at(5), "is_archived");
    return job;
  }

  it("are listed with their case's number and what is to be known of them, without anyone's words", async () => {
    const { id } = await givenUp("nudge:1:approve:R1:breach");
    await givenUp("case", "dm:x", "gone");
    expect(await store.failedJobs()).toEqual([
      {
        ...{ id, organization, caseNumber: 1, kind: "nudge", lane: "slack:T1:C1" },
        ...{ failedAt: at(5), attempts: 1, reason: "is_archived" },
      },
      expect.not.objectContaining({ caseNumber: expect.anything() }),
    ]);
  });

  it("are sent again, one by one or all, as if never tried", async () => {
    const [first] = [await givenUp("case"), await givenUp("abuse")];
    expect(await store.retryFailed(first.id, at(60))).toBe(1);
    expect((await claim()).map(({ surface, attempts }) => [surface, attempts])).toEqual([["case", 1]]);
    expect(await store.retryFailed(first.id, at(60))).toBe(0);
    expect(await store.retryFailed("all", at(60))).toBe(1);
    expect(await store.failedJobs()).toEqual([]);
    expect((await store.backlog(at(60))).failed).toBe(0);
  });

  it("of one message are one, and none where it waits already", async () => {
    for (const _time of ["first", "second"]) await givenUp("case");
    await givenUp("abuse");
    await enqueue("abuse");
    expect(await store.retryFailed("all", at(60))).toBe(3);
    const [row] = await opened.database.run(sql`select count(*) as waiting from jobs where state = 'waiting'`);
    expect(row?.waiting).toBe(2);
  });
});
