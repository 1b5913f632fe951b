import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/**
 * The wire to PostgreSQL that can go silent: nothing passes any more in either direction, and nobody is told, as when a network
 * drops packets or a host freezes.
 */
export async function startSilentWire(databaseUrl: string) {
  const url = new URL(databaseUrl);
  const upstreamAt = { port: Number(url.port), host: url.hostname };
  const sockets = new Set<Socket>();
  let silentBefore: string | undefined;
  let muted = new WeakSet<Socket>();
  const mute = () => {
    for (const socket of sockets) muted.add(socket);
  };

  const server = createServer((client) => {
    const upstream = connect(upstreamAt);
    for (const socket of [client, upstream]) {
      socket.on("error", () => {}).on("close", () => sockets.delete(socket));
      sockets.add(socket.setNoDelay(true));
    }
    client.on("data", (chunk) => {
      const isLast = silentBefore !== undefined && chunk.includes(silentBefore);
      if (!muted.has(client)) upstream.write(chunk);
      // Its words still arrive; the answer doesn't.
      if (isLast) mute();
    });
    upstream.on("data", (chunk) => {
      if (!muted.has(client) && !muted.has(upstream)) client.write(chunk);
    });
    upstream.on("close", () => {
      if (!muted.has(client)) client.destroy();
    });
    client.on("close", () => upstream.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port was given");
  url.port = `${address.port}`;

  return {
    url: url.toString(),
    /** Connections that are open now fall silent for good; new ones are as any. */
    silence: mute,
    /** As soon as these words have passed to the database; their answer is lost. */
    silenceAt(words: string) {
      silentBefore = words;
    },
    mend() {
      silentBefore = undefined;
      muted = new WeakSet();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
