import type { Chat, Sent } from "../../src/app/ports.ts";
import type { Place } from "../../src/core/case.ts";
import type { PersonRef } from "../../src/core/people.ts";
import type { Instant } from "../../src/core/time.ts";
import type { Card } from "../../src/views/elements.ts";
import type { Conditions } from "./connection/conditions.ts";
import type { Connector, Service } from "./connection/connector.ts";
import { ConnectorError, failure, needsOperator } from "./connection/failures.ts";
import type { Log } from "./connection/log.ts";
import { peopleIn } from "./drawing/mentions.ts";
import { asMessage, type Drawing, type Message, renderCard, renderCards } from "./drawing/render.ts";
import { conversationOf, isChannel, isPersonId, personOf, placeOf } from "./people/addresses.ts";
import type { Identities } from "./people/identity.ts";
import type { Contacts } from "./people/references.ts";
import type { ServiceUrls } from "./people/service-urls.ts";
import { createPages } from "./replies/pages.ts";

/** The `Chat` port on the Bot Connector: one message each, no retries, every refusal classified. */

export type ChatParts = Pick<Chat, "find" | "audience"> & {
  readonly connector: Connector;
  readonly contacts: Contacts;
  readonly serviceUrls: ServiceUrls;
  readonly identities: Identities;
  readonly now: () => Instant;
  readonly newStamp: () => string;
  readonly conditions: Conditions;
  readonly log: Log;
};

/** Teams allows 60 messages in 30 seconds in one conversation; its 1,800 an hour are left to its own 429. */
const paceMillis = 600;

const notMet: Sent = { ok: false, why: "unreachable", reason: "not_installed", sure: true };
const notOfTeams: Sent = { ok: false, why: "unreachable", reason: "not_a_teams_person", sure: true };
/** Teams has no message in a channel that only one person sees. */
const noWhispers: Sent = {
  ok: false,
  why: "unreachable",
  reason: "no_private_message_in_a_channel",
  sure: true,
};

type Delivered = { readonly place: Place; readonly message: string };

export type TeamsChat = Chat & {
  /** The person's page is about to be written anew, see `pages.ts`. */
  dropHome(person: PersonRef): Promise<void>;
};

export const createChat = (parts: ChatParts): TeamsChat => {
  const { connector, contacts, serviceUrls, identities, now, newStamp, conditions, log, find, audience } = parts;

  const drawn = async (cards: readonly Card[], more: Pick<Drawing, "mentions"> = {}): Promise<Message> => {
    const drawing = { names: await identities.names(peopleIn(cards)), stamp: newStamp(), ...more };
    const [only] = cards;
    return asMessage(cards.length === 1 && only ? renderCard(only, drawing) : renderCards(cards, drawing));
  };

  const send = async (call: () => Promise<Delivered | undefined>): Promise<Sent> => {
    try {
      const ref = await call();
      if (ref) {
        conditions.clear("teams-token-refused");
        conditions.clear("teams-bot-refused");
      }
      return ref ? { ok: true, ref } : notMet;
    } catch (error) {
      if (error instanceof ConnectorError && needsOperator(error)) {
        const isToken = error.status === 401;
        if (conditions.set(isToken ? "teams-token-refused" : "teams-bot-refused", error.code))
          log.error(
            { teams: error.code },
            isToken
              ? "Teams refuses the bot's token: check MicrosoftAppId, its password and its type"
              : "Teams refuses the whole bot: messages wait. If it lasts, check whether an admin has blocked the app",
          );
      }
      return failure(error);
    }
  };

  const ownChat = async (person: PersonRef): Promise<{ service: Service; chat: string } | undefined> => {
    const route = await serviceUrls.person(person);
    if (!route) return undefined;
    const { service, row } = route;
    if (row?.chat) return { service, chat: row.chat };
    const chat = await connector.openChat(service, person.workspace, row?.user ?? person.id);
    const { serviceUrl, bot } = service;
    await contacts.people.change(person, (known) => ({ ...known, serviceUrl, bot, chat }));
    await contacts.conversations.change({ tenant: person.workspace, id: chat }, () => ({
      serviceUrl,
      bot,
      kind: "personal",
    }));
    return { service, chat };
  };

  const toPerson = async (person: PersonRef, message: Message): Promise<Delivered | undefined> => {
    // Teams answers 201 all the same, and nobody reads it.
    if ((await contacts.people.find(person))?.removed) throw new ConnectorError(403, "bot_removed");
    const own = await ownChat(person);
    if (!own) return undefined;
    const id = await connector.send(own.service, own.chat, message);
    return { place: placeOf(person.workspace, own.chat), message: id };
  };

  const toPlace = async (place: Place, message: Message): Promise<Delivered | undefined> => {
    const { workspace: tenant, channel, thread } = place;
    if (isPersonId(channel)) return toPerson(personOf(tenant, channel), message);
    const service = await serviceUrls.to(tenant, channel);
    if (!service) return undefined;
    const starts = isChannel(channel) && thread === undefined;
    const id = starts
      ? await connector.startThread(service, channel, message)
      : await connector.send(service, conversationOf(place), message);
    return { place, message: id };
  };

  const change = async ({ place, message }: Delivered, next: Message): Promise<Delivered | undefined> => {
    const service = await serviceUrls.to(place.workspace, place.channel);
    if (!service) return undefined;
    await connector.update(service, conversationOf(place), message, next);
    return { place, message };
  };

  const pages = createPages({
    contacts,
    now,
    write: (person, message) => send(() => toPerson(person, message)),
    change: (ref, message) => send(() => change(ref, message)),
  });

  return {
    platform: "teams",
    paceMillis,
    identify: identities.identify,
    find,
    audience,

    post: async (place, card) => {
      const message = await drawn([card]);
      return send(() => toPlace(place, message));
    },

    update: async (ref, card) => {
      const message = await drawn([card]);
      return send(() => change(ref, message));
    },

    directMessage: async (person, card) => {
      if (person.platform !== "teams") return notOfTeams;
      const message = await drawn([card]);
      return send(() => toPerson(person, message));
    },

    whisper: async (_place, person) => (person.platform === "teams" ? noWhispers : notOfTeams),

    showHome: async (person, cards) => {
      if (person.platform !== "teams") return notOfTeams;
      if (cards.length === 0) return { ok: true, ref: { place: placeOf(person.workspace, person.id), message: "" } };
      return pages.show(person, await drawn(cards, { mentions: false }));
    },
    dropHome: pages.drop,
  };
};
