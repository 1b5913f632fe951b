import type { Config } from "./config.ts";
import { defined } from "./core/defined.ts";
import type { Protocol } from "./core/protocol.ts";
import type { LandingFacts } from "./web/landing/landing-facts.ts";

/** What the setup page may tell of this configuration. */
export const landingFacts = (config: Config, { organization }: Protocol): LandingFacts => ({
  organization,
  platforms: [
    { platform: "slack", state: config.slack ? "connected" : "not-set-up", ...defined({ how: config.slack?.mode }) },
    { platform: "teams", state: config.teams ? "connected" : "not-set-up" },
  ],
  database: config.databaseUrl ? "postgres" : "embedded",
  protocol: config.protocolPath ? "file" : "built-in",
  secretIsSet: config.secret !== undefined,
  ...(config.sandbox && { places: [{ label: "Sandbox", path: "/" }] }),
});
