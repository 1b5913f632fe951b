import type { Workspace } from "../connection/workspaces.ts";

/** What Slack says of a person's belonging; what it leaves out or says as null isn't so. */
export type Belonging = {
  readonly team_id?: string | null | undefined;
  readonly is_restricted?: boolean | null | undefined;
  readonly is_ultra_restricted?: boolean | null | undefined;
  readonly is_stranger?: boolean | null | undefined;
  readonly enterprise_user?: { readonly enterprise_id?: string | null | undefined } | null | undefined;
};

/** Slackbot says of itself that it is none. */
const slackbot = "USLACKBOT";

/** An app's account: it reads and writes for whoever built it, and is nobody's to work or to buy with. */
export const isBot = (user: {
  readonly id?: string | undefined;
  readonly is_bot?: boolean | undefined;
  readonly is_workflow_bot?: boolean | undefined;
  readonly is_connector_bot?: boolean | undefined;
}): boolean => Boolean(user.is_bot || user.is_workflow_bot || user.is_connector_bot) || user.id === slackbot;

/** A guest, a stranger, or of a workspace that is neither ours nor of our Enterprise Grid. */
export const isFromOutside = (user: Belonging, installation: Pick<Workspace, "team" | "enterprise">): boolean => {
  if (user.is_stranger || user.is_restricted || user.is_ultra_restricted) return true;
  const sameTeam = !user.team_id || user.team_id === installation.team;
  const sameEnterprise =
    installation.enterprise !== undefined && user.enterprise_user?.enterprise_id === installation.enterprise;
  return !sameTeam && !sameEnterprise;
};
