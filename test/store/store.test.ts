import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../../src/app/ports.ts";
import { createStore } from "../../src/store/store.ts";
import { databases, type Opened } from "./databases.ts";
import { ann, annOnTeams, at, ben, change, clock, identityOf, newOrganization, noted, open } from "./sample.ts";

describe.each(databases)("the store on $name", ({ open: openDatabase }) => {
  let opened: Opened;
  let store: Store;

  beforeAll(async () => {
    opened = await openDatabase();
    store = createStore(opened.database, "secret");
  });
  afterAll(() => opened?.close());

  describe("cases", () => {
    it("are found by id or number, in their own workspace only", async () => {
      const kase = await open(store, newOrganization());
      expect(await store.findCase(kase.workspace, { id: kase.id })).toEqual(kase);
      expect(await store.findCase(kase.workspace, { number: 1 })).toEqual(kase);
      expect(await store.findCase(kase.workspace, { number: 2 })).toBeUndefined();
      expect(await store.findCase(newOrganization(), { id: kase.id })).toBeUndefined();
      expect(await store.events(newOrganization(), kase.id)).toEqual([]);
    });

    it("queue open before resolved, the soonest due first, without closed ones", async () => {
      const organization = newOrganization();
      const clocks = (minutes: number) => ({ acknowledge: clock(minutes), resolve: clock(900), update: clock(900) });
      const resolved = await open(store, organization, { clocks: clocks(10) });
      const closed = await open(store, organization, { clocks: clocks(20) });
      await open(store, organization, { clocks: clocks(40) });
      await open(store, organization, { clocks: clocks(30) });
      await change(store, resolved, [{ type: "resolved", at: at(5), by: ann, whatWasDone: "Refunded" }]);
      await change(store, closed, [{ type: "closed", at: at(5), by: ann, outcome: "unfounded" }]);
      const queue = await store.openCases(organization);
      expect(queue.map(({ kase, nextDueAt }) => [kase.number, nextDueAt])).toEqual([
        [4, at(30)],
        [3, at(40)],
        [1, undefined],
      ]);
    });

    it("have columns for lists and insights that follow the case", async () => {
      const kase = await open(store, newOrganization());
      await change(store, kase, [
        { type: "owned", at: at(1), by: ben },
        { type: "root-cause-recorded", at: at(2), by: ben, cause: "carrier", explanation: "lost" },
        { type: "resolved", at: at(3), by: ben, whatWasDone: "Sent again" },
        { type: "closed", at: at(4), outcome: "recovered" },
      ]);
      const [row] = await opened.database.run(sql`
        select status, owner, customer_key, severity, failure_type, root_cause, opened_at, resolved_at, closed_at, outcome
        from cases where id = ${kase.id}`);
      expect({ ...row }).toEqual({
        ...{ status: "closed", owner: "slack:T1:U-ben", customer_key: "kim@example.com", severity: "major" },
        ...{ failure_type: "late", root_cause: "carrier", outcome: "recovered" },
        ...{ opened_at: at(0), resolved_at: at(3), closed_at: at(4) },
      });
    });
  });

  describe("timers", () => {
    it("are replaced with each change of their case", async () => {
      const kase = await open(
        store,
        newOrganization(),
        {},
        {
          timers: [
            { key: "a", dueAt: at(1) },
            { key: "b", dueAt: at(2) },
          ],
        },
      );
      const timers = [
        { key: "b", dueAt: at(3) },
        { key: "c", dueAt: at(4) },
      ];
      await change(store, kase, [noted("x")], { timers });
      const mine = async () => (await store.dueTimers(at(99), 1000)).filter(({ caseId }) => caseId === kase.id);
      const { workspace: organization, id: caseId } = kase;
      expect(await mine()).toEqual(timers.map((timer) => ({ organization, caseId, ...timer })));
      await store.replaceTimers(organization, caseId, [{ key: "c", dueAt: at(5) }]);
      expect(await mine()).toEqual([{ organization, caseId, key: "c", dueAt: at(5) }]);
      await store.replaceTimers(organization, caseId, []);
      expect(await mine()).toEqual([]);
    });

    it("are due at their instant, the longest due first, no more than asked for", async () => {
      const timers = [30, 10, 20].map((minutes) => ({ key: `t${minutes}`, dueAt: at(-1000 + minutes) }));
      await open(store, newOrganization(), {}, { timers });
      const due = async (minutes: number, limit: number) =>
        (await store.dueTimers(at(-1000 + minutes), limit)).map(({ key }) => key);
      expect(await due(9, 10)).toEqual([]);
      expect(await due(20, 10)).toEqual(["t10", "t20"]);
      expect(await due(30, 2)).toEqual(["t10", "t20"]);
      const [, last] = await store.dueTimers(at(-1000 + 30), 2);
      expect((await store.dueTimers(at(-1000 + 30), 2, last)).map(({ key }) => key)).toEqual(["t30"]);
    });
  });

  describe("people", () => {
    it("are known as they were last seen", async () => {
      const [acme, globex] = [newOrganization(), newOrganization()];
      const person = { ...ann, workspace: acme };
      expect(await store.identity(person, acme)).toBeUndefined();
      await store.saveIdentity(acme, identityOf(person, { name: "Ann" }), at(0));
      await store.saveIdentity(acme, identityOf(person, { name: "Ann Lee", admin: true }), at(5));
      expect(await store.identity(person, acme)).toEqual({
        identity: identityOf(person, { name: "Ann Lee", admin: true }),
        fetchedAt: at(5),
      });
      expect(await store.identity(person, globex), "what only another organization was told").toBeUndefined();
    });

    it("are joined by email within an organization, never with an outsider", async () => {
      const [organization, elsewhere] = [newOrganization(), newOrganization()];
      const slack = { ...ann, workspace: `T-${organization}` };
      const teams = { ...annOnTeams, workspace: `tenant-${organization}` };
      const email = "ann@acme.example";
      const outsider = { ...ben, workspace: `T-${organization}` };
      await store.saveIdentity(organization, identityOf(slack, { email: "Ann@Acme.example" }), at(0));
      await store.saveIdentity(organization, identityOf(teams, { email }), at(0));
      await store.saveIdentity(organization, identityOf(outsider, { email, outsider: true }), at(0));
      await store.saveIdentity(elsewhere, identityOf({ ...ann, workspace: elsewhere }, { email }), at(0));
      expect((await store.identity(slack, organization))?.identity.aliases).toEqual([teams]);
      expect((await store.identity(teams, organization))?.identity.aliases).toEqual([slack]);
      expect((await store.identity(outsider, organization))?.identity.aliases).toEqual([]);
    });
  });

  it("remembers the newest message of each surface", async () => {
    const kase = await open(store, newOrganization());
    const place = { platform: "teams" as const, workspace: "t", channel: "19:x@thread.tacv2", thread: "1" };
    expect(await store.messageRef(kase.id, "case")).toBeUndefined();
    const save = (surface: string, message: string, more: { channel?: string; presses?: string } = {}) => {
      const { presses = "", channel = place.channel } = more;
      return store.saveMessage(kase.workspace, kase.id, {
        surface,
        ref: { place: { ...place, channel }, message },
        presses,
      });
    };
    await save("case", "1");
    await save("survey", "2", { presses: "rate:1" });
    await save("case", "3", { channel: "c", presses: "acknowledge" });
    expect(await store.messageRef(kase.id, "case")).toEqual({ place: { ...place, channel: "c" }, message: "3" });
    expect(await store.messageRef(kase.id, "survey")).toEqual({ place, message: "2" });
    expect((await store.messages(kase.id)).map(({ surface, ref, presses }) => [surface, ref.message, presses])).toEqual(
      [
        ["case", "3", "acknowledge"],
        ["survey", "2", "rate:1"],
      ],
    );
    expect(await store.surfaceOf(kase.id, { place, message: "2" })).toBe("survey");
    expect(await store.surfaceOf(kase.id, { place: { ...place, thread: "1" }, message: "2" })).toBe("survey");
    expect(await store.surfaceOf(kase.id, { place, message: "1" })).toBeUndefined();
    for (const elsewhere of [{ channel: "c" }, { workspace: "T2" }, { platform: "slack" as const }])
      expect(await store.surfaceOf(kase.id, { place: { ...place, ...elsewhere }, message: "2" })).toBeUndefined();
  });

  it("keeps an adapter's row under its key, the newest", async () => {
    const organization = newOrganization();
    expect(await store.contact(`${organization}:tenant`)).toBeUndefined();
    await store.saveContact(organization, `${organization}:tenant`, { serviceUrl: "https://one.example", rosters: [] });
    await store.saveContact(organization, `${organization}:tenant`, {
      serviceUrl: "https://two.example",
      rosters: ["19:a"],
    });
    expect(await store.contact(`${organization}:tenant`)).toEqual({
      serviceUrl: "https://two.example",
      rosters: ["19:a"],
    });
  });

  describe("installations", () => {
    it("are kept, replaced and removed", async () => {
      const workspace = crypto.randomUUID();
      expect(await store.installation("slack", workspace)).toBeUndefined();
      await store.saveInstallation("slack", workspace, "xoxb-1");
      await store.saveInstallation("slack", workspace, '{"token":"xoxb-2 ü"}');
      expect(await store.installation("slack", workspace)).toBe('{"token":"xoxb-2 ü"}');
      expect(await store.installation("teams", workspace)).toBeUndefined();
      await store.removeInstallation("slack", workspace);
      expect(await store.installation("slack", workspace)).toBeUndefined();
    });

    it("are unreadable in the table, with another secret, or in another row", async () => {
      const [workspace, other] = [newOrganization(), newOrganization()];
      await store.saveInstallation("slack", workspace, "xoxb-1");
      const [row] = await opened.database.run(sql`select secret from installations where workspace = ${workspace}`);
      expect(String(row?.secret)).not.toContain("xoxb");
      expect(Buffer.from(String(row?.secret), "base64").toString()).not.toContain("xoxb");
      await expect(createStore(opened.database, "changed").installation("slack", workspace)).rejects.toThrow(
        /AMENDS_SECRET/,
      );
      await opened.database.run(sql`
        insert into installations (platform, workspace, secret) values ('slack', ${other}, ${String(row?.secret)})`);
      await expect(store.installation("slack", other)).rejects.toThrow(other);
    });

    it("stay readable while the secret that sealed them is kept, and are sealed with the newest at the next write", async () => {
      const workspace = newOrganization();
      const [older, newer] = ["o".repeat(32), "n".repeat(32)];
      const by = (secret: string) => createStore(opened.database, secret);
      await by(older).saveInstallation("slack", workspace, "xoxb-1");
      const rotated = by(`${newer} ${older}`);
      expect(await rotated.installation("slack", workspace)).toBe("xoxb-1");
      await expect(by(newer).installation("slack", workspace)).rejects.toThrow(/Add the secret .* at its end/);
      await rotated.saveInstallation("slack", workspace, "xoxb-1");
      expect(await by(newer).installation("slack", workspace)).toBe("xoxb-1");
    });
  });

  it("is ready only while its migrations are all applied", async () => {
    await expect(store.ready()).resolves.toBeUndefined();
    const applied = await opened.database.run(sql`delete from amends_migrations returning written, hash`);
    await expect(store.ready()).rejects.toThrow(/lacks \d+ migration/);
    for (const { written, hash } of applied)
      await opened.database.run(sql`insert into amends_migrations (written, hash) values (${written}, ${hash})`);
    await expect(store.ready()).resolves.toBeUndefined();
  });
});
