import type { SQL } from "drizzle-orm";
import type postgres from "postgres";
import type { Urgency } from "../app/urgency.ts";
import { type Connection, createConnections } from "./connections.ts";
import { compile, type Database, type Rows } from "./database.ts";
import { beginWith, type Limits, usualLimits } from "./limits.ts";
import { promptSockets } from "./prompt-socket.ts";
import { targetOf } from "./target-session.ts";
import { asTrouble } from "./trouble.ts";

export type PostgresOptions = {
  /** How many connections at most. */
  readonly pool?: number;
  /** Who waits; others by `waitedForBy`. */
  readonly urgency?: Urgency;
  readonly limits?: Readonly<Record<Urgency, Limits>>;
};

/**
 * PostgreSQL through postgres.js, which pipelines: what is sent without awaiting in between travels together.
 * Statements are prepared by name (once for each connection): unnamed ones would cost a describe round trip every time.
 */
export function openPostgres(url: string, given: PostgresOptions = {}): Database {
  const { pool = 10, urgency = "person", limits = usualLimits } = given;
  const line = {
    connection: { application_name: "amends" },
    onnotice: () => {},
    socket: promptSockets(),
    types: {
      // Instants, sizes and ids: all far below 2^53.
      bigint: { to: 20, from: [20], serialize: String, parse: Number },
      // JSON is handed over as text already (`json.ts`), so that both databases store the very same.
      json: { to: 114, from: [114, 3802], serialize: String, parse: (text: string): unknown => JSON.parse(text) },
    },
    ...targetOf(url),
  };
  const connections = createConnections({ url, line, most: pool, limits });

  return askedFor(urgency);

  function askedFor(urgency: Urgency): Database {
    return {
      waitedForBy: askedFor,

      run: async (statement) => {
        const { text, params } = compile(statement);
        const isReading = /^\s*select\b/i.test(text);
        let isSent = false;
        try {
          return await connections.use({ urgency }, async (connection) => {
            const ask = () => {
              const answer = connection.send(text, values(params));
              isSent = !isReading;
              return answer;
            };
            if (connection.isLimited) return ask();
            // One message and one round trip all the same; a statement by itself would wait for a lock without a limit.
            const begun = connection.send(beginWith(limits[urgency], isReading ? "read only" : ""));
            const [, rows] = await allOrFirstError([begun, ask(), connection.send("commit")]);
            return rows as Rows; // the answer to the second of the three
          });
        } catch (error) {
          throw asTrouble(error, isSent);
        }
      },

      transact: async (reads, decide, share) => {
        let ended: Promise<unknown> | undefined;
        try {
          return await connections.use({ urgency, share }, async (connection) => {
            const more = (statement: SQL) => send(connection, statement);
            try {
              const begun = connection.send(connection.isLimited ? "begin" : beginWith(limits[urgency]));
              const [, ...rows] = await allOrFirstError([begun, ...reads.map(more)]);
              const { writes, result } = await decide(rows as Rows[], more); // all but the first are answers to reads
              if (!writes) return result;
              const sent = writes.map(more);
              ended = connection.send("commit");
              await allOrFirstError([...sent, ended]);
              return result;
            } finally {
              // A broken statement makes `commit` a rollback, so once it is answered the transaction is over either way.
              // On a lost connection PostgreSQL rolls back by itself.
              await (ended ?? connection.send("rollback")).catch(() => {});
            }
          });
        } catch (error) {
          throw asTrouble(error, ended !== undefined);
        }
      },

      counts: connections.counts,
      close: connections.close,
    };
  }
}

const values = (params: unknown[]) => params as postgres.ParameterOrJSON<never>[]; // what our templates hold: text, numbers, booleans, null

function send(connection: Connection, statement: SQL): Promise<Rows> {
  const { text, params } = compile(statement);
  return connection.send(text, values(params));
}

/** All answers, or the first failure; a later one is only its echo ("current transaction is aborted"). */
async function allOrFirstError(sent: readonly Promise<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(sent);
  const failure = settled.find((one) => one.status === "rejected");
  if (failure) throw failure.reason;
  return settled.map((one) => (one.status === "fulfilled" ? one.value : undefined));
}
