import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/**
 * Stands between the store and PostgreSQL and hands answers over only after the client has fallen silent for a while. What the
 * client then sends depends on those answers: it begins one more round trip.
 */
export async function startLatencyProxy(databaseUrl: string, quietMillis = 15) {
  const url = new URL(databaseUrl);
  const [port, host] = [Number(url.port), url.hostname];
  let trips = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, host);
    for (const socket of [client, upstream]) {
      sockets.add(
        socket
          .on("error", () => {})
          .on("close", () => sockets.delete(socket))
          .setNoDelay(true),
      );
    }
    let answers: Buffer[] = [];
    let answered = true;
    let timer: NodeJS.Timeout | undefined;
    const handOver = () => {
      if (!answers.length) return;
      client.write(Buffer.concat(answers));
      answers = [];
      answered = true;
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(handOver, quietMillis);
    };
    client.on("data", (chunk) => {
      if (answered) trips += 1;
      answered = false;
      upstream.write(chunk);
      later();
    });
    upstream.on("data", (chunk) => {
      answers.push(chunk);
      later();
    });
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port was given");
  url.port = `${address.port}`;
  return {
    url: url.toString(),
    /** Round trips made by `work`. */
    async count(work: () => Promise<unknown>): Promise<number> {
      const before = trips;
      await work();
      return trips - before;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
