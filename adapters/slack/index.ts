import { createHash, randomUUID } from "node:crypto";
import { App, type Logger } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import type { Application } from "express";
import type { Degraded } from "../../src/app/degraded.ts";
import type { Chat, Clock, Inbox } from "../../src/app/ports.ts";
import type { OrganizationKey } from "../../src/core/organization.ts";
import { after, duration } from "../../src/core/time.ts";
import { createChat } from "./chat.ts";
import { authorizer } from "./connection/authorizer.ts";
import { boltClientOptions, clientOptions, createClients, deliveryTimeout } from "./connection/clients.ts";
import { type Conditions, createBotWatch, createConditions } from "./connection/conditions.ts";
import { type Log, sdkLogger } from "./connection/log.ts";
import { httpReceiver, type Listener, socketReceiver } from "./connection/receivers.ts";
import { renewed } from "./connection/renewed.ts";
import { scopes } from "./connection/scopes.ts";
import type { SocketTimes } from "./connection/socket.ts";
import { createTokenCheck, type TokenTimes } from "./connection/token-check.ts";
import {
  type Installations,
  installationStore,
  installedWorkspaces,
  singleWorkspace,
  type Workspaces,
} from "./connection/workspaces.ts";
import { listen } from "./inbound/inbound.ts";
import { createAudience } from "./people/audience.ts";
import { createFind } from "./people/directory.ts";
import { createGroups } from "./people/groups.ts";
import { createIdentities } from "./people/identity.ts";
import { createRoster } from "./people/roster.ts";

export type { Installations } from "./connection/workspaces.ts";

type Common = {
  /** Whose installation this is, by its team. Where many are installed, each team is an organization under its own id. */
  readonly organizationOf: (team: string) => OrganizationKey;
  /** Ids of the user groups that the protocol names (`S…`). */
  readonly groupsToKnow: () => readonly string[];
  readonly log: Log;
  readonly clock: Clock;
  /** Default: Slack's own. For GovSlack, a proxy or tests; ends in `/api/`. */
  readonly apiUrl?: string;
  /** In tests these pass sooner. */
  readonly tokenTimes?: TokenTimes;
  /** What a person and the log are told of one failure. Default: 8 random characters. */
  readonly newReference?: () => string;
};

/** One workspace over HTTP, one over a socket, or many workspaces over HTTP, each installed by its own admin. */
export type SlackOptions = Common &
  (
    | { readonly mode: "http"; readonly botToken: string; readonly signingSecret: string; readonly app: Application }
    | {
        readonly mode: "socket";
        readonly botToken: string;
        readonly appToken: string;
        /** In tests these pass sooner. */
        readonly socketTimes?: SocketTimes;
      }
    | {
        readonly mode: "oauth";
        readonly clientId: string;
        readonly clientSecret: string;
        readonly signingSecret: string;
        readonly app: Application;
        readonly installations: Installations;
        /** Where Slack sends an installer back to; default: the first redirect URL of the manifest. */
        readonly publicUrl?: string;
      }
  );

export type Slack = {
  readonly chat: Chat;
  /** From here on what Slack sends reaches the inbox. Before `start`. */
  listen(to: { readonly inbox: Inbox }): void;
  /** The team that a single token is for; nothing where many are installed or Slack can't say now. */
  team(): Promise<string | undefined>;
  /**
   * Checks the token and, in socket mode, connects. Where Slack can't be reached, both go on in the background.
   * @throws Error with words for the operator when Slack refuses.
   */
  start(): Promise<void>;
  /** What isn't as it should be between Slack and us, in words for the operator. */
  degraded(): readonly Degraded[];
  /** Resolves when every reply to what was acked so far has been shown, or could not be. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

type Connected = { readonly workspaces: Workspaces; readonly listener: Listener };

/** The state of an installation under way is signed with this; it follows from the client secret. */
const stateSecret = (clientSecret: string): string =>
  createHash("sha256").update(`amends-install:${clientSecret}`).digest("hex");

/** What is over by itself is told for this long. */
const toldFor = duration(3_600_000);

const connect = (options: SlackOptions, logger: Logger, conditions: Conditions): Connected => {
  const { apiUrl, log, clock } = options;
  const dropped = () => {
    conditions.set("slack-events-dropped", "app_rate_limited", { until: after(clock.now(), toldFor) });
    log.warn({ slack: "app_rate_limited" }, "Slack drops events: it sent more of them within a minute than it allows");
  };
  const single = (token: string) =>
    singleWorkspace(token, new WebClient(token, clientOptions({ apiUrl, logger }, deliveryTimeout)));
  switch (options.mode) {
    case "http": {
      const { app, signingSecret } = options;
      return {
        workspaces: single(options.botToken),
        listener: httpReceiver({ app, signingSecret, logger, apiUrl, dropped }),
      };
    }
    case "socket":
      return {
        workspaces: single(options.botToken),
        listener: socketReceiver({
          appToken: options.appToken,
          logger,
          apiUrl,
          log,
          conditions,
          dropped,
          ...(options.socketTimes ? { times: options.socketTimes } : {}),
        }),
      };
    case "oauth": {
      const { app, signingSecret, clientId, clientSecret, installations, publicUrl } = options;
      const installer = {
        clientId,
        clientSecret,
        stateSecret: stateSecret(clientSecret),
        scopes: [...scopes.needed, ...scopes.optional],
        store: installationStore(installations),
        publicUrl,
      };
      const listener = httpReceiver({ app, signingSecret, logger, apiUrl, installer, dropped });
      return {
        workspaces: installedWorkspaces(installations, renewed(listener.installed, { conditions, log })),
        listener,
      };
    }
  }
};

/**
 * Slack, as one more platform: presses, forms, shortcuts, commands and events go to the inbox, cards come from the app.
 * On HTTP it mounts `POST /slack/events` on `app` (with "oauth" also `/slack/install` and `/slack/oauth_redirect`), which
 * must not parse these bodies before: the signature is over the raw one.
 */
export const createSlack = (options: SlackOptions): Slack => {
  const { organizationOf, groupsToKnow, log, clock, apiUrl } = options;
  const now = () => clock.now();
  const newReference = options.newReference ?? (() => randomUUID().slice(0, 8));
  const logger = sdkLogger(log);
  const conditions = createConditions(now);
  const { workspaces, listener } = connect(options, logger, conditions);
  const tokenCheck = createTokenCheck({
    workspaces,
    conditions,
    log,
    ...(options.tokenTimes ? { times: options.tokenTimes } : {}),
  });
  const clients = createClients(workspaces, { apiUrl, logger });
  const groups = createGroups({ toKnow: groupsToKnow, now, log });
  const identities = createIdentities({ clients, groups, now });
  const roster = createRoster({ now, log });
  const audience = createAudience({ clients, roster, now, log });

  return {
    chat: createChat({
      clients,
      now,
      log,
      watch: createBotWatch(conditions),
      isDeactivated: identities.isDeactivated,
      identify: identities.identify,
      find: createFind({ clients, groups, roster, now }),
      audience,
    }),
    listen: ({ inbox }) => {
      const app = new App({
        receiver: listener.receiver,
        authorize: authorizer(workspaces),
        clientOptions: boltClientOptions({ apiUrl, logger }),
        logger,
        convoStore: false,
      });
      // Rethrown, so that Slack gets an error at once instead of waiting for an answer.
      app.error(async (error) => {
        log.error({ err: error, reference: newReference() }, "a request from Slack could not be handled");
        throw error;
      });
      listen(app, {
        inbox,
        clients,
        identities,
        organizationOf,
        now,
        log,
        newReference,
        foresee: (place) => void audience(place),
        uninstalled: async (team) => {
          if (options.mode === "oauth") await options.installations.remove(team);
          log.warn({ team }, "Slack says that Amends was removed from this workspace");
        },
      });
    },
    team: async () => (await workspaces.find(undefined).catch(() => undefined))?.team,
    start: async () => {
      await Promise.all([options.mode === "oauth" ? undefined : tokenCheck.start(), listener.start()]);
    },
    degraded: () => conditions.list(),
    settled: () => listener.settled(),
    stop: () => {
      tokenCheck.stop();
      return listener.stop();
    },
  };
};
