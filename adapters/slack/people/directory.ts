import type { Chat, Sought } from "../../../src/app/ports.ts";
import { createStandingDenials } from "../../../src/app/standing-denials.ts";
import type { PersonRef } from "../../../src/core/people.ts";
import type { Instant } from "../../../src/core/time.ts";
import { createCache } from "../../common/cache.ts";
import type { Clients, Reached } from "../connection/clients.ts";
import { codeOf } from "../connection/failures.ts";
import { isBot } from "./from-outside.ts";
import type { Groups } from "./groups.ts";
import type { Roster } from "./roster.ts";

/** People of a workspace by email, its admins, or a user group's members; kept ten minutes at most. */

const freshFor = 10 * 60_000;

/** "There is nobody" may pass, so it counts once it was said for this long; until then the lookup has no answer. */
const believedOfEmail = 10_000;

/** @throws when Slack can't answer now, or denies for the first time that there is anybody. */
export const createFind = (parts: {
  readonly clients: Clients;
  readonly groups: Pick<Groups, "members">;
  readonly roster: Pick<Roster, "admins">;
  readonly now: () => Instant;
}): Chat["find"] => {
  const { clients, groups, roster, now } = parts;
  const cache = createCache<readonly string[]>({ now, freshFor });
  const denials = createStandingDenials(now);

  const byEmail = async ({ client, installation }: Reached, email: string): Promise<readonly string[]> => {
    const key = `${installation.team}:${email}`;
    try {
      const { user } = await client.users.lookupByEmail({ email });
      denials.clear(key);
      return user?.id && !user.deleted && !isBot(user) ? [user.id] : [];
    } catch (error) {
      if (codeOf(error) === "users_not_found" && denials.note(key) >= believedOfEmail) return [];
      throw error;
    }
  };

  const idsOf = async (reached: Reached, who: Sought): Promise<readonly string[]> => {
    switch (who.is) {
      case "email":
        return cache.get(`${reached.installation.team}:${who.email}`, () => byEmail(reached, who.email));
      // The others keep their answers themselves.
      case "group":
        return [...(await groups.members(who.id, reached))];
      case "admins":
        return roster.admins(reached);
    }
  };

  return async (team, who) => {
    const reached = await clients.of(team, "delivery");
    if (!reached) return [];
    const ids = await idsOf(reached, who);
    return ids.map((id): PersonRef => ({ platform: "slack", workspace: reached.installation.team, id }));
  };
};
