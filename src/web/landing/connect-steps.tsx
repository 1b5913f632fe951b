import type { Platform } from "../../core/people.ts";

/** How each platform is connected, step by step, with this installation's own address where it is known. */

/** Platforms that a team works in; the sandbox is for trying out. */
export type Workplace = Exclude<Platform, "sandbox">;

type Steps = { readonly publicUrl: string };

export const Settings = ({ lines }: { lines: readonly string[] }) => (
  <pre>
    <code>{lines.join("\n")}</code>
  </pre>
);

/** Slack and Teams only call HTTPS: an address of this machine alone would be of no use there. */
const publicAddress = (publicUrl: string) =>
  publicUrl.startsWith("https:") ? publicUrl.replace(/(?<!\/)\/+$/, "") : "https://amends.your-company.example";

export const ConnectSlack = ({ publicUrl }: Steps) => (
  <ol>
    <li>
      Choose how Slack reaches Amends. <b>Socket Mode</b>, for a laptop or behind a firewall: take{" "}
      <code>manifest/slack.yaml</code> and set <code>socket_mode_enabled: true</code> in it. <b>HTTP</b>, for a server
      with a public address: let Amends write the manifest, so that Slack calls{" "}
      <code>{publicAddress(publicUrl)}/slack/events</code>
      <Settings lines={[`npx amends manifest slack --url ${publicAddress(publicUrl)}`]} />
    </li>
    <li>
      At <a href="https://api.slack.com/apps">api.slack.com/apps</a> choose <b>Create New App</b>, then{" "}
      <b>From a manifest</b>, paste it, and install the app to your workspace.
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
);

export const ConnectTeams = ({ publicUrl }: Steps) => (
  <ol>
    <li>
      In the <a href="https://portal.azure.com/#create/Microsoft.AzureBot">Azure portal</a> create an <b>Azure Bot</b>{" "}
      of the type <b>Single Tenant</b>, add the channel <b>Microsoft Teams</b>, and set its messaging endpoint to{" "}
      <code>{publicAddress(publicUrl)}/api/messages</code>
    </li>
    <li>
      Put its ids and a new client secret into <code>.env</code>:
      <Settings
        lines={[
          "MicrosoftAppId=…",
          "MicrosoftAppPassword=…",
          "MicrosoftAppTenantId=…",
          `PUBLIC_URL=${publicAddress(publicUrl)}`,
        ]}
      />
    </li>
    <li>
      Start Amends again: <code>npm start</code>
    </li>
    <li>
      Make the app package, upload it in Teams under <b>Apps</b>, <b>Manage your apps</b>, <b>Upload an app</b>, and add
      it to a team:
      <Settings lines={[`npx amends manifest teams --app-id … --url ${publicAddress(publicUrl)}`]} />
    </li>
    <li>
      In the protocol file name your people by email or by Entra object id: on Teams, <code>admins</code> means nobody.
    </li>
  </ol>
);
