import type { ComponentChildren } from "preact";
import type { Platform } from "../../core/people.ts";
import { AmendsSite, type Pages } from "../page.tsx";
import type { LandingFacts } from "./landing-facts.ts";
import { landingTasks } from "./landing-tasks.tsx";

/** The page at `/`: what this is, how it is set up, what to do next. Anyone can read it, so it holds no secret. */

const platformNames: Record<Platform, string> = { slack: "Slack", teams: "Microsoft Teams", sandbox: "Sandbox" };
const platformStates = {
  connected: { words: "Connected", look: "good" },
  "not-set-up": { words: "Not connected yet", look: "todo" },
  failing: { words: "Set up, but not answering. The log says why.", look: "bad" },
} as const;
const databaseWords = {
  postgres: "PostgreSQL",
  embedded: "Embedded (PGlite). Good for a trial and one process.",
} as const;
const protocolWords = { "built-in": "The built-in one", file: "Your own file" } as const;

const path = ["Notice", "Own", "Acknowledge", "Apologize", "Put it right", "Follow up", "Learn"];

const Fact = ({ label, look, children }: { label: string; look?: string; children: ComponentChildren }) => (
  <div>
    <dt>{label}</dt>
    <dd class={look ? `state-${look}` : undefined}>
      {look ? <span class="dot" aria-hidden="true" /> : null}
      {children}
    </dd>
  </div>
);

export const landingPage = (pages: Pages, facts: LandingFacts, publicUrl: string): string =>
  pages.render({
    title: "Amends",
    wide: true,
    site: <AmendsSite pages={pages} />,
    children: (
      <>
        <h1>Put things right, where the complaint landed</h1>
        <p class="lead">
          Amends leads your team through service recovery in the channel they already work in: from the message that
          complains, to things put right, to a failure that doesn't come back.
        </p>
        <ol class="path" aria-label="The protocol">
          {path.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <div class="columns">
          <section class="card" aria-labelledby="setup">
            <h2 id="setup">How it is set up</h2>
            <dl class="facts">
              <Fact label="Organization">{facts.organization}</Fact>
              {facts.platforms.map(({ platform, state, how }) => (
                <Fact key={platform} label={platformNames[platform]} look={platformStates[state].look}>
                  {platformStates[state].words}
                  {state === "connected" && how ? `, by ${how}` : null}
                </Fact>
              ))}
              <Fact label="Database">{databaseWords[facts.database]}</Fact>
              <Fact label="Protocol">{protocolWords[facts.protocol]}</Fact>
              <Fact label="Health">
                <a href={pages.href("/readyz")}>Readiness</a> · <a href={pages.href("/metrics")}>Metrics</a>
              </Fact>
              {facts.places?.length ? (
                <Fact label="Go to">
                  {facts.places.map((place, index) => (
                    <span key={place.path}>
                      {index > 0 ? " · " : null}
                      <a href={pages.href(place.path)}>{place.label}</a>
                    </span>
                  ))}
                </Fact>
              ) : null}
            </dl>
          </section>
          <section class="card" aria-labelledby="next">
            <h2 id="next">What to do next</h2>
            {landingTasks
              .filter((task) => task.when(facts))
              .map((task) => (
                <div class="task" key={task.title}>
                  <h3>{task.title}</h3>
                  {task.how(publicUrl, facts)}
                </div>
              ))}
          </section>
        </div>
      </>
    ),
  });
