import { describe, expect, it } from "vitest";
import { DatabaseUnreachableError, explained } from "../../src/store/database-unreachable.ts";
import { openStore } from "../../src/store/store.ts";
import { freshDatabase } from "../support/postgres.ts";

const url = "postgres://amends:hidden-word@db.example:6543/recovery";
const failure = (code: string, message = "") => Object.assign(new Error(message), { code });
const wordsOf = (error: unknown) => (error instanceof DatabaseUnreachableError ? error.message : error);

describe("a database that can't be used", () => {
  it.each([
    [
      "ECONNREFUSED",
      /^The database at db\.example:6543\/recovery can't be used: ECONNREFUSED\. Check DATABASE_URL, and/,
    ],
    ["CONNECT_TIMEOUT", /CONNECT_TIMEOUT\. Check DATABASE_URL, and that PostgreSQL runs/],
    ["ENOTFOUND", /Check the host name/],
    ["28P01", /Check the user and the password/],
    ["3D000", /Create the database, or check its name/],
    ["57P03", /Wait until PostgreSQL has started/],
  ])("is said in one line: what was tried, why it failed (%s), what to do, and never the password", (code, words) => {
    const said = wordsOf(explained(failure(code), url));
    expect(said).toMatch(words);
    expect(said).not.toMatch(/hidden-word|\n/);
  });

  it("is told by what the driver says, where it says something", () => {
    expect(wordsOf(explained(failure("28P01", 'password authentication failed for user "amends"'), url))).toContain(
      'can\'t be used: password authentication failed for user "amends". Check',
    );
  });

  it("is told even where the address can't be read as one", () => {
    const several = "postgres://amends:hidden-word@one:5432,two:5432/recovery";
    expect(wordsOf(explained(failure("ECONNREFUSED"), several))).toContain("one:5432,two:5432/recovery");
  });

  it("doesn't hide a defect", () => {
    const defect = failure("42601", "syntax error");
    expect(explained(defect, url)).toBe(defect);
    expect(explained("odd", url)).toBe("odd");
  });
});

describe("opening the store", () => {
  const open = (databaseUrl: string) => openStore({ databaseUrl, dataDir: "", secret: "a secret of the test" });

  it("says where nothing answers", async () => {
    await expect(open("postgres://amends:hidden-word@127.0.0.1:1/recovery")).rejects.toThrow(
      /^The database at 127\.0\.0\.1:1\/recovery can't be used: .*ECONNREFUSED/,
    );
  });

  it("says that there is no such database", async () => {
    const fresh = await freshDatabase();
    const missing = new URL(fresh.url);
    missing.pathname = "/no_such_database";
    await expect(open(missing.href)).rejects.toThrow(/Create the database, or check its name/);
    await fresh.drop();
  });
});
