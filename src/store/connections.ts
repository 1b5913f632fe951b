import { performance } from "node:perf_hooks";
import type postgres from "postgres";
import type { Urgency } from "../app/urgency.ts";
import { connectionError, type Rows } from "./database.ts";
import { createDeadline, type Deadline } from "./deadline.ts";
import { type Limits, sessionWith } from "./limits.ts";
import { isDemoted, type Line, type LineOptions, openLine } from "./line.ts";
import { createPlaces, type Wish } from "./places.ts";

/** One connection, for the time of one use. */
export type Connection = {
  /**
   * Sends now: what is sent without awaiting in between travels together.
   * @throws at once if the connection is lost, or is lost before the answer; and when the use has taken too long.
   */
  send(text: string, values?: readonly postgres.ParameterOrJSON<never>[]): Promise<Rows>;
  /** Whether all that is sent is under its limits already; else each transaction must begin with them. */
  readonly isLimited: boolean;
};

export type ConnectionCounts = { readonly most: number; readonly inUse: number; readonly waiting: number };

export type Connections = {
  use<Result>(wish: Wish, work: (connection: Connection) => Promise<Result>): Promise<Result>;
  counts(): ConnectionCounts;
  close(): Promise<void>;
};

export type ConnectionsOptions = {
  readonly url: string;
  readonly line: LineOptions;
  readonly most: number;
  readonly limits: Readonly<Record<Urgency, Limits>>;
};

/** An operator sees what is waited for, so only a server that doesn't even let anybody in is given up. */
const millisToConnect = 10_000;

/** At most `most` connections to PostgreSQL, each used by one at a time and handed out fairly (`places.ts`). */
export function createConnections({ url, line: options, most, limits }: ConnectionsOptions): Connections {
  const lines = new Set<Line>();
  const idle: Line[] = [];
  const places = createPlaces(most);
  let isClosed = false;
  const closedError = () => connectionError("CONNECTION_ENDED", "The connections to the database were closed");

  const discard = async (line: Line): Promise<void> => {
    if (lines.delete(line)) await line.end();
  };
  const discardIdle = (isDoubtful: (line: Line) => boolean): void => {
    for (const line of idle.filter(isDoubtful)) {
      idle.splice(idle.indexOf(line), 1);
      discard(line).catch(() => {});
    }
  };

  const lineFor = async (deadline: Deadline): Promise<Line> => {
    for (let line = idle.pop(); line; line = idle.pop()) {
      if (!line.isLost) return line;
      discard(line).catch(() => {});
    }
    const connecting = createDeadline(Math.min(deadline.left(), millisToConnect), () => {
      const text = `The database didn't answer within ${seconds(Math.min(deadline.limit, millisToConnect))}`;
      return connectionError("CONNECT_TIMEOUT", text);
    });
    try {
      const line = await openLine(url, options, connecting.late);
      lines.add(line);
      return line;
    } finally {
      connecting.clear();
    }
  };

  const giveBack = (line: Line): void => {
    if (line.isLost || isClosed) discard(line).catch(() => {});
    else idle.push(line);
  };

  return {
    async use(wish, work) {
      if (isClosed) throw closedError();
      const startedAt = performance.now();
      const limit = limits[wish.urgency].use ?? Number.POSITIVE_INFINITY;
      const place = places.take(wish);
      const deadline = createDeadline(limit, () => {
        place.giveUp(
          connectionError("POOL_TIMEOUT", `No connection to the database was free within ${seconds(limit)}`),
        );
        return connectionError("STATEMENT_TIMEOUT", `The database didn't answer within ${seconds(limit)}`);
      });
      let give: (() => void) | undefined;
      let line: Line | undefined;
      try {
        give = await place.taken;
        line = await lineFor(deadline);
        return await work(connectionOn(line, deadline, wish.urgency, limits));
      } catch (error) {
        // What didn't answer since then may have gone silent with it, without a sign.
        if (deadline.isOver()) discardIdle(({ answeredAt }) => answeredAt < startedAt);
        if (isDemoted(error)) {
          if (line) line.isLost = true;
          discardIdle(() => true);
        }
        throw error;
      } finally {
        deadline.clear();
        if (line) giveBack(line);
        give?.();
      }
    },
    counts: () => ({ most, inUse: places.inUse(), waiting: places.waiting() }),
    async close() {
      isClosed = true;
      places.close(closedError());
      await Promise.all([...lines].map(discard));
    },
  };
}

function connectionOn(
  line: Line,
  deadline: Deadline,
  urgency: Urgency,
  limits: ConnectionsOptions["limits"],
): Connection {
  const lost = new Promise<never>((_resolve, reject) => {
    line.onLost = reject;
  });
  lost.catch(() => {}); // nobody may be waiting for an answer
  // A statement that missed its deadline may be answered later, in the middle of somebody else's: its line is of no more use.
  const late = deadline.late.catch((error: Error) => {
    line.isLost = true;
    throw error;
  });
  late.catch(() => {});
  const send: Connection["send"] = async (text, values) => {
    if (line.isLost) return Promise.race([late, lost]);
    // `execute` sends now; a query that is only awaited would be sent after those that follow it.
    const answer = (values ? line.sql.unsafe(text, [...values], { prepare: true }) : line.sql.unsafe(text)).execute();
    const rows = await Promise.race([answer, late, lost]);
    line.answeredAt = performance.now();
    return rows;
  };
  if (line.isDirect && line.limitsOf !== urgency) {
    line.limitsOf = urgency;
    // It travels ahead of what comes next; a line whose limits nobody knows is of no more use.
    send(sessionWith(limits[urgency])).catch(() => {
      line.isLost = true;
    });
  }
  return { send, isLimited: line.isDirect };
}

const seconds = (millis: number): string => `${millis / 1000} seconds`;
