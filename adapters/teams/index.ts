import { randomUUID } from "node:crypto";
import type { Application } from "express";
import type { Degraded } from "../../src/app/degraded.ts";
import type { Chat, Clock, Inbox, Sent } from "../../src/app/ports.ts";
import type { CurrentCard } from "../../src/app/requests/current-card.ts";
import { defined } from "../../src/core/defined.ts";
import type { OrganizationKey } from "../../src/core/organization.ts";
import type { PersonRef } from "../../src/core/people.ts";
import { createChat } from "./chat.ts";
import { type Credentials, createAuthentication, type Endpoints } from "./connection/authentication.ts";
import { createConditions } from "./connection/conditions.ts";
import { createConnector } from "./connection/connector.ts";
import { asEmulated } from "./connection/emulator.ts";
import { mountMessages } from "./connection/endpoint.ts";
import type { Log } from "./connection/log.ts";
import { peopleIn } from "./drawing/mentions.ts";
import { type InboundDeps, listen } from "./inbound/inbound.ts";
import { createRemembering } from "./inbound/remembering.ts";
import { createAudience } from "./people/audience.ts";
import { createFind } from "./people/directory.ts";
import { createIdentities } from "./people/identity.ts";
import { createContacts, type References } from "./people/references.ts";
import { createRosters } from "./people/rosters.ts";
import { createServiceUrls } from "./people/service-urls.ts";
import { createPageRefresh, type PageRefresh } from "./replies/page-refresh.ts";

export type { Endpoints } from "./connection/authentication.ts";
export type { References } from "./people/references.ts";

export type TeamsOptions = {
  /** `POST /api/messages` is mounted on it, with a body parser of its own. */
  readonly app: Application;
  readonly credentials: Credentials;
  /** Which organization a tenant is. */
  readonly organizationOf: (tenant: string) => OrganizationKey;
  /** How people and conversations are reached, kept for every replica. */
  readonly references: References;
  readonly log: Log;
  readonly clock: Clock;
  readonly endpoints?: Endpoints;
  /** What a person and the log are told of one failure. Default: 8 random characters. */
  readonly newReference?: () => string;
  /** Milliseconds that Teams may take to say who someone is. */
  readonly timeoutMillis?: number;
};

export type HeardBy = {
  readonly inbox: Inbox;
  /** What a message of a case shows now. With it a press changes the card at once, without it after the delivery. */
  readonly currentCard?: CurrentCard;
};

export type Teams = {
  readonly chat: Chat;
  /** From here on what Teams sends reaches the inbox. Before `start`. */
  listen(to: HeardBy): void;
  start(): Promise<void>;
  /** What isn't as it should be between Teams and us, in words for the operator. */
  degraded(): readonly Degraded[];
  /** Resolves when the pages of all that changed so far are brought in line, or can't be now. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

/** The emulator may name no tenant at all. */
const emulatorTenant = "emulator";

/** Whoever is named in a message that was sent or changed may have something new on their page. */
const noticing = (chat: Chat, pages: PageRefresh): Chat => {
  const told = async (sending: Promise<Sent>, people: readonly PersonRef[]): Promise<Sent> => {
    const sent = await sending;
    if (sent.ok) pages.of(people);
    return sent;
  };
  return {
    ...chat,
    post: (place, card) => told(chat.post(place, card), peopleIn([card])),
    update: (ref, card) => told(chat.update(ref, card), peopleIn([card])),
    directMessage: (person, card, organization) =>
      told(chat.directMessage(person, card, organization), [person, ...peopleIn([card])]),
  };
};

/**
 * Teams, as one more platform: presses, dialogs, message actions and words go to the inbox, cards come from the app.
 * @throws Error when the credentials are incomplete for their type.
 */
export const createTeams = (options: TeamsOptions): Teams => {
  const { app, credentials, organizationOf, log, clock, endpoints } = options;
  const now = () => clock.now();
  const newReference = options.newReference ?? (() => randomUUID().slice(0, 8));
  const newStamp = () => randomUUID().slice(0, 8);

  const authentication = createAuthentication(credentials, endpoints);
  const anonymous = credentials.mode === "anonymous";
  const teams = createConnector(authentication.bearer);
  const connector = anonymous ? asEmulated(teams) : teams;
  const conditions = createConditions(now);
  const contacts = createContacts(options.references);
  const serviceUrls = createServiceUrls(contacts);
  const rosters = createRosters({ connector, serviceUrls, now });
  const identities = createIdentities({
    connector,
    contacts,
    serviceUrls,
    ...defined({ timeoutMillis: options.timeoutMillis }),
  });
  const pages = createPageRefresh({
    hasPage: async (person) => (await contacts.people.find(person))?.home !== undefined,
    log,
  });
  const chat = createChat({
    connector,
    contacts,
    serviceUrls,
    identities,
    now,
    newStamp,
    conditions,
    log,
    find: createFind({ contacts, rosters, log }),
    audience: createAudience({ contacts, rosters, now, log }),
  });
  const defaultTenant = anonymous
    ? emulatorTenant
    : credentials.appType === "MultiTenant"
      ? undefined
      : credentials.tenantId;
  return {
    chat: noticing(chat, pages),
    listen: ({ inbox, currentCard }) => {
      pages.showBy((person) => inbox.homeOpened({ organization: organizationOf(person.workspace), person }));
      const deps: InboundDeps = {
        inbox,
        chat,
        pages,
        connector,
        identities,
        remember: createRemembering(contacts),
        organizationOf,
        defaultTenant,
        newReference,
        log,
        currentCard,
      };
      mountMessages({
        app,
        authentication,
        anonymous,
        trustedHosts: endpoints?.serviceHosts ?? [],
        log,
        newReference,
        hear: (activity) => listen(deps, activity),
      });
    },
    degraded: () => conditions.list(),
    // The server isn't ours to start or stop.
    start: async () => {},
    settled: () => pages.settled(),
    stop: async () => {
      pages.stop();
      await pages.settled();
    },
  };
};
