/**
 * The database didn't answer, or not in time, or refused for now. `saved` says what became of the change: `nothing` only where
 * that is sure, `perhaps` where the commit was sent and no answer came back.
 */
export class DatabaseTroubleError extends Error {
  override readonly name = "DatabaseTroubleError";
  readonly saved: "nothing" | "perhaps";
  /** PostgreSQL's SQLSTATE, or the code of Node or postgres.js. */
  readonly code: string;

  constructor(saved: "nothing" | "perhaps", code: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.saved = saved;
    this.code = code;
  }
}
