import { describe, expect, it } from "vitest";
import { instant } from "../../src/core/time.ts";
import { type Around, noon, startWeb } from "./web-under-test.ts";

const minutesAgo = (count: number) => instant(noon - count * 60_000);
const never = () => new Promise<never>(() => {});
const readyz = async (around: Around) => {
  const { url, logged } = await startWeb(around);
  const answer = await fetch(`${url}/readyz`);
  return { status: answer.status, body: await answer.json(), logged: logged.join("") };
};

describe("/healthz", () => {
  it("is ok while the process lives, whatever the database does", async () => {
    const { url } = await startWeb({ ready: never, backlog: never });
    const answer = await fetch(`${url}/healthz`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: "ok" });
  });
});

describe("/readyz", () => {
  it("is ready when the database answers and messages go out", async () => {
    const { status, body } = await readyz({
      backlog: async () => ({ waiting: 3, failed: 1, oldestAt: minutesAgo(1) }),
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      status: "ready",
      database: { ok: true, words: "The database answers, and its migrations are applied." },
      delivery: { ok: true, words: "Messages are going out.", waiting: 3, failed: 1, oldestSeconds: 60 },
    });
  });

  it("is not ready when the database doesn't answer in time", async () => {
    const { status, body } = await readyz({ ready: never, backlog: never });
    expect(status).toBe(503);
    expect(body).toMatchObject({ status: "not ready", database: { ok: false }, delivery: { ok: false } });
  });

  it("says that the database failed, and keeps the reason for the log", async () => {
    const { status, body, logged } = await readyz({
      ready: async () => {
        throw new Error("relation cases does not exist");
      },
    });
    expect(status).toBe(503);
    expect(JSON.stringify(body)).not.toContain("relation");
    expect(logged).toContain("relation cases does not exist");
  });

  it("is not ready once the oldest message has waited for more than 10 minutes", async () => {
    const waitingSince = (wait: number) =>
      readyz({ backlog: async () => ({ waiting: 1, failed: 0, oldestAt: minutesAgo(wait) }) });
    expect((await waitingSince(10)).status).toBe(200);
    const late = await waitingSince(11);
    expect(late.status).toBe(503);
    expect(late.body.delivery).toMatchObject({ ok: false, words: "The oldest waiting message is 11 minutes old." });
  });
});
