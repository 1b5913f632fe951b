import type { Authorize } from "@slack/bolt";
import { z } from "zod";
import type { Workspaces } from "./workspaces.ts";

/** A press on our own message names the workspace that we posted it from. */
const pressedSchema = z.object({ message: z.object({ team: z.string() }) });

/**
 * Which installation a request is for. Its own team and enterprise are kept beside what Bolt reads from the payload,
 * because in a shared channel the payload's may be the sender's. @throws when the app isn't installed there.
 */
export const authorizer =
  (workspaces: Workspaces): Authorize<boolean> =>
  async ({ teamId }, body) => {
    const found =
      (await workspaces.find(teamId)) ?? (await workspaces.find(pressedSchema.safeParse(body).data?.message.team));
    if (!found) throw new Error("Amends isn't installed in this Slack workspace");
    const { team, token, enterprise, botId, botUserId } = found;
    return {
      botToken: token,
      teamId: team,
      installation: { team, enterprise },
      ...(enterprise ? { enterpriseId: enterprise } : {}),
      ...(botId ? { botId } : {}),
      ...(botUserId ? { botUserId } : {}),
    };
  };
