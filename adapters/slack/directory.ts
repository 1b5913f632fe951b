import type { WebClient } from "@slack/web-api";
import type { Chat } from "../../src/app/ports.ts";
import type { PersonRef } from "../../src/core/people.ts";
import { type Instant, since } from "../../src/core/time.ts";
import type { Clients, Reached } from "./clients.ts";
import { codeOf } from "./failures.ts";
import type { Groups } from "./groups.ts";

/** People of a workspace by email, its admins, or a user group's members; kept ten minutes, since `users.list` allows about 20 calls a minute. */

const freshFor = 10 * 60_000;
const perPage = 200;
/** Enough for 10,000 people; in a larger workspace the protocol had better name its managers. */
const mostPages = 50;

const byEmail = async (client: WebClient, email: string): Promise<readonly string[]> => {
  try {
    const { user } = await client.users.lookupByEmail({ email });
    return user?.id && !user.deleted ? [user.id] : [];
  } catch (error) {
    if (codeOf(error) === "users_not_found") return [];
    throw error;
  }
};

const admins = async (client: WebClient): Promise<readonly string[]> => {
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { members = [], response_metadata: next } = await client.users.list({
      limit: perPage,
      ...(cursor ? { cursor } : {}),
    });
    found.push(
      ...members.flatMap(({ id, deleted, is_bot, is_admin, is_owner }) =>
        id && !deleted && !is_bot && (is_admin || is_owner) ? [id] : [],
      ),
    );
    cursor = next?.next_cursor || undefined;
    if (!cursor) break;
  }
  return found;
};

/** @throws when Slack can't answer now and nothing is known from before. */
export const createFind = (parts: {
  readonly clients: Clients;
  readonly groups: Pick<Groups, "members">;
  readonly now: () => Instant;
}): Chat["find"] => {
  const { clients, groups, now } = parts;
  const known = new Map<string, { people: readonly PersonRef[]; at: Instant }>();
  return async (team, who) => {
    const key = `${team}:${"email" in who ? who.email : "group" in who ? who.group : ""}`;
    const before = known.get(key);
    if (before && since(before.at, now()) < freshFor) return before.people;
    const reached = await clients.of(team, "delivery");
    if (!reached) return [];
    const ids = await idsOf(reached, who);
    const people = ids.map((id): PersonRef => ({ platform: "slack", workspace: reached.home.team, id }));
    known.set(key, { people, at: now() });
    return people;
  };

  async function idsOf(reached: Reached, who: Parameters<Chat["find"]>[1]): Promise<readonly string[]> {
    if ("email" in who) return byEmail(reached.client, who.email);
    return "group" in who ? [...(await groups.members(who.group, reached))] : admins(reached.client);
  }
};
