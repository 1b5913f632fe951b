import { it } from "vitest";
import { sql } from "drizzle-orm";
import { execSync } from "node:child_process";
import { chownSync, chmodSync } from "node:fs";
import { startCluster } from "../support/postgres-cluster.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { createStore } from "../../src/store/store.ts";
import { open, change, noted, at, granted, ann } from "./sample.ts";
it("x", async () => {
  const c = await startCluster();
  const admin = openPostgres(c.url("postgres"));
  const dir = String((await admin.run(sql`show data_directory`))[0]?.data_directory);
  execSync(`openssl req -new -x509 -days 2 -nodes -text -out ${dir}/server.crt -keyout ${dir}/server.key -subj /CN=localhost 2>/dev/null`);
  for (const f of ["server.crt","server.key"]) { chownSync(`${dir}/${f}`, 65534, 65534); chmodSync(`${dir}/${f}`, 0o600); }
  await admin.run(sql.raw("alter system set ssl = on")); await admin.run(sql`select pg_reload_conf()`);
  await new Promise(r => setTimeout(r, 300));
  const q = sql`select ssl, version from pg_stat_ssl where pid = pg_backend_pid()`;
  const tls = openPostgres(c.url("postgres") + "?sslmode=require");
  console.log("tls", await tls.run(q)); await tls.close();
  const multi = openPostgres(c.url("postgres").replace("@127", "@127.0.0.1:1,127"));
  console.log("multi", await multi.run(q)); await multi.close();
  const port = new URL(c.url("x")).port;
  const sock = openPostgres(`postgres://postgres@${encodeURIComponent(dir.replace("/data", ""))}:${port}/postgres`);
  console.log("unix", await sock.run(q).catch(e => e.message)); await sock.close();
  const down = openPostgres("postgres://postgres@127.0.0.1:1/x");
  for (let i = 0; i < 15; i++) console.log("down", await down.transact([], () => ({ result: 1 })).catch(e => e.code));
  await down.close();
  // speed
  await migrate(admin);
  const store = createStore(admin, "x");
  const cases = await Promise.all(Array.from({ length: 16 }, () => open(store, "w")));
  for (const conc of [1, 8]) {
    let n = 0; const t = Date.now();
    const cpu = process.cpuUsage();
    await Promise.all(cases.slice(0, conc).map(async (k) => { while (Date.now() - t < 4000) { n++; await change(store, k, [{ type: "survey-sent", at: at(n % 60), remindAt: at(1), expiresAt: at(2) }], { key: `k${conc}${n}`, timers: [{ key: "a", dueAt: at(n) }], jobs: [{ caseId: k.id, surface: "case", lane: "C1" }], ask: { person: ann } }); } }));
    const used = process.cpuUsage(cpu);
    console.log("conc", conc, "per s", n / 4, "client cpu ms/press", (used.user + used.system) / 1000 / n);
  }
  await admin.close(); await c.stop();
});
