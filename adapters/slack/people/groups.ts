import { duration, type Instant, isFresh } from "../../../src/core/time.ts";
import type { Reached } from "../connection/clients.ts";
import { codeOf } from "../connection/failures.ts";
import type { Log } from "../connection/log.ts";

/**
 * Members of the user groups that the protocol names. Asked at most every five minutes: `usergroups.users.list` allows
 * about 20 calls a minute, and its scope (`usergroups:read`) is optional.
 */
export type Groups = {
  of(user: string, reached: Reached): Promise<string[]>;
  /** User ids. */
  members(group: string, reached: Reached): Promise<ReadonlySet<string>>;
};

const freshFor = duration(5 * 60_000);

type Known = { readonly members: ReadonlySet<string>; readonly at: Instant };
const nobody: ReadonlySet<string> = new Set();

export const createGroups = (options: {
  /** Ids of user groups. */
  toKnow: () => readonly string[];
  now: () => Instant;
  log: Log;
}): Groups => {
  const { toKnow, now, log } = options;
  const known = new Map<string, Known>();
  const asking = new Map<string, Promise<ReadonlySet<string>>>();
  const warned = new Set<string>();

  /** A group that Slack refuses to show has no members to us: the safe side, and said once. */
  const refused = (team: string, group: string, code: string): ReadonlySet<string> => {
    const warning = code === "missing_scope" ? `${team}:${code}` : `${team}:${group}:${code}`;
    if (!warned.has(warning)) {
      warned.add(warning);
      log.warn(
        { team, group, slack: code },
        "Slack doesn't show this user group, so it gives nobody a role; add usergroups:read?",
      );
    }
    return nobody;
  };

  const ask = async (group: string, { client, installation }: Reached): Promise<ReadonlySet<string>> => {
    try {
      const { users = [] } = await client.usergroups.users.list({ usergroup: group });
      return new Set(users);
    } catch (error) {
      const code = codeOf(error);
      if (
        code === "missing_scope" ||
        code === "no_such_subteam" ||
        code === "subteam_not_found" ||
        code === "permission_denied"
      ) {
        return refused(installation.team, group, code);
      }
      const before = known.get(`${installation.team}:${group}`);
      if (before) return before.members;
      throw error;
    }
  };

  const members = (group: string, reached: Reached): Promise<ReadonlySet<string>> => {
    const key = `${reached.installation.team}:${group}`;
    const before = known.get(key);
    if (before && isFresh(before.at, now(), freshFor)) return Promise.resolve(before.members);
    const underWay =
      asking.get(key) ??
      ask(group, reached)
        .then((found) => {
          known.set(key, { members: found, at: now() });
          return found;
        })
        .finally(() => asking.delete(key));
    asking.set(key, underWay);
    return underWay;
  };

  return {
    members,
    of: async (user, reached) => {
      const groups = toKnow();
      const lists = await Promise.all(groups.map((group) => members(group, reached)));
      return groups.filter((_, index) => lists[index]?.has(user));
    },
  };
};
