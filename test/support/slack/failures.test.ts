import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Instant, instant } from "../../../src/core/time.ts";
import { app } from "./cast.ts";
import type { PaceLimit } from "./pace.ts";
import { type FakeSlack, startFakeSlack } from "./server.ts";

let now: Instant;
let slack: FakeSlack;
const begin = async (pace?: PaceLimit) => {
  now = instant(1_772_000_000_000);
  slack = await startFakeSlack({ clock: { now: () => now }, ...(pace ? { pace } : {}) });
};
beforeEach(() => begin());
afterEach(() => slack.close());

const post = (channel = "C0SUPPORT1", signal?: AbortSignal) =>
  fetch(`${slack.url}chat.postMessage`, {
    method: "POST",
    headers: { authorization: `Bearer ${app.botToken}` },
    body: new URLSearchParams({ channel, text: "Hello" }),
    ...(signal ? { signal } : {}),
  });

describe("failures on purpose", () => {
  it("answers with a status, an error or a plea for patience, then as ever", async () => {
    slack.world.failNext("chat.postMessage", { status: 503 });
    slack.world.failNext("chat.postMessage", { error: "internal_error" });
    slack.world.failNext("chat.postMessage", { retryAfter: 30 });
    expect((await post()).status).toBe(503);
    expect(await (await post()).json()).toEqual({ ok: false, error: "internal_error" });
    const limited = await post();
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "30"]);
    expect(slack.world.read("support", "sam")).toEqual([]);
    expect(await (await post()).json()).toMatchObject({ ok: true });
  });

  it("fails as often as it was told, and only where it was told", async () => {
    slack.world.failNext("chat.postMessage", { status: 500, times: 2, when: (args) => args.channel === "C0CASES001" });
    const statuses = [await post("C0CASES001"), await post(), await post("C0CASES001"), await post("C0CASES001")];
    expect(statuses.map((response) => response.status)).toEqual([500, 200, 500, 200]);
  });

  it("posts the message and loses the answer", async () => {
    slack.world.failNext("chat.postMessage", { closeAfterAccepting: true });
    await expect(post()).rejects.toThrow();
    expect(slack.world.read("support", "sam")).toHaveLength(1);
    expect(slack.sent).toHaveLength(1);
  });

  it("hangs until somebody gives up", async () => {
    slack.world.failNext("chat.postMessage", { hang: true });
    await expect(post("C0SUPPORT1", AbortSignal.timeout(50))).rejects.toThrow();
    expect(slack.world.read("support", "sam")).toEqual([]);
  });
});

describe("the pace of posting", () => {
  it("allows a short burst and then one a second, each channel for itself", async () => {
    await slack.close();
    await begin({ perSecond: 1, burst: 2 });
    const statuses = [await post(), await post(), await post(), await post("C0CASES001")];
    expect(statuses.map((response) => response.status)).toEqual([200, 200, 429, 200]);
    expect(statuses[2]?.headers.get("retry-after")).toBe("1");
    now = instant(now + 1_000);
    expect((await post()).status).toBe(200);
    expect(slack.world.read("support", "sam")).toHaveLength(3);
  });
});
