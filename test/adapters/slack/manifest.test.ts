import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { eventsPath, redirectPath } from "../../../adapters/slack/connection/receivers.ts";
import { scopes } from "../../../adapters/slack/connection/scopes.ts";
import { flagShortcut, openShortcut } from "../../../adapters/slack/inbound/inbound-shortcuts.ts";

/** The limits of Slack's published schema (slackapi/manifest-schema, version 2), of the parts we use. */
const words = (max: number, min = 1) => z.string().min(min).max(max);
const url = words(3000).regex(/^https:\/\//);
const scope = words(50).regex(/^[a-z]+([.:][a-z.]+)?$/);
const event = words(50).regex(/^[a-z_]+$/);

const schema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2) }),
  display_information: z.strictObject({
    name: words(35),
    description: words(140),
    long_description: words(4000, 175),
    background_color: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: words(80), always_online: z.boolean() }),
    shortcuts: z
      .array(
        z.strictObject({
          name: words(24),
          type: z.enum(["message", "global"]),
          callback_id: words(255),
          description: words(150),
        }),
      )
      .min(1)
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: words(32, 2).regex(/^\//),
          url,
          description: words(2000),
          usage_hint: words(1000),
          should_escape: z.boolean(),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(url).max(1000),
    scopes: z.strictObject({ bot: z.array(scope), bot_optional: z.array(scope) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: url, bot_events: z.array(event) }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: url }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

const text = readFileSync(new URL("../../../manifest/slack.yaml", import.meta.url), "utf8");
const manifest = schema.parse(parse(text));

describe("manifest/slack.yaml", () => {
  it("has the shortcuts and the command that the adapter listens for", () => {
    expect(manifest.features.shortcuts.map(({ type, callback_id, name }) => [type, callback_id, name])).toEqual([
      ["message", flagShortcut, "Flag complaint"],
      ["global", openShortcut, "Open a complaint"],
    ]);
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(["/amends"]);
  });

  it("asks for the least, and marks as optional only what it also asks for", () => {
    const { bot, bot_optional: optional } = manifest.oauth_config.scopes;
    expect(bot).toEqual([...scopes.needed, ...scopes.optional]);
    expect(optional).toEqual(scopes.optional);
    expect(bot.filter((each) => each.endsWith(":history"))).toEqual([]);
  });

  it("lets customers answer: the Messages tab is on, and not read-only", () => {
    expect(manifest.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it("hears of the home page, of being removed, of who left and of channels that are gone", () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual([
      "app_home_opened",
      "app_uninstalled",
      "user_change",
      "channel_archive",
      "channel_deleted",
      "channel_left",
      "group_archive",
      "group_deleted",
      "group_left",
      "tokens_revoked",
    ]);
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
  });

  it("sends everything to one address, marked clearly for replacing", () => {
    const urls = text.match(/https:\/\/YOUR-PUBLIC-URL\/[^\s"]+/g) ?? [];
    expect(new Set(urls)).toEqual(
      new Set([`https://YOUR-PUBLIC-URL${eventsPath}`, `https://YOUR-PUBLIC-URL${redirectPath}`]),
    );
    expect(manifest.features.slash_commands[0]?.url).toBe(`https://YOUR-PUBLIC-URL${eventsPath}`);
    expect(manifest.oauth_config.redirect_urls).toEqual([`https://YOUR-PUBLIC-URL${redirectPath}`]);
  });
});
