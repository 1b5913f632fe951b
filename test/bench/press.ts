import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { z } from "zod";
import { openStore } from "../../src/store/store.ts";
import { startLatencyProxy } from "../store/latency-proxy.ts";
import { startCluster } from "../support/postgres-cluster.ts";
import { buildRelease, startAmendsProcess, startNode } from "../support/process.ts";
import { app } from "../support/slack/cast.ts";
import { openCases } from "./cases.ts";
import { cpuMillis, familyOf } from "./cpu.ts";
import { type Load, load } from "./load.ts";
import { samplerFlags, whereTimeGoes } from "./profile.ts";

/**
 * `npm run bench`: how many presses a second are checked, decided, committed and answered, beside bare Bolt with an empty
 * handler on the same machine in the same minute. Every press is another one, on a case of its own, and succeeds.
 * `npm run bench -- --profile` also says where the time goes; `--quick` is for a look in between.
 */

const isQuick = process.argv.includes("--quick");
const pairs = isQuick ? 3 : 7;
const each = isQuick ? 400 : 600;
/** On a busy machine there are fewer pairs, rather than a bench that takes for ever. */
const timeoutMillis = 60_000;
const alone = 150;
const connections = 16;
const tripMillis = 40;
const profiled = 1_000;

const withProfile = process.argv.includes("--profile");
const signingSecret = "signing-secret-of-the-bench";
const urlOf = (line: unknown) => z.object({ url: z.string() }).safeParse(line).data?.url;
const bench = (file: string) => ["--import", "tsx", resolve(import.meta.dirname, file)];

// Interrupted, it takes its processes along: they end with this one's `exit`.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const folder = await mkdtemp(join(tmpdir(), "amends-bench-"));
const project = resolve(import.meta.dirname, "../..");
const [release, cluster] = await Promise.all([buildRelease(), startCluster()]);
const admin = postgres(cluster.url("postgres"), { max: 1, onnotice: () => {} });
await admin`create database bench`;
const databaseUrl = cluster.url("bench");
const store = await openStore({ databaseUrl, dataDir: folder, secret: "bench" });

say("opening the cases that are going to be pressed …");
const wanted = each * (pairs + 2) + alone + 20 + (withProfile ? each + profiled : 0);
const presses = await openCases(store, wanted);
// As if all their cards had been posted.
const sql = postgres(databaseUrl, { max: 1 });
await sql`truncate jobs, lanes`;
await sql`vacuum analyze`;
let used = 0;
const take = (count: number): readonly string[] => {
  used += count;
  return presses.slice(used - count, used);
};

const slack = await startNode(bench("fake-slack.ts"), { cwd: project, environment: {} }, urlOf);
const environment = {
  PORT: "0",
  HOST: "127.0.0.1",
  AMENDS_SECRET: "bench-bench-bench-bench-bench-bench",
  DATABASE_URL: databaseUrl,
  SLACK_BOT_TOKEN: app.botToken,
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_API_URL: slack.ready,
};
const amends = await startAmendsProcess(release, { cwd: folder, environment });
const bolt = await startNode(
  bench("bare-bolt.ts"),
  { cwd: project, environment: { SLACK_SIGNING_SECRET: signingSecret } },
  urlOf,
);
const press = (url: string, bodies: readonly string[], at = connections) =>
  load(url, bodies, { connections: at, signingSecret });

say(
  `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.version}, PostgreSQL without fsync and full page writes, everything on one machine`,
);
say(`${each} presses a run over ${connections} connections, ${Math.round((presses[0]?.length ?? 0) / 1024)} KB each\n`);
const same = take(each);
await press(bolt.ready, same);
await press(amends.url, take(each));

say("            Amends                        bare Bolt                     ratio");
const ratios: number[] = [];
const all: { readonly ours: Load; readonly bare: Load }[] = [];
const spent = { amends: 0, postgres: 0, bolt: 0 };
const [backend] = await sql`select pg_backend_pid() as pid`;
const enough = performance.now() + timeoutMillis;
for (let pair = 1; pair <= pairs && (pair <= 3 || performance.now() < enough); pair += 1) {
  const family = familyOf(backend?.pid);
  const before = { amends: cpuMillis([amends.pid]), postgres: cpuMillis(family), bolt: cpuMillis([bolt.pid]) };
  const ours = await press(amends.url, take(each));
  spent.amends += cpuMillis([amends.pid]) - before.amends;
  spent.postgres += cpuMillis(family) - before.postgres;
  const bare = await press(bolt.ready, same);
  spent.bolt += cpuMillis([bolt.pid]) - before.bolt;
  all.push({ ours, bare });
  ratios.push(ours.perSecond / bare.perSecond);
  say(`pair ${pair}   ${shown(ours)}   ${shown(bare)}   ${(ours.perSecond / bare.perSecond).toFixed(2)}`);
}
say(
  `median   ${shown(middle(all.map(({ ours }) => ours)))}   ${shown(middle(all.map(({ bare }) => bare)))}   ` +
    `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
);
const cpu = (millis: number) => `${(millis / all.length / each).toFixed(2)} ms`;
say(
  `processor time a press: Amends ${cpu(spent.amends)} and its database ${cpu(spent.postgres)}, bare Bolt ${cpu(spent.bolt)}`,
);
say(
  `one at a time   ${shown(await press(amends.url, take(alone), 1))}   ${shown(await press(bolt.ready, same.slice(0, alone), 1))}`,
);
say(`round trips to the database before the answer: ${await roundTrips()}`);

amends.terminate();
const { errors } = await amends.ended;
if (errors) say(`Amends said: ${errors}`);
if (withProfile) await profile();

bolt.terminate();
slack.kill();
await Promise.all([store.close(), sql.end(), admin.end()]);
await cluster.stop();
await release.remove();
await rm(folder, { recursive: true, force: true });

/** Each round trip to the database is made to take `tripMillis`: how many of them does an answer wait for? */
async function roundTrips(): Promise<string> {
  const proxy = await startLatencyProxy(databaseUrl, tripMillis);
  const far = await startAmendsProcess(release, {
    cwd: folder,
    environment: { ...environment, DATABASE_URL: proxy.url, AMENDS_TICK: "0 0 1 1 *" },
  });
  await press(far.url, take(10), 1); // connections are made, statements prepared
  const { p50 } = await press(far.url, take(10), 1);
  far.terminate();
  await far.ended;
  await proxy.close();
  return `${Math.floor(p50 / tripMillis)} (${p50.toFixed(0)} ms with ${tripMillis} ms for each)`;
}

async function profile(): Promise<void> {
  const samples = join(folder, "profile");
  await mkdir(samples);
  const watched = await startAmendsProcess(release, { cwd: folder, environment }, samplerFlags(samples));
  await press(watched.url, take(each));
  watched.signal("SIGUSR2");
  await press(watched.url, take(profiled));
  watched.signal("SIGUSR2");
  const lines = await whereTimeGoes(samples);
  watched.terminate();
  await watched.ended;
  say(`\nwhere Amends' own time goes (microseconds a press, ${profiled} presses):`);
  for (const { what, micros } of lines) say(`  ${String(Math.round(micros / profiled)).padStart(6)}  ${what}`);
}

function say(words: string): void {
  console.log(words);
}
function shown({ perSecond, p50, p99 }: Load): string {
  return `${perSecond.toFixed(0).padStart(5)}/s p50 ${p50.toFixed(1).padStart(5)} p99 ${p99.toFixed(1).padStart(6)} ms`;
}
function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
function middle(loads: readonly Load[]): Load {
  const of = (name: keyof Load) => median(loads.map((one) => one[name]));
  return { perSecond: of("perSecond"), p50: of("p50"), p99: of("p99") };
}
