import type { ComponentChildren } from "preact";
import { createPages } from "../page.tsx";
import { ConnectSlack, ConnectTeams, Settings, type Workplace } from "./connect-steps.tsx";
import type { LandingFacts, PlatformFact } from "./landing-facts.ts";

/** What an operator may want to do next: one row each, shown while it applies. */

type Task = {
  readonly title: string;
  readonly when: (facts: LandingFacts) => boolean;
  readonly how: (publicUrl: string, facts: LandingFacts) => ComponentChildren;
};

const is = (platform: Workplace, state: PlatformFact["state"]) => (facts: LandingFacts) =>
  facts.platforms.some((fact) => fact.platform === platform && fact.state === state);
const isAnyConnected = ({ platforms }: LandingFacts) => platforms.some(({ state }) => state === "connected");
const isAnyFailing = ({ platforms }: LandingFacts) => platforms.some(({ state }) => state === "failing");
/** Once a team works somewhere, another platform is an offer and no longer a gap. */
const isFirst = (platform: Workplace) => (facts: LandingFacts) =>
  is(platform, "not-set-up")(facts) && !isAnyConnected(facts);
const isAnother = (platform: Workplace) => (facts: LandingFacts) =>
  is(platform, "not-set-up")(facts) && isAnyConnected(facts);

const sandboxOf = ({ places = [] }: LandingFacts) => places.find(({ label }) => label === "Sandbox");

const Another = ({ name, section }: { name: string; section: string }) => (
  <p>
    One case works on both: whoever may approve is asked where they are. The steps for {name} are in{" "}
    <code>manifest/README.md</code>, under “{section}”.
  </p>
);

export const landingTasks: readonly Task[] = [
  {
    title: "Try it right here",
    when: (facts) => sandboxOf(facts) !== undefined,
    how: (publicUrl, facts) => (
      <p>
        The <a href={createPages(publicUrl).href(sandboxOf(facts)?.path ?? "/")}>sandbox</a> is the whole product with
        no account: be the front desk, the manager and the customer in turn, and skip ahead in time.
      </p>
    ),
  },
  {
    title: "Try it in Slack",
    when: is("slack", "connected"),
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
    title: "Try it in Microsoft Teams",
    when: is("teams", "connected"),
    how: () => (
      <ol>
        <li>Add Amends to a team.</li>
        <li>
          In a standard channel open a message's menu and choose <b>Flag complaint</b> among its actions, or write{" "}
          <code>@Amends help</code>.
        </li>
        <li>If it stays silent, the log says whether Microsoft refuses the bot's id, secret or tenant.</li>
      </ol>
    ),
  },
  { title: "Connect Slack", when: isFirst("slack"), how: (publicUrl) => <ConnectSlack publicUrl={publicUrl} /> },
  {
    title: "Connect Microsoft Teams",
    when: isFirst("teams"),
    how: (publicUrl) => <ConnectTeams publicUrl={publicUrl} />,
  },
  {
    title: "Make Slack answer",
    when: is("slack", "failing"),
    how: () => (
      <p>
        The settings are there, but Slack doesn't accept them or can't be reached. The log says which. Check the tokens
        at <a href="https://api.slack.com/apps">api.slack.com/apps</a>; after adding a scope, the app must be installed
        again.
      </p>
    ),
  },
  {
    title: "Make Microsoft Teams answer",
    when: is("teams", "failing"),
    how: () => (
      <p>
        The settings are there, but Microsoft doesn't accept them or can't be reached. The log says which. Check the
        bot's id, client secret and tenant in the <a href="https://portal.azure.com">Azure portal</a>; a client secret
        expires.
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
      isAnyConnected(facts) &&
      !isAnyFailing(facts),
    how: () => <p>Keep an eye on readiness and metrics, and read the changelog before an upgrade.</p>,
  },
  {
    title: "Some of you work in Slack?",
    when: isAnother("slack"),
    how: () => <Another name="Slack" section="Connect Slack" />,
  },
  {
    title: "Some of you work in Microsoft Teams?",
    when: isAnother("teams"),
    how: () => <Another name="Teams" section="Connect Teams" />,
  },
];
