import { Agent, get, type IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { startWeb } from "./web-under-test.ts";

/** A promise that the test itself settles. */
const gate = () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
};

/** A server whose `/slow` answers when told to, and a signal that a request is in hand. */
const startSlow = async () => {
  const inHand = gate();
  const finish = gate();
  const started = await startWeb({
    mount: (app) =>
      app.get("/slow", async (_request, response) => {
        inHand.open();
        await finish.opened;
        response.send("whole");
      }),
  });
  return { ...started, inHand: inHand.opened, finish: finish.open };
};

const ask = (address: string, agent: Agent) =>
  new Promise<IncomingMessage>((resolve, reject) => get(address, { agent }, resolve).on("error", reject));

describe("closing", () => {
  it("lets the request in hand finish, takes no new one, and doesn't wait for idle connections", async () => {
    const { web, url, inHand, finish } = await startSlow();
    const agent = new Agent({ keepAlive: true });
    (await ask(`${url}/healthz`, agent)).resume();
    const slow = fetch(`${url}/slow`);
    await inHand;
    const closed = web.close(60_000);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    finish();
    expect(await (await slow).text()).toBe("whole");
    expect(await closed).toBe(true);
    agent.destroy();
  });

  it("cuts off a request that takes longer than the wait, and says so", async () => {
    const { web, url, inHand } = await startSlow();
    const slow = fetch(`${url}/slow`);
    slow.catch(() => {});
    await inHand;
    expect(await web.close(5)).toBe(false);
    await expect(slow).rejects.toThrow();
  });

  it("may be asked for twice", async () => {
    const { web } = await startWeb();
    expect(await Promise.all([web.close(), web.close()])).toEqual([true, true]);
  });
});

it("says in plain words that a port is taken", async () => {
  const first = await startWeb();
  const second = await startWeb();
  await second.web.close();
  const { port } = new URL(first.url);
  await expect(second.web.listen({ host: "127.0.0.1", port: Number(port) })).rejects.toThrow(
    `Port ${port} is already in use.`,
  );
});
