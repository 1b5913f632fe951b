import type { Clock } from "../../../src/app/ports.ts";
import { app, leastScopes, optionalScopes, team } from "./cast.ts";
import { no } from "./refusal.ts";

export type Token = {
  readonly value: string;
  readonly teamId: string;
  scopes: readonly string[];
  state: "live" | "expired" | "revoked" | "inactive";
  readonly expiresAt?: number;
  readonly refresh?: string;
};

const refusals = { expired: "token_expired", revoked: "token_revoked", inactive: "account_inactive" } as const;
/** Rotated tokens live twelve hours. */
const rotatedLife = 12 * 3600_000;

export type Tokens = ReturnType<typeof createTokens>;

/** Bot tokens and their scopes, installation codes, and rotation. */
export const createTokens = (clock: Clock) => {
  const tokens = new Map<string, Token>();
  const codes = new Map<string, string>();
  let count = 0;

  const add = (token: Token): Token => {
    tokens.set(token.value, token);
    return token;
  };
  const bot = add({
    value: app.botToken,
    teamId: team.id,
    scopes: [...leastScopes, ...optionalScopes],
    state: "live",
  });

  const issue = (teamId: string, rotating: boolean): Token => {
    count += 1;
    return add({
      value: rotating ? `xoxe.xoxb-1-${teamId}-${count}` : `xoxb-${teamId}-${count}`,
      teamId,
      scopes: [...leastScopes, ...optionalScopes],
      state: "live",
      ...(rotating ? { expiresAt: clock.now() + rotatedLife, refresh: `xoxe-1-${teamId}-${count}` } : {}),
    });
  };

  return {
    /** The token the app has from the start. Change its `scopes` or `state` to see the refusals. */
    bot,
    issue,
    revokeAll: (teamId: string = team.id) => {
      for (const token of tokens.values()) if (token.teamId === teamId) token.state = "revoked";
    },
    /** @throws {SlackRefusal} when there is none, or none that is good now. */
    check: (value: string | undefined): Token => {
      if (!value) return no("not_authed");
      const token = tokens.get(value) ?? no("invalid_auth");
      if (token.state !== "live") no(refusals[token.state]);
      if (token.expiresAt !== undefined && clock.now() >= token.expiresAt) no("token_expired");
      return token;
    },
    /** What Slack appends to the redirect after an admin has clicked Allow: good once. */
    grantCode: (teamId: string = team.id): string => {
      count += 1;
      const code = `code-${teamId}-${count}`;
      codes.set(code, teamId);
      return code;
    },
    redeem: (code: string): string => {
      const teamId = codes.get(code) ?? no("invalid_code");
      codes.delete(code);
      return teamId;
    },
    /** A refresh token works once; the token it belonged to dies with it. */
    rotate: (refresh: string): Token => {
      const old = [...tokens.values()].find((token) => token.refresh === refresh && token.state !== "revoked");
      if (!old) return no("invalid_refresh_token");
      old.state = "revoked";
      return issue(old.teamId, true);
    },
  };
};
