import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Case } from "../../src/core/case.ts";
import { organizationKey } from "../../src/core/organization.ts";
import { createStore, type OpenedStore } from "../../src/store/store.ts";
import { databases, type Opened } from "./databases.ts";
import { at, ben, change, newOrganization, noted, open } from "./sample.ts";

describe.each(databases)("erasing a case's words on $name", ({ open: openDatabase }) => {
  let opened: Opened;
  let store: OpenedStore;
  let kase: Case;

  beforeAll(async () => {
    opened = await openDatabase();
    store = createStore(opened.database, "secret");
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    await opened.database.run(sql`truncate cases, case_events, event_words, workspaces, customers`);
    const customer = { key: "kim@example.com", name: "Kim Ro", email: "kim@example.com", person: ben };
    const first = await open(store, newOrganization(), { customer, reference: "RF-000123" });
    kase = await change(store, first, [noted("Kim Ro called")]);
  });

  const erase = () => store.eraseWords(kase.workspace, kase.id, at(5));

  it("leaves who did what and when, and a chain that holds", async () => {
    expect(await erase()).toBe(7);
    const [flagged, noted] = (await store.events(kase.workspace, kase.id)).map(({ event }) => event);
    expect(flagged).toMatchObject({ type: "flagged", complaint: "(erased)", reference: "(erased)", severity: "major" });
    expect(noted).toMatchObject({ type: "noted", at: at(1), text: "(erased)" });
    expect(await store.verifyLog()).toEqual({ cases: 1, events: 2, findings: [], erased: 7 });
  });

  it("leaves nothing in the log or in what the case is now", async () => {
    await erase();
    const rows = await opened.database.run(sql`
      select to_jsonb(case_events) as row from case_events union all select to_jsonb(event_words) from event_words
      union all select to_jsonb(cases) from cases`);
    for (const words of ["Kim", "kim@", "parcel", "RF-000123", "U-ben"])
      expect(JSON.stringify(rows)).not.toContain(words);
  });

  it("leaves a customer without an address, and not the same as another one who was erased", async () => {
    const other = await open(store, kase.workspace);
    await erase();
    await store.eraseWords(other.workspace, other.id, at(5));
    const [one, two] = await Promise.all(
      [kase, other].map(async ({ workspace, id }) => (await store.findCase(workspace, { id }))?.customer),
    );
    expect(one).toEqual({ name: "(erased)", key: expect.stringContaining("(erased)") });
    expect(one?.key).not.toBe(two?.key);
  });

  it("is done once, and the case goes on", async () => {
    await erase();
    expect(await erase()).toBe(0);
    const erased = await store.findCase(kase.workspace, { id: kase.id });
    if (!erased) throw new Error("the case is gone");
    await change(store, erased, [noted("called back")]);
    expect(await store.verifyLog()).toEqual({ cases: 1, events: 3, findings: [], erased: 7 });
  });

  it("erases nothing of another organization's case", async () => {
    expect(await store.eraseWords(organizationKey("another"), kase.id, at(5))).toBe(0);
  });
});
