import type { SQL } from "drizzle-orm";
import type postgres from "postgres";
import { type Connection, createConnections } from "./connections.ts";
import { compile, type Database, type Rows } from "./database.ts";
import { promptSockets } from "./prompt-socket.ts";

/**
 * PostgreSQL through postgres.js, which pipelines: what is sent without awaiting in between travels together.
 * Statements are prepared by name (once for each connection): unnamed ones would cost a describe round trip every time.
 */
export function openPostgres(url: string): Database {
  const options = {
    connection: { application_name: "amends" },
    // `fetch_types` stays on: without it postgres.js 3.4 never resolves `reserve` on a new connection.
    onnotice: () => {},
    socket: promptSockets(),
    types: {
      // Instants, sizes and ids: all far below 2^53.
      bigint: { to: 20, from: [20], serialize: String, parse: Number },
      // JSON is handed over as text already (`json.ts`), so that both databases store the very same.
      json: { to: 114, from: [114, 3802], serialize: String, parse: (text: string): unknown => JSON.parse(text) },
    },
  };
  const connections = createConnections(url, options);

  return {
    run: (statement) => connections.use((connection) => send(connection, statement)),

    transact: (reads, decide) =>
      connections.use(async (connection) => {
        const more = (statement: SQL) => send(connection, statement);
        let ended: Promise<unknown> | undefined;
        try {
          const [, ...rows] = await whole([connection.send("begin"), ...reads.map(more)]);
          const { writes, result } = await decide(rows as Rows[], more); // all but the first are answers to reads
          if (!writes) return result;
          const sent = writes.map(more);
          ended = connection.send("commit");
          await whole([...sent, ended]);
          return result;
        } finally {
          // A broken statement makes `commit` a rollback, so once it is answered the transaction is over either way.
          // On a lost connection PostgreSQL rolls back by itself.
          await (ended ?? connection.send("rollback")).catch(() => {});
        }
      }),

    close: connections.close,
  };
}

function send(connection: Connection, statement: SQL): Promise<Rows> {
  const { text, params } = compile(statement);
  return connection.send(text, params as postgres.ParameterOrJSON<never>[]); // what our templates hold: text, numbers, booleans, null
}

/** All answers, or the first failure; a later one is only its echo ("current transaction is aborted"). */
async function whole(sent: readonly Promise<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(sent);
  const failure = settled.find((one) => one.status === "rejected");
  if (failure) throw failure.reason;
  return settled.map((one) => (one.status === "fulfilled" ? one.value : undefined));
}
