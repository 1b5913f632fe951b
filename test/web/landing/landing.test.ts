import { describe, expect, it } from "vitest";
import type { LandingFacts } from "../../../src/web/landing/landing-facts.ts";
import { facts, startWeb } from "../web-under-test.ts";

const landing = async (given: LandingFacts, publicUrl = "http://localhost:3000") => {
  const { url } = await startWeb({ landing: () => given, publicUrl });
  return (await fetch(url)).text();
};

describe("the page at /", () => {
  it("says what this is and how it is set up, and leads to health and metrics", async () => {
    const text = await landing(facts);
    for (const words of [
      "service recovery",
      "Acme Travel",
      "Not connected yet",
      "Embedded (PGlite)",
      "The built-in one",
    ])
      expect(text).toContain(words);
    expect(text).toContain('href="/readyz"');
    expect(text).toContain('href="/metrics"');
  });

  it("tells step by step how to connect Slack while it isn't", async () => {
    const text = await landing(facts);
    for (const words of [
      "manifest/slack.yaml",
      "SLACK_BOT_TOKEN=",
      "SLACK_APP_TOKEN=",
      "SLACK_SIGNING_SECRET=",
      "connections:write",
    ])
      expect(text).toContain(words);
  });

  it("tells step by step how to connect Teams while it isn't", async () => {
    const text = await landing({ ...facts, platforms: [{ platform: "teams", state: "not-set-up" }] });
    for (const words of [
      "Connect Microsoft Teams",
      "Single Tenant",
      "/api/messages",
      "MicrosoftAppId=",
      "MicrosoftAppPassword=",
      "MicrosoftAppTenantId=",
      "npx amends manifest teams --app-id",
    ])
      expect(text).toContain(words);
  });

  it("says how to begin on each platform that is connected, and no longer how to connect it", async () => {
    const text = await landing({
      ...facts,
      platforms: [
        { platform: "slack", state: "connected" },
        { platform: "teams", state: "connected" },
      ],
    });
    for (const words of ["Try it in Slack", "Try it in Microsoft Teams", "@Amends help"]) expect(text).toContain(words);
    for (const words of ["SLACK_BOT_TOKEN", "MicrosoftAppId", "Some of you work in"]) expect(text).not.toContain(words);
  });

  it("only offers the other platform once a team works on one", async () => {
    const text = await landing({
      ...facts,
      platforms: [
        { platform: "slack", state: "connected" },
        { platform: "teams", state: "not-set-up" },
      ],
      database: "postgres",
      protocol: "file",
      secretIsSet: true,
    });
    for (const words of ["Nothing is missing", "Some of you work in Microsoft Teams?"]) expect(text).toContain(words);
    expect(text).not.toContain("MicrosoftAppId=");
  });

  it("leads to the sandbox where there is one, also under a prefix", async () => {
    const withSandbox: LandingFacts = { ...facts, places: [{ label: "Sandbox", path: "/" }] };
    expect(await landing(withSandbox)).toContain("Try it right here");
    expect(await landing(withSandbox, "https://acme.example/amends")).toContain('<a href="/amends/">sandbox</a>');
    expect(await landing(facts)).not.toContain("Try it right here");
  });

  it("gives the platforms' addresses under the public one, and a placeholder where that is this machine alone", async () => {
    const both: LandingFacts = {
      ...facts,
      platforms: [...facts.platforms, { platform: "teams", state: "not-set-up" }],
    };
    const there = await landing(both, "https://amends.acme.example/");
    const here = await landing(both);
    for (const path of ["/slack/events", "/api/messages"]) {
      expect(there).toContain(`https://amends.acme.example${path}`);
      expect(here).not.toContain(`localhost:3000${path}`);
    }
  });

  it("asks for nothing more once all is set up", async () => {
    const text = await landing({
      ...facts,
      platforms: [{ platform: "slack", state: "connected", how: "Socket Mode" }],
      database: "postgres",
      protocol: "file",
      secretIsSet: true,
      places: [{ label: "Sandbox", path: "/sandbox" }],
    });
    for (const words of [
      "Connected, by Socket Mode",
      "PostgreSQL",
      "Your own file",
      "Nothing is missing",
      'href="/sandbox"',
    ])
      expect(text).toContain(words);
    for (const words of ["SLACK_BOT_TOKEN", "AMENDS_SECRET", "AMENDS_PROTOCOL", "DATABASE_URL"])
      expect(text).not.toContain(words);
  });

  it.each([
    ["slack", "Make Slack answer"],
    ["teams", "Make Microsoft Teams answer"],
  ] as const)("says so when %s is set up but doesn't answer", async (platform, words) => {
    const other = platform === "slack" ? "teams" : "slack";
    const text = await landing({
      ...facts,
      platforms: [
        { platform, state: "failing" },
        { platform: other, state: "connected" },
      ],
      database: "postgres",
      protocol: "file",
      secretIsSet: true,
    });
    expect(text).toContain(words);
    expect(text).not.toContain("Nothing is missing");
  });

  it("escapes the organization's name and holds no script", async () => {
    const text = await landing({ ...facts, organization: "<script>alert(1)</script>" });
    expect(text).toContain("&lt;script>alert(1)&lt;/script>");
    expect(text).not.toContain("<script");
  });
});
