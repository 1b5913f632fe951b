import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, environmentOf, readConfig, variables } from "../src/config.ts";

type Env = Record<string, string | undefined>;

const complaints = (env: Env): string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ message }) => message);
    throw error;
  }
};
const blamed = (env: Env): string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ variable }) => variable).sort();
    throw error;
  }
};

const secret = "s".repeat(32);
const http = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "signing" };
const socket = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" };
const oauth = { SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: "client", SLACK_SIGNING_SECRET: "signing" };
const teams = { MicrosoftAppId: "app", MicrosoftAppPassword: "password" };

describe("nothing set", () => {
  it("is a sandbox for this machine on the embedded database", () => {
    expect(readConfig({})).toEqual({
      production: false,
      port: 3000,
      databasePool: 10,
      host: "127.0.0.1",
      publicUrl: "http://localhost:3000",
      dataDir: "./data",
      tick: "*/10 * * * * *",
      sandbox: true,
      logLevel: "info",
    });
  });

  it("is what empty variables mean too", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: " ", SLACK_BOT_TOKEN: "", TEAMS_ENABLED: "" })).toEqual(readConfig({}));
  });
});

describe("links for customers", () => {
  it("lead nowhere without PUBLIC_URL, unless it is all on this machine", () => {
    expect(readConfig(http).linksLeadNowhere).toBe(true);
    expect(readConfig({ ...http, AMENDS_SANDBOX: "on" }).linksLeadNowhere).toBeUndefined();
    expect(readConfig({ ...http, PUBLIC_URL: "https://amends.example" }).linksLeadNowhere).toBeUndefined();
  });
});

describe("the sandbox", () => {
  it("is off by default where a platform is configured, and then everyone may connect", () => {
    expect(readConfig(http)).toMatchObject({ sandbox: false, host: "0.0.0.0", publicUrl: "http://localhost:3000" });
    expect(readConfig(teams)).toMatchObject({ sandbox: false, host: "0.0.0.0" });
  });

  it("is off by default in production, and on there only when it is said", () => {
    expect(readConfig({ NODE_ENV: "production" })).toMatchObject({ sandbox: false, host: "0.0.0.0", production: true });
    expect(readConfig({ NODE_ENV: "production", AMENDS_SANDBOX: "on" })).toMatchObject({
      sandbox: true,
      host: "127.0.0.1",
    });
  });

  it("does what it is told beside a platform", () => {
    expect(readConfig({ ...http, AMENDS_SANDBOX: "on" })).toMatchObject({ sandbox: true, host: "127.0.0.1" });
    expect(readConfig({ AMENDS_SANDBOX: "off" })).toMatchObject({ sandbox: false, host: "0.0.0.0" });
    expect(readConfig({ AMENDS_SANDBOX: "on", HOST: "0.0.0.0" })).toMatchObject({ sandbox: true, host: "0.0.0.0" });
  });
});

describe("Slack", () => {
  it("is HTTP with a signing secret, and a socket with an app token", () => {
    expect(readConfig(http).slack).toEqual({
      mode: "http",
      apiUrl: "https://slack.com/api/",
      botToken: "xoxb-1",
      signingSecret: "signing",
    });
    expect(readConfig(socket).slack).toEqual({
      mode: "socket",
      apiUrl: "https://slack.com/api/",
      botToken: "xoxb-1",
      appToken: "xapp-1",
    });
    expect(readConfig({ ...http, ...socket }).slack).toMatchObject({ mode: "socket", signingSecret: "signing" });
  });

  it("is open to many workspaces with a client id and secret", () => {
    const config = readConfig({ ...oauth, PUBLIC_URL: "https://amends.example.com/", AMENDS_SECRET: secret });
    expect(config.slack).toEqual({
      mode: "oauth",
      apiUrl: "https://slack.com/api/",
      clientId: "1.2",
      clientSecret: "client",
      signingSecret: "signing",
    });
    expect(config.publicUrl).toBe("https://amends.example.com");
    expect(config.linksLeadNowhere).toBeUndefined();
  });

  it.each([
    [{ SLACK_BOT_TOKEN: "xoxb-1" }, ["SLACK_SIGNING_SECRET"]],
    [{ SLACK_SIGNING_SECRET: "signing" }, ["SLACK_BOT_TOKEN"]],
    [{ SLACK_APP_TOKEN: "xapp-1" }, ["SLACK_BOT_TOKEN"]],
    [oauth, ["AMENDS_SECRET", "PUBLIC_URL"]],
    [
      { SLACK_CLIENT_ID: "1.2", PUBLIC_URL: "https://a.example", AMENDS_SECRET: secret },
      ["SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET"],
    ],
    [
      { ...oauth, ...socket, PUBLIC_URL: "https://a.example", AMENDS_SECRET: secret },
      ["SLACK_APP_TOKEN", "SLACK_BOT_TOKEN"],
    ],
  ])("half configured as %j names what is missing or too much", (env, names) => {
    expect(blamed(env)).toEqual(names);
  });

  it("says what a missing half is for", () => {
    expect(complaints({ SLACK_BOT_TOKEN: "xoxb-1" })).toEqual([
      "SLACK_SIGNING_SECRET: found nothing; allowed: the signing secret from the app's Basic Information page (Slack needs SLACK_BOT_TOKEN with SLACK_SIGNING_SECRET for HTTP, or with SLACK_APP_TOKEN for socket mode)",
    ]);
  });

  it("may be at another address", () => {
    expect(readConfig({ ...http, SLACK_API_URL: "http://127.0.0.1:4000/api" }).slack?.apiUrl).toBe(
      "http://127.0.0.1:4000/api/",
    );
    expect(readConfig({ SLACK_API_URL: "https://slack-gov.com/api/" }).slack).toBeUndefined();
  });
});

describe("Teams", () => {
  it("knows botbuilder's three kinds of app", () => {
    expect(readConfig(teams).teams).toEqual({
      mode: "credentials",
      appType: "MultiTenant",
      appId: "app",
      appPassword: "password",
    });
    expect(readConfig({ ...teams, MicrosoftAppTenantId: "tenant" }).teams).toEqual({
      mode: "credentials",
      appType: "SingleTenant",
      appId: "app",
      appPassword: "password",
      tenantId: "tenant",
    });
    expect(
      readConfig({ MicrosoftAppId: "app", MicrosoftAppType: "userassignedmsi", MicrosoftAppTenantId: "tenant" }).teams,
    ).toEqual({
      mode: "credentials",
      appType: "UserAssignedMSI",
      appId: "app",
      tenantId: "tenant",
    });
  });

  it.each([
    [{ MicrosoftAppId: "app" }, ["MicrosoftAppPassword"]],
    [{ MicrosoftAppPassword: "password" }, ["MicrosoftAppId"]],
    [{ ...teams, MicrosoftAppType: "SingleTenant" }, ["MicrosoftAppTenantId"]],
    [{ MicrosoftAppTenantId: "tenant" }, ["MicrosoftAppId", "MicrosoftAppPassword"]],
    [{ ...teams, MicrosoftAppType: "Personal" }, ["MicrosoftAppType"]],
    [{ TEAMS_ENABLED: "yes" }, ["TEAMS_ENABLED"]],
  ])("half configured as %j names what is missing or wrong", (env, names) => {
    expect(blamed(env)).toEqual(names);
  });

  it("is anonymous only for this machine, outside production, and without credentials", () => {
    expect(readConfig({ TEAMS_ENABLED: "anonymous" })).toMatchObject({
      teams: { mode: "anonymous" },
      host: "127.0.0.1",
      sandbox: false,
    });
    expect(readConfig({ TEAMS_ENABLED: "anonymous", HOST: "::1" }).host).toBe("::1");
    expect(blamed({ TEAMS_ENABLED: "anonymous", HOST: "0.0.0.0" })).toEqual(["HOST"]);
    expect(blamed({ TEAMS_ENABLED: "anonymous", HOST: "127.0.0.1.example.com" })).toEqual(["HOST"]);
    expect(blamed({ TEAMS_ENABLED: "anonymous", NODE_ENV: "production" })).toEqual(["TEAMS_ENABLED"]);
    expect(blamed({ TEAMS_ENABLED: "anonymous", ...teams })).toEqual(["TEAMS_ENABLED"]);
  });

  it("may be tried anonymously beside Slack, to see one case on both", () => {
    const both = { TEAMS_ENABLED: "anonymous", SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "a-signing-secret" };
    expect(readConfig(both)).toMatchObject({ teams: { mode: "anonymous" }, slack: {}, host: "127.0.0.1" });
  });
});

describe("the secret", () => {
  it("may be left out with the embedded database, and must be given with a shared one", () => {
    expect(readConfig({}).secret).toBeUndefined();
    expect(blamed({ DATABASE_URL: "postgres://db/amends" })).toEqual(["AMENDS_SECRET"]);
    expect(readConfig({ DATABASE_URL: "postgresql://db/amends", AMENDS_SECRET: secret })).toMatchObject({
      databaseUrl: "postgresql://db/amends",
      secret,
    });
  });

  it("has at least 32 characters", () => {
    expect(complaints({ AMENDS_SECRET: "short" })).toEqual([
      "AMENDS_SECRET: found a secret of 5 characters; allowed: at least 32 characters, such as the output of `openssl rand -hex 32`",
    ]);
  });

  it("may be several, newest first, each of at least 32 characters", () => {
    const several = `${secret} ${"o".repeat(40)}`;
    expect(readConfig({ AMENDS_SECRET: several }).secret).toBe(several);
    expect(complaints({ AMENDS_SECRET: `${secret} torn` })).toEqual([
      "AMENDS_SECRET: found 2 secrets of 32, 4 characters; allowed: at least 32 characters, such as the output of `openssl rand -hex 32`",
    ]);
  });

  it("that is a pass phrase of short words goes on as the one secret that it was", () => {
    const phrase = "correct horse battery staple and a suitcase";
    expect(readConfig({ AMENDS_SECRET: phrase }).secret).toBe(phrase);
  });
});

describe("a bad environment", () => {
  it("lists every bad variable at once, with what was found and what is allowed", () => {
    expect(
      complaints({
        PORT: "http",
        AMENDS_TICK: "often",
        AMENDS_SANDBOX: "yes",
        PUBLIC_URL: "amends.example.com",
        LOG_LEVEL: "loud",
      }),
    ).toEqual([
      'PORT: found "http"; allowed: a whole number from 0 to 65535',
      'PUBLIC_URL: found "amends.example.com"; allowed: a web address such as https://amends.example.com',
      'AMENDS_TICK: found "often"; allowed: a cron expression such as */10 * * * * * (with seconds)',
      'AMENDS_SANDBOX: found "yes"; allowed: on or off',
      'LOG_LEVEL: found "loud"; allowed: fatal, error, warn, info, debug, trace, silent',
    ]);
    expect(() => readConfig({ PORT: "http", HOST: "a b" })).toThrow(/^PORT: .*\nHOST: /);
  });

  it.each(["65536", "-1", "3.5", "0x10"])("does not take %s for a port", (PORT) => {
    expect(blamed({ PORT })).toEqual(["PORT"]);
  });

  it("never shows a secret's value", () => {
    const env = Object.fromEntries(
      variables.filter((variable) => variable.secret).map(({ name }) => [name, "hunter2-hunter2"]),
    );
    const said = complaints(env).join("\n");
    expect(said).toContain("DATABASE_URL: found a secret of 15 characters");
    expect(said).toContain(
      "SLACK_BOT_TOKEN: found a secret of 15 characters; allowed: a bot token, which starts with xoxb-",
    );
    expect(said).not.toContain("hunter2");
    expect(complaints({ PUBLIC_URL: "https://ann:hunter2@example.com", PORT: "xoxb-hunter2" }).join()).not.toContain(
      "hunter2",
    );
  });

  it("is not complained of twice for the same variable", () => {
    expect(blamed({ SLACK_BOT_TOKEN: "xoxp-1", SLACK_SIGNING_SECRET: "signing" })).toEqual(["SLACK_BOT_TOKEN"]);
    expect(blamed({ DATABASE_URL: "postgres://db/amends", AMENDS_SECRET: "short" })).toEqual(["AMENDS_SECRET"]);
  });
});

describe("the table of variables", () => {
  it("has every variable of the contract, each described", () => {
    const contract =
      "PORT HOST PUBLIC_URL DATA_DIR DATABASE_URL AMENDS_PROTOCOL AMENDS_TICK AMENDS_SECRET AMENDS_SANDBOX SLACK_BOT_TOKEN SLACK_SIGNING_SECRET SLACK_APP_TOKEN SLACK_CLIENT_ID SLACK_CLIENT_SECRET SLACK_API_URL MicrosoftAppId MicrosoftAppPassword MicrosoftAppType MicrosoftAppTenantId TEAMS_ENABLED";
    expect(variables.map(({ name }) => name)).toEqual(expect.arrayContaining(contract.split(" ")));
    expect(variables.filter(({ description }) => description === "")).toEqual([]);
  });

  it("marks what must never be printed", () => {
    expect(variables.filter((variable) => variable.secret).map(({ name }) => name)).toEqual([
      "DATABASE_URL",
      "AMENDS_SECRET",
      "SLACK_BOT_TOKEN",
      "SLACK_SIGNING_SECRET",
      "SLACK_APP_TOKEN",
      "SLACK_CLIENT_SECRET",
      "MicrosoftAppPassword",
    ]);
  });
});

describe("a .env file", () => {
  it("fills in what the process was not given, and may be absent", () => {
    const folder = mkdtempSync(join(tmpdir(), "amends-env-"));
    try {
      expect(environmentOf(folder, { PORT: "4000" })).toEqual({ PORT: "4000" });
      writeFileSync(join(folder, ".env"), 'PORT=5000\nDATA_DIR="/var/lib/amends"\n# a comment\n');
      expect(environmentOf(folder, { PORT: "4000" })).toEqual({ PORT: "4000", DATA_DIR: "/var/lib/amends" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
