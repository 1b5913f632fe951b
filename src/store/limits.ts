import type { Urgency } from "../app/urgency.ts";

/** How long the database may take, in milliseconds. Where nothing is said there is no end. */
export type Limits = {
  /** One use of a connection as a whole: waiting for it, connecting, every statement, the commit. */
  readonly use?: number;
  /** Waiting for a row or table that another holds. */
  readonly lock: number;
  /** One statement, ended by the server itself. */
  readonly statement?: number;
  /** An open transaction whose client has fallen silent: the server ends it, so that its locks hold up nobody. */
  readonly idle?: number;
};

/**
 * Slack wants its answer within 3 s, so a person is answered before that, in words. The outbox and the clock can wait, and
 * their statements may have much to do. What an operator started (a migration, an audit) may take as long as it needs; only a
 * lock isn't waited for in silence.
 */
export const usualLimits: Readonly<Record<Urgency, Limits>> = {
  person: { use: 2_500, lock: 2_000, statement: 2_500, idle: 5_000 },
  background: { use: 15_000, lock: 5_000, statement: 15_000, idle: 5_000 },
  check: { use: 2_000, lock: 2_000, statement: 2_000, idle: 5_000 },
  operator: { lock: 3_000 },
};

/**
 * Begins a transaction under these limits. They are set for the transaction only, in the same message: a PgBouncer refuses
 * them as connection parameters, and would hand a session's settings to the next client.
 */
export function beginWith({ lock, statement, idle }: Limits, mode: "" | "read only" = ""): string {
  const settings = { lock_timeout: lock, statement_timeout: statement, idle_in_transaction_session_timeout: idle };
  const set = Object.entries(settings).flatMap(([name, millis]) =>
    millis === undefined ? [] : [`set local ${name} = ${millis}`],
  );
  return [mode ? `begin ${mode}` : "begin", ...set].join("; ");
}
