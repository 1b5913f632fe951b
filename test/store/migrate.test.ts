import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { messagesOf } from "../../src/store/message-refs.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openPglite } from "../../src/store/pglite.ts";

/** A database that an older release left behind keeps what is in it. */

let folder: string;
let database: Database;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "amends-older-"));
  database = await openPglite(folder);
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

/** As the release left it whose newest migrations were these. */
async function leftBy(count: number): Promise<void> {
  await database.run(sql`create table amends_migrations (written bigint primary key, hash text not null)`);
  const older = readMigrationFiles({ migrationsFolder: "src/store/migrations" }).slice(0, count);
  for (const { sql: statements, folderMillis, hash } of older) {
    for (const statement of statements) await database.run(sql.raw(statement));
    await database.run(sql`insert into amends_migrations (written, hash) values (${folderMillis}, ${hash})`);
  }
}

describe("messages of a release that didn't note their buttons", () => {
  it("count as having unknown ones, so that those that died are found; what never had any is left alone", async () => {
    await leftBy(2);
    const place = JSON.stringify({ platform: "slack", workspace: "T1", channel: "C1" });
    for (const surface of ["nudge:1:resolve:breach", "note:0"])
      await database.run(sql`
        insert into message_refs (case_id, surface, workspace, place, message)
        values ('case-1', ${surface}, 'acme', ${place}::jsonb, '1')`);
    await migrate(database);
    expect((await messagesOf(database, "case-1")).map(({ surface, presses }) => [surface, presses])).toEqual([
      ["note:0", ""],
      ["nudge:1:resolve:breach", undefined],
    ]);
  });
});
