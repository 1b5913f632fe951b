import { describe, expect, it } from "vitest";
import { isDatabaseUrl } from "../../src/config/database-url.ts";

describe("the address of a database", () => {
  it.each([
    "postgres://db/amends",
    "postgresql://user:password@host:5432/amends",
    "postgres://user:p%2Fa%23ss%3F@host/amends",
    "postgres://user:pa@ss@host/amends",
    "postgres://user:pass@[::1]:5432/amends",
    "postgres://user:pass@one:5432,two:5433/amends?target_session_attrs=read-write",
    "postgres://host/amends?user=ann@acme&password=x",
    "postgres://user:pass@host/amends?application_name=a@b",
  ])("may be %s", (address) => expect(isDatabaseUrl(address)).toBe(true));

  it.each([
    ["a bare slash", "postgres://user:pa/ss@host/amends"],
    ["a bare slash after a number", "postgres://user:12/ss@host/amends"],
    ["a bare #", "postgres://user:pa#ss@host/amends"],
    ["a bare # after a number", "postgres://user:12#ss@host/amends"],
    ["a bare ?", "postgres://user:pa?ss@host/amends"],
    ["a bare ? after a number", "postgres://user:12?ss@host/amends"],
    ["a bare %", "postgres://user:50%off@host/amends"],
    ["a port that is none", "postgres://user:pass@host:54x2/amends"],
    ["a port too large", "postgres://user:pass@host:99999/amends"],
    ["the second port too large", "postgres://user:pass@one:5432,two:99999/amends"],
    ["port 0", "postgres://user:pass@host:0/amends"],
    ["another scheme", "mysql://user:pass@host/amends"],
    ["nothing after the scheme", "postgres://"],
  ])("can't have %s", (_what, address) => expect(isDatabaseUrl(address)).toBe(false));
});
