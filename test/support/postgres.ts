import { once } from "node:events";
import { createServer, type Server } from "node:http";
import postgres from "postgres";
import { migrate } from "../../src/store/migrate.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { type Cluster, startCluster } from "./postgres-cluster.ts";

/**
 * A real PostgreSQL for tests. Vitest runs `setup` once; the server starts when the first test file asks for a database, so
 * that tests of pure rules don't wait for it. Every file gets its own database, cloned from one that is already migrated.
 */

const addressVariable = "AMENDS_TEST_DATABASES";

/** An empty, migrated database of the caller's own. `drop` it at the end. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  const url = await askFor("POST", name);
  return {
    url,
    async drop() {
      await askFor("DELETE", name);
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

type Databases = { readonly cluster: Cluster; readonly admin: postgres.Sql };
let databases: Promise<Databases> | undefined;
let server: Server | undefined;
/** `create database … template …` fails while another copies the template. */
let queue: Promise<unknown> = Promise.resolve();

export async function setup(): Promise<void> {
  server = createServer((request, response) => {
    const name = (request.url ?? "").slice(1);
    queue = queue
      .then(() => (request.method === "DELETE" ? dropDatabase(name) : createDatabase(name)))
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
  return { cluster, admin };
}

async function createDatabase(name: string): Promise<string> {
  databases ??= start();
  const { cluster, admin } = await databases;
  await admin.unsafe(`create database ${name} template template_amends`);
  return cluster.url(name);
}

async function dropDatabase(name: string): Promise<string> {
  await (await databases)?.admin.unsafe(`drop database if exists ${name} with (force)`);
  return "";
}
