import { setTimeout as pass } from "node:timers/promises";
import type { WebClient } from "@slack/web-api";
import type { Chat } from "../../../src/app/ports.ts";
import { believedAfter, createStandingDenials } from "../../../src/app/standing-denials.ts";
import type { Instant } from "../../../src/core/time.ts";
import { createCache } from "../../common/cache.ts";
import type { Clients } from "../connection/clients.ts";
import { failure, isUnknownMethod } from "../connection/failures.ts";
import type { Log } from "../connection/log.ts";
import { allPages } from "./all-pages.ts";
import { createDoubts } from "./audience-doubts.ts";
import type { Roster } from "./roster.ts";

type Answer = Awaited<ReturnType<Chat["audience"]>>;

const freshFor = 60_000;
/** 10,000 members. */
const mostPages = 10;
/** Someone may wait for the answer, and Slack waits 3 seconds in all. */
const timeoutMillis = 1_500;

const unknown = "it could not be known";
/** A bot's direct message with a person, by its own id or by the person's. */
const isDirect = (channel: string): boolean => /^[DUW]/.test(channel);

class DeniedError extends Error {
  override readonly name = "DeniedError";
}

/** Nothing where that can't be asked at all: Slack itself always tells, a proxy or an emulator in its place may not. */
const membersOf = async (client: WebClient, channel: string) => {
  let isTold = true;
  try {
    const all = await allPages(mostPages, async (at) => {
      const { members, response_metadata: next } = await client.conversations.members({ channel, ...at });
      isTold &&= members !== undefined;
      return { items: members, next };
    });
    return isTold ? all : undefined;
  } catch (error) {
    if (isUnknownMethod(error)) return undefined;
    throw error;
  }
};

/**
 * Who can read a channel. Outsiders can where it is shared with another company, and where a guest is a member.
 * `is_ext_shared`, not `is_shared`, which also means shared within one Enterprise Grid; an invitation that another company
 * hasn't yet accepted counts already. What Slack denies may be a passing word, so it is said to be denied; once it has been at
 * every asking for ten minutes, and where the scope was never there, it counts as outsiders. What it can't tell now, or not
 * within 1.5 seconds, is unknown. Neither is remembered: the question goes on, so that the next to ask need not wait. Only where the API has
 * no way to ask for members does the channel's own word stand alone.
 */
export const createAudience = (options: {
  clients: Clients;
  roster: Roster;
  now: () => Instant;
  log: Log;
  /** Ends after as long as somebody may wait, or when told to. Default: 1.5 seconds. */
  timeout?: (over: AbortSignal) => Promise<unknown>;
}): Chat["audience"] => {
  const { clients, roster, now, log } = options;
  const timeout = options.timeout ?? ((signal) => pass(timeoutMillis, undefined, { ref: false, signal }));
  const cache = createCache<Answer>({ now, freshFor });
  const denials = createStandingDenials(now);
  /** Workspaces that have told once what the scope is needed for. */
  const told = new Set<string>();
  const doubts = createDoubts(log);

  const look = async (team: string, channel: string): Promise<Answer> => {
    // Longer than anyone waits here, so that a large workspace's people are read to the end.
    const reached = await clients.of(team, "delivery");
    const info = (await reached?.client.conversations.info({ channel }))?.channel;
    if (!reached || !info) throw new Error(unknown);
    // Of a public channel without the bot everything can be read; nothing can be posted there.
    if (info.is_archived || info.is_member === false) return "lost";
    if (info.is_ext_shared || info.is_pending_ext_shared) return "outsiders";
    const members = await membersOf(reached.client, channel);
    if (!members) {
      doubts.say("untold", { team, channel, slack: "unknown_method" });
      return "internal";
    }
    if (!members.isWhole) doubts.say("refused", { team, channel, slack: "too_many_members" });
    const { items, isWhole } = members;
    return isWhole && items.length > 0 && !(await roster.anyFromOutside(items, reached)) ? "internal" : "outsiders";
  };

  /** @throws DeniedError or what went wrong, for what the next look may find out. */
  const ask = async (team: string, channel: string): Promise<Answer> => {
    try {
      const answer = await look(team, channel);
      denials.clear(`${team}:${channel}`);
      told.add(team);
      if (answer === "internal") doubts.settle({ team, channel });
      return answer;
    } catch (error) {
      const { why, reason } = failure(error);
      const isScope = reason === "missing_scope";
      const isDenied = isScope || why !== "later";
      doubts.say(isScope ? "scope" : isDenied ? "refused" : "later", { team, channel, slack: reason });
      if (!isDenied) throw error;
      const lasted = denials.note(`${team}:${channel}`);
      if (isScope && !told.has(team)) return "outsiders";
      if (lasted < believedAfter.end) throw new DeniedError(reason);
      // Deleted, or private and without the bot.
      return reason === "channel_not_found" ? "lost" : "outsiders";
    }
  };

  return async ({ workspace, channel }) => {
    // No other readers than the one person.
    if (isDirect(channel)) return "internal";
    const answer = cache
      .get(`${workspace}:${channel}`, () => ask(workspace, channel))
      .catch((error: unknown) => (error instanceof DeniedError ? ("denied" as const) : ("unknown" as const)));
    const answered = new AbortController();
    const late = timeout(answered.signal).then(() => "unknown" as const);
    return Promise.race([answer, late]).finally(() => answered.abort());
  };
};
