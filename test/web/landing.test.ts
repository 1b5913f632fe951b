import { describe, expect, it } from "vitest";
import type { LandingFacts } from "../../src/web/landing-facts.ts";
import { facts, startWeb } from "./web-under-test.ts";

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

  it("gives Slack's request URL under the public address, and a placeholder where that is this machine alone", async () => {
    expect(await landing(facts, "https://amends.acme.example/")).toContain("https://amends.acme.example/slack/events");
    expect(await landing(facts)).not.toContain("localhost:3000/slack/events");
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

  it("says so when Slack is set up but doesn't answer", async () => {
    const text = await landing({ ...facts, platforms: [{ platform: "slack", state: "failing" }], secretIsSet: true });
    expect(text).toContain("Make Slack answer");
    expect(text).not.toContain("Nothing is missing");
  });

  it("escapes the organization's name and holds no script", async () => {
    const text = await landing({ ...facts, organization: "<script>alert(1)</script>" });
    expect(text).toContain("&lt;script>alert(1)&lt;/script>");
    expect(text).not.toContain("<script");
  });
});
