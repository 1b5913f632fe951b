import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** The wire to PostgreSQL, for tests that pull the plug: it can be cut for a while, or just as certain words pass. */
export async function startDatabaseWire(databaseUrl: string) {
  const url = new URL(databaseUrl);
  const [port, host] = [Number(url.port), url.hostname];
  const sockets = new Set<Socket>();
  let isCut = false;
  let cutAt: string | undefined;

  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    if (isCut) return void client.destroy();
    const upstream = connect(port, host);
    for (const socket of [client, upstream])
      sockets.add(
        socket
          .on("error", () => {})
          .on("close", () => sockets.delete(socket))
          .setNoDelay(true),
      );
    client.on("data", (chunk) => {
      if (cutAt !== undefined && chunk.includes(cutAt)) {
        cutAt = undefined;
        isCut = true;
        cutAll();
        return;
      }
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => client.write(chunk));
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port was given");
  url.port = `${address.port}`;

  return {
    url: url.toString(),
    cut: () => {
      isCut = true;
      cutAll();
    },
    /** Cut as soon as a client is about to send these words: they no longer get through. */
    cutBefore: (words: string) => {
      cutAt = words;
    },
    mend: () => {
      isCut = false;
      cutAt = undefined;
    },
    close: async () => {
      cutAll();
      server.close();
      await once(server, "close");
    },
  };
}
