import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Protocol } from "../../src/core/protocol.ts";
import { instantSchema } from "../../src/core/time.ts";
import { parseProtocol } from "../../src/protocol-file.ts";
import type { Database } from "../../src/store/database.ts";
import { jsonb } from "../../src/store/json.ts";
import { migrateOnly } from "../store/databases.ts";

/**
 * What release 0.1.0 (commit 4e091ac) wrote, row by row, in a company on Slack and Teams: cases in every state, messages of
 * every kind sent (ids `a-…`) and waiting in the outbox (`b-…`, `c-…`), copies for approvers on the other platform. It stopped
 * over a weekend, so much is due; three jobs were in hand, one message had been given up.
 */

const folder = join(import.meta.dirname, "../fixtures/release-0.1.0");
const read = (name: string) => readFileSync(join(folder, name), "utf8");

const rows = z.array(z.looseObject({}));
const timerSchema = z.object({ case_id: z.string(), key: z.string(), due_at: instantSchema });
const messageSchema = z.object({ case_id: z.string(), surface: z.string(), place: z.unknown(), message: z.string() });
const jobSchema = z.object({
  case_id: z.string(),
  surface: z.string(),
  state: z.enum(["waiting", "claimed", "failed"]),
});
const requestSchema = z.object({ key: z.string(), answer: z.unknown() });
const leftSchema = z.object({
  now: instantSchema,
  lastJobId: z.int(),
  tables: z.object({
    workspaces: rows,
    customers: rows,
    people: rows,
    cases: rows,
    case_events: rows,
    timers: z.array(timerSchema.loose()),
    message_refs: z.array(messageSchema.loose()),
    jobs: z.array(jobSchema.loose()),
    lanes: rows,
    requests: z.array(requestSchema.loose()),
    budgets: rows,
    surveys: rows,
  }),
});

export const left = leftSchema.parse(JSON.parse(read("rows.json")));

/** How many of today's migrations that release had. */
const migrations = 4;

export async function fillAsLastRelease(database: Database): Promise<void> {
  await migrateOnly(database, migrations);
  for (const [table, all] of Object.entries(left.tables)) {
    const into = sql.identifier(table);
    await database.run(sql`insert into ${into} select * from jsonb_populate_recordset(null::${into}, ${jsonb(all)})`);
  }
  await database.transact([], () => ({
    writes: [sql`select setval('jobs_id_seq', ${left.lastJobId}::bigint)`],
    result: undefined,
  }));
}

export const rulesOfLastRelease = (): Protocol => {
  const parsed = parseProtocol(read("protocol.yaml"), "protocol.yaml");
  if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.protocol;
};
