import type { InstallationStore } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { defined } from "../../../src/core/defined.ts";

/** Where the app is installed, and with which token. */

export type Workspace = {
  readonly team: string;
  readonly token: string;
  /** The Enterprise Grid organization the workspace is in. */
  readonly enterprise?: string;
  readonly botId?: string;
  readonly botUserId?: string;
};

export type Workspaces = {
  /** The installation that serves a team; nothing where the app isn't installed. @throws when it can't be known now. */
  find(team: string | undefined): Promise<Workspace | undefined>;
};

/** Keeps one question at a time, and its answer if it was one: a failure is asked again. */
const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
};

/** One workspace with one token: whatever team asks, this installation answers. */
export const singleWorkspace = (token: string, client: WebClient): Workspaces => {
  const whoAmI = once(async (): Promise<Workspace> => {
    const { team_id, enterprise_id, bot_id, user_id } = await client.auth.test();
    if (!team_id) throw new Error("Slack's auth.test named no workspace");
    return defined({ team: team_id, token, enterprise: enterprise_id, botId: bot_id, botUserId: user_id });
  });
  return { find: whoAmI };
};

/** Tokens of many workspaces, kept by the application: `secret` is opaque to it and must be encrypted at rest. */
export type Installations = {
  get(team: string): Promise<string | undefined>;
  save(team: string, secret: string): Promise<void>;
  remove(team: string): Promise<void>;
};

type SlackInstallation = Awaited<ReturnType<InstallationStore["fetchInstallation"]>>;

const idOf = ({ team }: { team?: { id: string } | undefined }): string => {
  if (!team)
    throw new Error("Amends is installed one workspace at a time; an organization-wide install isn't supported");
  return team.id;
};

/** Bolt's installer keeps its installations through this. */
export const installationStore = (installations: Installations): InstallationStore => ({
  storeInstallation: async (installation) => {
    // Only the bot acts: the token of the person who installed isn't kept.
    const { user, ...rest } = installation;
    await installations.save(
      idOf(installation),
      JSON.stringify({ ...rest, user: { id: user.id, token: undefined, scopes: undefined } }),
    );
  },
  fetchInstallation: async ({ teamId }) => {
    const secret = teamId === undefined ? undefined : await installations.get(teamId);
    if (secret === undefined) throw new Error("Amends isn't installed in this workspace");
    return JSON.parse(secret) as SlackInstallation; // written by `storeInstallation` above and encrypted since
  },
  deleteInstallation: async ({ teamId }) => {
    if (teamId !== undefined) await installations.remove(teamId);
  },
});

/** What Bolt's installer answers, of which we need this much. */
export type Authorizer = (source: { teamId: string; enterpriseId: undefined; isEnterpriseInstall: false }) => Promise<{
  botToken?: string;
  /** In seconds; null or absent where tokens don't end. */
  botTokenExpiresAt?: number | null;
  botId?: string;
  botUserId?: string;
  teamId?: string;
  enterpriseId?: string;
}>;

/**
 * Many workspaces. Bolt's installer also refreshes a token that is about to expire; one question at a time per team, so
 * that two deliveries don't spend the same refresh token.
 */
export const installedWorkspaces = (installations: Installations, authorizer: Authorizer): Workspaces => {
  const asked = new Map<string, Promise<Workspace | undefined>>();
  const ask = async (team: string): Promise<Workspace | undefined> => {
    if ((await installations.get(team)) === undefined) return undefined;
    const found = await authorizer({ teamId: team, enterpriseId: undefined, isEnterpriseInstall: false });
    if (!found.botToken) return undefined;
    return defined({
      team,
      token: found.botToken,
      enterprise: found.enterpriseId,
      botId: found.botId,
      botUserId: found.botUserId,
    });
  };
  return {
    find: async (team) => {
      if (team === undefined) return undefined;
      const underWay = asked.get(team) ?? ask(team).finally(() => asked.delete(team));
      asked.set(team, underWay);
      return underWay;
    },
  };
};
