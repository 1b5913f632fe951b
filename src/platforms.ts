import { randomUUID } from "node:crypto";
import type { Express } from "express";
import { createSandbox, type SandboxClock } from "../adapters/sandbox/index.ts";
import { renderCard as drawForSlack } from "../adapters/slack/drawing/render.ts";
import { createSlack, type SlackOptions } from "../adapters/slack/index.ts";
import { renderCard as drawForTeams } from "../adapters/teams/drawing/render.ts";
import type { Endpoints, Teams } from "../adapters/teams/index.ts";
import type { Application } from "./app/application.ts";
import type { Degraded } from "./app/degraded.ts";
import type { Chats } from "./app/people/identities.ts";
import type { Clock, Store, WorkspacesOn } from "./app/ports.ts";
import type { Config } from "./config.ts";
import { defined } from "./core/defined.ts";
import { groupsOn } from "./core/members.ts";
import { organizationKey } from "./core/organization.ts";
import type { Platform } from "./core/people.ts";
import type { Protocol } from "./core/protocol.ts";
import type { Log } from "./log.ts";

/** The platforms that the configuration names, each mounted on the web server and plugged into the application. */
export type Platforms = {
  readonly chats: Chats;
  /** The platform's own workspaces of an organization: the configured one, and those in which colleagues were met. */
  readonly workspacesOn: WorkspacesOn;
  /**
   * A platform that is away keeps nobody waiting: it is tried on in the background, and told by `degraded`.
   * @throws Error in words for the operator when one refuses the credentials.
   */
  start(): Promise<void>;
  /** From here on what people do there reaches the application. Before `start`. */
  listen(to: HeardBy): void;
  /** Resolves when every reply to what was answered so far has been shown, or could not be. */
  settled(): Promise<void>;
  stop(): Promise<void>;
  /** What the platforms themselves say of connections that are lost or tokens that are refused. */
  degraded(): readonly Degraded[];
};

/** One organization on all its platforms; installed into many Slack workspaces, each of those is an organization. */
export const onlyOrganization = organizationKey("main");

type Parts = {
  readonly config: Config;
  readonly app: Express;
  readonly store: Store;
  readonly protocol: () => Protocol;
  readonly clock: Clock;
  readonly sandboxClock: SandboxClock | undefined;
  readonly log: Log;
  readonly teamsEndpoints?: Endpoints;
};

export type { Endpoints };

type HeardBy = { readonly application: Application; readonly tick: () => Promise<void> };

type Running = {
  listen(to: HeardBy): void;
  start?(): Promise<void>;
  settled?(): Promise<void>;
  stop(): void | Promise<void>;
  degraded?(): readonly Degraded[];
};

/** Those that the configuration names. They can speak at once, and listen once there is an application to hear them. */
export async function connectPlatforms(parts: Parts): Promise<Platforms> {
  const { config } = parts;
  const slack = config.slack && createSlack(slackOptions(parts, config.slack));
  const teams = config.teams && (await teamsOn(parts, config.teams));
  const sandbox = parts.sandboxClock && sandboxOn(parts, parts.sandboxClock);
  const chats = defined({ slack: slack?.chat, teams: teams?.chat, sandbox: sandbox?.chat });
  /** The workspace that the configuration itself names: colleagues are reached there before any of them was met. */
  const configured: Partial<Record<Platform, () => Promise<string | undefined>>> = defined({
    slack: slack && (() => slack.team()),
    teams: config.teams && (async () => config.teams && ownTenant(config.teams)),
  });
  const running: readonly Running[] = [
    slack && { ...slack, listen: ({ application }: HeardBy) => slack.listen(application) },
    teams && {
      ...teams,
      listen: ({ application }: HeardBy) => teams.listen(application),
    },
    sandbox && {
      ...sandbox,
      listen: ({ application, tick }: HeardBy) =>
        sandbox.listen({ inbox: application.inbox, tick, idle: () => application.deliver.idle() }),
    },
  ].filter((platform) => platform !== undefined);
  return {
    chats,
    listen: (to) => {
      for (const platform of running) platform.listen(to);
    },
    workspacesOn: async (platform, organization) => {
      const met = await parts.store.platformWorkspaces(organization, platform);
      const own = organization === onlyOrganization ? await configured[platform]?.() : undefined;
      return [...new Set(own === undefined ? met : [own, ...met])];
    },
    start: async () => {
      await Promise.all(running.map((platform) => platform.start?.()));
    },
    settled: async () => {
      await Promise.all(running.map((platform) => platform.settled?.()));
    },
    stop: async () => {
      await Promise.all(running.map((platform) => platform.stop()));
    },
    degraded: () => running.flatMap((platform) => platform.degraded?.() ?? []),
  };
}

const commonOptions = (
  { protocol, clock, log }: Pick<Parts, "protocol" | "clock" | "log">,
  given: NonNullable<Config["slack"]>,
) => ({
  log,
  clock,
  organizationOf: (team: string) => (given.mode === "oauth" ? organizationKey(team) : onlyOrganization),
  groupsToKnow: () => protocol().roles.flatMap(({ members }) => groupsOn("slack", members)),
  ...defined({ apiUrl: given.apiUrl }),
});

function slackOptions(parts: Parts, given: NonNullable<Config["slack"]>): SlackOptions {
  const { app, store, config } = parts;
  const common = commonOptions(parts, given);
  switch (given.mode) {
    case "http":
      return { ...common, ...given, app };
    case "socket":
      return { ...common, ...given };
    case "oauth": {
      const installations = {
        get: (team: string) => store.installation("slack", team),
        save: (team: string, token: string) => store.saveInstallation("slack", team, token),
        remove: (team: string) => store.removeInstallation("slack", team),
      };
      return { ...common, ...given, app, publicUrl: config.publicUrl, installations };
    }
  }
}

/**
 * What a terminal may ask beside the running process: Slack, by its one token. Nothing is started, and nothing listens. The tokens
 * of many workspaces, and by which way people on Teams are reached, are in the database, which the running process may hold.
 */
export function platformsToAsk(parts: Pick<Parts, "config" | "protocol" | "clock" | "log">): {
  readonly chats: Chats;
  readonly workspacesOn: WorkspacesOn;
} {
  const given = parts.config.slack;
  if (!given || given.mode === "oauth") return { chats: {}, workspacesOn: async () => [] };
  const slack = createSlack({ ...commonOptions(parts, given), ...given, mode: "socket", appToken: "not used" });
  return {
    chats: { slack: slack.chat },
    workspacesOn: async (platform) => {
      const team = platform === "slack" ? await slack.team() : undefined;
      return team === undefined ? [] : [team];
    },
  };
}

/** As Teams writes tenants, whatever the case of the variable. */
const ownTenant = (given: NonNullable<Config["teams"]>): string | undefined =>
  given.mode === "credentials" ? given.tenantId?.toLowerCase() : undefined;

/**
 * Anybody's tenant may install a bot whose id they know. Only the configured tenant is this organization; any other is an
 * organization by itself, which sees nothing of this one.
 */
const organizationOf = (given: NonNullable<Config["teams"]>) => (tenant: string) =>
  given.mode === "anonymous" || tenant.toLowerCase() === ownTenant(given) ? onlyOrganization : organizationKey(tenant);

/** Imported only where Teams is connected: botbuilder takes seconds to load. */
async function teamsOn(
  { app, store, clock, log, teamsEndpoints }: Parts,
  credentials: NonNullable<Config["teams"]>,
): Promise<Teams> {
  const { createTeams } = await import("../adapters/teams/index.ts");
  return createTeams({
    ...defined({ endpoints: teamsEndpoints }),
    app,
    credentials,
    organizationOf: organizationOf(credentials),
    references: {
      find: (key) => store.contact(key),
      save: (key, row) => store.saveContact(onlyOrganization, key, row),
    },
    log,
    clock,
  });
}

const sandboxOn = ({ app, store, protocol, config, log }: Parts, clock: SandboxClock) =>
  createSandbox({
    app,
    log,
    clock,
    folder: config.dataDir,
    publicUrl: config.publicUrl,
    newId: randomUUID,
    records: store,
    protocol,
    previews: {
      "Slack (Block Kit)": (card) => drawForSlack(card, clock.now()),
      "Teams (Adaptive Card)": (card) => drawForTeams(card, { names: () => undefined, stamp: "preview" }),
    },
  });
