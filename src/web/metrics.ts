import type { RequestHandler } from "express";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Degraded } from "../app/degraded.ts";
import type { Backlog, Clock } from "../app/ports.ts";
import { withTimeout } from "../app/with-timeout.ts";
import { since } from "../core/time.ts";
import type { Log } from "../log.ts";
import type { Progress } from "./progress.ts";

/**
 * What Prometheus reads. Labels only ever take values from our own tables (a command's type, a refusal's code, a
 * platform), never an id or a word that a person chose, so the number of series stays small.
 */

export type Metrics = ReturnType<typeof createMetrics>;

/** Slack wants its answer within 3 s and Teams within 15 s: the steps are closest together below those. */
const requestSteps = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 15];
const lagSteps = [0.1, 0.5, 1, 2, 5, 15, 60, 300, 600, 3600];

/** A registry of its own, so that two apps in one process (as in tests) don't share counts. */
export const createMetrics = () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    commands: new Counter({
      name: "amends_commands_total",
      help: "Commands by type and outcome: done, refused, repeated or failed",
      labelNames: ["command", "outcome"],
      registers,
    }),
    refusals: new Counter({
      name: "amends_refusals_total",
      help: "Refused commands by reason",
      labelNames: ["code"],
      registers,
    }),
    requestSeconds: new Histogram({
      name: "amends_request_seconds",
      help: "Time until an inbound request was answered",
      labelNames: ["kind"],
      buckets: requestSteps,
      registers,
    }),
    deliveries: new Counter({
      name: "amends_deliveries_total",
      help: "Messages handed to a platform by outcome",
      labelNames: ["platform", "outcome"],
      registers,
    }),
    deliveryLagSeconds: new Histogram({
      name: "amends_delivery_lag_seconds",
      help: "Time from a change to its message being out",
      buckets: lagSteps,
      registers,
    }),
    jobsWaiting: new Gauge({
      name: "amends_jobs_waiting",
      help: "Messages waiting to go out; NaN when not known",
      registers,
    }),
    oldestMessageSeconds: new Gauge({
      name: "amends_oldest_message_seconds",
      help: "Age of the oldest message that waits with nothing in its way; NaN when not known",
      registers,
    }),
    connections: new Gauge({
      name: "amends_database_connections",
      help: "Connections to PostgreSQL by state: in_use, waiting (requests that wait for one), most (allowed)",
      labelNames: ["state"],
      registers,
    }),
    secondsSinceClaim: new Gauge({
      name: "amends_seconds_since_claim",
      help: "Seconds since this process last looked for messages to send",
      registers,
    }),
    secondsSinceTick: new Gauge({
      name: "amends_seconds_since_tick",
      help: "Seconds since this process last looked for what is due",
      registers,
    }),
    degraded: new Gauge({
      name: "amends_degraded",
      help: "1 for each cause of which /readyz says degraded",
      labelNames: ["cause"],
      registers,
    }),
    jobsFailed: new Gauge({ name: "amends_jobs_failed", help: "Messages given up; NaN when not known", registers }),
    timersFired: new Counter({
      name: "amends_timers_fired_total",
      help: "Timers that came due",
      labelNames: ["timer"],
      registers,
    }),
  };
};

export type MetricsPage = {
  readonly metrics: Metrics;
  readonly backlog: () => Promise<Backlog>;
  readonly degraded: () => Promise<readonly Degraded[]>;
  readonly progress: () => ReturnType<Progress["read"]>;
  /** Undefined where there is no pool. */
  readonly connections: () => { readonly most: number; readonly inUse: number; readonly waiting: number } | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeoutMillis: number;
};

/** `GET /metrics`. The backlog is counted at each reading; when it can't be, the rest is still served. */
export const metricsPage =
  (options: MetricsPage): RequestHandler =>
  async (_request, response) => {
    const { metrics, log, clock } = options;
    const degraded = options.degraded();
    try {
      const { waiting, failed, oldestAt } = await withTimeout(options.timeoutMillis, options.backlog());
      metrics.jobsWaiting.set(waiting);
      metrics.jobsFailed.set(failed);
      metrics.oldestMessageSeconds.set(oldestAt === undefined ? 0 : since(oldestAt, clock.now()) / 1000);
    } catch (error) {
      log.warn({ err: error }, "the backlog could not be counted for /metrics");
      for (const gauge of [metrics.jobsWaiting, metrics.jobsFailed, metrics.oldestMessageSeconds])
        gauge.set(Number.NaN);
    }
    const { tickSeconds, claimSeconds } = options.progress();
    metrics.secondsSinceTick.set(tickSeconds);
    metrics.secondsSinceClaim.set(claimSeconds);
    const counts = options.connections();
    if (counts) {
      metrics.connections.set({ state: "in_use" }, counts.inUse);
      metrics.connections.set({ state: "waiting" }, counts.waiting);
      metrics.connections.set({ state: "most" }, counts.most);
    }
    metrics.degraded.reset();
    for (const { cause } of await degraded) metrics.degraded.set({ cause }, 1);
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  };
