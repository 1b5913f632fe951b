import { describe, expect, it } from "vitest";
import { instant } from "../../src/core/time.ts";
import { createMetrics } from "../../src/web/metrics.ts";
import { noon, startWeb } from "./web-under-test.ts";

const read = async (url: string) => (await fetch(`${url}/metrics`)).text();

describe("/metrics", () => {
  it("tells the process's own numbers and every number of ours", async () => {
    const { url, metrics } = await startWeb();
    metrics.commands.inc({ command: "acknowledge", outcome: "done" });
    metrics.refusals.inc({ code: "own-request" });
    metrics.deliveries.inc({ platform: "slack", outcome: "sent" });
    metrics.deliveryLagSeconds.observe(0.4);
    metrics.timersFired.inc({ timer: "survey:send" });
    const text = await read(url);
    for (const line of [
      'amends_commands_total{command="acknowledge",outcome="done"} 1',
      'amends_refusals_total{code="own-request"} 1',
      'amends_deliveries_total{platform="slack",outcome="sent"} 1',
      'amends_delivery_lag_seconds_bucket{le="0.5"} 1',
      'amends_timers_fired_total{timer="survey:send"} 1',
      "process_resident_memory_bytes",
    ])
      expect(text).toContain(line);
  });

  it("counts the backlog at each reading", async () => {
    let waiting = 4;
    const { url } = await startWeb({
      backlog: async () => ({ waiting, failed: 2, muted: 0, oldestAt: instant(noon - 90_000) }),
    });
    expect(await read(url)).toContain("amends_oldest_message_seconds 90");
    expect(await read(url)).toMatch(/amends_jobs_waiting 4\n[\s\S]*amends_jobs_failed 2\n/);
    waiting = 0;
    expect(await read(url)).toContain("amends_jobs_waiting 0\n");
  });

  it("still tells the rest when the database is silent, and doesn't pretend to know the backlog", async () => {
    const { url } = await startWeb({ backlog: () => new Promise<never>(() => {}) });
    const text = await read(url);
    expect(text).toMatch(/amends_jobs_waiting nan/i);
    expect(text).toContain("process_cpu_seconds_total");
  });

  it("tells how the pool, the clock and the outbox do, how long the thread is held, and what is impaired", async () => {
    let isAway = true;
    const { url } = await startWeb({
      connections: { most: 10, inUse: 3, waiting: 1 },
      progress: { tickSeconds: 4, claimSeconds: 7 },
      degraded: [() => (isAway ? [{ cause: "slack-away", words: "Slack doesn't answer." }] : [])],
    });
    const text = await read(url);
    for (const line of [
      'amends_database_connections{state="in_use"} 3',
      'amends_database_connections{state="waiting"} 1',
      'amends_database_connections{state="most"} 10',
      "amends_seconds_since_tick 4",
      "amends_seconds_since_claim 7",
      'amends_degraded{cause="slack-away"} 1',
      "nodejs_eventloop_lag_p99_seconds",
    ])
      expect(text).toContain(line);
    isAway = false;
    expect(await read(url)).not.toContain("slack-away");
  });

  it("times pages by kind and never by address", async () => {
    const { url, customerPath } = await startWeb();
    await fetch(url);
    await fetch(`${url}${customerPath}`);
    const text = await read(url);
    expect(text).toContain('amends_request_seconds_count{kind="landing"} 1');
    expect(text).toContain('amends_request_seconds_count{kind="customer"} 1');
    expect(text).not.toContain(customerPath);
  });
});

it("is not shared between two apps in one process", async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.refusals.inc({ code: "outsider" });
  expect(await other.registry.metrics()).not.toContain("outsider");
});
