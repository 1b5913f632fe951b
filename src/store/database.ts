import { type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Urgency } from "../app/urgency.ts";
import { storableText } from "./storable.ts";

/** The one small interface over both databases: everything the store needs of PostgreSQL and PGlite. */

export type Row = Readonly<Record<string, unknown>>;
export type Rows = readonly Row[];
export type Run = (statement: SQL) => Promise<Rows>;

/** `writes` absent: nothing is to be kept, roll back. Present, even if empty: commit. */
export type Plan<Result> = { readonly writes?: readonly SQL[]; readonly result: Result };

export type Database = {
  /** One statement, by itself. */
  readonly run: Run;
  /**
   * One transaction. Those with the same `share` (a case) wait for each other sooner or later, so few of them are let in at
   * the same time. On PostgreSQL two round trips: begin and all reads together, then all writes and commit together.
   * `decide` gets the rows of each read; `more` reads further, at a round trip each.
   * @throws what a statement or `decide` threw; then nothing was written. DatabaseTroubleError where the database didn't answer
   *   or can't now: that says itself what was written.
   */
  transact<Result>(
    reads: readonly SQL[],
    decide: (rows: readonly Rows[], more: Run) => Plan<Result> | Promise<Plan<Result>>,
    share?: string,
  ): Promise<Result>;
  /** The same database, asked for whoever waits: that decides how long. */
  waitedForBy(urgency: Urgency): Database;
  /** The pool's connections; absent where there is no pool. */
  counts?(): { readonly most: number; readonly inUse: number; readonly waiting: number };
  close(): Promise<void>;
};

const dialect = new PgDialect();

/** The one way to either database, for every statement: no text gets past it that they can't keep. */
export const compile = (statement: SQL): { text: string; params: unknown[] } => {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  return { text, params: params.map((param) => (typeof param === "string" ? storableText(param) : param)) };
};

/** Statements that don't depend on each other, as one: one message to parse, plan and answer instead of six. */
export function asOneStatement(statements: readonly SQL[]): SQL {
  const parts = statements.map((statement, index) => sql`${sql.identifier(`part_${index}`)} as (${statement})`);
  return sql`with ${sql.join(parts, sql`, `)} select 1`;
}

/**
 * SQLSTATEs after which the whole transaction may simply be run again: serialization failure, deadlock, and a server that became
 * a standby (the next connection goes to the new primary).
 */
const passing = ["40001", "40P01", "25006"];

export const sqlState = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** The broken constraint of a unique violation. postgres.js calls it `constraint_name`, PGlite `constraint`. */
function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error) || sqlState(error) !== "23505") return undefined;
  const name =
    "constraint_name" in error ? error.constraint_name : "constraint" in error ? error.constraint : undefined;
  return typeof name === "string" ? name : undefined;
}

export const connectionError = (code: string, text: string): Error => Object.assign(new Error(text), { code });

/** Runs `attempt` again, at most twice, after a deadlock or a unique violation of `constraint`: someone was a moment faster. */
export async function retryOnConflict<Result>(constraint: string, attempt: () => Promise<Result>): Promise<Result> {
  for (let left = 2; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      const lost = passing.includes(sqlState(error) ?? "") || violatedConstraint(error) === constraint;
      if (!lost || left === 0) throw error;
    }
  }
}
