import { describe, expect, it } from "vitest";
import { forTerminal, lastWords } from "../../src/cli/last-words.ts";
import { secretValues } from "../../src/config/secret-values.ts";
import { ConfigError } from "../../src/config.ts";

/** What a command prints when it fails: words, and never a secret. */

const environment = {
  PORT: "3000",
  AMENDS_SECRET: "newest-secret-of-thirty-two-chars older-secret-of-thirty-two-chars",
  DATABASE_URL: "postgres://amends:pa/ss#wo?rd%21@db/amends",
  SLACK_CLIENT_SECRET: "0123456789abcdef0123",
  SMTP_URL: "smtps://mailer:mail-pass-word@smtp.example",
};
const secrets = secretValues(environment);
const said = (error: unknown) => lastWords(error, (known) => known instanceof ConfigError, secrets);

describe("the last words of a command", () => {
  it.each([
    "newest-secret-of-thirty-two-chars",
    "older-secret-of-thirty-two-chars",
    "postgres://amends:pa/ss#wo?rd%21@db/amends",
    "pa/ss#wo?rd%21",
    "pa/ss#wo?rd!",
    "0123456789abcdef0123",
    "smtps://mailer:mail-pass-word@smtp.example",
    "mail-pass-word",
    "xoxb-1-another-secret",
    "postgres://other:se/cr#et@elsewhere/amends",
  ])("hide %s, in a message, a stack and a cause", (secret) => {
    const error = new Error(`failed with ${secret}`, { cause: new Error(`because of ${JSON.stringify(secret)}`) });
    for (const words of [said(error), forTerminal(`see ${secret}`, secrets)]) {
      expect(words).not.toContain(secret);
      for (const part of ["ss#wo?rd", "pass-word", "another-secret", "se/cr#et"]) expect(words).not.toContain(part);
    }
  });

  it("are the words alone of what an operator can mend", () => {
    const problem = { variable: "PORT", found: "x", allowed: "a number", message: "PORT: found x" } as const;
    expect(said(new ConfigError([problem]))).toBe("PORT: found x");
  });

  it("say of a defect where it happened, and why", () => {
    const words = said(new TypeError("no such thing", { cause: new RangeError("too far") }));
    expect(words).toMatch(/^TypeError: no such thing\n {4}at .*last-words\.test\.ts/);
    expect(words).toContain("caused by RangeError: too far");
  });

  it("don't show what else an error carries, such as the address that Node could not read", () => {
    const error = Object.assign(new TypeError("Invalid URL"), {
      input: "postgres://u:hunter22/x@db",
      code: "ERR_INVALID_URL",
    });
    expect(said(error)).not.toContain("hunter22");
  });

  it("keep plain words, also where one is a password", () => {
    expect(secretValues({ DATABASE_URL: "postgres://amends:amends@db/amends" })).not.toContain("amends");
    expect(secretValues({ PORT: "12345678", LOG_LEVEL: "information" })).toEqual([]);
  });
});
