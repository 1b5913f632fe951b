import type { Platform } from "../../core/people.ts";

/** What the page at `/` may say of how this Amends is set up. Anyone can read it, so nothing here is a secret. */

export type PlatformFact = {
  readonly platform: Platform;
  readonly state: "connected" | "not-set-up" | "failing";
  /** In a few words how it is connected, such as "Socket Mode" or "HTTP". */
  readonly how?: string;
};

export type LandingFacts = {
  readonly organization: string;
  readonly platforms: readonly PlatformFact[];
  readonly database: "postgres" | "embedded";
  readonly protocol: "built-in" | "file";
  /** AMENDS_SECRET was given. Where it wasn't, links and stored tokens last only as long as what was made up instead. */
  readonly secretIsSet: boolean;
  /** More places to go, such as the sandbox. */
  readonly places?: readonly { readonly label: string; readonly path: string }[];
};
