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
import { parseSurface } from "./core/surface.ts";
import type { Log } from "./log.ts";

/** The platforms that the configuration names, each mounted on the web server and plugged into the application. */
export type Platforms = {
  /** The platform's own workspaces of an organization: the configured one, and those in which colleagues were met. */
  readonly workspacesOn: WorkspacesOn;
  /**
   * A platform that is away keeps nobody waiting: it is tried on in the background, and told by `degraded`.
   * @throws Error in words for the operator when one refuses the credentials.
   */
  start(): Promise<void>;
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
  readonly application: Application;
  readonly chats: Chats;
  readonly protocol: () => Protocol;
  readonly clock: Clock;
  readonly sandboxClock: SandboxClock | undefined;
  readonly tick: () => Promise<void>;
  readonly log: Log;
  readonly teamsEndpoints?: Endpoints;
};

export type { Endpoints };

type Running = {
  start?(): Promise<void>;
  settled?(): Promise<void>;
  stop(): void | Promise<void>;
  degraded?(): readonly Degraded[];
};

export async function connectPlatforms(parts: Parts): Promise<Platforms> {
  const { config, chats } = parts;
  const running: Running[] = [];
  /** The workspace that the configuration itself names: colleagues are reached there before any of them was met. */
  const configured: Partial<Record<Platform, () => Promise<string | undefined>>> = {};
  if (config.slack) {
    const slack = createSlack(slackOptions(parts, config.slack));
    chats.slack = slack.chat;
    configured.slack = () => slack.team();
    running.push(slack);
  }
  if (config.teams) {
    const teams = await teamsOn(parts, config.teams);
    const tenant = ownTenant(config.teams);
    chats.teams = teams.chat;
    configured.teams = async () => tenant;
    running.push(teams);
  }
  if (parts.sandboxClock) {
    const sandbox = sandboxOn(parts, parts.sandboxClock);
    chats.sandbox = sandbox.chat;
    running.push(sandbox);
  }
  return {
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

function slackOptions(
  { app, application, store, protocol, clock, log, config }: Parts,
  given: NonNullable<Config["slack"]>,
): SlackOptions {
  const common = {
    inbox: application.inbox,
    log,
    clock,
    organizationOf: (team: string) => (given.mode === "oauth" ? organizationKey(team) : onlyOrganization),
    groupsToKnow: () => protocol().roles.flatMap(({ members }) => groupsOn("slack", members)),
    ...defined({ apiUrl: given.apiUrl }),
  };
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
  { app, application, store, clock, log, teamsEndpoints }: Parts,
  credentials: NonNullable<Config["teams"]>,
): Promise<Teams> {
  const { createTeams } = await import("../adapters/teams/index.ts");
  return createTeams({
    ...defined({ endpoints: teamsEndpoints }),
    app,
    credentials,
    inbox: application.inbox,
    organizationOf: organizationOf(credentials),
    references: {
      find: (key) => store.contact(key),
      save: (key, row) => store.saveContact(onlyOrganization, key, row),
    },
    currentCard: async (organization, caseId, ref) => {
      const kase = await store.findCase(organization, { id: caseId });
      const name = await store.surfaceOf(caseId, ref.message);
      const surface = name === undefined ? undefined : parseSurface(name);
      return kase && surface && (await application.draw(kase, surface, ref))?.card;
    },
    log,
    clock,
  });
}

const sandboxOn = ({ app, application, store, protocol, config, tick, log }: Parts, clock: SandboxClock) =>
  createSandbox({
    app,
    inbox: application.inbox,
    log,
    clock,
    folder: config.dataDir,
    publicUrl: config.publicUrl,
    newId: randomUUID,
    tick,
    idle: () => application.deliver.idle(),
    records: store,
    protocol,
    previews: {
      "Slack (Block Kit)": (card) => drawForSlack(card, clock.now()),
      "Teams (Adaptive Card)": (card) => drawForTeams(card, { names: () => undefined, stamp: "preview" }),
    },
  });
