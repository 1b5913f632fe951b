import autocannon from "autocannon";
import { signedHeaders } from "../support/slack/delivery.ts";

export type Load = {
  readonly perSecond: number;
  /** Milliseconds, as the generator sees them. */
  readonly p50: number;
  readonly p99: number;
};

/**
 * Sends each body once, signed beforehand, over `connections` that are kept alive and wait for each answer.
 * @throws Error when any is not answered with 200.
 */
export async function load(
  url: string,
  bodies: readonly string[],
  { connections, signingSecret }: { connections: number; signingSecret: string },
): Promise<Load> {
  const requests = bodies.map((body) => ({
    method: "POST" as const,
    path: "/slack/events",
    headers: { "content-type": "application/x-www-form-urlencoded", ...signedHeaders(body, signingSecret) },
    body,
  }));
  const share = Math.floor(requests.length / connections);
  const times: number[] = [];
  const failed: number[] = [];
  let connection = 0;
  let [began, ended] = [0, 0];
  await new Promise<void>((resolve, reject) => {
    const run = autocannon(
      {
        url,
        connections,
        amount: share * connections,
        timeout: 30,
        setupClient: (client) => {
          client.setRequests(requests.slice(connection * share, (connection + 1) * share));
          connection += 1;
        },
      },
      (error) => (error ? reject(error) : resolve()),
    );
    run.on("start", () => {
      began = performance.now();
    });
    run.on("response", (_client, status, _bytes, millis) => {
      times.push(millis);
      ended = performance.now();
      if (status !== 200) failed.push(status);
    });
  });
  if (failed.length > 0 || times.length !== share * connections)
    throw new Error(`${times.length} answers to ${share * connections} presses, ${failed.length} of them not 200`);
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;
  return { perSecond: (times.length / (ended - began)) * 1000, p50: at(0.5), p99: at(0.99) };
}
