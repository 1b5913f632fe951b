import { randomBytes } from "node:crypto";
import cron from "node-cron";
import { createSandboxClock, sandboxProtocolText } from "../adapters/sandbox/index.ts";
import { createApplication } from "./app/application.ts";
import type { Outcome, Request } from "./app/commands/handle.ts";
import type { CustomerLink } from "./app/messages/draw.ts";
import type { Clock } from "./app/ports.ts";
import { createFormSignatures } from "./app/requests/form-signatures.ts";
import { doubtWarnings } from "./cli/older-amounts.ts";
import type { Config } from "./config.ts";
import { defined } from "./core/defined.ts";
import { after, duration, instant, latest } from "./core/time.ts";
import { landingFacts } from "./landing.ts";
import type { Log } from "./log.ts";
import { connectPlatforms, type Endpoints } from "./platforms.ts";
import { createProtocolSource, follow } from "./protocol-file.ts";
import { release } from "./release.ts";
import { obtainSecret } from "./secret.ts";
import { endAll } from "./stopping.ts";
import { openStore } from "./store/store.ts";
import { createLinks } from "./web/links.ts";
import { createMetrics } from "./web/metrics.ts";
import { createProgress } from "./web/progress.ts";
import { createAdapterRoutes, createWeb } from "./web/server.ts";

/** The composition root: with `platforms.ts` the one place that sees everything. */

export type Amends = {
  /** Where this process listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Lets the clock act now, as the schedule does. */
  tick(): Promise<void>;
  /** Resolves when everything that is due has been handed to the platforms. */
  idle(): Promise<void>;
  /** Resolves when every reply to what was answered so far has been shown, or could not be. */
  settled(): Promise<void>;
  /** Takes no more requests, finishes what is in hand, closes. */
  stop(): Promise<void>;
};

export type Surroundings = {
  readonly log: Log;
  readonly clock?: Clock;
  /** Elsewhere than Microsoft's own servers, for tests. */
  readonly teamsEndpoints?: Endpoints;
};

/** A customer's link lives this long, and as long as the survey at least. */
const linkLife = duration(30 * 24 * 3_600_000);

const systemClock: Clock = { now: () => instant(Date.now()) };

/** @throws ConfigError, ProtocolError, DataDirInUseError, DatabaseUnreachableError or what the database or a platform says, in words for the operator. */
export async function startAmends(config: Config, surroundings: Surroundings): Promise<Amends> {
  const { log } = surroundings;
  const maySkip = !config.slack && !config.teams;
  const sandboxClock = config.sandbox ? createSandboxClock({ folder: config.dataDir, maySkip }) : undefined;
  const clock = surroundings.clock ?? sandboxClock ?? systemClock;
  const builtIn = config.sandbox && maySkip ? sandboxProtocolText : "";
  const source = createProtocolSource({ log, builtIn, path: config.protocolPath });
  const protocol = () => source.current();
  const secret = await obtainSecret(config);
  const store = await openStore({
    dataDir: config.dataDir,
    secret,
    log: (words) => log.info({}, words),
    pool: config.databasePool,
    ...defined({ databaseUrl: config.databaseUrl }),
  });
  const checked = store.waitedForBy("check");
  for (const words of doubtWarnings(await store.olderAmounts())) log.warn({}, words);
  const followed = follow({ source, kept: store, release, dataDir: config.dataDir, now: () => clock.now(), log });
  await followed.started();
  const metrics = createMetrics();
  const progress = createProgress();
  const links = createLinks({ secret, publicUrl: config.publicUrl, clock });
  /** Only where staff must send it: a customer who is reached by direct message needs no link. */
  const customerLink: CustomerLink = async (kase) => {
    if (config.linksLeadNowhere) return undefined;
    const needed = !kase.customer.person || kase.undelivered.length > 0;
    const expiresAt = latest(after(clock.now(), linkLife), kase.survey?.expiresAt);
    return needed ? links.customerLink({ organization: kase.workspace, caseId: kase.id, expiresAt }) : undefined;
  };

  const app = createAdapterRoutes();
  const platforms = await connectPlatforms({
    ...defined({ teamsEndpoints: surroundings.teamsEndpoints }),
    config,
    app,
    store,
    protocol,
    clock,
    sandboxClock,
    log,
  });
  const application = createApplication({
    store,
    chats: platforms.chats,
    clock,
    protocol,
    customerLink,
    signatures: createFormSignatures({ secret, clock }),
    workspacesOn: platforms.workspacesOn,
    newId: () => randomBytes(6).toString("base64url"),
    jitter: Math.random,
    log,
    observe: {
      command: count,
      timer: (timer) => metrics.timersFired.inc({ timer }),
      claimed: progress.claimed,
      delivery: (platform, outcome, lagMillis) => {
        metrics.deliveries.inc({ platform, outcome });
        if (outcome === "sent") metrics.deliveryLagSeconds.observe(lagMillis / 1000);
      },
    },
  });
  let ticking: Promise<void> = Promise.resolve();
  function tick(): Promise<void> {
    ticking = followed
      .reload()
      .then(() => application.tick())
      .then(progress.ticked);
    return ticking;
  }
  function complain(error: unknown): void {
    log.error({ err: error }, "a tick failed; the next one tries again");
  }
  const schedule = cron.createTask(config.tick, () => tick().catch(complain), { noOverlap: true });
  const interval = (): number => {
    const [next, following] = schedule.getNextRuns(2);
    return next && following ? following.getTime() - next.getTime() : Number.POSITIVE_INFINITY;
  };
  platforms.listen({ application, tick });
  const web = createWeb({
    app,
    log,
    clock,
    metrics,
    links,
    publicUrl: config.publicUrl,
    ready: () => checked.ready(),
    backlog: () => checked.backlog(clock.now()),
    // Each part that may be impaired while others work adds itself here.
    degraded: [() => platforms.degraded(), () => application.degraded()],
    progress: () => progress.read(interval()),
    connections: () => store.connections(),
    customerPortal: application.customerPortal,
    landing: () => landingFacts(config, protocol()),
    landingAt: config.sandbox ? "/setup" : "/",
  });
  try {
    // First what needs nobody else: health, customers' pages, the clock. A platform may be away.
    const { url } = await web.listen({ host: config.host, port: config.port });
    await schedule.start();
    application.deliver.wake();
    await platforms.start();
    return { url, tick, idle: () => application.deliver.idle(), settled: () => platforms.settled(), stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function stop(): Promise<void> {
    await endAll(
      {
        "the schedule": () => schedule.destroy(),
        "the tick": () => ticking,
        "the platforms": () => platforms.stop(),
        "the web server": () => web.close(),
        "replies to what was answered": () => platforms.settled(),
        "deliveries in hand": () => application.deliver.stop(),
        "the database": () => store.close(),
      },
      log,
    );
  }

  function count({ command: { type: command }, key }: Request, outcome: Outcome): void {
    metrics.commands.inc({ command, outcome: outcome.did });
    if (outcome.did === "refuse") metrics.refusals.inc({ code: outcome.refusal.code });
    if (outcome.did !== "change") return;
    const facts = defined({ case: outcome.kase.number, request: key, command });
    log.info({ ...facts, events: outcome.events.map(({ type }) => type) }, "a case changed");
  }
}
