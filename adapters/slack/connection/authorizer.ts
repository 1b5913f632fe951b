import type { Authorize } from "@slack/bolt";
import { z } from "zod";
import type { Workspaces } from "./workspaces.ts";

/** A press on a message of ours names the workspace that we posted it from; a window, the one that it was opened in. */
const pressedSchema = z.object({ type: z.literal("block_actions"), message: z.object({ team: z.string() }) });
const viewedSchema = z.object({ view: z.object({ app_installed_team_id: z.string() }) });

/** The teams that may be meant, the surest first. Of another person's message the team would be its author's. */
const teamsIn = (teamId: string | undefined, body: unknown): readonly (string | undefined)[] => [
  viewedSchema.safeParse(body).data?.view.app_installed_team_id,
  pressedSchema.safeParse(body).data?.message.team,
  teamId,
];

const firstInstalled = async (workspaces: Workspaces, teams: readonly (string | undefined)[]) => {
  for (const team of new Set(teams)) {
    const found = await workspaces.find(team);
    if (found) return found;
  }
  throw new Error("Amends isn't installed in this Slack workspace");
};

/**
 * Which installation a request is for. Its own team and enterprise are kept beside what Bolt reads from the payload,
 * because in a shared channel the payload's may be the sender's, who may have installed the app too. @throws when the app
 * isn't installed there.
 */
export const authorizer =
  (workspaces: Workspaces): Authorize<boolean> =>
  async ({ teamId }, body) => {
    const { team, token, enterprise, botId, botUserId } = await firstInstalled(workspaces, teamsIn(teamId, body));
    return {
      botToken: token,
      teamId: team,
      installation: { team, enterprise },
      ...(enterprise ? { enterpriseId: enterprise } : {}),
      ...(botId ? { botId } : {}),
      ...(botUserId ? { botUserId } : {}),
    };
  };
