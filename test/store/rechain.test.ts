import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CaseEvent } from "../../src/core/events.ts";
import type { OrganizationKey } from "../../src/core/organization.ts";
import { moveWordsBesideLog } from "../../src/store/rechain.ts";
import { createStore, type OpenedStore } from "../../src/store/store.ts";
import { databases, type Opened } from "./databases.ts";
import { writtenBy01 } from "./older-log.ts";
import { at, ben, change, flagged, granted, newOrganization, noted, open } from "./sample.ts";

/** Words that release 0.1 wrote into the log itself are moved beside it, once. */
describe.each(databases)("a log of release 0.1 on $name", ({ open: openDatabase }) => {
  let opened: Opened;
  let store: OpenedStore;

  beforeAll(async () => {
    opened = await openDatabase();
    store = createStore(opened.database, "secret");
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    await opened.database.run(
      sql`truncate cases, case_events, event_words, rechained_cases, workspaces, budgets, customers`,
    );
  });

  const said: string[] = [];
  const move = () => moveWordsBesideLog(opened.database, (words) => said.push(words));
  const run = (statement: SQL) => opened.database.run(statement);
  const eventsOf = (workspace: OrganizationKey, number = 1): readonly CaseEvent[] => [
    flagged({
      workspace,
      number,
      customer: { key: "kim@example.com", name: "Kim Ro", email: "kim@example.com", person: ben },
      complaint: 'The "parcel" never came 🤷',
      reference: "RF-000123",
    }),
    noted("Kim Ro called"),
    granted("R1", 4999),
    { type: "woken", at: at(11) },
  ];
  const inTheLog = async () => JSON.stringify(await run(sql`select body from case_events`));

  it("keeps every event as it was, takes the words out of it, and holds", async () => {
    const events = eventsOf(newOrganization());
    const { kase } = await writtenBy01(opened.database, events);
    await move();
    expect((await store.events(kase.workspace, kase.id)).map(({ event }) => event)).toEqual(events);
    for (const words of ["Kim", "kim@", "parcel", "RF-000123", "U-ben"]) expect(await inTheLog()).not.toContain(words);
    expect(await store.verifyLog()).toEqual({ cases: 1, events: 4, findings: [] });
  });

  it("keeps the head from before", async () => {
    const { kase, head } = await writtenBy01(opened.database, eventsOf(newOrganization()));
    await move();
    const { workspace: organization, number } = kase;
    const [before, now] = await store.caseHeads();
    expect(before).toEqual({ organization, number, version: 4, head, replacedBy: now?.head });
    expect(now).toEqual({ organization, number, version: 4, head: expect.not.stringMatching(head) });
  });

  it("is moved once, case by case, and goes on where it was stopped", async () => {
    const workspace = newOrganization();
    for (let number = 1; number <= 60; number += 1) await writtenBy01(opened.database, eventsOf(workspace, number));
    await Promise.all([move(), move()]);
    const heads = await store.caseHeads();
    expect(heads).toHaveLength(120);
    await move();
    expect(await store.caseHeads()).toEqual(heads);
    expect((await store.verifyLog()).findings).toEqual([]);
  });

  it("goes on with events written now", async () => {
    const { kase } = await writtenBy01(opened.database, eventsOf(newOrganization()));
    await change(store, kase, [noted("before the words were moved")]);
    await move();
    await change(store, { ...kase, version: 5 }, [noted("after")]);
    expect(await store.verifyLog()).toEqual({ cases: 1, events: 6, findings: [] });
  });

  it("holds when a process of release 0.1 that still runs adds events, which are moved at the next start", async () => {
    const events = eventsOf(newOrganization());
    await writtenBy01(opened.database, events);
    await move();
    const [, now] = await store.caseHeads();
    const late = [noted("said to a process of 0.1")];
    const { kase } = await writtenBy01(opened.database, late, { events, head: now?.head ?? "" });
    expect(await store.verifyLog()).toEqual({ cases: 1, events: 5, findings: [] });
    expect((await store.events(kase.workspace, kase.id)).map(({ event }) => event)).toEqual([...events, ...late]);
    await move();
    expect(await inTheLog()).not.toContain("said to a process");
    expect(await store.verifyLog()).toEqual({ cases: 1, events: 5, findings: [] });
    expect(await store.caseHeads()).toHaveLength(3);
  });

  it("stays as it is where it was altered before: chaining it anew would hide that", async () => {
    const workspace = newOrganization();
    await writtenBy01(opened.database, eventsOf(workspace));
    await writtenBy01(opened.database, eventsOf(workspace, 2));
    const [kase] = [await store.findCase(workspace, { number: 1 })];
    await run(
      sql`update case_events set body = jsonb_set(body, '{text}', '"never"') where case_id = ${kase?.id} and seq = 2`,
    );
    await move();
    expect((await store.verifyLog()).findings).toMatchObject([{ what: "event-altered", number: 1, seq: 2 }]);
    expect(said.at(-1)).toContain(`case 1 in ${workspace}`);
    expect(await inTheLog()).toContain('"never"');
  });

  it("isn't chained anew with other words by somebody who forges the chain: the head from before tells", async () => {
    const { kase } = await writtenBy01(opened.database, eventsOf(newOrganization()));
    await move();
    // A whole new chain, right in itself, of other events.
    const forged = await writtenBy01(opened.database, eventsOf(kase.workspace, 2));
    await run(sql`delete from case_events where case_id = ${kase.id}`);
    await run(sql`delete from event_words where case_id = ${kase.id}`);
    await run(sql`delete from cases where id = ${kase.id}`);
    await run(sql`update rechained_cases set case_id = ${forged.kase.id}`);
    expect((await store.verifyLog()).findings).toContainEqual(
      expect.objectContaining({ what: "event-altered", number: 2 }),
    );
  });

  it("says nothing where there is nothing to move", async () => {
    await open(store, newOrganization());
    said.length = 0;
    await move();
    expect(said).toEqual([]);
  });
});
