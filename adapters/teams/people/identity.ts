import { unknownPerson } from "../../../src/app/people/unsure-person.ts";
import { withTimeout } from "../../../src/app/with-timeout.ts";
import { type Identity, type PersonRef, personKey } from "../../../src/core/people.ts";
import type { Connector } from "../connection/connector.ts";
import { ConnectorError, isNotThere } from "../connection/failures.ts";
import { isBotId } from "./addresses.ts";
import { identityOf } from "./members.ts";
import type { Contacts } from "./references.ts";
import type { ServiceUrls } from "./service-urls.ts";

const notInTime = () => new ConnectorError(undefined, "no_answer_in_time");

/** Who a person is, as the roster of a conversation says that the bot shares with them. */
export type Identities = {
  /** Undefined where Teams denies that the bot meets this person anywhere. @throws when it can't answer now. */
  identify(person: PersonRef): Promise<Identity | undefined>;
  /** Names for people who are mentioned; whoever Teams doesn't name now is left out. */
  names(people: readonly PersonRef[], timeoutMillis?: number): Promise<Names>;
  /** A name that came with a message, until the roster says it. */
  heard(person: PersonRef, name: string | undefined): void;
};
export type Names = (person: PersonRef) => string | undefined;

/** Many more than are ever mentioned; the oldest are forgotten first. */
const mostNames = 10_000;
/** Milliseconds in all: a press has 15 seconds, a message action 5, and the press itself takes its part. */
const longestTimeoutMillis = 3_000;
/** Where someone waits for an answer that is committed already, a name isn't worth more than this. */
export const briefly = 1_000;
/** A person is looked up in this many rosters before their own chat is tried. */
const mostRosters = 5;

export const createIdentities = (parts: {
  readonly connector: Connector;
  readonly contacts: Contacts;
  readonly serviceUrls: ServiceUrls;
  /** Milliseconds that one person may take in all; default 3 seconds. */
  readonly timeoutMillis?: number;
}): Identities => {
  const { connector, contacts, serviceUrls, timeoutMillis: longest = longestTimeoutMillis } = parts;
  const known = new Map<string, string>();

  const heard: Identities["heard"] = (person, name) => {
    if (!name) return;
    known.delete(personKey(person));
    known.set(personKey(person), name);
    const [oldest] = known.keys();
    if (known.size > mostNames && oldest !== undefined) known.delete(oldest);
  };

  const ask = async (person: PersonRef): Promise<Identity | undefined> => {
    if (person.platform !== "teams") throw new Error("this person isn't on Teams");
    if (isBotId(person.id)) return { ...unknownPerson(person), nobody: "bot" };
    const route = await serviceUrls.person(person);
    if (!route) throw new Error("Amends hasn't been heard of in this person's Teams tenant yet");
    const { service, row } = route;
    const rosters = (await contacts.tenants.find(person.workspace))?.rosters ?? [];
    const shared = [row?.chat, row?.seenIn, ...rosters].filter((each) => each !== undefined);
    const askIn = async (conversation: string): Promise<Identity | undefined> => {
      try {
        const at = (await serviceUrls.to(person.workspace, conversation)) ?? service;
        const member = await connector.member(at, conversation, row?.user ?? person.id);
        heard(person, member.name);
        return identityOf(person, { ...member, name: known.get(personKey(person)) }, row?.zone);
      } catch (error) {
        if (isNotThere(error)) return undefined;
        throw error;
      }
    };
    for (const conversation of [...new Set(shared)].slice(0, mostRosters)) {
      const found = await askIn(conversation);
      if (found) return found;
    }
    // Someone picked in a form may never have been met: opening their chat with the bot shows them nothing.
    try {
      const chat = await connector.openChat(service, person.workspace, row?.user ?? person.id);
      return await askIn(chat);
    } catch (error) {
      if (isNotThere(error)) return undefined;
      throw error;
    }
  };

  const identify: Identities["identify"] = (person) => withTimeout(longest, ask(person), notInTime);

  return {
    identify,
    heard,
    names: async (people, timeoutMillis = longest) => {
      const strangers = people.filter((person) => person.platform === "teams" && !known.has(personKey(person)));
      const unique = [...new Map(strangers.map((person) => [personKey(person), person])).values()];
      const asked = unique.map((person) =>
        withTimeout(timeoutMillis, identify(person), notInTime).catch(() => undefined),
      );
      await Promise.all(asked);
      return (person) => known.get(personKey(person));
    },
  };
};
