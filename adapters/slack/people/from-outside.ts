import type { Workspace } from "../connection/workspaces.ts";

/** What Slack says of a person's belonging; what it leaves out or says as null isn't so. */
export type Belonging = {
  readonly team_id?: string | null | undefined;
  readonly is_restricted?: boolean | null | undefined;
  readonly is_ultra_restricted?: boolean | null | undefined;
  readonly is_stranger?: boolean | null | undefined;
  readonly enterprise_user?: { readonly enterprise_id?: string | null | undefined } | null | undefined;
};

/** A guest, a stranger, or of a workspace that is neither ours nor of our Enterprise Grid. */
export const isFromOutside = (user: Belonging, installation: Pick<Workspace, "team" | "enterprise">): boolean => {
  if (user.is_stranger || user.is_restricted || user.is_ultra_restricted) return true;
  const sameTeam = !user.team_id || user.team_id === installation.team;
  const sameEnterprise =
    installation.enterprise !== undefined && user.enterprise_user?.enterprise_id === installation.enterprise;
  return !sameTeam && !sameEnterprise;
};
