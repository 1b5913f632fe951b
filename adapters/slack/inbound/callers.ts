import type { Caller } from "../../../src/app/ports.ts";
import type { Place } from "../../../src/core/case.ts";
import { defined } from "../../../src/core/defined.ts";
import type { OrganizationKey } from "../../../src/core/organization.ts";
import type { Workspace } from "../connection/workspaces.ts";
import type { Who } from "../payloads.ts";

/** Who asks, and where from, as Slack's signed payload says it. */

export type Installation = Pick<Workspace, "team" | "enterprise">;

/**
 * Certainly from outside: a stranger, or from another workspace that isn't of the same Enterprise Grid. Where the payload
 * doesn't tell a colleague on Grid from a guest of another company, `identity.ts` does.
 */
const isOutsider = ({ team, enterprise, user }: Who, installation: Installation): boolean => {
  if (user.is_stranger) return true;
  const from = user.team_id ?? team?.id ?? installation.team;
  if (from === installation.team || from === installation.enterprise) return false;
  if (installation.enterprise === undefined) return true;
  // What is said of an enterprise is said of `team`, which need not be the user's own.
  const userEnterprise = team?.id === from ? (enterprise?.id ?? team.enterprise_id) : undefined;
  return userEnterprise !== undefined && userEnterprise !== installation.enterprise;
};

export const callerOf = (who: Who, installation: Installation, organization: OrganizationKey, place?: Place): Caller =>
  defined({
    organization,
    person: {
      platform: "slack" as const,
      workspace: who.user.team_id ?? who.team?.id ?? installation.team,
      id: who.user.id,
    },
    place,
    outsider: isOutsider(who, installation) || undefined,
  });

export const placeOf = (installation: Installation, channel: string, thread?: string, link?: string): Place =>
  defined({ platform: "slack" as const, workspace: installation.team, channel, thread, link });
