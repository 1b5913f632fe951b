import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/**
 * What a PgBouncer in transaction mode without prepared statements does: each transaction of a client goes to another
 * connection of two. It doesn't follow which statements were prepared where.
 */
export async function startTransactionPooler(databaseUrl: string) {
  const url = new URL(databaseUrl);
  const at = { port: Number(url.port), host: url.hostname };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const servers = [connect(at), connect(at)];
    for (const socket of [client, ...servers]) {
      socket.on("error", () => {}).on("close", () => sockets.delete(socket));
      sockets.add(socket.setNoDelay(true));
    }
    let current = 0;
    let isStarted = false;
    client.on("data", (chunk) => {
      if (isStarted) servers[current]?.write(chunk);
      else for (const each of servers) each.write(chunk);
      isStarted = true;
    });
    client.on("close", () => {
      for (const each of servers) each.destroy();
    });
    servers.forEach((each, index) => {
      let isReady = false;
      let rest = Buffer.alloc(0);
      each.on("data", (chunk) => {
        rest = Buffer.concat([rest, chunk]);
        while (rest.length > 4 && rest.length > rest.readUInt32BE(1)) {
          const message = Buffer.from(rest.subarray(0, rest.readUInt32BE(1) + 1));
          rest = rest.subarray(message.length);
          const type = String.fromCharCode(message[0] ?? 0);
          // The client is told a process of its own, as poolers do, and hears of one connection's start only.
          if (type === "K") message.writeUInt32BE(1, 5);
          if (isReady || index === 0) client.write(message);
          if (type !== "Z") continue;
          // After a transaction the next one goes elsewhere.
          if (isReady && String.fromCharCode(message[5] ?? 0) === "I") current = 1 - current;
          isReady = true;
        }
      });
      each.on("close", () => client.destroy());
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port was given");
  url.port = `${address.port}`;
  return {
    url: url.toString(),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
