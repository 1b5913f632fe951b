import type { Socket } from "node:net";
import { performance } from "node:perf_hooks";
import postgres from "postgres";
import type { Urgency } from "../app/urgency.ts";
import { connectionError, sqlState } from "./database.ts";

/** A client of postgres.js with a single connection, reserved for as long as it lives. */
export type Line = {
  readonly sql: postgres.ReservedSql;
  /** Once it is lost, or isn't to be trusted any more, nothing is sent on it. */
  isLost: boolean;
  /** Whether it leads to PostgreSQL itself: a pooler would give each transaction another session. */
  readonly isDirect: boolean;
  /** Under whose limits its session is; undefined where nobody set them, or where that isn't known. */
  limitsOf: Urgency | undefined;
  /** What to tell whoever uses it when it is lost. */
  onLost: (reason: Error) => void;
  /** When it last answered, in milliseconds of `performance.now()`. */
  answeredAt: number;
  /** Ends within two seconds, whatever the server does. */
  end(): Promise<void>;
};

export type LineOptions = postgres.Options<Record<string, postgres.PostgresType>> & {
  readonly socket: (address: never) => Socket;
};

/**
 * Connects. One that was lost is thrown away, client and all, and nothing more is sent on it: postgres.js 3.4.9 ends the
 * process if something is (porsager/postgres#1154, #1208), leaves statements without an answer, and may never send again on a
 * connection that it opened anew in the same place.
 * @param late rejects when it has taken too long: a server that takes the connection and says nothing would be waited for
 *   without end.
 */
export async function openLine(url: string, options: LineOptions, late: Promise<never>): Promise<Line> {
  const sockets: Socket[] = [];
  let line: Line | undefined;
  // `socket` is an option that the types of postgres.js 3.4.9 lack.
  const own = {
    ...options,
    // It would ask for the types of arrays, of which we store none, and reject where nobody waits if that isn't answered.
    fetch_types: false,
    max: 1,
    max_lifetime: null,
    socket: (address: never) => {
      const socket = options.socket(address);
      sockets.push(socket);
      return socket;
    },
    onclose: () => {
      if (!line) return;
      line.isLost = true;
      line.onLost(connectionError("CONNECTION_CLOSED", "The connection to the database was lost"));
    },
  };
  const client = postgres(url, own);
  const end = async (secondsForAnswers: number): Promise<void> => {
    await client.end({ timeout: secondsForAnswers });
    // postgres.js says goodbye and leaves the rest to the server, which may be frozen, or behind a network that is gone.
    for (const socket of sockets) socket.destroy();
  };
  try {
    // First a statement, since `reserve` never resolves on a new connection without `fetch_types`.
    const first = await Promise.race([client.unsafe("select pg_backend_pid() as process"), late]);
    const sql = await Promise.race([client.reserve(), late]);
    line = {
      sql,
      isLost: false,
      // A pooler makes up the number that it tells its clients.
      isDirect: first[0]?.process === first.state.pid,
      limitsOf: undefined,
      onLost: () => {},
      answeredAt: performance.now(),
      async end() {
        const isLost = this.isLost;
        sql.release();
        await end(isLost ? 0 : 2);
      },
    };
    return line;
  } catch (error) {
    end(0).catch(() => {});
    throw error;
  }
}

/** The server became a standby: what it was connected for is elsewhere now. */
export const isDemoted = (error: unknown): boolean => sqlState(error) === "25006";
