import type { Instant } from "../../../src/core/time.ts";
import {
  type Conditions as ConditionsOf,
  createConditions as conditionsOf,
  type Told,
} from "../../common/conditions.ts";
import { refusesToken } from "./failures.ts";

/** What isn't as it should be between Slack and us, for the operator: on `/readyz` and as a gauge until it is over. */

/** Each with what to do about it. `said` is Slack's own word for it, or ours; `count` in how many workspaces. */
const rows = {
  "slack-unreachable": ({ said }: Told) =>
    `Slack can't be reached (${said}): messages wait, and go out when it answers. It is asked again every 30 seconds.`,
  "slack-socket-lost": ({ said }: Told) =>
    `The socket to Slack is lost (${said}): presses, forms and events don't arrive. It is opened again every 30 seconds at least. If this lasts, check SLACK_APP_TOKEN and that this machine reaches Slack.`,
  "slack-token-refused": ({ said, count }: Told) =>
    `Slack refuses the bot's token${inWorkspaces(count)} (${said}): nothing can be sent. Copy it anew from the app's "OAuth & Permissions" page, or reinstall the app.`,
  "slack-bot-refused": ({ said, count }: Told) =>
    `Slack refuses the whole bot${inWorkspaces(count)} (${said}): messages wait. It passes by itself if the app is just being reinstalled; if it lasts, ask an admin of the workspace whether the app is still approved and installed.`,
  "slack-token-not-renewed": ({ said, count }: Told) =>
    `Slack didn't renew the bot's token${inWorkspaces(count)} (${said}): when the old one ends, nothing can be sent. If this lasts, have the app installed again there.`,
  "slack-events-dropped": () =>
    "Slack has dropped events within the last hour, because it sent more of them than it allows (app_rate_limited). What people did on their own page or wrote to the bot then may not have arrived.",
} as const;

export type Condition = keyof typeof rows;

const inWorkspaces = (count: number): string => (count > 1 ? ` in ${count} workspaces` : "");

export type Conditions = ConditionsOf<Condition>;

export const createConditions = (now: () => Instant): Conditions => conditionsOf(rows, now);

/** What Slack says of the whole bot when anything is asked of it, and that it is over when anything works again. */
export type BotWatch = { refused(code: string, team: string): boolean; accepted(team: string): void };

export const createBotWatch = (conditions: Conditions): BotWatch => ({
  refused: (code, where) =>
    conditions.set(refusesToken(code) ? "slack-token-refused" : "slack-bot-refused", code, { where }),
  accepted: (where) => {
    conditions.clear("slack-token-refused", where);
    conditions.clear("slack-bot-refused", where);
  },
});
