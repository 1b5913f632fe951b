import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Case } from "../../src/core/case.ts";
import { after, duration } from "../../src/core/time.ts";
import { CASE_SHAPE } from "../../src/store/cases.ts";
import { ben } from "../support/cases.ts";
import { caller, type Office, openOffice, organization } from "./support/office.ts";

/** During an upgrade two releases work on one database: this is the older one, and case 1 the newer one's. */

let office: Office;
let theirs: Case;
let ours: Case;
let sql: postgres.Sql;
beforeEach(async () => {
  office = await openOffice();
  theirs = await office.opens();
  ours = await office.opens();
  await office.deliver.idle();
  sql = postgres(office.databaseUrl, { max: 1 });
});
afterEach(async () => {
  await sql.end();
  await office.close();
});

const words = "opened by a newer version";

describe.each([
  [
    "of a newer shape",
    () => sql`update cases set shape = ${CASE_SHAPE + 1}, state = '{"anew": true}' where number = 1`,
  ],
  [
    "in a state that isn't known here",
    () =>
      sql`update cases set status = 'mediated', state = jsonb_set(state, '{status}', '"mediated"') where number = 1`,
  ],
])("a case %s", (_how, written) => {
  beforeEach(() => written());
  const stored = async () => JSON.stringify(await sql`select * from cases where number = 1`);

  it("is left out of lists, which say so", async () => {
    for (const list of ["queue", "insights"]) {
      const shown = JSON.stringify(await office.inbox.command(caller(ben), list, list));
      expect(shown).toContain("1 case was opened by a newer version and isn't shown.");
      if (list === "queue") expect(shown).toContain("Case 2");
    }
    await office.inbox.homeOpened(caller(ben));
  });

  it("answers presses, forms and words kindly, and keeps what was typed", async () => {
    const by = caller(ben);
    const before = await stored();
    const replies = [
      await office.inbox.press(by, { act: "takeOwnership", case: theirs.id }, "k1"),
      await office.inbox.press(by, { act: "addNote", case: theirs.id }, "k2"),
      await office.inbox.command(by, "case 1", "k3"),
    ];
    for (const reply of replies.filter(({ show }) => show === "notice"))
      expect(JSON.stringify(reply)).toContain("version");
    expect(JSON.stringify(replies[0])).toContain(words);
    expect(JSON.stringify(replies[2])).toContain(words);
    const form = { id: "addNote", about: { case: theirs.id } } as const;
    const reply = await office.inbox.submit(by, form, { text: "typed" }, "k4");
    expect(reply).toMatchObject({ show: "errors", errors: { text: expect.stringContaining(words) } });
    expect(await stored()).toBe(before);
  });

  it("keeps its timers and its messages for the release that knows it", async () => {
    const waiting = () => sql`select case_id, surface from jobs where case_id = ${theirs.id} and state <> 'failed'`;
    await office.store.enqueue(organization, [{ caseId: theirs.id, surface: "case", lane: "L1" }], office.now());
    const timers = await sql`select * from timers where case_id = ${theirs.id} order by key`;
    office.isNow(after(office.now(), duration(30 * 24 * 3_600_000)));
    await office.tick();
    await office.deliver.idle();
    expect(await sql`select * from timers where case_id = ${theirs.id} order by key`).toEqual(timers);
    expect(await waiting()).toHaveLength(1);
    expect(office.logged.filter(({ level }) => level === "error")).toEqual([]);
  });
});

it("a case of a newer shape isn't a finding of the audit, which goes on to the case that was altered", async () => {
  await sql`update cases set shape = ${CASE_SHAPE + 1}, state = '{"anew": true}' where number = 1`;
  await sql`update case_events set actor = 'someone else' where case_id = ${ours.id} and seq = 1`;
  expect(await office.store.verifyLog()).toMatchObject({
    cases: 2,
    findings: [{ what: "event-altered", number: 2, seq: 1 }],
    newer: [{ number: 1 }],
  });
});

it("an event that isn't known here leaves a case of this shape readable, and is told by the audit", async () => {
  await sql`
    insert into case_events (case_id, seq, workspace, at, type, actor, body, prev_hash, hash)
    values (${theirs.id}, 9, 'acme', 1, 'mediated', 'x', '{"type": "mediated", "at": 1}', '', '')`;
  await sql`update cases set shape = ${CASE_SHAPE - 1} where number = 1`;
  expect((await office.store.openCases(organization)).map(({ kase }) => kase.number)).toEqual([2]);
  await expect(office.store.findCase(organization, { number: 1 })).rejects.toThrow("newer version");
});
