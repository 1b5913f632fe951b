import type { SQL } from "drizzle-orm";
import postgres from "postgres";
import { promptSockets } from "./prompt-socket.ts";
import { compile, type Database, type Rows, sqlState } from "./session.ts";

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

  /**
   * A `reserve` that fails to connect stays in the queue of postgres.js 3.4.9, which later gives it a connection that nobody
   * gives back. An ordinary statement leaves nothing behind: once a connection was lost, one goes first.
   */
  let isDoubtful = false;
  const reserve = async (): Promise<postgres.ReservedSql> => {
    if (isDoubtful) {
      await client.unsafe("select 1").execute();
      isDoubtful = false;
    }
    return client.reserve();
  };
  const doubt = (error: unknown): boolean => {
    const lost = isConnectionLost(error);
    isDoubtful ||= lost;
    return lost;
  };

  return {
    run: async (statement) => {
      try {
        return await send(client, statement);
      } catch (error) {
        doubt(error);
        throw error;
      }
    },

    async transact(reads, decide) {
      const connection = await reserve().catch((error: unknown) => {
        doubt(error);
        throw error;
      });
      const more = (statement: SQL) => send(connection, statement);
      let ended: Promise<unknown> | undefined;
      let lost = false;
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
      } catch (error) {
        lost = doubt(error);
        throw error;
      } finally {
        // A broken statement makes `commit` a rollback, so once it is answered the transaction is over either way.
        // A connection that doesn't answer is dead: postgres.js replaces it, but only if it is not given back. Sent on a lost
        // one, `rollback` would wait forever or end the process (porsager/postgres#1208, in 3.4.9).
        if (!lost)
          await (ended ?? connection.unsafe("rollback")).then(
            () => connection.release(),
            () => {},
          );
      }
    },

    close: () => client.end({ timeout: 2 }),
  };
}

/** The codes of postgres.js and of Node for a connection that broke; PostgreSQL's own have digits in them. */
const isConnectionLost = (error: unknown): boolean => /^(CONNECTION_|CONNECT_|E[A-Z]+$)/.test(sqlState(error) ?? "");

function send(connection: Connection, statement: SQL): Promise<Rows> {
  const { text, params } = compile(statement);
  const values = params as postgres.ParameterOrJSON<never>[]; // what our templates hold: text, numbers, booleans, null
  return connection.unsafe(text, values, { prepare: true }).execute();
}

/** All answers, or the first failure; a later one is only its echo ("current transaction is aborted"). */
async function whole(sent: readonly Promise<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.race([Promise.allSettled(sent), brokenOff(sent)]);
  const failure = settled.find((one) => one.status === "rejected");
  if (failure) throw failure.reason;
  return settled.map((one) => (one.status === "fulfilled" ? one.value : undefined));
}

/** Rejects as soon as the connection is lost, since postgres.js 3.4.9 then leaves some of the statements without an answer. */
const brokenOff = (sent: readonly Promise<unknown>[]): Promise<never> =>
  new Promise((_resolve, reject) => {
    for (const one of sent)
      one.catch((error: unknown) => {
        if (isConnectionLost(error)) reject(error);
      });
  });
