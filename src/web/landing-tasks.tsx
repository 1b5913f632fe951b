import type { ComponentChildren } from "preact";
import type { LandingFacts } from "./landing-facts.ts";

/** What an operator may want to do next: one row each, shown while it applies. */

type Task = {
  readonly title: string;
  readonly when: (facts: LandingFacts) => boolean;
  readonly how: (publicUrl: string) => ComponentChildren;
};

const slackIs = (state: "connected" | "not-set-up" | "failing") => (facts: LandingFacts) =>
  facts.platforms.some((fact) => fact.platform === "slack" && fact.state === state);

const Settings = ({ lines }: { lines: readonly string[] }) => (
  <pre>
    <code>{lines.join("\n")}</code>
  </pre>
);

/** Slack only calls HTTPS: an address of this machine alone would be of no use there. */
const publicAddress = (publicUrl: string) =>
  publicUrl.startsWith("https:") ? publicUrl.replace(/\/+$/, "") : "https://amends.your-company.example";
const requestUrl = (publicUrl: string) => `${publicAddress(publicUrl)}/slack/events`;

export const landingTasks: readonly Task[] = [
  {
    title: "Try it in Slack",
    when: slackIs("connected"),
    how: () => (
      <ol>
        <li>
          Invite the bot to a channel: <code>/invite @Amends</code>
        </li>
        <li>
          Open a message's menu and choose <b>Flag complaint</b>, or type <code>/amends help</code>.
        </li>
      </ol>
    ),
  },
  {
    title: "Connect Slack",
    when: slackIs("not-set-up"),
    how: (publicUrl) => (
      <ol>
        <li>
          In <code>manifest/slack.yaml</code> choose how Slack reaches Amends. <b>Socket Mode</b>, for a laptop or
          behind a firewall: set <code>socket_mode_enabled: true</code>. <b>HTTP</b>, for a server with a public
          address: replace <code>https://YOUR-PUBLIC-URL</code>
          everywhere, so that Slack calls <code>{requestUrl(publicUrl)}</code>
        </li>
        <li>
          At <a href="https://api.slack.com/apps">api.slack.com/apps</a> choose <b>Create New App</b>, then{" "}
          <b>From a manifest</b>, paste that file, and install the app to your workspace.
        </li>
        <li>
          Put into <code>.env</code>, for Socket Mode (with an app-level token that has the scope{" "}
          <code>connections:write</code>):
          <Settings lines={["SLACK_BOT_TOKEN=xoxb-…", "SLACK_APP_TOKEN=xapp-…"]} />
          or for HTTP:
          <Settings
            lines={["SLACK_BOT_TOKEN=xoxb-…", "SLACK_SIGNING_SECRET=…", `PUBLIC_URL=${publicAddress(publicUrl)}`]}
          />
        </li>
        <li>
          Start Amends again: <code>npm start</code>
        </li>
      </ol>
    ),
  },
  {
    title: "Make Slack answer",
    when: slackIs("failing"),
    how: () => (
      <p>
        The settings are there, but Slack doesn't accept them or can't be reached. The log says which. Check the tokens
        at <a href="https://api.slack.com/apps">api.slack.com/apps</a>; after adding a scope, the app must be installed
        again.
      </p>
    ),
  },
  {
    title: "Set a secret",
    when: (facts) => !facts.secretIsSet,
    how: () => (
      <>
        <p>
          It signs the links that customers get and encrypts stored tokens. Make one, keep it, and give it to every
          replica:
        </p>
        <Settings lines={["AMENDS_SECRET=…   # openssl rand -base64 32"]} />
      </>
    ),
  },
  {
    title: "Make the protocol your own",
    when: (facts) => facts.protocol === "built-in",
    how: () => (
      <>
        <p>Working hours, limits by role, deadlines and remedies come from a file that you own:</p>
        <Settings lines={["AMENDS_PROTOCOL=./protocol.yaml"]} />
      </>
    ),
  },
  {
    title: "Move to PostgreSQL",
    when: (facts) => facts.database === "embedded",
    how: () => (
      <>
        <p>
          Before real customers depend on it: the embedded database serves one process, and a power cut may cost its
          last seconds.
        </p>
        <Settings lines={["DATABASE_URL=postgres://user:password@host:5432/amends"]} />
      </>
    ),
  },
  {
    title: "Nothing is missing",
    when: (facts) =>
      facts.secretIsSet &&
      facts.protocol === "file" &&
      facts.database === "postgres" &&
      facts.platforms.every((fact) => fact.state === "connected"),
    how: () => <p>Keep an eye on readiness and metrics, and read the changelog before an upgrade.</p>,
  },
];
