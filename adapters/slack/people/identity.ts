import { z } from "zod";
import { defined } from "../../../src/core/defined.ts";
import type { OrganizationKey } from "../../../src/core/organization.ts";
import type { Identity, PersonRef } from "../../../src/core/people.ts";
import type { Instant } from "../../../src/core/time.ts";
import { createCache } from "../../common/cache.ts";
import type { Clients, Reached } from "../connection/clients.ts";
import { codeOf } from "../connection/failures.ts";
import { isBot, isFromOutside } from "./from-outside.ts";
import type { Groups } from "./groups.ts";

/** Who a person is, as `users.info` says. */

const maybeText = z
  .string()
  .nullish()
  .transform((text) => text || undefined);
const flag = z.boolean().default(false);

const userSchema = z.object({
  id: z.string(),
  team_id: maybeText,
  name: maybeText,
  real_name: maybeText,
  tz: maybeText,
  deleted: flag,
  is_bot: flag,
  is_workflow_bot: flag,
  is_connector_bot: flag,
  is_admin: flag,
  is_owner: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  enterprise_user: z.object({ id: maybeText, enterprise_id: maybeText }).nullish(),
  profile: z.object({ email: maybeText, real_name: maybeText, display_name: maybeText, team: maybeText }).nullish(),
});
type SlackUser = z.infer<typeof userSchema>;

const nobodyOf = (user: SlackUser): Identity["nobody"] =>
  isBot(user) ? "bot" : user.deleted ? "deactivated" : undefined;

const enterpriseUserOf = ({ enterprise_user }: SlackUser): Identity["enterpriseUser"] =>
  enterprise_user?.id && enterprise_user.enterprise_id
    ? { enterprise: enterprise_user.enterprise_id, id: enterprise_user.id }
    : undefined;

/**
 * The other ids of the same human: on Enterprise Grid someone has one in the workspace and one in the enterprise, and payloads
 * carry either.
 */
const otherIds = (user: SlackUser, person: PersonRef): PersonRef[] =>
  [...new Set([user.id, enterpriseUserOf(user)?.id])].flatMap((id) =>
    id === undefined || id === person.id ? [] : [{ ...person, id }],
  );

/** Guests may be written to, but they decide nothing: to us they are outsiders. So is who left, and so are bots. */
const isOutsider = (user: SlackUser, person: PersonRef, { installation }: Reached): boolean =>
  nobodyOf(user) !== undefined || isFromOutside({ ...user, team_id: user.team_id ?? person.workspace }, installation);

/** The full name before the short one people chose for chatting: it also stands in records and in letters. */
const nameOf = ({ profile, real_name, name, id }: SlackUser): string =>
  profile?.real_name ?? real_name ?? profile?.display_name ?? name ?? id;

/** Slack denies that there is anybody by that id. */
const nobodyThere = new Set(["user_not_found", "user_not_visible", "users_not_found"]);

/** Of whoever is written to: several messages may follow one another. */
const freshFor = 60_000;

export type Identities = {
  /**
   * As this organization (its key) sees them: a colleague of another company is an outsider, even where that company has
   * installed the app too. Undefined where Slack denies that there is anybody by that id. @throws when it can't answer now.
   */
  identify(person: PersonRef, organization: OrganizationKey): Promise<Identity | undefined>;
  /** Who a user picked in a form is: pickers give an id without its workspace, and may list people of connected ones. */
  picked(user: string, team: string): Promise<PersonRef>;
  /** Slack says that the account is deactivated. What it doesn't say, or not now, isn't so. */
  isDeactivated(person: PersonRef, reached: Reached): Promise<boolean>;
};

export const createIdentities = ({
  clients,
  groups,
  now,
}: {
  clients: Clients;
  groups: Groups;
  now: () => Instant;
}): Identities => {
  const cache = createCache<SlackUser>({ now, freshFor });
  const ask = async (user: string, { client }: Reached): Promise<SlackUser> =>
    userSchema.parse((await client.users.info({ user })).user);

  const identify: Identities["identify"] = async (person, organization) => {
    const reached = await clients.ofOrganization(organization, "reply");
    if (!reached) throw new Error("Amends isn't installed in this organization's Slack workspace");
    try {
      const user = await ask(person.id, reached);
      const outsider = isOutsider(user, person, reached);
      return defined({
        person,
        name: nameOf(user),
        email: user.profile?.email,
        zone: user.tz,
        groups: outsider ? [] : await groups.of(person.id, reached),
        // An admin of another workspace is nobody's admin here.
        admin: !outsider && (user.is_admin || user.is_owner),
        outsider,
        aliases: otherIds(user, person),
        nobody: nobodyOf(user),
        enterpriseUser: enterpriseUserOf(user),
      });
    } catch (error) {
      if (nobodyThere.has(codeOf(error) ?? "")) return undefined;
      throw error;
    }
  };

  const picked: Identities["picked"] = async (user, team) => {
    const here: PersonRef = { platform: "slack", workspace: team, id: user };
    const reached = await clients.of(team, "reply");
    if (!reached) return here;
    // Without an answer the workspace at hand is by far the likeliest.
    const found = await ask(user, reached).catch(() => undefined);
    return found?.team_id ? { ...here, workspace: found.team_id } : here;
  };

  return {
    identify,
    picked,
    isDeactivated: async (person, reached) =>
      cache
        .get(`${reached.installation.team}:${person.id}`, () => ask(person.id, reached))
        .then(({ deleted }) => deleted)
        .catch(() => false),
  };
};
