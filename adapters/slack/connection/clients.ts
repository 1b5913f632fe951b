import type { Logger } from "@slack/bolt";
import { type FetchFunction, WebClient, type WebClientOptions } from "@slack/web-api";
import type { OrganizationKey } from "../../../src/core/organization.ts";
import type { Workspace, Workspaces } from "./workspaces.ts";

/** Slack's Web API, with the right token and without retries of its own: those are the outbox's, at its pace. */

export type ClientOptions = { readonly apiUrl?: string | undefined; readonly logger: Logger };

/** A delivery can wait this long; it runs in the background. */
export const deliveryTimeout = 10_000;
/** Someone waits, and a trigger lives 3 seconds. */
const replyTimeout = 2_500;

const boltFetch: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(replyTimeout) });

export const clientOptions = ({ apiUrl, logger }: ClientOptions, timeout: number): WebClientOptions => ({
  ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  logger,
  timeout,
  rejectRateLimitedCalls: true,
  retryConfig: { retries: 0 },
  allowAbsoluteUrls: false,
});

/** For Bolt itself, whose answers to a response_url would otherwise wait forever. */
export const boltClientOptions = (options: ClientOptions): WebClientOptions => ({
  ...clientOptions(options, replyTimeout),
  fetch: boltFetch as FetchFunction, // the same standard, declared anew by Slack's library
});

export type Reached = { readonly client: WebClient; readonly installation: Workspace };

type Pace = "delivery" | "reply";

export type Clients = {
  /** For a place or a team where the app is installed. */
  of(team: string, pace: Pace): Promise<Reached | undefined>;
  /**
   * For whomever an organization asks about or writes to, by the organization's key. Its own installation, also for people
   * of another company: theirs, if they have one, speaks for them and not for us.
   */
  ofOrganization(organization: OrganizationKey, pace: Pace): Promise<Reached | undefined>;
};

export const createClients = (workspaces: Workspaces, options: ClientOptions): Clients => {
  const clients = new Map<string, { token: string; delivery: WebClient; reply: WebClient }>();

  const clientsOf = ({ team, token }: Workspace) => {
    const known = clients.get(team);
    if (known?.token === token) return known;
    const made = {
      token,
      delivery: new WebClient(token, clientOptions(options, deliveryTimeout)),
      reply: new WebClient(token, clientOptions(options, replyTimeout)),
    };
    clients.set(team, made);
    return made;
  };

  const of: Clients["of"] = async (team, pace) => {
    const installation = await workspaces.find(team);
    return installation && { client: clientsOf(installation)[pace], installation };
  };

  return {
    of,
    // Where many workspaces are installed, each is an organization under its team's id; one alone answers to any.
    ofOrganization: of,
  };
};
