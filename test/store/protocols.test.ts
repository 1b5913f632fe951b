import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ProtocolVersion } from "../../src/app/ports.ts";
import { hashOfRules } from "../../src/app/protocol-hash.ts";
import { createStore, type OpenedStore } from "../../src/store/store.ts";
import { databases, type Opened } from "./databases.ts";
import { at, change, granted, newOrganization, noted, open } from "./sample.ts";

const version = (name: string, more: Partial<ProtocolVersion> = {}): ProtocolVersion => {
  const rules = JSON.stringify({ organization: name });
  return {
    hash: hashOfRules(rules),
    rules,
    text: `organization: ${name}\n`,
    file: "protocol.yaml",
    release: "0.2.0",
    since: at(0),
    differences: [],
    ...more,
  };
};

describe.each(databases)("versions of the protocol on $name", ({ open: openDatabase }) => {
  let opened: Opened;
  let store: OpenedStore;
  beforeAll(async () => {
    opened = await openDatabase();
    store = createStore(opened.database, "secret");
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    await opened.database.run(
      sql`truncate cases, case_events, event_words, workspaces, budgets, customers, surveys, protocols`,
    );
  });

  it("are none at first", async () => {
    expect(await store.protocolInForce()).toBeUndefined();
    expect(await store.protocolVersions()).toEqual([]);
  });

  it("are kept as they came into force, the newest first", async () => {
    const [one, { file: _none, ...two }] = [version("One"), version("Two", { differences: ["organization …"] })];
    await store.keepProtocol(one);
    await store.keepProtocol(two);
    expect(await store.protocolInForce()).toEqual(two);
    expect(await store.protocolVersions()).toEqual([two, one]);
  });

  it("are kept again where an older one comes back, and once where replicas keep the same change", async () => {
    await store.keepProtocol(version("One"));
    await store.keepProtocol(version("Two"));
    await Promise.all([1, 2, 3, 4].map((minutes) => store.keepProtocol(version("One", { since: at(minutes) }))));
    expect((await store.protocolVersions()).map(({ text }) => text)).toEqual(
      ["One", "Two", "One"].map((name) => `organization: ${name}\n`),
    );
  });

  it("are told by decisions, which the audit lists in order", async () => {
    const kept = version("One");
    await store.keepProtocol(kept);
    const kase = await open(store, newOrganization());
    await change(store, kase, [noted("called")], { protocol: kept.hash });
    await change(store, kase, [granted("R1", 4999)], { protocol: kept.hash });
    await change(store, kase, [granted("R2", 100)]);
    expect(
      (await store.decisions()).map(({ number, seq, event, protocol }) => [number, seq, event.type, protocol]),
    ).toEqual([
      [kase.number, 3, "remedy-granted", kept.hash],
      [kase.number, 4, "remedy-granted", undefined],
    ]);
    expect(await store.verifyLog()).toMatchObject({ findings: [] });
  });

  it("can't be exchanged in the log, altered, or removed without the audit finding it", async () => {
    const [one, two] = [version("One"), version("Two")];
    await store.keepProtocol(one);
    await store.keepProtocol(two);
    const kase = await open(store, newOrganization());
    await change(store, kase, [granted("R1", 4999)], { protocol: one.hash });
    const findings = async () => (await store.verifyLog()).findings.map(({ what, seq, hash }) => ({ what, seq, hash }));

    await opened.database.run(sql`update case_events set protocol = ${two.hash} where seq = 2`);
    expect(await findings()).toEqual([{ what: "event-altered", seq: 2 }]);
    await opened.database.run(sql`update case_events set protocol = null where seq = 2`);
    expect(await findings()).toEqual([{ what: "event-altered", seq: 2 }]);
    await opened.database.run(sql`update case_events set protocol = ${one.hash} where seq = 2`);
    expect(await findings()).toEqual([]);

    await opened.database.run(sql`update protocols set rules = '{"organization":"Three"}' where hash = ${one.hash}`);
    expect(await findings()).toEqual([{ what: "protocol-altered", hash: one.hash }]);
    await opened.database.run(sql`update protocols set differences = '{"a":1}' where hash = ${one.hash}`);
    expect(await findings()).toEqual([{ what: "protocol-altered", hash: one.hash }]);
    await opened.database.run(sql`delete from protocols where hash = ${one.hash}`);
    expect(await findings()).toEqual([{ what: "protocol-missing", hash: one.hash }]);
  });
});
