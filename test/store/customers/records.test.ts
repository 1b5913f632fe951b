import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { organizationKey } from "../../../src/core/organization.ts";
import { beginCustomerRecords, knownByOfRow } from "../../../src/store/customers/records.ts";
import { migrate } from "../../../src/store/migrate.ts";
import { createStore, type OpenedStore } from "../../../src/store/store.ts";
import { fillAsLastRelease, left } from "../../support/last-release.ts";
import { databases, type Opened } from "../databases.ts";

/** What the last release knew of customers becomes records: nothing is lost, nothing is merged, budgets stay the same. */
describe.each(databases)("customers of the last release on $name", ({ openBare }) => {
  let opened: Opened;
  let store: OpenedStore;
  const said: string[] = [];
  const organization = organizationKey("acme");
  const run = (statement: SQL) => opened.database.run(statement);
  const begin = () => beginCustomerRecords(opened.database, (words) => said.push(words));
  beforeAll(async () => {
    opened = await openBare();
    await fillAsLastRelease(opened.database);
    await migrate(opened.database);
    store = createStore(opened.database, "secret");
  }, 120_000);
  afterAll(() => opened?.close());

  it("get one record each, with a log that proves itself, once", async () => {
    const old = "select workspace, key, name, email, cases, survey_opt_out from customers order by key";
    const before = await run(sql.raw(old));
    await begin();
    expect(said.at(-1)).toBe(`Made the records of ${left.tables.customers.length} customer(s)`);
    expect(await run(sql.raw(old))).toEqual(before);
    const records = await run(sql`select count(distinct id)::int as ids, sum(version)::int as events from customers`);
    expect(records).toEqual([{ ids: before.length, events: before.length }]);
    const lines = said.length;
    await begin();
    expect(said).toHaveLength(lines);
    expect((await store.verifyLog()).findings).toEqual([]);
  });

  it("are known by what their key and their cases say", async () => {
    expect(await store.customerEvents(organization, "email:guest.a@example.com")).toMatchObject([
      { type: "customer-recorded", knownBy: expect.arrayContaining(["email:guest.a@example.com", "name:guest e"]) },
    ]);
    expect(await store.customerEvents(organization, "slack:T1:U0GUESTX")).toMatchObject([
      { knownBy: expect.arrayContaining(["slack:T1:U0GUESTX", "name:guest x"]) },
    ]);
  });

  it("keep their cases, their history and their budgets", async () => {
    for (const spent of left.tables.budgets) {
      const [kase] = left.tables.cases.filter(({ id }) => id === spent.case_id);
      const history = await store.customerHistory(organization, Number(kase?.number));
      expect(history?.cases.map(({ number }) => number)).toContain(kase?.number);
      const ask = { organization, now: left.now, caseId: String(spent.case_id), grantsSince: left.now };
      const grants = await store.transact({ ...ask, grantsSince: 0 as never }, (loaded) => ({ result: loaded.grants }));
      expect(grants).toContainEqual(expect.objectContaining({ caseId: spent.case_id, customer: spent.customer }));
    }
  });

  it("that a replica of the last release writes meanwhile get theirs at the next start", async () => {
    await run(sql`insert into customers (workspace, key, name, cases) values ('acme', 'name:josé', 'José', 1)`);
    await begin();
    expect(await store.customerEvents(organization, "name:josé")).toMatchObject([{ knownBy: ["name:josé"] }]);
  });
});

describe("what a row of the last release is known by", () => {
  const row = (key: string, more: Partial<Parameters<typeof knownByOfRow>[0]> = {}) =>
    knownByOfRow({ key, name: "Carla", email: null, described: [], ...more });
  it("is its key, compared as today", () => {
    expect(row("name: Carla  Mendes\u200b")).toEqual(["name:carla mendes", "name:carla"]);
    expect(row("email:c@x.example")).toEqual(["email:c@x.example", "name:carla"]);
    expect(row("teams:t:ABC-1")).toEqual(["teams:t:abc-1", "name:carla"]);
  });
  it("is every account and address of its cases", () => {
    const person = { platform: "slack" as const, workspace: "T1", id: "U1" };
    expect(
      row("email:c@x.example", { email: "C@x.example", described: [{ name: "C.", person, email: undefined }] }),
    ).toEqual(["email:c@x.example", "name:carla", "slack:T1:U1", "name:c."]);
  });
  it("isn't what was erased, nor an address or id that stood in for a name", () => {
    expect(row("email:c@x.example", { name: "(erased)" })).toEqual(["email:c@x.example"]);
    expect(row("email:c@x.example", { name: "c@x.example" })).toEqual(["email:c@x.example"]);
    expect(row("slack:T1:U1", { name: "U1" })).toEqual(["slack:T1:U1"]);
  });
});
