import { randomUUID } from "node:crypto";
import type { Application } from "express";
import type { Chat, Clock, Inbox } from "../../src/app/ports.ts";
import { createAudience } from "./audience.ts";
import { type Credentials, createAuthentication, type Endpoints } from "./authentication.ts";
import { createChat } from "./chat.ts";
import { createConnector } from "./connector.ts";
import { createFind } from "./directory.ts";
import { mountMessages } from "./endpoint.ts";
import { createIdentities } from "./identity.ts";
import type { CurrentCard } from "./inbound-presses.ts";
import type { Log } from "./log.ts";
import { createContacts, type References } from "./references.ts";
import { createRemembering } from "./remembering.ts";
import { createRosters } from "./rosters.ts";
import { createRoutes } from "./routes.ts";

export type { Endpoints } from "./authentication.ts";
export type { CurrentCard } from "./inbound-presses.ts";
export type { References } from "./references.ts";

export type TeamsOptions = {
  /** `POST /api/messages` is mounted on it, with a body parser of its own. */
  readonly app: Application;
  readonly credentials: Credentials;
  readonly inbox: Inbox;
  /** The organization's key in the store, for a tenant. */
  readonly workspaceOf: (tenant: string) => string;
  /** How people and conversations are reached, kept for every replica. */
  readonly references: References;
  /** What a message of a case shows now. With it a press changes the card at once, without it after the delivery. */
  readonly currentCard?: CurrentCard;
  readonly log: Log;
  readonly clock: Clock;
  readonly endpoints?: Endpoints;
  /** What a person and the log are told of one failure. Default: 8 random characters. */
  readonly newReference?: () => string;
};

export type Teams = { readonly chat: Chat; start(): Promise<void>; stop(): Promise<void> };

/** The emulator may name no tenant at all. */
const emulatorTenant = "emulator";

/**
 * Teams, as one more platform: presses, dialogs, message actions and words go to the inbox, cards come from the app.
 * @throws Error when the credentials are incomplete for their type.
 */
export const createTeams = (options: TeamsOptions): Teams => {
  const { app, credentials, inbox, workspaceOf, log, clock, endpoints, currentCard } = options;
  const now = () => clock.now();
  const newReference = options.newReference ?? (() => randomUUID().slice(0, 8));
  const newStamp = () => randomUUID().slice(0, 8);

  const authentication = createAuthentication(credentials, endpoints);
  const connector = createConnector(authentication.bearer);
  const contacts = createContacts(options.references);
  const routes = createRoutes(contacts);
  const rosters = createRosters({ connector, routes, now });
  const identities = createIdentities({ connector, contacts, routes });
  const chat = createChat({
    connector,
    contacts,
    routes,
    identities,
    newStamp,
    log,
    find: createFind({ contacts, rosters, log }),
    audience: createAudience({ contacts, rosters, log }),
  });
  const anonymous = credentials.mode === "anonymous";
  const defaultTenant = anonymous
    ? emulatorTenant
    : credentials.appType === "MultiTenant"
      ? undefined
      : credentials.tenantId;
  mountMessages({
    app,
    authentication,
    anonymous,
    log,
    hearing: {
      inbox,
      chat,
      connector,
      identities,
      remember: createRemembering(contacts),
      workspaceOf,
      defaultTenant,
      newReference,
      log,
      currentCard,
    },
  });
  // The server isn't ours to start or stop, and nothing here runs by itself.
  return { chat, start: async () => {}, stop: async () => {} };
};
