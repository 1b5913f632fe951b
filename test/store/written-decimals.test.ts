import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Case } from "../../src/core/case.ts";
import { formatMoney, type Money, money } from "../../src/core/money.ts";
import type { OrganizationKey } from "../../src/core/organization.ts";
import { instant } from "../../src/core/time.ts";
import { createStore, type OpenedStore } from "../../src/store/store.ts";
import { databases, type Opened } from "./databases.ts";
import { at, change, granted, newOrganization, open } from "./sample.ts";

/** What an older release wrote means what it meant, or the operator is asked; the log is never rewritten. */

describe.each(databases)("amounts of an older release on $name", ({ open: openDatabase }) => {
  let opened: Opened;
  let store: OpenedStore;
  let organization: OrganizationKey;
  beforeAll(async () => {
    opened = await openDatabase();
    store = createStore(opened.database, "a secret");
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    await opened.database.run(sql`truncate cases, case_events, workspaces, budgets, customers`);
    organization = newOrganization();
  });

  const openWith = async (amount: Money, minutes = 0): Promise<Case> =>
    change(store, await open(store, organization, { at: at(minutes), pricePaid: amount }), [
      granted("R1", undefined, { amount, at: at(minutes + 10) }),
    ]);

  /** The tables as the last release left them, with what it wrote; then this release's migration. */
  async function upgraded() {
    await opened.database.run(sql`drop table written_decimals`);
    const files = readMigrationFiles({ migrationsFolder: "src/store/migrations" });
    const migration = files.find(({ sql: statements }) => statements.join("").includes('TABLE "written_decimals"'));
    for (const statement of migration?.sql ?? []) await opened.database.run(sql.raw(statement));
  }

  const shown = (amount: Money | undefined) => amount && formatMoney(amount).replace(/\s/g, " ");
  const read = async ({ id, number }: Case) => {
    const kase = await store.findCase(organization, { number });
    const events = await store.events(organization, id);
    const [budget] = await opened.database.run(sql`select minor, currency from budgets where case_id = ${id}`);
    const flagged = events.map(({ event }) => event).find((event) => event.type === "flagged");
    return {
      price: shown(kase?.pricePaid),
      remedy: shown(kase?.remedies[0]?.amount),
      event: shown(flagged?.pricePaid),
      counted: budget && shown(money(Number(budget.minor), String(budget.currency))),
    };
  };
  const everywhere = (words: string) => ({ price: words, remedy: words, event: words, counted: words });
  const bodies = () => opened.database.run(sql`select body, hash from case_events order by case_id, seq`);

  it("are left alone in currencies of which no runtime ever said anything else", async () => {
    const kase = await openWith(money(5_000, "USD"));
    await upgraded();
    expect(await store.olderAmounts()).toEqual([]);
    expect(await read(kase)).toEqual(everywhere("$50"));
  });

  it.each([
    ["ALL", 5_000, "ALL 5,000"],
    ["IQD", 250_000, "IQD 250,000.000"],
    ["LBP", 900_000, "LBP 900,000"],
  ])("keep their worth in %s, which every runtime wrote without decimals", async (currency, minor, words) => {
    const kase = await openWith(money(minor, currency));
    const written = await bodies();
    await upgraded();
    expect(await read(kase)).toEqual(everywhere(words));
    expect(await bodies()).toEqual(written);
    expect((await store.olderAmounts()).map(({ settled }) => settled)).toEqual([true, true]);
    expect((await store.verifyLog()).findings).toEqual([]);
  });

  it("are named, and read by ISO 4217, where they depend on the Node that wrote them", async () => {
    const kase = await openWith(money(500_000, "HUF"));
    const written = await bodies();
    await upgraded();
    expect(await read(kase)).toEqual(everywhere("HUF 5,000"));
    expect(await store.olderAmounts()).toEqual(
      [0, 10].map((minutes) => ({
        organization,
        caseNumber: kase.number,
        at: at(minutes),
        currency: "HUF",
        written: 500_000,
        decimals: 2,
        settled: false,
      })),
    );
    expect(await bodies()).toEqual(written);
  });

  it("are read as the operator says, in the case, the log and the limits; what is written since is not", async () => {
    const older = await openWith(money(5_000, "HUF"));
    await upgraded();
    const [{ until } = { until: 0 }] = await opened.database.run(sql`select until from written_decimals`);
    const newer = await openWith(money(500_000, "HUF"), (Number(until) - at(0)) / 60_000);
    expect(await read(older)).toEqual(everywhere("HUF 50"));

    await store.settleDecimals({ currency: "HUF", decimals: 0, before: undefined, now: at(0) });
    expect(await read(older)).toEqual(everywhere("HUF 5,000"));
    expect(await read(newer)).toEqual(everywhere("HUF 5,000"));
    expect((await store.olderAmounts()).every(({ settled }) => settled)).toBe(true);
    expect((await store.verifyLog()).findings).toEqual([]);

    const changed = await change(store, older, [granted("R2", undefined, { at: at(11) })]);
    expect(shown(changed.remedies[0]?.amount)).toBe("HUF 5,000");
    expect((await store.verifyLog()).findings).toEqual([]);
  });

  it("can be settled again, and in parts where the Node was changed in between", async () => {
    const first = await openWith(money(500_000, "HUF"));
    const second = await openWith(money(5_000, "HUF"), 60);
    await upgraded();
    const now = instant(Date.now());
    await store.settleDecimals({ currency: "HUF", decimals: 0, before: undefined, now });
    expect(await read(first)).toEqual(everywhere("HUF 500,000"));
    await store.settleDecimals({ currency: "HUF", decimals: 2, before: at(30), now });
    expect(await read(first)).toEqual(everywhere("HUF 5,000"));
    expect(await read(second)).toEqual(everywhere("HUF 5,000"));
    expect((await store.verifyLog()).findings).toEqual([]);
  });
});
