import type { Chat } from "../../src/app/ports.ts";
import { type Instant, since } from "../../src/core/time.ts";
import type { Clients } from "./clients.ts";
import { failure } from "./failures.ts";
import type { Log } from "./log.ts";

type Answer = Awaited<ReturnType<Chat["audience"]>>;

const freshFor = 60_000;

/**
 * Who can read a channel. `is_ext_shared`, not `is_shared`, which also means shared within one Enterprise Grid; an
 * invitation that another company hasn't yet accepted counts already. What can't be known counts as outsiders.
 */
export const createAudience = (options: { clients: Clients; now: () => Instant; log: Log }): Chat["audience"] => {
  const { clients, now, log } = options;
  const known = new Map<string, { answer: Answer; at: Instant }>();

  const ask = async (team: string, channel: string): Promise<{ answer: Answer; keep: boolean }> => {
    try {
      const reached = await clients.of(team, "reply");
      const info = (await reached?.client.conversations.info({ channel }))?.channel;
      if (!info) return { answer: "outsiders", keep: false };
      return { answer: info.is_ext_shared || info.is_pending_ext_shared ? "outsiders" : "internal", keep: true };
    } catch (error) {
      const { why, reason } = failure(error);
      log.warn(
        { team, channel, slack: reason },
        "Slack doesn't say who can read this channel; treating it as shared with outsiders",
      );
      return { answer: "outsiders", keep: why !== "later" || reason === "missing_scope" };
    }
  };

  return async ({ workspace, channel }) => {
    // A direct message with the bot has no other readers.
    if (channel.startsWith("D")) return "internal";
    const key = `${workspace}:${channel}`;
    const before = known.get(key);
    if (before && since(before.at, now()) < freshFor) return before.answer;
    const { answer, keep } = await ask(workspace, channel);
    if (keep) known.set(key, { answer, at: now() });
    return answer;
  };
};
