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
 * Begins a transaction under these limits, which hold for it alone: behind a pooler a session's settings would go to the next
 * client, and a PgBouncer refuses them as connection parameters.
 */
export function beginWith(limits: Limits, mode: "" | "read only" = ""): string {
  return [mode ? `begin ${mode}` : "begin", ...settings(limits).map((setting) => `set local ${setting}`)].join("; ");
}

/** Sets these limits for all that follows on a connection that is ours alone; what isn't limited is free again. */
export const sessionWith = (limits: Limits): string =>
  settings({ statement: 0, idle: 0, ...limits })
    .map((setting) => `set ${setting}`)
    .join("; ");

function settings({ lock, statement, idle }: Limits): readonly string[] {
  const millis = { lock_timeout: lock, statement_timeout: statement, idle_in_transaction_session_timeout: idle };
  return Object.entries(millis).flatMap(([name, limit]) => (limit === undefined ? [] : [`${name} = ${limit}`]));
}
