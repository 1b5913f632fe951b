import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { QueueReader } from "../../src/app/ports.ts";
import { type Case, pendingRemedies } from "../../src/core/case.ts";
import { defined } from "../../src/core/defined.ts";
import type { PersonRef } from "../../src/core/people.ts";
import { after, duration, type Instant } from "../../src/core/time.ts";
import { CASE_SHAPE, writeCase } from "../../src/store/cases.ts";
import type { Database } from "../../src/store/database.ts";
import { overview, queueOf } from "../../src/store/queue.ts";
import { isLate } from "../../src/views/case/next.ts";
import { type QueueSection, queueSections, sectionOf } from "../../src/views/lists/queue-sections.ts";
import {
  ann,
  at,
  ben,
  cleo,
  dora,
  everyCase,
  grantedRefund,
  identityOf,
  openCase,
  ownedCase,
  pendingRefund,
  protocol,
} from "../support/cases.ts";
import { databases, type Opened } from "./databases.ts";
import { newOrganization } from "./sample.ts";

/** What the store picks for a queue and counts for the overview, held against the rules of the core and the views. */

const hour = 3_600_000;
const onTeams: PersonRef = { platform: "teams", workspace: "tenant", id: "ann:1" };
/** By rank: Ben is staff, Ann a manager with two accounts, Dora the director. */
const readers = [
  { identity: identityOf(ben), rank: 0 },
  { identity: identityOf(ann, { aliases: [onTeams] }), rank: 1 },
  { identity: identityOf(dora), rank: 2 },
] as const;

const asReader = ({ identity, rank }: (typeof readers)[number], now: Instant, most = 1_000): QueueReader => ({
  people: [identity.person, ...identity.aliases],
  decides: rank === protocol.roles.length - 1 ? "any" : protocol.roles.slice(0, rank + 1).map(({ id }) => id),
  helps: rank > 0,
  most,
  now,
});

const save = async (database: Database, cases: readonly Case[]) => {
  for (const kase of cases) await database.run(writeCase(kase, "", 0));
};

const moments = fc.integer({ min: -30, max: 30 }).map((quarter) => after(at("12:00"), duration((quarter * hour) / 4)));
const someone = fc.constantFrom(ann, ben, cleo, dora, onTeams);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const clocks = moments.map((dueAt) => ({ startedAt: at("09:00"), warnAt: at("09:30"), dueAt }));
const pending = fc
  .record({
    by: someone,
    role: fc.constantFrom("staff", "manager", "director", "gone"),
    clock: clocks,
    approvals: fc.array(fc.record({ by: someone, at: moments, role: fc.constant("manager") }), { maxLength: 1 }),
  })
  .map((more) => pendingRefund({ needed: 2, ...more }));
const promise = fc.record({
  id: fc.constant("P1"),
  text: fc.constant("Call back."),
  warnAt: moments,
  dueAt: moments,
  by: someone,
  at: moments,
  status: fc.constantFrom("open" as const, "kept" as const),
});
const remedies = fc.array(fc.oneof(pending, fc.constant(grantedRefund())), { maxLength: 2 });
const anyCase: fc.Arbitrary<Case> = fc.oneof(
  fc
    .record({
      owner: maybe(someone),
      acknowledged: fc.boolean(),
      remedies,
      promises: fc.array(promise, { maxLength: 1 }),
      snoozedUntil: maybe(moments),
      clocks: fc.record({ acknowledge: clocks, resolve: clocks, update: clocks }),
      round: fc.integer({ min: 1, max: 2 }),
    })
    .map(({ owner, acknowledged, snoozedUntil, ...more }): Case => {
      const kase = openCase(more);
      return {
        ...kase,
        ...defined({
          owner: owner && { person: owner, since: at("10:00") },
          acknowledged: acknowledged ? { at: at("10:04"), by: ben, told: "dm" as const } : undefined,
          snoozedUntil,
        }),
      };
    }),
  fc.constantFrom(...Object.values(everyCase)),
);

/** Cases as a workspace has them: each its own id and number. */
const workspaces = fc.array(anyCase, { minLength: 8, maxLength: 24 }).map((cases) => {
  const workspace = newOrganization();
  return cases.map((kase, index) => ({ ...kase, workspace, id: `${workspace}-${index}`, number: index + 1 }));
});

describe.each(databases)("the queue on $name", ({ open: openDatabase }) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openDatabase();
  });
  afterAll(() => opened?.close());

  it("puts every case where the rules put it, and counts as they do", async () => {
    await fc.assert(
      fc.asyncProperty(workspaces, moments, async (cases, now) => {
        const workspace = cases[0]?.workspace ?? newOrganization();
        await save(opened.database, cases);
        for (const me of readers) {
          const queue = await queueOf(opened.database, workspace, asReader(me, now));
          const placed = (kase: Case) => sectionOf(kase, me, { protocol, now });
          const numbers = (among: readonly Case[], section: QueueSection | undefined) =>
            among.filter((kase) => placed(kase) === section).map(({ number }) => number);
          const read = queue.rows.map(({ kase }) => kase).toSorted((a, b) => a.number - b.number);
          expect(numbers(read, undefined)).toEqual([]);
          for (const section of queueSections) {
            expect(numbers(read, section), section).toEqual(numbers(cases, section));
            expect(queue.totals[section] ?? 0, section).toBe(numbers(cases, section).length);
          }
        }
        const count = (holds: (kase: Case) => boolean) =>
          cases.filter((kase) => kase.status !== "closed" && holds(kase)).length;
        expect(await overview(opened.database, workspace, now)).toEqual({
          open: count(({ status }) => status === "open"),
          late: count((kase) => isLate(kase, now)),
          unowned: count((kase) => kase.status === "open" && !kase.owner),
          unacknowledged: count((kase) => kase.status === "open" && !kase.acknowledged),
          waiting: count((kase) => pendingRemedies(kase).length > 0),
          reopened: count((kase) => kase.status === "open" && kase.round > 1),
          resolved: count(({ status }) => status === "resolved"),
        });
      }),
      { seed: 20260310, numRuns: 15 },
    );
  });

  it("reads the most urgent of each section and no more, what is snoozed last", async () => {
    const workspace = newOrganization();
    const due = (minute: number) => ({
      startedAt: at("09:00"),
      warnAt: at("09:30"),
      dueAt: after(at("12:00"), duration(minute * 60_000)),
    });
    const one = (number: number, minute: number, more: Partial<Parameters<typeof ownedCase>[0]> = {}) =>
      ownedCase({
        workspace,
        id: `${workspace}-${number}`,
        number,
        clocks: { acknowledge: due(minute), resolve: due(minute), update: due(minute) },
        ...more,
      });
    await save(opened.database, [
      one(1, 40),
      one(2, 10, { snoozedUntil: at("23:00") }),
      one(3, 30),
      one(4, 20),
      one(5, 20),
    ]);
    const [me] = readers;
    const queue = await queueOf(opened.database, workspace, asReader(me, at("11:00"), 4));
    expect(queue.rows.map(({ kase }) => kase.number)).toEqual([4, 5, 3, 1]);
    expect(queue.totals).toEqual({ mine: 5 });
    const all = await queueOf(opened.database, workspace, asReader(me, at("11:00")));
    expect(all.rows.map(({ kase }) => kase.number)).toEqual([4, 5, 3, 1, 2]);
    expect(await queueOf(opened.database, newOrganization(), asReader(me, at("11:00")))).toEqual({
      rows: [],
      totals: {},
    });
  });

  it("isn't stopped by a row whose state isn't what this version writes", async () => {
    const workspace = newOrganization();
    const kase = ownedCase({ workspace, id: `${workspace}-1`, number: 1 });
    await save(opened.database, [
      kase,
      { ...kase, id: `${workspace}-2`, number: 2 },
      { ...kase, id: `${workspace}-3`, number: 3 },
    ]);
    await opened.database.run(sql`
      update cases set shape = ${CASE_SHAPE + 1}, state = '{"remedies": "none", "snoozedUntil": {}}' where id = ${`${workspace}-2`}`);
    await opened.database.run(sql`
      update cases set state = state || '{"remedies": {}, "snoozedUntil": "soon", "promises": 1}' where id = ${`${workspace}-3`}`);
    const [me] = readers;
    const { rows } = await queueOf(opened.database, workspace, asReader(me, at("10:30")));
    expect(rows.map((row) => row.kase.number)).toEqual([1, 3]);
    expect(await overview(opened.database, workspace, at("10:30"))).toMatchObject({ open: 2, waiting: 0 });
  });
});
