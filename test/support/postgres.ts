import { once } from "node:events";
import { createServer, type Server } from "node:http";
import postgres from "postgres";
import { migrate } from "../../src/store/migrate.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { type Cluster, startCluster } from "./postgres-cluster.ts";

/**
 * A real PostgreSQL for tests. Vitest runs `setup` before the first test; the server starts when the first test file asks for a database, so
 * that tests of pure rules don't wait for it. Every test gets a database of its own, cloned from one that is already migrated;
 * what a test gives back is emptied for the next one, which is far quicker than another clone.
 */

const addressVariable = "AMENDS_TEST_DATABASES";

/** An empty, migrated database of the caller's own. `drop` it at the end. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const url = await askFor("POST", "");
  return {
    url,
    async drop() {
      await askFor("DELETE", new URL(url).pathname.slice(1));
    },
  };
}

async function askFor(method: "POST" | "DELETE", database: string): Promise<string> {
  const address = process.env[addressVariable];
  if (!address) throw new Error("no databases here: vitest must run with test/support/postgres.ts as its globalSetup");
  const response = await fetch(`${address}/${database}`, { method });
  const words = await response.text();
  if (!response.ok) throw new Error(words);
  return words;
}

// ── In Vitest's own process ──────────────────────────────────────────────────────────────────────────────────────────

type Databases = { readonly cluster: Cluster; readonly admin: postgres.Sql; readonly tables: readonly string[] };
let databases: Promise<Databases> | undefined;
let server: Server | undefined;
/** `create database … template …` fails while another copies the template. */
let queue: Promise<unknown> = Promise.resolve();

export async function setup(): Promise<void> {
  // Two of the projects in `vitest.config.ts` ask for databases: the first one's server is for both.
  if (process.env[addressVariable]) return;
  server = createServer((request, response) => {
    const name = (request.url ?? "").slice(1);
    queue = queue
      .then(() => (request.method === "DELETE" ? dropDatabase(name) : createDatabase()))
      .then(
        (words) => response.end(words),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address && typeof address === "object") process.env[addressVariable] = `http://127.0.0.1:${address.port}`;
}

export async function teardown(): Promise<void> {
  server?.close();
  const started = await databases?.catch(() => undefined);
  await started?.admin.end({ timeout: 1 });
  await started?.cluster.stop();
}

async function start(): Promise<Databases> {
  const cluster = await startCluster();
  const admin = postgres(cluster.url("postgres"), { max: 1, onnotice: () => {} });
  await admin.unsafe("create database template_amends");
  const template = openPostgres(cluster.url("template_amends"));
  await migrate(template);
  await template.close();
  return { cluster, admin, tables: await using(cluster.url("template_amends"), tablesIn) };
}

/** Given back and emptied. */
const spare = new Set<string>();
let created = 0;

async function createDatabase(): Promise<string> {
  databases ??= start();
  const { cluster, admin } = await databases;
  const [free] = spare;
  if (free && spare.delete(free)) return cluster.url(free);
  created += 1;
  await admin.unsafe(`create database test_${created} template template_amends`);
  return cluster.url(`test_${created}`);
}

async function dropDatabase(name: string): Promise<string> {
  const started = await databases;
  if (!started) return "";
  if (await emptied(name, started)) spare.add(name);
  else await started.admin.unsafe(`drop database if exists ${name} with (force)`);
  return "";
}

/** Whether it is again as it was when it was cloned: a test may have changed its tables, or its connections live on. */
async function emptied(name: string, { cluster, admin, tables }: Databases): Promise<boolean> {
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
  return using(cluster.url(name), async (sql) => {
    if ((await tablesIn(sql)).join() !== tables.join()) return false;
    const full = tables.filter((table) => table !== "amends_migrations");
    await sql.unsafe(full.map((table) => `delete from ${table};`).join(""));
    await sql`select setval(oid::regclass, 1, false) from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace`;
    return true;
  }).catch(() => false);
}

async function tablesIn(sql: postgres.Sql): Promise<readonly string[]> {
  const rows = await sql<
    { name: string }[]
  >`select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  return rows.map(({ name }) => name);
}

async function using<Result>(url: string, work: (sql: postgres.Sql) => Promise<Result>): Promise<Result> {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => {} });
  return work(sql).finally(() => sql.end({ timeout: 1 }));
}
