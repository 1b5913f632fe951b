import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { messagesOf } from "../../src/store/message-refs.ts";
import { migrate } from "../../src/store/migrate.ts";
import { databases, migrateOnly, type Opened } from "./databases.ts";

/** A database that an older release left behind keeps what is in it. */

describe.each(databases)("on $name, messages of a release that didn't note their buttons", ({ openBare }) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await openBare();
  });
  afterEach(() => opened?.close());

  it("count as having unknown ones, so that those that died are found; what never had any is left alone", async () => {
    const { database } = opened;
    await migrateOnly(database, 2);
    const place = JSON.stringify({ platform: "slack", workspace: "T1", channel: "C1" });
    for (const surface of ["nudge:1:resolve:breach", "note:0"])
      await database.run(sql`
        insert into message_refs (case_id, surface, workspace, place, message)
        values ('case-1', ${surface}, 'acme', (${place}::text)::jsonb, '1')`);
    await migrate(database);
    expect((await messagesOf(database, "case-1")).map(({ surface, presses }) => [surface, presses])).toEqual([
      ["note:0", ""],
      ["nudge:1:resolve:breach", undefined],
    ]);
  });
});
