import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import AjvDraft04 from "ajv-draft-04";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { flagAction } from "../../adapters/teams/inbound/inbound-message-actions.ts";
import { ManifestError, slackManifest, teamsManifest, teamsPackage } from "../../src/cli/manifests.ts";

const of = { appId: "5A5B0E2C-3c11-4c0e-9c3f-aa0c5b1d0001", url: "https://amends.acme.example/" };

/** Width, height, and whether it has transparency, as the PNG's own header says. */
const pngFacts = (png: Uint8Array) => {
  const data = Buffer.from(png);
  return {
    signature: data.toString("latin1", 1, 4),
    width: data.readUInt32BE(16),
    height: data.readUInt32BE(20),
    color: data[25],
  };
};

describe("the Teams package", () => {
  const files = unzipSync(teamsPackage(of));

  it("has the manifest and both icons at its root, and nothing else", () => {
    expect(Object.keys(files).toSorted()).toEqual(["color.png", "manifest.json", "outline.png"]);
  });

  it("fits Microsoft's published schema", () => {
    const packaged = createRequire(import.meta.url).resolve("@microsoft/app-manifest");
    const schema = JSON.parse(
      readFileSync(new URL("json-schemas/teams/v1.25/MicrosoftTeams.schema.json", `file://${packaged}`), "utf8"),
    );
    // Its module is a function on Node and has a default for bundlers; the types know only the second.
    const Ajv = (AjvDraft04 as unknown as { default?: typeof AjvDraft04.default }).default ?? AjvDraft04;
    const validate = new (Ajv as typeof AjvDraft04.default)({
      strict: false,
      allErrors: true,
      validateFormats: false,
    }).compile(schema);
    validate(JSON.parse(strFromU8(files["manifest.json"] ?? new Uint8Array())));
    expect(validate.errors).toBeNull();
  });

  it("names this installation, and leaves nothing to fill in", () => {
    const text = teamsManifest(of);
    expect(text).not.toMatch(/YOUR-|00000000-0000/);
    const { id, bots, composeExtensions, validDomains } = JSON.parse(text);
    expect([id, bots[0].botId, composeExtensions[0].botId]).toEqual(Array(3).fill(of.appId.toLowerCase()));
    expect(validDomains).toEqual(["amends.acme.example"]);
  });

  it("has the action that the adapter listens for, on messages, asked for at once", () => {
    const [command] = JSON.parse(teamsManifest(of)).composeExtensions[0].commands;
    expect(command).toMatchObject({ id: flagAction, context: ["message"], fetchTask: true });
  });

  it("promises only standard channels", () => {
    expect(JSON.parse(teamsManifest(of))).not.toHaveProperty("supportedChannelTypes");
  });

  it("has icons of the sizes Teams wants, the outline only white on nothing", () => {
    const [color, outline] = [files["color.png"], files["outline.png"]].map((png) =>
      pngFacts(png ?? new Uint8Array(32)),
    );
    expect(color).toMatchObject({ signature: "PNG", width: 192, height: 192 });
    expect(outline).toMatchObject({ signature: "PNG", width: 32, height: 32, color: 6 });
  });

  it.each([
    ["an id that is none", { ...of, appId: "amends" }],
    ["an address that isn't https", { ...of, url: "http://localhost:3000" }],
    ["no address", { ...of, url: "amends" }],
  ])("isn't made of %s", (_what, wrong) => {
    expect(() => teamsPackage(wrong)).toThrow(ManifestError);
  });
});

describe("the Slack manifest", () => {
  it("names this installation everywhere, and leaves nothing to fill in", () => {
    const text = slackManifest({ url: "https://amends.acme.example/base/" });
    expect(text).not.toContain("YOUR-PUBLIC-URL");
    expect(parse(text).settings.event_subscriptions.request_url).toBe("https://amends.acme.example/base/slack/events");
    expect(text).toContain("Socket Mode instead");
  });

  it("isn't made of an address that isn't https", () => {
    expect(() => slackManifest({ url: "http://localhost:3000" })).toThrow("--url");
  });
});
