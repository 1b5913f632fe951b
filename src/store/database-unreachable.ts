import { sqlState } from "./database.ts";

/** The database can't be used as it is configured; in words for the operator, without the password. */
export class DatabaseUnreachableError extends Error {
  override readonly name = "DatabaseUnreachableError";
}

/** What to do, by PostgreSQL's SQLSTATE or the code of Node or postgres.js. Anything else is a defect, not a setting. */
const advice: readonly { readonly codes: RegExp; readonly words: string }[] = [
  { codes: /^(28P01|28000)$/, words: "Check the user and the password in DATABASE_URL" },
  { codes: /^3D000$/, words: "Create the database, or check its name in DATABASE_URL" },
  {
    codes: /^(57P03|53300)$/,
    words: "Wait until PostgreSQL has started or has connections to spare, then start again",
  },
  { codes: /^(ENOTFOUND|EAI_AGAIN)$/, words: "Check the host name in DATABASE_URL" },
  {
    codes: /^(CONNECTION_|CONNECT_|E[A-Z]+$|SELF_SIGNED|CERT_|DEPTH_ZERO|UNABLE_TO)/,
    words: "Check DATABASE_URL, and that PostgreSQL runs and can be reached from this machine",
  },
];

/** One line: what was tried, why it failed, what to do. Any other error is returned as it is. */
export function explained(error: unknown, databaseUrl: string): unknown {
  const code = sqlState(error);
  const row = code === undefined ? undefined : advice.find(({ codes }) => codes.test(code));
  if (!row) return error;
  return new DatabaseUnreachableError(
    `The database at ${placeOf(databaseUrl)} can't be used: ${reasonOf(error, code)}. ${row.words}.`,
    { cause: error },
  );
}

/** `host:port/database`. */
function placeOf(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return databaseUrl.replace(/^.*@/, "");
  const { hostname, port, pathname } = new URL(databaseUrl);
  return `${hostname || "localhost"}:${port || 5432}${pathname}`;
}

/** Node's error for a host with several addresses has no message of its own. */
const reasonOf = (error: unknown, code: string | undefined): string =>
  ((error instanceof Error ? error.message : "") || code || "it doesn't answer")
    .replace(/\s+/g, " ")
    .replace(/\.$/, "");
