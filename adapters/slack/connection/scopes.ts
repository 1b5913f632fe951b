/** What the app asks for, in manifest/slack.yaml and in its own installer alike. Never a `*:history`: we read no channels. */
export const scopes = {
  needed: ["commands", "chat:write", "im:write", "users:read", "users:read.email"],
  /**
   * Asked for too, but an installer may leave them out (`bot_optional` in the manifest). Without them, user groups give no
   * role and every channel counts as one that outsiders can read.
   */
  optional: ["usergroups:read", "channels:read", "groups:read"],
} as const;
