import { expect, it } from "vitest";
import { createConnections } from "../../src/store/connections.ts";
import { freshDatabase } from "../support/postgres.ts";

it("opens no connection once they were closed, also for those who waited for one", async () => {
  const { url, drop } = await freshDatabase();
  const connections = createConnections(url, { onnotice: () => {} }, 1);
  const ask = () => connections.use((connection) => connection.send("select 1"));
  const { waiting } = await connections.use(async (connection) => {
    const waiting = expect(ask()).rejects.toThrow("were closed");
    const inHand = connection.send("select pg_sleep(0.2)");
    await connections.close();
    expect(await inHand).toHaveLength(1);
    // It is given its turn when this one ends.
    return { waiting };
  });
  await waiting;
  await expect(ask()).rejects.toThrow("were closed");
  await drop();
});
