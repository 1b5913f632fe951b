import { describe, expect, it } from "vitest";
import { createLog, mask } from "../src/log.ts";

/** A log into memory: what was written, as text and as parsed lines. */
const openLog = () => {
  const written: string[] = [];
  const log = createLog({ level: "info", destination: { write: (line) => void written.push(line) } });
  return {
    log,
    text: () => written.join(""),
    // JSON.parse is the assertion: a masked line must still be JSON.
    lines: () => written.map((line): Record<string, unknown> => JSON.parse(line)),
  };
};

describe("a secret never reaches the log", () => {
  it.each([
    ["a Slack bot token", "auth failed for xoxb-1234567890-abcdefGHIJ", "1234567890-abcdef"],
    ["a Slack app token", "socket xapp-1-A0123-456-deadbeef refused", "A0123-456"],
    ["a Slack user token", "xoxp-99887766-aaaa", "99887766"],
    ["a rotated Slack token", "xoxe.xoxp-1-Mi0yLTk4Nzc2", "Mi0yLTk4"],
    ["a bearer token", "sent Authorization: Bearer abc.def-ghi_jkl", "abc.def"],
    ["a database password", "cannot reach postgres://amends:hunter2@db:5432/amends", "hunter2"],
    ["a database password with a slash and an @", "postgresql://amends:hun/te@r2@db/amends", "te@r2"],
    ["a password in any address", "proxy http://user:hunter2@proxy:8080", "hunter2"],
    ["a Slack response address", "POST https://hooks.slack.com/actions/T1/2/abcdef", "abcdef"],
    ["a customer's link", "GET /s/eyJ3IjoiVDEiLCJjIjoiQzEifQ.c2lnbmF0dXJlLXNpZ25hdHVyZQ", "c2lnbmF0dXJl"],
    ["a secret in a query", "POST /oauth?client_secret=hunter2&x=1", "hunter2"],
  ])("%s in a message", (_what, message, secret) => {
    const { log, text, lines } = openLog();
    log.info(message);
    expect(text()).toContain("[redacted]");
    expect(text()).not.toContain(secret);
    expect(lines()).toHaveLength(1);
  });

  it("is censored by its key at any depth, and the line stays JSON", () => {
    const { log, text, lines } = openLog();
    log.info({ token: "hunter2", a: { secret: ["hunter2"], b: { c: { d: { password: 'hun"ter2' } } } } }, "nested");
    log.info({ body: JSON.stringify({ access_token: "hunter2", ok: true }) }, "a payload as text");
    expect(text()).not.toContain("hunter2");
    expect(text()).not.toContain("ter2");
    expect(lines()[0]).toMatchObject({ token: "[redacted]", a: { b: { c: { d: { password: "[redacted]" } } } } });
    expect(lines()[1]?.body).toBe('{"access_token":"[redacted]","ok":true}');
  });

  it("is masked in an error's message, its cause, and what a child log carries", () => {
    const { log, text, lines } = openLog();
    const error = new Error("no answer from postgres://amends:hunter2@db/amends", {
      cause: new Error("token xoxb-1234567890-abcdef revoked"),
    });
    log.child({ url: "redis://x:hunter2@cache" }).error({ err: error }, "not ready");
    log.error(error);
    expect(text()).not.toMatch(/hunter2|1234567890/);
    expect(lines()[1]?.msg).toBe("no answer from postgres://amends:[redacted]@db/amends");
  });

  it("leaves ordinary words and addresses alone", () => {
    for (const words of [
      "case 12 opened",
      "GET https://amends.example:3000/path?to=ann@acme.example",
      "10:30 basic facts",
    ])
      expect(mask(words)).toBe(words);
  });
});

describe("a customer's words never reach the log", () => {
  it("keeps an error's name, message, code and frames, and nothing else that a library hung on it", () => {
    const { log, text, lines } = openLog();
    const error = Object.assign(new RangeError("value out of range"), {
      code: "22003",
      detail: "Failing row contains (I want my money back)",
      body: "I want my money back",
    });
    log.error({ err: error }, "could not save");
    expect(text()).not.toContain("money back");
    expect(lines()[0]).toMatchObject({
      level: "error",
      msg: "could not save",
      err: {
        name: "RangeError",
        message: "value out of range",
        code: "22003",
        stack: expect.stringMatching(/^\s+at /),
      },
    });
  });

  it("drops the values that the database driver puts into its message, also where the message is the error's own", () => {
    const { log, text, lines } = openLog();
    const error = new Error(
      'Failed query: insert into "cases" values ($1)\nparams: I want\n    at once my "money" back',
    );
    log.error(error);
    log.error({ err: error });
    expect(text()).not.toContain("money");
    expect(lines().map((line) => line.msg)).toEqual(Array(2).fill('Failed query: insert into "cases" values ($1)'));
  });

  it("drops the beginning of unreadable JSON", () => {
    const { log, text } = openLog();
    try {
      JSON.parse("I want my money back");
    } catch (error) {
      log.warn({ err: error }, "unreadable body");
    }
    expect(text()).toContain("is not valid JSON");
    expect(text()).not.toMatch(/I want|money/);
  });

  it("says only of what kind a thrown thing was that is no error", () => {
    const { log, text } = openLog();
    log.error({ err: "I want my money back" }, "odd");
    expect(text()).toContain("a string was thrown");
    expect(text()).not.toContain("money");
  });
});
