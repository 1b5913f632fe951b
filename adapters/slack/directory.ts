import type { WebClient } from "@slack/web-api";
import type { Chat } from "../../src/app/ports.ts";
import type { PersonRef } from "../../src/core/people.ts";
import { type Instant, since } from "../../src/core/time.ts";
import type { Clients } from "./clients.ts";
import { codeOf } from "./failures.ts";

/** People of a workspace by email, or its admins; kept ten minutes, since `users.list` allows about 20 calls a minute. */

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
export const createFind = ({ clients, now }: { clients: Clients; now: () => Instant }): Chat["find"] => {
  const known = new Map<string, { people: readonly PersonRef[]; at: Instant }>();
  return async (team, who) => {
    const key = "email" in who ? `${team}:${who.email}` : team;
    const before = known.get(key);
    if (before && since(before.at, now()) < freshFor) return before.people;
    const reached = await clients.of(team, "delivery");
    if (!reached) return [];
    const ids = "email" in who ? await byEmail(reached.client, who.email) : await admins(reached.client);
    const people = ids.map((id): PersonRef => ({ platform: "slack", workspace: reached.home.team, id }));
    known.set(key, { people, at: now() });
    return people;
  };
};
