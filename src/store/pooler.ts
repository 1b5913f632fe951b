import postgres from "postgres";
import { connectionError, sqlState } from "./database.ts";
import { DatabaseUnreachableError } from "./database-unreachable.ts";
import { createDeadline } from "./deadline.ts";
import { promptSockets } from "./prompt-socket.ts";

const advice =
  "DATABASE_URL leads through a pooler (PgBouncer or the like) that gives each transaction another connection and doesn't keep " +
  "prepared statements, which Amends uses for every press. Set max_prepared_statements = 200 in PgBouncer 1.21 or later, or " +
  "pool_mode = session, or let DATABASE_URL lead to PostgreSQL itself.";

/**
 * SQLSTATEs of a prepared statement that isn't there, or is there already under the same name; and of the second try in the
 * same transaction, by which postgres.js 3.4.9 means to mend the first.
 */
const lostStatement = /^(26000|42P05|25P02)$/;

/**
 * A PgBouncer before 1.21, or one without `max_prepared_statements`, answers prepared statements with errors or with silence,
 * and not every time: that would look like a fault of ours in the middle of work. So it is tried at the start: a statement is
 * run again while another client holds the connection that it was prepared on.
 * @param millis how long a silent pooler is waited for.
 * @throws DatabaseUnreachableError with what to set; or what the connection says.
 */
export async function checkPooler(url: string, millis = 5_000): Promise<void> {
  const options = { max: 1, onnotice: () => {}, socket: promptSockets() };
  const first = postgres(url, options);
  const second = postgres(url, options);
  try {
    // Plainly at first: a server that lets nobody in is another matter.
    await inTime(millis, first.unsafe("select 1"));
    const prepared = await prepare(first, millis);
    // Who talks to PostgreSQL itself was told the number of the very process that answers; a pooler makes one up.
    if (prepared.isDirect) return;
    const elsewhere = second.unsafe("begin; select pg_backend_pid()");
    // A pool of a single connection has none for the second client: then nothing can be lost between two.
    const isHeld = await inTime(millis, elsewhere).then(
      () => true,
      () => false,
    );
    if (isHeld) await prepare(first, millis);
  } catch (error) {
    throw lostStatement.test(sqlState(error) ?? "") ? new DatabaseUnreachableError(advice, { cause: error }) : error;
  } finally {
    await Promise.all([first.end({ timeout: 0 }), second.end({ timeout: 0 })]);
  }
}

/** The same statement each time, so that it is prepared once and known by name from then on. */
async function prepare(client: postgres.Sql, millis: number): Promise<{ readonly isDirect: boolean }> {
  const text = "select pg_backend_pid() as process, $1::int as one";
  const asked = client.begin((transaction) => transaction.unsafe(text, [1], { prepare: true }));
  try {
    const rows = await inTime(millis, asked);
    return { isDirect: rows[0]?.process === rows.state.pid };
  } catch (error) {
    if (sqlState(error) !== "CONNECT_TIMEOUT") throw error;
    throw new DatabaseUnreachableError(advice, { cause: error });
  }
}

async function inTime<Result>(millis: number, answer: PromiseLike<Result>): Promise<Result> {
  const text = `The database didn't answer within ${millis / 1000} seconds`;
  const deadline = createDeadline(millis, () => connectionError("CONNECT_TIMEOUT", text));
  const answered = Promise.resolve(answer);
  answered.catch(() => {}); // ended below, when nobody waits any more
  return Promise.race([answered, deadline.late]).finally(deadline.clear);
}
