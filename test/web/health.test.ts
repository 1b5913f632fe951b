import { describe, expect, it } from "vitest";
import type { Backlog } from "../../src/app/ports.ts";
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
  it("is ready when the database answers and the clock and the outbox are at work", async () => {
    const { status, body } = await readyz({
      backlog: async () => ({ waiting: 3, failed: 0, muted: 0, oldestAt: minutesAgo(1) }),
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: "ready",
      database: { ok: true, words: "The database answers, takes writes, and its migrations are applied." },
      clock: { ok: true, seconds: 1 },
      outbox: { ok: true, seconds: 2 },
      delivery: { waiting: 3, failed: 0, muted: 0 },
      degraded: [],
    });
  });

  it("is not ready when the database doesn't answer in time", async () => {
    const { status, body } = await readyz({ ready: never, backlog: never });
    expect(status).toBe(503);
    expect(body).toMatchObject({ status: "not ready", database: { ok: false } });
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

  it.each(["tick", "claim"] as const)("is not ready once its own %s is later than three intervals", async (part) => {
    const since = (seconds: number) => readyz({ progress: { [`${part}Seconds`]: seconds } });
    expect((await since(30)).status).toBe(200);
    const late = await since(31);
    expect(late.status).toBe(503);
    expect(JSON.stringify(late.body)).toContain("stands still");
  });

  describe("stays ready, degraded and with words, where another replica could do no better:", () => {
    const degradedBy = async (around: Around) => {
      const { status, body } = await readyz(around);
      expect(status).toBe(200);
      expect(body.status).toBe("degraded");
      return body.degraded;
    };
    const backlog = (more: Partial<Backlog>) => ({
      backlog: async () => ({ waiting: 1, failed: 0, muted: 0, ...more }),
    });

    it("a message that waits for more than 10 minutes", async () => {
      expect((await readyz(backlog({ oldestAt: minutesAgo(10) }))).body.status).toBe("ready");
      expect(await degradedBy(backlog({ oldestAt: minutesAgo(11) }))).toEqual([
        { cause: "messages-late", words: "The oldest waiting message is 11 minutes old." },
      ]);
    });

    it("messages that were given up", async () => {
      expect(await degradedBy(backlog({ failed: 2 }))).toEqual([
        { cause: "messages-given-up", words: "2 messages were given up. See: amends jobs" },
      ]);
    });

    it("conversations that their platform holds up", async () => {
      expect(await degradedBy(backlog({ muted: 1 }))).toEqual([
        { cause: "conversations-muted", words: expect.stringContaining("1 conversation waits") },
      ]);
    });

    it("whatever a part says of itself, and a part that can't say", async () => {
      const lost = { cause: "socket-lost", words: "The connection to Slack is lost; it is opened again." };
      expect(await degradedBy({ degraded: [() => [lost], never] })).toEqual([
        lost,
        { cause: "unknown", words: expect.stringContaining("could not say") },
      ]);
    });
  });
});
