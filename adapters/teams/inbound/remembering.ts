import { defined } from "../../../src/core/defined.ts";
import type { PersonRef } from "../../../src/core/people.ts";
import { isZone } from "../drawing/dates.ts";
import type { Activity } from "../payloads.ts";
import { splitConversation } from "../people/addresses.ts";
import type { Contacts } from "../people/references.ts";

/** Keeps what every activity says in passing: through which service its conversation and its sender are reached now. */

const mostRosters = 20;
/** What was kept last, so that a press like the one before it costs no query. */
const mostNoted = 10_000;

/** Teams always names the type. The emulator doesn't, and there a person is alone with the bot unless it is said to be a group. */
const typeOf = ({ conversation: { conversationType, isGroup, id } }: Activity): string | undefined =>
  conversationType ?? (isGroup || id.startsWith("19:") ? undefined : "personal");

export const isPersonal = (activity: Activity): boolean => typeOf(activity) === "personal";

/** A message action may be chosen in a chat of two people, which has the type of the bot's own chats, and the bot isn't in it. */
const isOwnChat = (activity: Activity): boolean =>
  isPersonal(activity) && !activity.name?.startsWith("composeExtension/");

const kindOf = (activity: Activity): string | undefined => {
  const type = typeOf(activity);
  if (type === "personal" && !isOwnChat(activity)) return undefined;
  return type === "channel" ? activity.channelData?.channel?.type?.toLowerCase() : type;
};

export const zoneOf = ({ localTimezone, entities }: Activity): string | undefined =>
  [localTimezone, ...entities.map(({ timezone }) => timezone)].find(isZone);

type Heard = {
  readonly activity: Activity;
  readonly tenant: string;
  readonly person: PersonRef | undefined;
  readonly removed?: boolean;
};

export const createRemembering = ({ tenants, conversations, people }: Contacts) => {
  const noted = new Map<string, string>();

  /** @throws when it can't be saved: without it nothing could be delivered. */
  return async ({ activity, tenant, person, removed = false }: Heard): Promise<void> => {
    const { serviceUrl } = activity;
    const bot = activity.recipient?.id ?? "";
    const { channel: id } = splitConversation(activity.conversation.id);
    const kind = kindOf(activity);
    const zone = zoneOf(activity);
    const personal = isPersonal(activity);
    const own = isOwnChat(activity);
    const user = activity.from?.id;

    const facts = JSON.stringify([serviceUrl, bot, kind, own, zone, user, removed]);
    const key = `${tenant}:${id}:${person?.id ?? ""}`;
    if (noted.get(key) === facts) return;

    await tenants.change(tenant, (row) => ({
      serviceUrl,
      bot,
      rosters: personal ? (row?.rosters ?? []) : [...new Set([id, ...(row?.rosters ?? [])])].slice(0, mostRosters),
    }));
    await conversations.change({ tenant, id }, (row) => defined({ serviceUrl, bot, kind: kind ?? row?.kind }));
    if (person) {
      await people.change(person, (row) =>
        defined({
          ...row,
          serviceUrl,
          bot,
          user: user ?? row?.user,
          zone: zone ?? row?.zone,
          // Neither a word in a channel nor news of members brings the bot back into their own chat.
          removed: removed || (own && activity.type !== "conversationUpdate" ? undefined : row?.removed),
          ...(own ? { chat: id } : personal ? {} : { seenIn: id }),
        }),
      );
    }
    noted.delete(key);
    noted.set(key, facts);
    const [oldest] = noted.keys();
    if (noted.size > mostNoted && oldest !== undefined) noted.delete(oldest);
  };
};
export type Remember = ReturnType<typeof createRemembering>;
