import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Case } from "../../src/core/case.ts";
import type { CaseEvent } from "../../src/core/events.ts";
import { fold } from "../../src/core/evolve.ts";
import { writeCase } from "../../src/store/cases.ts";
import type { Database } from "../../src/store/database.ts";
import { canonical, jsonb } from "../../src/store/json.ts";

/** What release 0.1 wrote: an event's words in the log itself, and nothing of what came after it. */

/** @returns the case and its newest hash. */
export async function writtenBy01(
  database: Database,
  events: readonly CaseEvent[],
  earlier: { readonly events: readonly CaseEvent[]; readonly head: string } = { events: [], head: "" },
): Promise<{ readonly kase: Case; readonly head: string }> {
  const kase = fold([...earlier.events, ...events]);
  let head = earlier.head;
  for (const [index, event] of events.entries()) {
    const seq = earlier.events.length + index + 1;
    const entry = { workspace: kase.workspace, caseId: kase.id, seq, actor: "slack:T1:U-ann", event };
    const hash = createHash("sha256").update(head).update(canonical(entry)).digest("hex");
    await database.run(sql`
      insert into case_events (case_id, seq, workspace, at, type, actor, body, prev_hash, hash)
      values (${kase.id}, ${seq}, ${kase.workspace}, ${event.at}, ${event.type}, ${entry.actor}, ${jsonb(event)}, ${head}, ${hash})`);
    head = hash;
  }
  await database.run(writeCase(kase, head, events.at(-1)?.at ?? 0));
  await database.run(sql`
    insert into workspaces (workspace, last_number) values (${kase.workspace}, ${kase.number})
    on conflict (workspace) do update set last_number = greatest(workspaces.last_number, excluded.last_number)`);
  return { kase, head };
}
