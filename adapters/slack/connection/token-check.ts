import { setTimeout as pause } from "node:timers/promises";
import type { Conditions } from "./conditions.ts";
import { codeOf, failure, refusesToken } from "./failures.ts";
import type { Log } from "./log.ts";
import type { Workspaces } from "./workspaces.ts";

/** Asks Slack about the bot's token until it has answered. */
export type TokenCheck = {
  /**
   * Resolves when Slack has accepted the token, when it can't be asked now, or after a while: asking goes on in the background.
   * @throws Error in words that an operator can act on, when Slack refuses it.
   */
  start(): Promise<void>;
  stop(): void;
};

const refusedWords = (code: string): string =>
  `Slack did not accept SLACK_BOT_TOKEN (${code}). Copy the Bot User OAuth Token (it begins with xoxb-) from the app's "OAuth & Permissions" page, or reinstall the app there.`;

/** All in milliseconds. */
export type TokenTimes = {
  /** How long a start waits for the answer: a Slack that says nothing keeps nobody from starting. */
  readonly start: number;
  /** After so many failures in a row. */
  readonly pauseAfter: (failures: number) => number;
};

const usualTimes: TokenTimes = {
  start: 3_000,
  pauseAfter: (failures) => Math.min(30_000, 1_000 * 2 ** Math.min(failures - 1, 5)),
};

export const createTokenCheck = (options: {
  readonly workspaces: Workspaces;
  readonly conditions: Conditions;
  readonly log: Log;
  readonly times?: TokenTimes;
}): TokenCheck => {
  const { workspaces, conditions, log, times = usualTimes } = options;
  const stopping = new AbortController();
  const waiting = { signal: stopping.signal, ref: false };

  /** @returns Slack's code if it refuses the token; undefined when it was accepted, or Slack is away. */
  const ask = async (): Promise<{ readonly answered: boolean; readonly refusedBy?: string }> => {
    try {
      await workspaces.find(undefined);
      conditions.clear("slack-token-refused");
      if (conditions.clear("slack-unreachable")) log.info({}, "Slack answers, and accepts the bot's token");
      return { answered: true };
    } catch (error) {
      const code = codeOf(error);
      if (code !== undefined && refusesToken(code)) {
        conditions.clear("slack-unreachable");
        return { answered: false, refusedBy: code };
      }
      const { reason } = failure(error);
      if (conditions.set("slack-unreachable", reason) && !stopping.signal.aborted)
        log.warn({ slack: reason }, "Slack could not be asked about the bot's token; it is asked again");
      return { answered: false };
    }
  };

  const askOn = async (): Promise<void> => {
    for (let failures = 1; !stopping.signal.aborted; failures += 1) {
      await pause(times.pauseAfter(failures), undefined, waiting).catch(() => {});
      if (stopping.signal.aborted) return;
      const { answered, refusedBy } = await ask();
      if (answered) return;
      if (refusedBy !== undefined && conditions.set("slack-token-refused", refusedBy))
        log.error({ slack: refusedBy }, refusedWords(refusedBy));
    }
  };

  return {
    start: async () => {
      let isLate = false;
      const first = ask().then((result) => {
        if (isLate && result.refusedBy !== undefined) {
          conditions.set("slack-token-refused", result.refusedBy);
          log.error({ slack: result.refusedBy }, refusedWords(result.refusedBy));
        }
        return result;
      });
      const late = pause(times.start, undefined, waiting).then(
        () => {
          isLate = true;
          if (conditions.set("slack-unreachable", "no_answer"))
            log.warn({}, "Slack could not be asked about the bot's token; it is asked again");
          return undefined;
        },
        () => undefined,
      );
      const result = await Promise.race([first, late]);
      if (result?.refusedBy !== undefined) throw new Error(refusedWords(result.refusedBy));
      if (result?.answered) return;
      first.then(({ answered }) => (answered ? undefined : askOn())).catch(() => {});
    },
    stop: () => stopping.abort(),
  };
};
