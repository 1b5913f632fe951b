import { Socket } from "node:net";

type Address = { readonly host: readonly string[]; readonly port: readonly number[]; readonly path?: string | false };

/**
 * Says that it closed a moment later. postgres.js 3.4.9 collects small writes until `setImmediate`; a close in between leaves
 * it believing forever that a write is under way, and nothing is sent on that place of the pool again
 * (porsager/postgres#1154). Said without an error, it also answers what was asked since the error.
 */
class LateClosing extends Socket {
  override emit(event: string | symbol, ...more: unknown[]): boolean {
    if (event !== "close") return super.emit(event, ...more);
    setImmediate(() => super.emit("close", false));
    return true;
  }
}

/**
 * Sockets for postgres.js without Nagle's algorithm, which holds back the small `commit` until the write before it is
 * acknowledged: a whole round trip more. It is handed over while it still connects, so that failing to connect is an event as
 * postgres.js knows it: an address that rejects here would use up one of the pool's places for good.
 */
export function promptSockets(): (address: Address) => Socket {
  let attempts = 0;
  return ({ host: hosts, port: ports, path }) => {
    const socket = new LateClosing().setNoDelay(true);
    if (path) return socket.connect(path);
    // Of several hosts each attempt takes the next.
    const index = attempts++ % hosts.length;
    const host = hosts[index] ?? "localhost";
    // For TLS, postgres.js reads the server's name from here.
    return Object.assign(socket.connect(ports[index] ?? 5432, host), { host });
  };
}
