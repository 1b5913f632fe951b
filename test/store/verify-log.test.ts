import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Case } from "../../src/core/case.ts";
import { createStore, type OpenedStore } from "../../src/store/store.ts";
import { databases, type Opened } from "./databases.ts";
import { change, granted, newOrganization, noted, open } from "./sample.ts";

describe.each(databases)("the audit of the log on $name", ({ open: openDatabase }) => {
  let opened: Opened;
  let store: OpenedStore;
  let kase: Case;

  beforeAll(async () => {
    opened = await openDatabase();
    store = createStore(opened.database, "secret");
  });
  afterAll(() => opened?.close());

  beforeEach(async () => {
    await opened.database.run(sql`truncate cases, case_events, event_words, workspaces, budgets, customers`);
    const first = await open(store, newOrganization());
    await open(store, first.workspace);
    kase = await change(store, first, [noted("called"), granted("R1", 4999)]);
  });

  /** What someone with access to the database might do. */
  const tamper = async (statement: SQL) => {
    await opened.database.run(statement);
    return (await store.verifyLog()).findings;
  };
  const found = (what: string, seq?: number) => [
    { what, organization: kase.workspace, caseId: kase.id, number: kase.number, ...(seq ? { seq } : {}) },
  ];

  it("finds nothing in a log that was left alone", async () => {
    expect(await store.verifyLog()).toEqual({ cases: 2, events: 4, findings: [] });
  });

  it.each([
    ["from the words into the salt", sql`salt = salt || left(words, 3), words = substr(words, 4)`],
    ["from the salt into the words", sql`salt = left(salt, 29), words = right(salt, 3) || words`],
  ])("finds letters that moved %s", async (_where, set) => {
    expect(await tamper(sql`update event_words set ${set} where field = 'text'`)).toEqual(found("words-altered", 2));
  });

  it("finds words that were changed in the event itself", async () => {
    const changed = sql`update case_events set body = jsonb_set(body, '{text}', '"never called"') where type = 'noted'`;
    expect(await tamper(changed)).toEqual(found("event-altered", 2));
  });

  const noted2 = sql`case_id = ${sql`(select id from cases where number = 1)`} and seq = 2`;
  it.each([
    ["the words beside it", sql`update event_words set words = 'never called' where ${noted2}`],
    ["their salt", sql`update event_words set salt = repeat('0', 32) where ${noted2}`],
    ["where they belong", sql`update event_words set field = 'reason' where ${noted2}`],
    ["only the words, erased without their salt", sql`update event_words set words = null where ${noted2}`],
    [
      "the words, marked as erased and still there",
      sql`update event_words set erased_at = 1, words = 'x' where ${noted2}`,
    ],
    [
      "more words than were written",
      sql`insert into event_words (case_id, seq, field, workspace, salt, words)
        select case_id, seq, 'reason', workspace, salt, words from event_words where ${noted2}`,
    ],
  ])("finds that %s changed", async (_what, changed) => {
    expect(await tamper(changed)).toEqual(found("words-altered", 2));
  });

  it("finds that the hash in place of the words was changed", async () => {
    const changed = sql`update case_events set body = jsonb_set(body, '{text,sha256}', '"0"') where type = 'noted'`;
    expect(await tamper(changed)).toEqual(found("event-altered", 2));
  });

  it("finds words that are gone though nobody erased them", async () => {
    expect(await tamper(sql`update event_words set words = null, salt = null where ${noted2}`)).toEqual(
      found("words-missing", 2),
    );
    expect(await tamper(sql`delete from event_words where ${noted2}`)).toEqual(found("words-missing", 2));
  });

  it("finds an amount that was changed in the log and in the case alike", async () => {
    await opened.database.run(
      sql`update cases set state = jsonb_set(state, '{remedies,0,amount,minor}', '1') where number = 1`,
    );
    const changed = sql`update case_events set body = jsonb_set(body, '{amount,minor}', '1') where type = 'remedy-granted'`;
    expect(await tamper(changed)).toEqual(found("event-altered", 3));
  });

  it.each([
    ["who did it", sql`update case_events set actor = 'slack:T1:someone-else' where seq = 2`],
    ["when it was", sql`update case_events set at = at - 60000 where seq = 2`],
    ["what it was", sql`update case_events set type = 'owned' where seq = 2`],
    ["its hash", sql`update case_events set hash = repeat('0', 64) where seq = 2`],
    ["the chain", sql`update case_events set prev_hash = hash where seq = 2`],
  ])("finds that %s was changed", async (_what, changed) => {
    expect(await tamper(changed)).toEqual(found("event-altered", 2));
  });

  it("finds events that were removed, in the middle or at the end", async () => {
    expect(await tamper(sql`delete from case_events where seq = 3`)).toEqual(found("event-missing", 3));
    expect(await tamper(sql`delete from case_events where seq = 2`)).toEqual(found("event-missing", 2));
  });

  it("finds that the last event was removed even where the case was made to fit", async () => {
    await opened.database.run(sql`delete from case_events where case_id = ${kase.id} and seq = 3`);
    await opened.database.run(sql`
      update cases set version = 2, last_hash = (select hash from case_events where case_id = cases.id and seq = 2)
      where id = ${kase.id}`);
    expect((await store.verifyLog()).findings).toEqual(found("state-altered"));
  });

  it("finds that two events changed places", async () => {
    await opened.database.run(sql`update case_events set seq = -seq where case_id = ${kase.id} and seq > 1`);
    expect(await tamper(sql`update case_events set seq = 5 + seq where case_id = ${kase.id} and seq < 0`)).toEqual(
      found("event-altered", 2),
    );
  });

  it("finds an event that was put in the place of another, even with a hash of its own", async () => {
    await opened.database.run(sql`delete from case_events where case_id = ${kase.id} and seq = 3`);
    expect(await tamper(sql`update case_events set seq = 3 where case_id = ${kase.id} and seq = 2`)).toEqual(
      found("event-missing", 2),
    );
  });

  it("finds a case that isn't what its events say", async () => {
    expect(
      await tamper(sql`update cases set state = jsonb_set(state, '{severity}', '"minor"') where number = 1`),
    ).toEqual(found("state-altered"));
  });

  it("finds that a whole case was removed", async () => {
    await opened.database.run(sql`delete from case_events where case_id = ${kase.id}`);
    expect(await tamper(sql`delete from cases where id = ${kase.id}`)).toEqual([
      { what: "case-missing", organization: kase.workspace, number: 1 },
    ]);
  });
});
