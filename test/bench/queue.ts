import { performance } from "node:perf_hooks";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { createQueue } from "../../src/app/requests/queue.ts";
import { organizationKey } from "../../src/core/organization.ts";
import { type PersonRef, personKey } from "../../src/core/people.ts";
import { writeCase } from "../../src/store/cases.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { openStore } from "../../src/store/store.ts";
import { ann, at, ben, cleo, identityOf, openCase, pendingRefund, protocol } from "../support/cases.ts";
import { startCluster } from "../support/postgres-cluster.ts";

/**
 * `npm run bench:queue`: how long a look at a queue, or at the team's numbers, holds the one thread, with 200,000 cases in the
 * database. A tenth of them isn't closed: Ben has 2,500, Cleo 400, a colleague on Teams 3,000, the rest is nobody's; a
 * twentieth of the open ones waits for an approval.
 */

const cases = 200_000;
const open = cases / 10;
const generated = organizationKey("generated");
const now = at("12:00");
const looks = 5;

const cluster = await startCluster();
const admin = postgres(cluster.url("postgres"), { max: 1, onnotice: () => {} });
await admin`create database bench`;
const databaseUrl = cluster.url("bench");
const store = await openStore({ databaseUrl, dataDir: "", secret: "bench" });
const database = openPostgres(databaseUrl, { urgency: "operator" });

const onTeams: PersonRef = { platform: "teams", workspace: "tenant", id: "29:tess" };
const generate = async () => {
  const waiting = JSON.stringify([pendingRefund()]);
  await database.run(writeCase(openCase({ workspace: organizationKey("template"), id: "template" }), "", 0));
  const ownerOf = sql`case when n <= 2500 then ${personKey(ben)} when n <= 2900 then ${personKey(cleo)}
    when n <= 5900 then ${personKey(onTeams)} end`;
  await database.run(sql`
    insert into cases (id, workspace, number, status, owner, customer_key, severity, failure_type, opened_at, next_due_at,
      version, shape, state, last_hash, updated_at)
    select 'case-' || n, ${generated}, n, case when n <= ${open} then 'open' else 'closed' end, owned.by, 'kim' || n % 1000,
      severity, failure_type, opened_at, next_due_at + n * 10, version, shape,
      state || jsonb_build_object('id', 'case-' || n, 'number', n, 'workspace', ${generated}::text,
          'status', case when n <= ${open} then 'open' else 'closed' end,
          'complaint', repeat('The parcel came late and nobody said a word. ', 12))
        || case when n % 20 = 0 then jsonb_build_object('remedies', ${waiting}::jsonb) else '{}' end
        || case when owned.by is null then '{}' else jsonb_build_object('owner', jsonb_build_object(
          'person', jsonb_build_object('platform', split_part(owned.by, ':', 1), 'workspace', split_part(owned.by, ':', 2),
            'id', substr(owned.by, length(split_part(owned.by, ':', 1) || split_part(owned.by, ':', 2)) + 3)),
          'since', opened_at)) end,
      last_hash, updated_at
    from cases, generate_series(1, ${cases}::int) n, lateral (select ${ownerOf} as by) owned where id = 'template'`);
};

/** The longest time in which nothing else had its turn, and what it cost this process, in milliseconds. */
async function held(look: () => Promise<unknown>): Promise<{ longest: number; cpu: number; took: number }> {
  let [last, longest, running] = [performance.now(), 0, true];
  const turn = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  const [began, before] = [performance.now(), process.cpuUsage()];
  await look();
  const took = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  turn();
  running = false;
  return { longest, cpu: (user + system) / 1000, took };
}

process.stdout.write(`generating ${cases} cases …\n`);
await generate();
const maintenance = postgres(databaseUrl, { max: 1 });
await maintenance`vacuum analyze`;
await maintenance.end();

const queue = createQueue({ store, clock: { now: () => now }, protocol: () => protocol });
const rows: readonly (readonly [string, () => Promise<unknown>])[] = [
  ["a manager's queue, with nothing of their own", () => queue.cardsFor(generated, identityOf(ann))],
  ["a queue of 400 own cases", () => queue.cardsFor(generated, identityOf(cleo))],
  ["a queue of 2,500 own cases", () => queue.cardsFor(generated, identityOf(ben))],
  ["insights", () => queue.overviewFor(generated)],
];
for (const [what, look] of rows) {
  await look();
  const seen: Awaited<ReturnType<typeof held>>[] = [];
  for (let count = 0; count < looks; count += 1) seen.push(await held(look));
  const best = (of: (each: (typeof seen)[number]) => number) => Math.round(Math.min(...seen.map(of)));
  process.stdout.write(
    `${what}: holds the thread ${best(({ longest }) => longest)} ms, answered after ${best(({ took }) => took)} ms (best of ${looks})\n`,
  );
}
await Promise.all([store.close(), database.close(), admin.end()]);
await cluster.stop();
