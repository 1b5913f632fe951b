import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../../src/app/ports.ts";
import { fold } from "../../src/core/evolve.ts";
import { type OrganizationKey, organizationKey } from "../../src/core/organization.ts";
import { CASE_SHAPE } from "../../src/store/cases.ts";
import { createStore } from "../../src/store/store.ts";
import { databases, type Opened } from "./databases.ts";
import {
  ann,
  annOnTeams,
  at,
  ben,
  change,
  flagged,
  granted,
  identityOf,
  newOrganization,
  noted,
  notice,
  open,
} from "./sample.ts";

describe.each(databases)("a transaction on $name", ({ open: openDatabase }) => {
  let opened: Opened;
  let store: Store;

  beforeAll(async () => {
    opened = await openDatabase();
    store = createStore(opened.database, "secret");
  });
  afterAll(() => opened?.close());

  describe("opening a case", () => {
    it("numbers cases from 1 in each workspace", async () => {
      const [here, there] = [newOrganization(), newOrganization()];
      expect((await open(store, here)).number).toBe(1);
      expect((await open(store, here)).number).toBe(2);
      expect((await open(store, there)).number).toBe(1);
    });

    it("takes no number when nothing is written", async () => {
      const organization = newOrganization();
      const seen = await store.transact({ organization, now: at(0), opensFor: ["kim"] }, ({ nextNumber }) => ({
        result: nextNumber,
      }));
      expect(seen).toBe(1);
      expect((await open(store, organization)).number).toBe(1);
    });
  });

  describe("changing a case", () => {
    it("knows what the customer wished in another case, where that is asked for", async () => {
      const organization = newOrganization();
      const [kase, other] = [await open(store, organization), await open(store, organization)];
      const known = (more: object) =>
        store.transact({ organization, now: at(0), caseId: kase.id, ...more }, ({ customer }) => ({
          result: customer,
        }));
      expect(await known({ withCustomer: true })).toEqual({ knownBy: [] });
      await change(store, other, [{ type: "survey-opted-out", at: at(9) }]);
      expect(await known({ withCustomer: true })).toEqual({ surveyOptOut: at(9), knownBy: [] });
      expect(await known({})).toBeUndefined();
    });

    it("keeps the case as the fold of its events", async () => {
      const kase = await open(store, newOrganization());
      const changed = await change(store, kase, [{ type: "owned", at: at(1), by: ben }, noted("called twice")]);
      const found = await store.findCase(kase.workspace, { id: kase.id });
      const events = await store.events(kase.workspace, kase.id);
      expect(found).toEqual(changed);
      expect(found).toEqual(fold(events.map(({ event }) => event)));
      expect(events.map(({ seq, actor, event }) => [seq, actor, event.type])).toEqual([
        [1, "slack:T1:U-ann", "flagged"],
        [2, "slack:T1:U-ann", "owned"],
        [3, "slack:T1:U-ann", "noted"],
      ]);
    });

    it("loads the case for the decision, and only in its own workspace", async () => {
      const kase = await open(store, newOrganization());
      const load = (organization: OrganizationKey) =>
        store.transact({ organization, now: at(0), caseId: kase.id }, (loaded) => ({ result: loaded.kase }));
      expect(await load(kase.workspace)).toEqual(kase);
      expect(await load(newOrganization())).toBeUndefined();
    });

    it("writes nothing when the decision throws", async () => {
      const kase = await open(store, newOrganization());
      const refused = store.transact({ organization: kase.workspace, now: at(0), caseId: kase.id }, () => {
        throw new RangeError("a defect");
      });
      await expect(refused).rejects.toThrow("a defect");
      expect(await store.findCase(kase.workspace, { id: kase.id })).toEqual(kase);
    });

    it("writes nothing when any of its writes fails", async () => {
      const kase = await open(store, newOrganization());
      const job = { caseId: kase.id, surface: "case", lane: "C1", notBefore: at(0) };
      const impossible = { ...job, notBefore: 0.5 as typeof job.notBefore }; // the database takes whole milliseconds only
      await expect(change(store, kase, [noted("lost")], { jobs: [impossible], key: "k" })).rejects.toThrow(/bigint/);
      expect(await store.events(kase.workspace, kase.id)).toHaveLength(1);
      expect((await change(store, kase, [noted("kept")], { key: "k" })).version).toBe(2);
    });

    it("refuses to write over a change it hasn't seen", async () => {
      const kase = await open(store, newOrganization());
      await change(store, kase, [noted("first")]);
      const stale = store.transact({ organization: kase.workspace, now: at(0), caseId: kase.id }, () => {
        const events = [noted("from an old state")];
        const writes = {
          before: kase,
          kase: { ...kase, version: 2 },
          events,
          actor: "a",
          timers: [],
          jobs: [],
          answer: notice(""),
        };
        return { result: undefined, writes };
      });
      await expect(stale).rejects.toThrow(/case_events|event_words/);
      expect((await store.findCase(kase.workspace, { id: kase.id }))?.notes.map(({ text }) => text)).toEqual(["first"]);
    });

    it("refuses events that don't lead to the case that is written", async () => {
      const kase = await open(store, newOrganization());
      const wrong = store.transact({ organization: kase.workspace, now: at(0), caseId: kase.id }, () => ({
        result: undefined,
        writes: {
          before: kase,
          kase,
          events: [noted("uncounted")],
          actor: "a",
          timers: [],
          jobs: [],
          answer: notice(""),
        },
      }));
      await expect(wrong).rejects.toThrow("1 event(s) don't lead from version 1 to 1");
    });

    it("keeps whatever people type, except what no database can store", async () => {
      const kase = await open(store, newOrganization());
      const odd = "'; drop table cases; -- \\u0000 \\ \" 💐 é\n";
      await change(store, kase, [noted(odd), noted("a\u0000b\ud800c")]);
      const found = await store.findCase(kase.workspace, { id: kase.id });
      expect(found?.notes.map(({ text }) => text)).toEqual([odd, "a\ufffdb\ufffdc"]);
      expect(fold((await store.events(kase.workspace, kase.id)).map(({ event }) => event))).toEqual(found);
    });

    it("folds a row of an older shape anew from its events", async () => {
      const kase = await change(store, await open(store, newOrganization()), [noted("kept")]);
      const age = () =>
        opened.database.run(sql`update cases set shape = 0, state = '{"old":true}' where id = ${kase.id}`);
      await age();
      expect(await store.findCase(kase.workspace, { number: kase.number })).toEqual(kase);
      expect((await store.openCases(kase.workspace)).map((row) => row.kase)).toEqual([kase]);
      const changed = await change(store, kase, [noted("more")]);
      expect(changed.notes.map(({ text }) => text)).toEqual(["kept", "more"]);
      expect((await opened.database.run(sql`select shape from cases where id = ${kase.id}`))[0]?.shape).toBe(
        CASE_SHAPE,
      );
    });
  });

  describe("a case that the release before wrote, with its owner in two fields", () => {
    it("has the same owner since the same moment, and is in the owner's queue", async () => {
      const kase = await change(store, await open(store, newOrganization()), [{ type: "owned", at: at(1), by: ben }]);
      await opened.database.run(sql`
        update cases set shape = 2,
          state = state || jsonb_build_object('owner', state->'owner'->'person', 'ownedAt', state->'owner'->'since')
        where id = ${kase.id}`);
      const found = await store.findCase(kase.workspace, { id: kase.id });
      expect(found?.owner).toEqual({ person: ben, since: at(1) });
      const reader = { people: [ben], decides: ["staff"], helps: false, most: 20, now: at(2) };
      expect((await store.queueOf(kase.workspace, reader)).rows.map((row) => row.kase)).toEqual([kase]);
    });
  });

  describe("a request key", () => {
    it("gives a repeated request the first answer", async () => {
      const kase = await open(store, newOrganization());
      await change(store, kase, [noted("once")], { key: "press-1", answer: notice("Noted") });
      const again = await store.transact(
        { organization: kase.workspace, now: at(3), caseId: kase.id, key: "press-1" },
        ({ answered }) => ({
          result: answered,
        }),
      );
      expect(again).toEqual(notice("Noted"));
    });

    it("is not taken by a request that wrote nothing, and not shared between workspaces", async () => {
      const kase = await open(store, newOrganization());
      const look = (organization: OrganizationKey) =>
        store.transact({ organization, now: at(0), key: "k" }, ({ answered }) => ({ result: answered }));
      expect(await look(kase.workspace)).toBeUndefined();
      expect(await look(kase.workspace)).toBeUndefined();
      await change(store, kase, [noted("taken")], { key: "k" });
      expect(await look(kase.workspace)).toEqual(notice("done"));
      expect(await look(newOrganization())).toBeUndefined();
    });

    it("is forgotten once no platform would retry any more", async () => {
      const kase = await open(store, newOrganization(), {}, { key: "old", ask: { now: at(0) } });
      await change(store, kase, [noted("later")], { key: "new", ask: { now: at(60) } });
      await store.purgeRequests(at(30));
      const look = (key: string) =>
        store.transact({ organization: kase.workspace, now: at(90), key }, ({ answered }) => ({
          result: answered?.show,
        }));
      expect(await look("old")).toBeUndefined();
      expect(await look("new")).toBe("notice");
    });
  });

  describe("budgets", () => {
    const grantsFor = (organization: OrganizationKey, caseId: string, person = ann, since = at(0)) =>
      store.transact({ organization, now: at(60), caseId, person, grantsSince: since }, ({ grants }) => ({
        result: grants.map(({ remedy, amount, customer, person: whose }) => [remedy, amount.minor, customer, whose]),
      }));

    it("count what the customer got in any case and what the person granted to anyone", async () => {
      const organization = newOrganization();
      const kims = await open(store, organization);
      const lees = await open(store, organization, { customer: { key: "lee", name: "Lee" } });
      const joes = await open(store, organization, { customer: { key: "joe", name: "Joe" } });
      await change(store, kims, [granted("R1", 500, { by: ben })]);
      await change(store, lees, [granted("R1", 700)]);
      await change(store, joes, [granted("R1", 900, { by: ben })]);
      expect(await grantsFor(organization, kims.id)).toEqual(
        expect.arrayContaining([
          ["R1", 500, "kim@example.com", "slack:T1:U-ben"],
          ["R1", 700, "lee", "slack:T1:U-ann"],
        ]),
      );
      expect(await grantsFor(organization, kims.id)).toHaveLength(2);
    });

    it("don't count free remedies, withdrawn ones, old ones, or other workspaces' ones", async () => {
      const kase = await open(store, newOrganization());
      await change(store, kase, [granted("R1", undefined), granted("R2", 200), granted("R3", 300, { at: at(-60) })]);
      await change(store, kase, [granted("R4", 400)]);
      expect((await grantsFor(kase.workspace, kase.id)).map(([remedy]) => remedy)).toEqual(["R2", "R4"]);
      await change(store, kase, [{ type: "remedy-withdrawn", at: at(11), by: ann, remedy: "R2" }]);
      expect((await grantsFor(kase.workspace, kase.id)).map(([remedy]) => remedy)).toEqual(["R4"]);
      expect((await grantsFor(kase.workspace, kase.id, ann, at(-90))).map(([remedy]) => remedy)).toEqual(["R3", "R4"]);
      expect(await grantsFor((await open(store, newOrganization())).workspace, kase.id)).toEqual([]);
    });

    it("are one for a colleague's accounts on two platforms, never for an outsider's", async () => {
      const organization = newOrganization();
      const [slack, teams, stranger] = [ann, annOnTeams, ben].map((person) => ({ ...person, workspace: organization }));
      if (!slack || !teams || !stranger) throw new Error("three people");
      await store.saveIdentity(organization, identityOf(slack, { email: "Ann@acme.example" }), at(0));
      await store.saveIdentity(organization, identityOf(teams, { email: "ann@acme.example" }), at(0));
      await store.saveIdentity(
        organization,
        identityOf(stranger, { email: "ann@acme.example", outsider: true }),
        at(0),
      );
      const [kims, lees] = [
        await open(store, organization),
        await open(store, organization, { customer: { key: "lee", name: "Lee" } }),
      ];
      await change(store, kims, [granted("R1", 500, { by: teams }), granted("R2", 600, { by: stranger })]);
      expect((await grantsFor(organization, lees.id, slack)).map(([, minor]) => minor)).toEqual([500]);
    });
  });

  it("knows the person who asks, with their other accounts", async () => {
    const kase = await open(store, newOrganization());
    const person = { ...ann, workspace: kase.workspace };
    const known = () =>
      store.transact({ organization: kase.workspace, now: at(0), person }, (loaded) => ({ result: loaded.person }));
    expect(await known()).toBeUndefined();
    const identity = identityOf(person, { email: "ann@acme.example", zone: "Europe/Berlin", groups: ["S1"] });
    await store.saveIdentity(kase.workspace, identity, at(7));
    const emails = ["ann@acme.example"];
    expect(await known()).toEqual({ identity: { ...identity, emails }, fetchedAt: at(7) });
  });

  it("keeps one row for each survey, in the round it was sent in", async () => {
    const kase = await open(store, newOrganization());
    const { clocks } = flagged({ workspace: organizationKey("w"), number: 1 });
    await change(store, kase, [{ type: "survey-sent", at: at(10), remindAt: at(20), expiresAt: at(30) }]);
    await change(store, kase, [{ type: "survey-reminded", at: at(20) }]);
    await change(store, kase, [{ type: "survey-answered", at: at(21), answers: { overall: 1 } }]);
    await change(store, kase, [
      { type: "survey-answered", at: at(22), answers: { speed: 2 }, comment: "Too late" },
      { type: "reopened", at: at(22), reason: "survey", because: "survey", clocks },
    ]);
    await change(store, kase, [{ type: "survey-sent", at: at(40), remindAt: at(50), expiresAt: at(60) }]);
    const rows = await opened.database.run(sql`
      select round, sent_at, reminded_at, answered_at, expired_at, answers, comment from surveys
      where case_id = ${kase.id} order by round`);
    const empty = { reminded_at: null, answered_at: null, expired_at: null, answers: {}, comment: null };
    expect(rows.map((row) => ({ ...row }))).toEqual([
      {
        ...{ round: 1, sent_at: at(10), reminded_at: at(20), answered_at: at(21), expired_at: null },
        ...{ answers: { overall: 1, speed: 2 }, comment: "Too late" },
      },
      { ...empty, round: 2, sent_at: at(40) },
    ]);
  });
});
