import { believedAfter, createStandingDenials } from "../../../src/app/standing-denials.ts";
import type { Instant } from "../../../src/core/time.ts";
import { createCache } from "../../common/cache.ts";
import type { Reached } from "../connection/clients.ts";
import { codeOf, isUnknownMethod } from "../connection/failures.ts";
import type { Log } from "../connection/log.ts";
import type { Workspace } from "../connection/workspaces.ts";
import { allPages } from "./all-pages.ts";
import { type Belonging, isBot, isFromOutside } from "./from-outside.ts";

/**
 * Everyone whom a workspace lists: who of them is from outside, who is an admin. Kept ten minutes, and asked by one at a
 * time, since `users.list` allows about 20 calls a minute.
 */
export type Roster = {
  /** Whether one of these members reads along from outside. @throws when Slack can't say now. */
  anyFromOutside(members: readonly string[], reached: Reached): Promise<boolean>;
  /** User ids. @throws when Slack can't say now. */
  admins(reached: Reached): Promise<readonly string[]>;
};

const freshFor = 10 * 60_000;
/** 20,000 people, and all the calls of a minute. */
const mostPages = 20;
/** Whom the list doesn't have yet, or never: people who joined since, or of other workspaces of one Enterprise Grid. */
const mostAskedAlone = 50;

type SlackUser = Belonging & {
  readonly id?: string;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_admin?: boolean;
  readonly is_owner?: boolean;
};
type Person = { readonly fromOutside: boolean; readonly isAdmin: boolean };
type People = Map<string, Person>;

/** A bot reads for whoever built it, not as a person; someone who left reads nothing any more. */
const personOf = (user: SlackUser, installation: Workspace): Person => {
  const isSomeone = !user.deleted && !isBot(user);
  const fromOutside = isSomeone && isFromOutside(user, installation);
  return { fromOutside, isAdmin: isSomeone && !fromOutside && Boolean(user.is_admin || user.is_owner) };
};

const unseen: Person = { fromOutside: true, isAdmin: false };
const hidden = new Set(["user_not_found", "user_not_visible", "users_not_found"]);

export const createRoster = ({ now, log }: { now: () => Instant; log: Log }): Roster => {
  const cache = createCache<People>({ now, freshFor });
  const saidOf = new Set<string>();
  const denials = createStandingDenials(now);

  /** Whom Slack denies may be there a moment later, so that counts only once it has lasted. */
  const askAlone = async (user: string, { client, installation }: Reached): Promise<Person> => {
    const key = `${installation.team}:${user}`;
    try {
      const found = (await client.users.info({ user })).user;
      denials.clear(key);
      return found ? personOf(found, installation) : unseen;
    } catch (error) {
      if (hidden.has(codeOf(error) ?? "") && denials.note(key) >= believedAfter.end) return unseen;
      throw error;
    }
  };

  const sayOnce = ({ installation: { team } }: Reached, facts: object, words: string): void => {
    if (saidOf.has(team)) return;
    saidOf.add(team);
    log.warn({ team, ...facts }, words);
  };

  const list = async (reached: Reached): Promise<People> => {
    const { client, installation } = reached;
    const { items, isWhole } = await allPages(mostPages, async (at) => {
      const { members, response_metadata: next } = await client.users.list(at);
      return { items: members, next };
    }).catch((error: unknown) => {
      // Then everyone is asked for alone.
      if (isUnknownMethod(error)) return { items: [], isWhole: true };
      throw error;
    });
    if (!isWhole) {
      sayOnce(
        reached,
        { read: items.length },
        "this Slack workspace has more people than Amends reads; a channel with many of the others counts as shared with outsiders, and admins among them are not found",
      );
    }
    return new Map(items.flatMap((user) => (user.id ? [[user.id, personOf(user, installation)]] : [])));
  };
  const peopleOf = (reached: Reached) => cache.get(reached.installation.team, () => list(reached));

  return {
    anyFromOutside: async (members, reached) => {
      const people = await peopleOf(reached);
      if (members.some((id) => people.get(id)?.fromOutside)) return true;
      const others = members.filter((id) => !people.has(id));
      if (others.length > mostAskedAlone) {
        sayOnce(
          reached,
          { others: others.length },
          "a channel has more members whom this Slack workspace doesn't list, such as people of others on Enterprise Grid, than Amends asks for one by one; it counts as shared with outsiders",
        );
        return true;
      }
      // Kept with the list, and as long as it.
      await Promise.all(others.map(async (id) => people.set(id, await askAlone(id, reached))));
      return others.some((id) => people.get(id)?.fromOutside);
    },
    admins: async (reached) => [...(await peopleOf(reached))].flatMap(([id, { isAdmin }]) => (isAdmin ? [id] : [])),
  };
};
