import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Case } from "../../../src/core/case.ts";
import { type CustomerChange, customerChanges } from "../../../src/core/customers/changes.ts";
import type { EventOf } from "../../../src/core/events.ts";
import { createStore, type OpenedStore } from "../../../src/store/store.ts";
import { databases, type Opened } from "../databases.ts";
import { ann, at, change, newOrganization, open } from "../sample.ts";

/** `amends audit` finds what was done to the customers' own log, as it does in that of cases. */
describe.each(databases)("the customers' own log on $name", ({ open: openDatabase }) => {
  let opened: Opened;
  let store: OpenedStore;
  let one: Case;
  let two: Case;
  beforeAll(async () => {
    opened = await openDatabase();
    store = createStore(opened.database, "secret");
  });
  afterAll(() => opened?.close());
  const run = (statement: SQL) => opened.database.run(statement);
  const found = async () =>
    (await store.verifyLog()).findings.map(({ what, customer, seq }) => ({ what, customer, seq }));

  beforeEach(async () => {
    await run(sql`truncate cases, case_events, event_words, workspaces, budgets, customers, customer_events,
      customer_event_words, customer_known_by, customers_apart`);
    const organization = newOrganization();
    const recorded = (customer: string, knownBy: string[]): CustomerChange => ({
      customer,
      event: { type: "customer-recorded", at: at(0), knownBy, case: 1 },
    });
    const met = (key: string, knownBy: string[]) =>
      open(store, organization, { customer: { key, name: key } }, { customers: [recorded(key, knownBy)] });
    one = await met("one", ["email:one@x.example", "name:one"]);
    two = await met("two", ["slack:T1:U2"]);
    const joined: EventOf<"customer-joined"> = {
      ...{ type: "customer-joined", at: at(2), by: ann, case: one.number, name: "One", customer: "two", into: "one" },
    };
    await change(store, two, [joined], { customers: customerChanges([joined], two), ask: { joins: one.number } });
  });

  it("holds", async () => {
    expect(await found()).toEqual([]);
    expect(await store.customerHistory(one.workspace, two.number)).toMatchObject({
      customer: "one",
      addresses: ["one@x.example"],
      caseCount: 2,
    });
  });

  it("keeps words out of itself", async () => {
    expect(JSON.stringify(await run(sql`select body from customer_events`))).not.toMatch(/x\.example|U2/);
  });

  it.each<[string, SQL, object]>([
    [
      "an altered event",
      sql`update customer_events set body = body || '{"into": "three"}' where type like '%joined'`,
      { what: "event-altered", customer: "two", seq: 2 },
    ],
    [
      "another actor",
      sql`update customer_events set actor = 'x' where customer = 'one'`,
      { what: "event-altered", customer: "one", seq: 1 },
    ],
    [
      "a removed last event",
      sql`delete from customer_events where customer = 'two' and seq = 2`,
      { what: "event-missing", customer: "two", seq: 2 },
    ],
    [
      "altered words",
      sql`update customer_event_words set words = 'email:two@x.example' where customer = 'one' and field = 'knownBy.0'`,
      { what: "words-altered", customer: "one", seq: 1 },
    ],
    [
      "another salt",
      sql`update customer_event_words set salt = '00' where customer = 'two'`,
      { what: "words-altered", customer: "two", seq: 1 },
    ],
    [
      "words that are gone",
      sql`delete from customer_event_words where customer = 'two'`,
      { what: "words-missing", customer: "two", seq: 1 },
    ],
    [
      "an address that nobody recorded",
      sql`insert into customer_known_by (workspace, known_by, customer, at) select workspace, 'email:evil@x.example', 'one', 0 from customers limit 1`,
      { what: "state-altered", customer: "one", seq: undefined },
    ],
    [
      "records that nobody parted",
      sql`update customers set joined_into = null, root = null where id = 'two'`,
      { what: "state-altered", customer: "two", seq: undefined },
    ],
    [
      "a group that nobody made",
      sql`update customers set root = 'two' where id = 'one'`,
      { what: "state-altered", customer: "one", seq: undefined },
    ],
    [
      "customers that nobody told apart",
      sql`insert into customers_apart (workspace, customer, other) select workspace, 'one', 'two' from customers limit 1`,
      { what: "state-altered", customer: "one", seq: undefined },
    ],
    [
      "a record that is gone",
      sql`delete from customers where id = 'two'`,
      { what: "customer-missing", customer: "two", seq: undefined },
    ],
  ])("tells of %s", async (_what, alter, finding) => {
    await run(alter);
    expect(await found()).toContainEqual(finding);
  });

  it("doesn't mistake erased words for altered ones", async () => {
    await run(sql`update customer_event_words set words = null, salt = null, erased_at = 1 where customer = 'one'`);
    await run(sql`delete from customer_known_by where customer = 'one'`);
    expect(await found()).toEqual([]);
    expect((await store.verifyLog()).erased).toBe(2);
  });
});
