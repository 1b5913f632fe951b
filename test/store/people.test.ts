import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStore, type OpenedStore } from "../../src/store/store.ts";
import { databases, type Opened } from "./databases.ts";
import { ann, annOnTeams, at, ben, change, identityOf, newOrganization, open } from "./sample.ts";

/** What can't be read back must not be written, and what was must not lock anybody out. */
describe.each(databases)("people on $name", ({ open: openDatabase }) => {
  let opened: Opened;
  let store: OpenedStore;
  beforeAll(async () => {
    opened = await openDatabase();
    store = createStore(opened.database, "secret");
  });
  afterAll(() => opened?.close());

  const acme = newOrganization();
  const nowhere = { ...ann, workspace: "" };

  it("aren't written where they could not be read", async () => {
    await expect(store.saveIdentity(acme, identityOf(nowhere), at(1))).rejects.toThrow();
    const kase = await open(store, newOrganization());
    await expect(change(store, kase, [{ type: "owned", at: at(1), by: nowhere }])).rejects.toThrow();
    const place = { platform: "slack" as const, workspace: "T1", channel: 7 as unknown as string };
    const shown = { surface: "case", ref: { place, message: "1" } };
    await expect(store.saveMessage(kase.workspace, kase.id, shown)).rejects.toThrow();
    expect(await store.findCase(kase.workspace, { id: kase.id })).toEqual(kase);
  });

  it("are asked anew where a row can't be read, and the answer takes its place", async () => {
    await store.saveIdentity(acme, identityOf(ann), at(1));
    await opened.database.run(sql`update people set identity = jsonb_set(identity, '{person,workspace}', '""')`);
    expect(await store.identity(ann, acme)).toBeUndefined();
    const known = await store.transact({ organization: acme, now: at(2), person: ann }, ({ person }) => ({
      result: person,
    }));
    expect(known).toBeUndefined();
    await store.saveIdentity(acme, identityOf(ann), at(2));
    expect(await store.identity(ann, acme)).toMatchObject({ identity: { person: ann }, fetchedAt: at(2) });
  });

  it("keep every address they had, also on another account, and also where one isn't told any more", async () => {
    const workspace = newOrganization();
    const emails = async () => [...((await store.identity(ann, workspace))?.identity.emails ?? [])].sort();
    await store.saveIdentity(workspace, identityOf(ann, { email: "Ann@old.example" }), at(1));
    await store.saveIdentity(workspace, identityOf(ann, { email: "ann@new.example" }), at(2));
    expect(await emails()).toEqual(["ann@new.example", "ann@old.example"]);
    await store.saveIdentity(workspace, identityOf(annOnTeams, { email: "ann@teams.example" }), at(2));
    await store.saveIdentity(workspace, identityOf(annOnTeams, { email: "ann@new.example" }), at(3));
    expect(await emails()).toEqual(["ann@new.example", "ann@old.example", "ann@teams.example"]);
    await store.saveIdentity(workspace, identityOf(ann), at(4));
    expect(await emails()).toEqual(["ann@new.example", "ann@old.example"]);
  });

  it("keep the address that an older release wrote without the list of them", async () => {
    const workspace = newOrganization();
    await store.saveIdentity(workspace, identityOf(ben, { email: "ben@old.example" }), at(1));
    await opened.database.run(sql`update people set identity = identity - 'emails' where workspace = ${workspace}`);
    await store.saveIdentity(workspace, identityOf(ben, { email: "ben@new.example" }), at(2));
    expect((await store.identity(ben, workspace))?.identity.emails?.toSorted()).toEqual([
      "ben@new.example",
      "ben@old.example",
    ]);
  });

  it("are known also where the row of another account of theirs can't be read", async () => {
    const workspace = newOrganization();
    for (const person of [ann, annOnTeams])
      await store.saveIdentity(workspace, identityOf(person, { email: "ann@example.com" }), at(1));
    await opened.database.run(
      sql`update people set identity = jsonb_set(identity, '{person,id}', '""') where person like 'teams:%'`,
    );
    expect((await store.identity(ann, workspace))?.identity.aliases).toEqual([]);
  });
});
