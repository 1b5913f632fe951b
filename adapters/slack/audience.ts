import { setTimeout as pass } from "node:timers/promises";
import type { WebClient } from "@slack/web-api";
import type { Chat } from "../../src/app/ports.ts";
import type { Instant } from "../../src/core/time.ts";
import type { Clients } from "./clients.ts";
import { failure } from "./failures.ts";
import { createKept } from "./kept.ts";
import type { Log } from "./log.ts";
import { allPages } from "./pages.ts";
import type { Roster } from "./roster.ts";

type Answer = Awaited<ReturnType<Chat["audience"]>>;

const freshFor = 60_000;
/** 10,000 members. */
const mostPages = 10;
/** Someone may wait for the answer, and Slack waits 3 seconds in all. */
const patienceMillis = 1_500;

const unknown = "it could not be known";
/** A bot's direct message with a person, by its own id or by the person's. */
const isDirect = (channel: string): boolean => /^[DUW]/.test(channel);

const membersOf = (client: WebClient, channel: string) =>
  allPages(mostPages, async (at) => {
    const { members, response_metadata: next } = await client.conversations.members({ channel, ...at });
    return { items: members, next };
  });

/**
 * Who can read a channel. Outsiders can where it is shared with another company, and where a guest is a member.
 * `is_ext_shared`, not `is_shared`, which also means shared within one Enterprise Grid; an invitation that another company
 * hasn't yet accepted counts already. What Slack won't tell us counts as outsiders; what it can't now, or not within 1.5
 * seconds, is unknown and isn't remembered: the question goes on, so that the next to ask need not wait.
 */
export const createAudience = (options: {
  clients: Clients;
  roster: Roster;
  now: () => Instant;
  log: Log;
  /** Default: 1.5 seconds. */
  patience?: () => Promise<unknown>;
}): Chat["audience"] => {
  const { clients, roster, now, log } = options;
  const patience = options.patience ?? (() => pass(patienceMillis, undefined, { ref: false }));
  const kept = createKept<Answer>({ now, freshFor });
  const complaints = new Map<string, string>();

  const complain = (team: string, channel: string, slack: string): void => {
    const key = `${team}:${channel}`;
    if (complaints.get(key) === slack) return;
    complaints.set(key, slack);
    log.warn(
      { team, channel, slack },
      "Slack doesn't say who can read this channel; treating it as shared with outsiders",
    );
  };

  const look = async (team: string, channel: string): Promise<Answer> => {
    // Longer than anyone waits here, so that a large workspace's people are read to the end.
    const reached = await clients.of(team, "delivery");
    const info = (await reached?.client.conversations.info({ channel }))?.channel;
    if (!reached || !info) throw new Error(unknown);
    if (info.is_ext_shared || info.is_pending_ext_shared) return "outsiders";
    const { items: members, isWhole } = await membersOf(reached.client, channel);
    if (!isWhole) complain(team, channel, "too_many_members");
    const isOurs = isWhole && members.length > 0 && !(await roster.anyFromOutside(members, reached));
    return isOurs ? "internal" : "outsiders";
  };

  /** @throws for what the next look may find out. */
  const ask = async (team: string, channel: string): Promise<Answer> => {
    try {
      const answer = await look(team, channel);
      if (answer === "internal") complaints.delete(`${team}:${channel}`);
      return answer;
    } catch (error) {
      const { why, reason } = failure(error);
      complain(team, channel, reason);
      if (why !== "later" || reason === "missing_scope") return "outsiders";
      throw error;
    }
  };

  return async ({ workspace, channel }) => {
    // No other readers than the one person.
    if (isDirect(channel)) return "internal";
    const answer = kept(`${workspace}:${channel}`, () => ask(workspace, channel)).catch(() => "unknown" as const);
    return Promise.race([answer, patience().then(() => "unknown" as const)]);
  };
};
