import { app, externalTeam, team } from "../cast.ts";
import { no } from "../refusal.ts";
import type { Fields } from "../shapes.ts";
import type { Token } from "../tokens.ts";
import { type Method, optional, required } from "./method.ts";

const teamCalled = (id: string) => (id === externalTeam.id ? externalTeam : team);

const granted = (token: Token, now: number): Fields => ({
  access_token: token.value,
  token_type: "bot",
  scope: token.scopes.join(","),
  bot_user_id: app.botUserId,
  app_id: app.id,
  team: { id: token.teamId, name: teamCalled(token.teamId).name },
  enterprise: null,
  authed_user: { id: "U0ADA00001" },
  is_enterprise_install: false,
  ...(token.expiresAt === undefined
    ? {}
    : { refresh_token: token.refresh, expires_in: Math.floor((token.expiresAt - now) / 1000) }),
});

export const installationMethods: Readonly<Record<string, Method>> = {
  "auth.test": {
    json: true,
    run: (_args, { token, world }) => {
      const { domain, name } = teamCalled(token.teamId);
      const enterprise = world.enterprise();
      return {
        ...(enterprise ? { enterprise_id: enterprise.id } : {}),
        url: `https://${domain}.slack.com/`,
        team: name,
        user: app.name.toLowerCase(),
        team_id: token.teamId,
        user_id: app.botUserId,
        bot_id: app.botId,
        is_enterprise_install: false,
      };
    },
  },

  /** Tokens rotate for whoever was installed while `manifest.tokenRotation` is on; a refresh token works once. */
  "oauth.v2.access": {
    open: true,
    run: (args, { world }) => {
      if (required(args, "client_id") !== app.clientId) no("invalid_client_id");
      if (required(args, "client_secret") !== app.clientSecret) no("bad_client_secret");
      const now = world.clock.now();
      const kind = optional(args, "grant_type") ?? "authorization_code";
      if (kind === "refresh_token") return granted(world.tokens.rotate(required(args, "refresh_token")), now);
      if (kind !== "authorization_code") no("invalid_grant_type");
      return granted(
        world.tokens.issue(world.tokens.redeem(required(args, "code")), world.manifest.tokenRotation),
        now,
      );
    },
  },
};
