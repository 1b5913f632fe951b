import { defined } from "../core/defined.ts";
import { type ConfigProblem, problem } from "./problem.ts";
import { need, type Reading } from "./reading.ts";
import type { Name } from "./variables.ts";

/** How Slack is connected: one workspace over HTTP or a socket, or many workspaces that install the app themselves. */
export type SlackConfig = { readonly apiUrl: string } & (
  | { readonly mode: "http"; readonly botToken: string; readonly signingSecret: string }
  | { readonly mode: "socket"; readonly botToken: string; readonly appToken: string; readonly signingSecret?: string }
  | { readonly mode: "oauth"; readonly clientId: string; readonly clientSecret: string; readonly signingSecret: string }
);

type Outcome = { readonly config?: SlackConfig; readonly problems: readonly ConfigProblem[] };

const slackNames: readonly Name[] = [
  "SLACK_BOT_TOKEN",
  "SLACK_SIGNING_SECRET",
  "SLACK_APP_TOKEN",
  "SLACK_CLIENT_ID",
  "SLACK_CLIENT_SECRET",
];

export const slackIsMentioned = ({ isSet }: Reading): boolean => slackNames.some(isSet);

const oauth = (reading: Reading, apiUrl: string): Outcome => {
  const wanted = need(
    reading,
    ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET", "PUBLIC_URL", "AMENDS_SECRET"],
    "needed to serve many Slack workspaces",
  );
  const surplus = (["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"] as const)
    .filter(reading.isSet)
    .map((name) =>
      problem(
        name,
        "a token of one workspace beside a client id or secret for many",
        "one way of the two: leave out this token, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET",
      ),
    );
  if ("problems" in wanted) return { problems: [...wanted.problems, ...surplus] };
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_SIGNING_SECRET: signingSecret,
  } = wanted.has;
  return { config: { mode: "oauth", apiUrl, clientId, clientSecret, signingSecret }, problems: surplus };
};

const socket = (reading: Reading, apiUrl: string): Outcome => {
  const wanted = need(reading, ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"], "needed for Slack's socket mode");
  if ("problems" in wanted) return wanted;
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = wanted.has;
  const signingSecret = reading.values.SLACK_SIGNING_SECRET;
  return { config: { mode: "socket", apiUrl, botToken, appToken, ...defined({ signingSecret }) }, problems: [] };
};

const http = (reading: Reading, apiUrl: string): Outcome => {
  const wanted = need(
    reading,
    ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"],
    "Slack needs SLACK_BOT_TOKEN with SLACK_SIGNING_SECRET for HTTP, or with SLACK_APP_TOKEN for socket mode",
  );
  if ("problems" in wanted) return wanted;
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret } = wanted.has;
  return { config: { mode: "http", apiUrl, botToken, signingSecret }, problems: [] };
};

/** Half a configuration is a problem that names the missing half; none at all is no problem. */
export const slackConfig = (reading: Reading): Outcome => {
  if (!slackIsMentioned(reading)) return { problems: [] };
  const apiUrl = `${reading.values.SLACK_API_URL ?? "https://slack.com/api"}/`;
  if (reading.isSet("SLACK_CLIENT_ID") || reading.isSet("SLACK_CLIENT_SECRET")) return oauth(reading, apiUrl);
  return reading.isSet("SLACK_APP_TOKEN") ? socket(reading, apiUrl) : http(reading, apiUrl);
};
