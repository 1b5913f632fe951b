import { believedAfter, createStandingDenials } from "../../../src/app/standing-denials.ts";
import { type Duration, duration, type Instant, isFresh } from "../../../src/core/time.ts";
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

/** What Slack denies is asked again after this long, and takes the place of what it said before only once it has lasted. */
const deniedFreshFor = duration(15_000);
/** A group of whom nothing is known yet has no members once it was denied for this long. */
const believedOfUnknown = duration(10_000);

type Known = { readonly members: ReadonlySet<string>; readonly at: Instant; readonly freshFor: Duration };
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
  const denials = createStandingDenials(now);

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

  const ask = async (group: string, { client, installation }: Reached): Promise<Omit<Known, "at">> => {
    const key = `${installation.team}:${group}`;
    const before = known.get(key);
    try {
      const { users = [] } = await client.usergroups.users.list({ usergroup: group });
      denials.clear(key);
      return { members: new Set(users), freshFor };
    } catch (error) {
      const code = codeOf(error);
      if (
        code === "missing_scope" ||
        code === "no_such_subteam" ||
        code === "subteam_not_found" ||
        code === "permission_denied"
      ) {
        const lasted = denials.note(key);
        if (lasted >= believedAfter.end) return { members: refused(installation.team, group, code), freshFor };
        if (before) return { members: before.members, freshFor: deniedFreshFor };
        // Without the scope, which is optional, nothing else can be expected.
        if (code !== "missing_scope" && lasted < believedOfUnknown) throw error;
        return { members: refused(installation.team, group, code), freshFor: deniedFreshFor };
      }
      if (before) return { members: before.members, freshFor: deniedFreshFor };
      throw error;
    }
  };

  const members = (group: string, reached: Reached): Promise<ReadonlySet<string>> => {
    const key = `${reached.installation.team}:${group}`;
    const before = known.get(key);
    if (before && isFresh(before.at, now(), before.freshFor)) return Promise.resolve(before.members);
    const underWay =
      asking.get(key) ??
      ask(group, reached)
        .then((found) => {
          known.set(key, { ...found, at: now() });
          return found.members;
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
