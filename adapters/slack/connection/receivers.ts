import { type App, ExpressReceiver, type Logger, type Receiver } from "@slack/bolt";
import type { Application } from "express";
import { createAcks } from "./acks.ts";
import { clientOptions, deliveryTimeout } from "./clients.ts";
import { codeOf } from "./failures.ts";
import { createSocket, type SocketOptions } from "./socket.ts";
import { answerFailed } from "./unreadable.ts";
import type { Authorizer } from "./workspaces.ts";

/** How Slack reaches us: by HTTP on our own server, or through a socket we open. */

export const eventsPath = "/slack/events";
export const installPath = "/slack/install";
export const redirectPath = "/slack/oauth_redirect";

/** A receiver for Bolt, with a start that says clearly what is wrong. */
export type Listener = {
  readonly receiver: Receiver;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Resolves when what goes on after the acks so far is done: showing what was answered. */
  settled(): Promise<void>;
};

type Installer = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  readonly scopes: readonly string[];
  readonly store: NonNullable<ConstructorParameters<typeof ExpressReceiver>[0]["installationStore"]>;
  readonly publicUrl?: string | undefined;
};

/** Where people approve the app: on GovSlack and in tests beside the API. */
const authorizationUrl = (apiUrl: string | undefined) =>
  apiUrl ? { authorizationUrl: new URL("/oauth/v2/authorize", apiUrl).href } : {};

/**
 * Mounts `POST /slack/events` on the app, and with an installer the two pages of an installation. It must see the raw
 * body, so no body parser may run before it on these paths.
 */
export const httpReceiver = (options: {
  readonly app: Application;
  readonly signingSecret: string;
  readonly logger: Logger;
  readonly apiUrl?: string | undefined;
  readonly installer?: Installer;
  /** Slack says that it drops events. */
  readonly dropped: () => void;
}): Listener & { readonly installed: Authorizer } => {
  const { app, signingSecret, logger, apiUrl, installer, dropped } = options;
  const express = new ExpressReceiver({
    app,
    signingSecret,
    logger,
    endpoints: { events: eventsPath },
    // Answered at the ack, so that showing the reply never makes Slack give up on what is already saved.
    processBeforeResponse: false,
    processEventErrorHandler: answerFailed,
    ...(installer
      ? {
          clientId: installer.clientId,
          clientSecret: installer.clientSecret,
          stateSecret: installer.stateSecret,
          scopes: [...installer.scopes],
          installationStore: installer.store,
          ...(installer.publicUrl ? { redirectUri: new URL(redirectPath, installer.publicUrl).href } : {}),
          installerOptions: {
            installPath,
            redirectUriPath: redirectPath,
            clientOptions: clientOptions({ apiUrl, logger }, deliveryTimeout),
            ...authorizationUrl(apiUrl),
          },
        }
      : {}),
  });
  const acks = createAcks(dropped);
  return {
    // Without its installer: who is installed is asked in one place, see `authorizer.ts`.
    receiver: { init: (bolt) => express.init(acks.of(bolt)), start: async () => {}, stop: async () => {} },
    // The server isn't ours to start or stop.
    start: async () => {},
    stop: acks.settled,
    settled: acks.settled,
    installed: async (source) => {
      if (!express.installer) throw new Error("this receiver installs nothing");
      return express.installer.authorize(source);
    },
  };
};

export const socketReceiver = (options: SocketOptions & { readonly dropped: () => void }): Listener => {
  const socket = createSocket(options);
  const acks = createAcks(options.dropped);
  let bolt: App | undefined;
  return {
    receiver: {
      init: (app) => {
        bolt = acks.of(app);
      },
      start: async () => {},
      stop: async () => {},
    },
    start: async () => {
      if (!bolt) throw new Error("Bolt has not been given this receiver");
      try {
        await socket.open(bolt);
      } catch (error) {
        throw new Error(
          `Slack did not accept the socket connection (${codeOf(error) ?? "no answer"}). SLACK_APP_TOKEN must be an app-level token (it begins with xapp-) with the scope connections:write, and Socket Mode must be on in the app's settings.`,
        );
      }
    },
    stop: async () => {
      await socket.close();
      await acks.settled();
    },
    settled: acks.settled,
  };
};
