import { DatabaseTroubleError } from "../app/database-trouble.ts";
import { sqlState } from "./database.ts";

/** Lost or never had, by the codes of Node and postgres.js. */
const lineTrouble = /^(CONNECT|POOL_TIMEOUT|STATEMENT_TIMEOUT|E[A-Z]{3,}$)/;

/**
 * SQLSTATEs that say "not now": connection failures (08), operator intervention and `statement_timeout` (57), too little of
 * something (53), a lock that another holds, `idle_in_transaction_session_timeout`, a server that became a standby.
 */
const serverTrouble = /^(08|57|53|55P03|25P0[34]|25006)/;

export const isTrouble = (error: unknown): boolean => {
  const code = sqlState(error) ?? "";
  return lineTrouble.test(code) || serverTrouble.test(code);
};

/** The server itself answered that this statement failed; then what follows it in its transaction came to nothing. */
const wasRefused = (error: unknown): boolean =>
  error instanceof Error && "severity" in error && error.severity === "ERROR";

/**
 * @param couldBeSaved what would have saved it was sent.
 * @returns what to throw instead; any other error as it is.
 */
export function asTrouble(error: unknown, couldBeSaved: boolean): unknown {
  if (!isTrouble(error)) return error;
  const saved = couldBeSaved && !wasRefused(error) ? "perhaps" : "nothing";
  return new DatabaseTroubleError(saved, sqlState(error) ?? "", error);
}
