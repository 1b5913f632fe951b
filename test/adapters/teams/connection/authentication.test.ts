import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isTrustedService } from "../../../../adapters/teams/connection/guards.ts";
import { organizationKey } from "../../../../src/core/organization.ts";
import { otherTenant } from "../../../support/teams/cast.ts";
import { tokenFor } from "../../../support/teams/keys.ts";
import { type Bot, openBot } from "../support/bot.ts";

const acme = organizationKey("main");

/** Who is believed: only what the Bot Framework signed for this bot, and for the service it says it comes from. */

const sdkConsole: Pick<Console, "error" | "warn"> = globalThis.console;
const written: unknown[] = [];
sdkConsole.error = (...words: unknown[]) => void written.push(words);
sdkConsole.warn = sdkConsole.error;

describe("with credentials", () => {
  let bot: Bot;
  beforeEach(async () => {
    bot = await openBot();
    written.length = 0;
  });
  afterEach(async () => {
    await bot.close();
  });
  const message = () => bot.client.from("sam", bot.world.chatOf("sam"), { type: "message", text: "help" });
  const asked = async (token: string | undefined, activity: object = message()) => {
    const response = await fetch(bot.appUrl, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(activity),
    });
    return { status: response.status, text: await response.text(), heard: bot.asked.length };
  };
  const serviceUrl = () => bot.teams.serviceUrl;

  it("hears what the Bot Framework signed for this bot", async () => {
    expect(await asked(await tokenFor({ serviceUrl: serviceUrl() }))).toMatchObject({ status: 200, heard: 1 });
  });

  it.each<[string, () => Promise<string | undefined>]>([
    ["no token", async () => undefined],
    ["nonsense", async () => "not.a.token"],
    ["a token signed by someone else", () => tokenFor({ serviceUrl: serviceUrl(), forged: true })],
    ["a token for another bot", () => tokenFor({ serviceUrl: serviceUrl(), audience: otherTenant })],
    ["a token of another issuer", () => tokenFor({ serviceUrl: serviceUrl(), issuer: "https://evil.example" })],
    ["a token for another service", () => tokenFor({ serviceUrl: "https://evil.example/" })],
    [
      "a token that ran out an hour ago",
      () => tokenFor({ serviceUrl: serviceUrl(), expires: Math.floor(Date.now() / 1000) - 3600 }),
    ],
  ])("refuses %s, without a word on why, and asks nothing", async (_what, token) => {
    const answer = await asked(await token());
    expect(answer).toEqual({ status: 401, text: "", heard: 0 });
    expect(written, "the SDK's own words").toEqual([]);
  });

  it.each(["webchat", "directline", "emulator", undefined])(
    "refuses what was said on another channel of the Bot Framework: %s",
    async (channelId) => {
      const answer = await asked(await tokenFor({ serviceUrl: serviceUrl() }), { ...message(), channelId });
      expect([401, 403]).toContain(answer.status);
      expect(answer.heard).toBe(0);
    },
  );

  it("refuses a service that isn't Microsoft's, though it is signed", async () => {
    const strict = await openBot({
      endpoints: (teams) => ({ openIdMetadataUrl: teams.openIdMetadataUrl, connectorToken: () => teams.login() }),
    });
    expect((await strict.client.write("sam", "help")).status).toBe(403);
    expect(strict.asked).toEqual([]);
    expect(strict.lines.at(-1)).toMatchObject({ level: "warn", about: { service: strict.teams.serviceUrl } });
    await strict.close();
  });

  it("answers a failure as one, so that Teams asks again, and writes of it to the log alone", async () => {
    const lost = message();
    const { from: _nobody, ...activity } = lost as { from: object };
    expect(await asked(await tokenFor({ serviceUrl: serviceUrl() }), activity)).toMatchObject({
      status: 500,
      text: "",
    });
    expect(bot.lines.at(-1)).toMatchObject({ level: "error" });
    expect(written).toEqual([]);
  });

  it.each(["{}", "[]", "null", "not json", '{"type":"message"}', ""])("answers 400 to %s", async (body) => {
    const response = await fetch(bot.appUrl, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer x" },
      body,
    });
    expect(response.status).toBe(400);
  });

  it("tells the connector who it is, on everything it sends", async () => {
    await bot.client.install("sam");
    const sam = bot.world.user("sam");
    const person = { platform: "teams" as const, workspace: bot.world.tenant, id: sam.aadObjectId };
    expect(await bot.chat.identify(person, acme)).toMatchObject({ name: "Sam Stone" });
  });

  it("says so to the operator when the login gives no token, and leaves the message waiting", async () => {
    await bot.client.install("sam");
    bot.teams.failNext("login", { status: 500 });
    const card = { title: ["Hi"], tone: "calm" as const, facts: [], body: [], buttons: [], more: [], fallback: "Hi" };
    const person = { platform: "teams" as const, workspace: bot.world.tenant, id: bot.world.user("sam").aadObjectId };
    expect(await bot.chat.directMessage(person, card, acme)).toEqual({
      ok: false,
      why: "later",
      reason: "401 no_token",
    });
    expect(bot.lines.map(({ level, message: words }) => `${level}: ${words}`)).toEqual([
      expect.stringContaining("error: Teams refuses the bot's token"),
    ]);
  });
});

describe("without credentials, for the local emulator", () => {
  it("hears this machine, unsigned", async () => {
    const bot = await openBot({ credentials: { mode: "anonymous" } });
    expect((await bot.client.write("sam", "help")).status).toBe(200);
    expect(bot.asked).toHaveLength(1);
    await bot.close();
  });

  /** What fetch wouldn't let us say. */
  const statusOf = (url: string, headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const all = { "content-type": "application/json", ...headers };
      const asking = request(url, { method: "POST", headers: all }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asking.on("error", reject);
      asking.end("{}");
    });

  it("answers 400 to an empty activity too", async () => {
    const bot = await openBot({ credentials: { mode: "anonymous" } });
    expect(await statusOf(bot.appUrl, {})).toBe(400);
    await bot.close();
  });

  it.each([
    { "X-Forwarded-For": "203.0.113.9" },
    { Forwarded: "for=203.0.113.9" },
    { Via: "1.1 tunnel" },
    { "CF-Connecting-IP": "203.0.113.9" },
    { Host: "amends.example" },
    { Host: "localhost.example" },
    { Origin: "https://evil.example" },
  ])("hears nobody from elsewhere: %o", async (headers) => {
    const bot = await openBot({ credentials: { mode: "anonymous" } });
    expect(await statusOf(bot.appUrl, headers)).toBe(403);
    await bot.close();
  });
});

it.each<[string, boolean]>([
  ["https://smba.trafficmanager.net/amer/", true],
  ["https://smba.infra.gcc.teams.microsoft.com/teams", true],
  ["https://smba.infra.gov.teams.microsoft.us/gcch", true],
  ["https://canary.botapi.skype.com/amer/", true],
  ["http://smba.trafficmanager.net/amer/", false],
  ["https://evil.trafficmanager.net/", false],
  ["https://smba.trafficmanager.net.evil.example/", false],
  ["https://microsoft.com.evil.example/", false],
  ["https://notmicrosoft.com/", false],
  ["https://user:word@smba.trafficmanager.net/", false],
  ["nonsense", false],
])("our token goes to %s: %s", (url, goes) => {
  expect(isTrustedService(url, [])).toBe(goes);
});

it.each([
  ["SingleTenant without a password", { appType: "SingleTenant" as const, tenantId: "t" }],
  ["a managed identity with a password", { appType: "UserAssignedMSI" as const, tenantId: "t", appPassword: "p" }],
])("refuses to start with %s", async (_what, more) => {
  const { createAuthentication } = await import("../../../../adapters/teams/connection/authentication.ts");
  expect(() => createAuthentication({ mode: "credentials", appId: "a", ...more })).toThrow();
});
