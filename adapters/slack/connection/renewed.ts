import type { Conditions } from "./conditions.ts";
import type { Log } from "./log.ts";
import type { Authorizer } from "./workspaces.ts";

/**
 * Bolt's installer renews a token that ends within two hours. Where that fails it only logs it and hands out the old one, so
 * what it hands out is looked at: the operator has two hours before nothing can be sent.
 */
const renewedBefore = 2 * 3_600_000;
/** The installer counts in whole seconds. */
const margin = 60_000;

/** @param now milliseconds, by the clock that the installer goes by. */
export const renewed =
  (
    authorizer: Authorizer,
    { conditions, log, now = Date.now }: { conditions: Conditions; log: Log; now?: () => number },
  ): Authorizer =>
  async (source) => {
    const found = await authorizer(source);
    const endsAt = found.botTokenExpiresAt;
    const where = source.teamId;
    if (typeof endsAt !== "number") return found;
    const left = endsAt * 1000 - now();
    if (left > renewedBefore - margin) {
      if (conditions.clear("slack-token-not-renewed", where))
        log.info({ team: where }, "Slack renewed the bot's token");
      return found;
    }
    const said = left > 0 ? "it ends soon" : "it has ended";
    if (conditions.set("slack-token-not-renewed", said, { where }))
      log.error({ team: where, secondsLeft: Math.round(left / 1000) }, "Slack didn't renew the bot's token");
    return found;
  };
