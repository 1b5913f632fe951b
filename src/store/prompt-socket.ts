import { Socket } from "node:net";

type Address = { readonly host: readonly string[]; readonly port: readonly number[]; readonly path?: string | false };

/**
 * Sockets for postgres.js without Nagle's algorithm, which holds back the small `commit` until the write before it is
 * acknowledged: a whole round trip more. It is handed over while it still connects, so that failing to connect is an event as
 * postgres.js knows it: an address that rejects here would use up one of the pool's places for good.
 */
export function promptSockets(): (address: Address) => Socket {
  let attempts = 0;
  return ({ host: hosts, port: ports, path }) => {
    const socket = new Socket().setNoDelay(true);
    if (path) return socket.connect(path);
    // Of several hosts each attempt takes the next.
    const index = attempts++ % hosts.length;
    const host = hosts[index] ?? "localhost";
    // For TLS, postgres.js reads the server's name from here.
    return Object.assign(socket.connect(ports[index] ?? 5432, host), { host });
  };
}
