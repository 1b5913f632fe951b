import type { SQL } from "drizzle-orm";
import postgres from "postgres";
import { promptSockets } from "./prompt-socket.ts";
import { compile, type Database, type Rows } from "./session.ts";

type Connection = Pick<postgres.Sql, "unsafe">;

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
    // Seconds until a lost database is tried again: soon at first, and never long after it is back.
    backoff: (retries: number) => Math.min(2, 0.05 * 2 ** retries),
    types: {
      // Instants, sizes and ids: all far below 2^53.
      bigint: { to: 20, from: [20], serialize: String, parse: Number },
      // JSON is handed over as text already (`json.ts`), so that both databases store the very same.
      json: { to: 114, from: [114, 3802], serialize: String, parse: (text: string): unknown => JSON.parse(text) },
    },
  };
  const client = postgres(url, options);

  return {
    run: (statement) => send(client, statement),

    async transact(reads, decide) {
      const connection = await client.reserve();
      const more = (statement: SQL) => send(connection, statement);
      let ended: Promise<unknown> | undefined;
      try {
        // `execute` sends now; a query that is only awaited would be sent after those that follow it here.
        const begun = connection.unsafe("begin").execute();
        const [, ...rows] = await whole([begun, ...reads.map(more)]);
        const { writes, result } = await decide(rows as Rows[], more); // all but the first are answers to reads
        if (!writes) return result;
        const sent = writes.map(more);
        ended = connection.unsafe("commit").execute();
        await whole([...sent, ended]);
        return result;
      } finally {
        // A broken statement makes `commit` a rollback, so once it is answered the transaction is over either way.
        // A connection that doesn't answer is dead: postgres.js replaces it, but only if it is not given back.
        await (ended ?? connection.unsafe("rollback")).then(
          () => connection.release(),
          () => {},
        );
      }
    },

    close: () => client.end({ timeout: 2 }),
  };
}

function send(connection: Connection, statement: SQL): Promise<Rows> {
  const { text, params } = compile(statement);
  const values = params as postgres.ParameterOrJSON<never>[]; // what our templates hold: text, numbers, booleans, null
  return connection.unsafe(text, values, { prepare: true }).execute();
}

/** All answers, or the first failure; a later one is only its echo ("current transaction is aborted"). */
async function whole(sent: readonly Promise<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(sent);
  const failure = settled.find((one) => one.status === "rejected");
  if (failure) throw failure.reason;
  return settled.map((one) => (one.status === "fulfilled" ? one.value : undefined));
}
