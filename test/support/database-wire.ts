import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** The wire to PostgreSQL, for tests that pull the plug: it can be cut for a while, or just as certain words pass. */
export async function startDatabaseWire(databaseUrl: string) {
  const url = new URL(databaseUrl);
  const upstreamAt = { port: Number(url.port), host: url.hostname };
  const sockets = new Set<Socket>();
  let cutAt: string | undefined;

  const server = createServer((client) => {
    const upstream = connect(upstreamAt);
    for (const socket of [client, upstream])
      sockets.add(
        socket
          .on("error", () => {})
          .on("close", () => sockets.delete(socket))
          .setNoDelay(true),
      );
    client.on("data", (chunk) => {
      if (cutAt !== undefined && chunk.includes(cutAt)) cut();
      else upstream.write(chunk);
    });
    upstream.on("data", (chunk) => client.write(chunk));
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port was given");
  const { port } = address;
  url.port = `${port}`;

  /** Like a database that was stopped: what is open breaks, and nobody is let in. */
  function cut(): void {
    cutAt = undefined;
    server.close();
    for (const socket of sockets) socket.destroy();
  }

  return {
    url: url.toString(),
    cut,
    /** Cut as soon as a client is about to send these words: they no longer get through. */
    cutBefore: (words: string) => {
      cutAt = words;
    },
    mend: async () => {
      cutAt = undefined;
      if (!server.listening) await listen(port);
    },
    close: async () => {
      if (!server.listening) return;
      cut();
      await once(server, "close");
    },
  };
}
