import postgres from "postgres";
import type { Rows } from "./database.ts";

/** One connection, for the time of one use. */
export type Connection = {
  /**
   * Sends now: what is sent without awaiting in between travels together.
   * @throws at once if the connection is lost, or is lost before the answer.
   */
  send(text: string, values?: readonly postgres.ParameterOrJSON<never>[]): Promise<Rows>;
};

export type Connections = {
  use<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
};

/** A client of postgres.js with a single connection, reserved for as long as it lives. */
type Line = {
  readonly sql: postgres.ReservedSql;
  readonly end: () => Promise<void>;
  isLost: boolean;
  /** What to tell whoever uses it when it is lost. */
  onLost: () => void;
};

const secondsToConnect = 10;

/**
 * At most `most` connections to PostgreSQL, each used by one at a time. One that was lost is thrown away, client and all, and
 * nothing more is sent on it: postgres.js 3.4.9 ends the process if something is (porsager/postgres#1154, #1208), leaves
 * statements without an answer, and may never send again on a connection that it opened anew in the same place.
 */
export function createConnections(
  url: string,
  options: postgres.Options<Record<string, postgres.PostgresType>>,
  most = 10,
): Connections {
  const lines = new Set<Line>();
  const idle: Line[] = [];
  const waiting: (() => void)[] = [];
  let taken = 0;
  let isClosed = false;

  const connect = async (): Promise<Line> => {
    const client = postgres(url, { ...options, max: 1, max_lifetime: null, onclose: () => lost() });
    const end = () => client.end({ timeout: 2 });
    let line: Line | undefined;
    const lost = () => {
      if (!line) return;
      line.isLost = true;
      line.onLost();
    };
    try {
      const sql = await inTime(client.reserve());
      line = { sql, end, isLost: false, onLost: () => {} };
      lines.add(line);
      return line;
    } catch (error) {
      end().catch(() => {});
      throw error;
    }
  };

  const discard = async (line: Line): Promise<void> => {
    if (!lines.delete(line)) return;
    line.sql.release();
    await line.end();
  };

  const take = async (): Promise<Line> => {
    while (taken >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    taken += 1;
    if (isClosed) throw connectionError("CONNECTION_ENDED", "The connections to the database were closed");
    for (let line = idle.pop(); line; line = idle.pop()) {
      if (!line.isLost) return line;
      discard(line).catch(() => {});
    }
    return connect();
  };

  const give = (line: Line | undefined) => {
    taken -= 1;
    if (line && (line.isLost || isClosed)) discard(line).catch(() => {});
    else if (line) idle.push(line);
    waiting.shift()?.();
  };

  return {
    async use(work) {
      let line: Line | undefined;
      try {
        line = await take();
        return await work(connection(line));
      } finally {
        give(line);
      }
    },
    async close() {
      isClosed = true;
      await Promise.all([...lines].map(discard));
    },
  };
}

function connection(line: Line): Connection {
  const { sql } = line;
  const lost = new Promise<never>((_resolve, reject) => {
    line.onLost = () => reject(connectionError("CONNECTION_CLOSED", "The connection to the database was lost"));
  });
  lost.catch(() => {}); // nobody may be waiting for an answer
  return {
    send: (text, values) => {
      if (line.isLost) return lost;
      // `execute` sends now; a query that is only awaited would be sent after those that follow it.
      const answer = values ? sql.unsafe(text, [...values], { prepare: true }) : sql.unsafe(text);
      return Promise.race([answer.execute(), lost]);
    },
  };
}

/** A server that takes the connection and says nothing would be waited for without end. */
async function inTime<Result>(connecting: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const text = `The database didn't answer within ${secondsToConnect} seconds`;
    timer = setTimeout(() => reject(connectionError("CONNECT_TIMEOUT", text)), secondsToConnect * 1000);
  });
  return Promise.race([connecting, late]).finally(() => clearTimeout(timer));
}

const connectionError = (code: string, text: string): Error => Object.assign(new Error(text), { code });
