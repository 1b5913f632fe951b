import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { againstRunning } from "../../src/cli/against-running.ts";
import { instant } from "../../src/core/time.ts";
import { differences } from "../../src/protocol-file/difference.ts";
import { createProtocolSource, follow, lastInForce } from "../../src/protocol-file.ts";

/** What is in force, from one start to the next and for a terminal. */

let folder: string;
let path: string;
let told: string[];
const at = instant(Date.UTC(2026, 0, 5, 9));
type ProtocolVersion = Parameters<Parameters<typeof follow>[0]["kept"]["keepProtocol"]>[0];
let versions: ProtocolVersion[];
beforeEach(() => {
  versions = [];
  folder = mkdtempSync(join(tmpdir(), "amends-followed-"));
  path = join(folder, "protocol.yaml");
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const say = (level: string) => (_: object, words: string) => told.push(`${level} ${words}`);
const log = { info: say("info"), warn: say("warn"), error: say("error") };
/** As the store does it, see `test/store/protocols.test.ts`. */
const kept = {
  protocolInForce: async () => versions.at(-1),
  keepProtocol: async (version: ProtocolVersion) => void versions.push(version),
};
const release = "0.2.0";
const started = async (text: string) => {
  writeFileSync(path, text);
  const source = createProtocolSource({ path, log });
  const followed = follow({ source, kept, release, dataDir: folder, now: () => at, log });
  await followed.started();
  return followed;
};
const roles = (...lines: string[]) => `roles:\n${lines.map((line) => `  - ${line}\n`).join("")}`;
const staff = '{ id: staff, members: ["*"], limits: { perRemedy: 50 } }';
const manager = '{ id: manager, members: ["slack:U0MGR"], limits: { perRemedy: 500 } }';

describe("a start", () => {
  it("says nothing the first time, or where nothing has changed", async () => {
    await started(roles(staff, manager));
    await started(roles(staff, manager));
    expect(told).toEqual([]);
  });

  it("says loudly which rules are gone since the last one", async () => {
    await started(roles(staff, manager));
    await started("organization: Acme\n");
    expect(told).toEqual([expect.stringMatching(/^warn The protocol has lost rules since the last start: roles\./)]);
    expect(told.join()).toContain("roles is gone");
  });

  it("says what else has changed", async () => {
    await started(roles(staff, manager));
    await started(roles(staff.replace("50", "40"), manager));
    expect(told).toEqual([
      "info The protocol has changed since the last start.\n  roles.staff.limits.perRemedy was 50 and is 40.",
    ]);
  });

  it("compares with what took effect while the last one ran", async () => {
    const followed = await started("organization: One\n");
    writeFileSync(path, "organization: Two\n");
    await followed.reload();
    expect((await lastInForce(folder))?.text).toBe("organization: One\n");
    await followed.reload();
    expect((await lastInForce(folder))?.text).toBe("organization: Two\n");
  });
});

describe("each version in force", () => {
  it("is kept with its hash, its rules, its file, the time, and what differs in words", async () => {
    await started("organization: One\n");
    await started("organization: Two\nlocale: de-DE\n");
    expect(versions.map(({ file, since, differences: lines }) => ({ file, since, lines }))).toEqual([
      { file: "protocol.yaml", since: at, lines: [] },
      { file: "protocol.yaml", since: at, lines: ['locale ("de-DE") is new.', 'organization was "One" and is "Two".'] },
    ]);
    const [first, second] = versions;
    expect(second?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(second?.hash).not.toBe(first?.hash);
    expect(JSON.parse(second?.rules ?? "")).toMatchObject({
      organization: "Two",
      clocks: { approve: expect.anything() },
    });
  });

  it("is kept before it takes effect, and tried again where that fails", async () => {
    const followed = await started("organization: One\n");
    const current = createProtocolSource({ path, log });
    const failing = { ...kept, keepProtocol: () => Promise.reject(new Error("the database is away")) };
    const trying = follow({ source: current, kept: failing, release, dataDir: folder, now: () => at, log });
    writeFileSync(path, "organization: Two\n");
    for (const _look of [1, 2, 3]) await trying.reload();
    expect(current.current().organization).toBe("One");
    expect(told.filter((words) => words.includes("isn't in force yet"))).toHaveLength(2);
    await followed.reload();
    await followed.reload();
    expect(versions.map(({ text }) => text)).toEqual(["organization: One\n", "organization: Two\n"]);
  });

  it("says when another release fills in other rules", async () => {
    await started("organization: One\n");
    versions = versions.map((version) => ({ ...version, hash: "of other defaults", release: "0.1.0" }));
    await started("organization: One\n");
    expect(versions.at(-1)?.differences).toEqual(["Amends 0.2.0 fills in other rules than 0.1.0 did."]);
  });
});

describe("a file compared with what runs", () => {
  const running = { text: roles(staff, manager), since: at };
  it("says that nothing is known where none has run", () =>
    expect(againstRunning(undefined, "")).toContain("Nothing is known to be in force"));
  it("says that no rule differs, also where only comments do", () =>
    expect(againstRunning(running, `# new\n${running.text}`)).toMatch(
      /since 2026-01-05T09:00:00.000Z\n {2}No rule differs\.$/,
    ));
  it("names each difference, and what a running Amends won't drop", () =>
    expect(
      againstRunning(running, `takeBack: 10s\n${roles(staff.replace("50", "60"))}`)
        .split("\n")
        .slice(1),
    ).toEqual([
      expect.stringMatching(/^ {2}roles\.manager is gone: the built-in rule applies/),
      '  takeBack ("10s") is new.',
      "  roles.staff.limits.perRemedy was 50 and is 60.",
      "  A running Amends doesn't drop roles.manager: to apply this file as it is, restart it.",
    ]));
  it("takes an order of keys for no difference", () =>
    expect(differences({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 })).toEqual([]));
});
