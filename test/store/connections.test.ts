import { expect, it } from "vitest";
import { createConnections } from "../../src/store/connections.ts";
import { usualLimits } from "../../src/store/limits.ts";
import { promptSockets } from "../../src/store/prompt-socket.ts";
import { freshDatabase } from "../support/postgres.ts";

it("opens no connection once they were closed, also for those who waited for one", async () => {
  const { url, drop } = await freshDatabase();
  const line = { onnotice: () => {}, socket: promptSockets() };
  const connections = createConnections({
    url,
    line,
    most: 1,
    limits: { ...usualLimits, person: usualLimits.operator },
  });
  const ask = () => connections.use({ urgency: "person" }, (connection) => connection.send("select 1"));
  const { waiting } = await connections.use({ urgency: "person" }, async (connection) => {
    const waiting = expect(ask()).rejects.toThrow("were closed");
    const inHand = connection.send("select pg_sleep(0.2)");
    await connections.close();
    expect(await inHand).toHaveLength(1);
    return { waiting };
  });
  await waiting;
  await expect(ask()).rejects.toThrow("were closed");
  await drop();
});
