import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { openPglite } from "../../src/store/pglite.ts";
import { openStore } from "../../src/store/store.ts";
import { change, newOrganization, noted, open } from "./sample.ts";

it("keeps cases in DATA_DIR from one start to the next, for one process at a time", async () => {
  const folder = await mkdtemp(join(tmpdir(), "amends-data-"));
  const dataDir = join(folder, "new/folder");
  const said: string[] = [];
  const start = () => openStore({ dataDir, secret: "secret", log: (words) => said.push(words) });

  const first = await start();
  const kase = await change(first, await open(first, newOrganization()), [noted("kept")]);
  await expect(start()).rejects.toThrow(/Another Amends is using/);
  await first.close();

  const second = await start();
  expect(await second.findCase(kase.workspace, { id: kase.id })).toEqual(kase);
  expect((await second.verifyLog()).findings).toEqual([]);
  await second.close();

  expect(said[0]).toContain(dataDir);
  await rm(folder, { recursive: true });
});

it("lets timers have their turns during 1,000 transactions in a row", async () => {
  const folder = await mkdtemp(join(tmpdir(), "amends-turns-"));
  const database = await openPglite(folder);
  let turns = 0;
  const count = () => {
    turns += 1;
    turn = setImmediate(count);
  };
  let turn = setImmediate(count);
  let rings = 0;
  const timer = setInterval(() => {
    rings += 1;
  }, 1);
  for (let index = 0; index < 1_000; index += 1)
    await database.transact([sql`select 1`], () => ({ writes: [], result: undefined }));
  clearImmediate(turn);
  clearInterval(timer);
  expect(turns).toBeGreaterThanOrEqual(1_000);
  expect(rings).toBeGreaterThan(50);
  await database.close();
  await rm(folder, { recursive: true });
});
