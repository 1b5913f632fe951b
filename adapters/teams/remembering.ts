import { defined } from "../../src/core/defined.ts";
import type { PersonRef } from "../../src/core/people.ts";
import { splitConversation } from "./addresses.ts";
import { isZone } from "./dates.ts";
import type { Activity } from "./payloads.ts";
import type { Contacts } from "./references.ts";

/** Keeps what every activity says in passing: through which service its conversation and its sender are reached now. */

const mostRosters = 20;
/** What was kept last, so that a press like the one before it costs no query. */
const mostNoted = 10_000;

export const isPersonal = ({ conversation }: Activity): boolean => conversation.conversationType === "personal";

const kindOf = ({ conversation, channelData }: Activity): string | undefined =>
  conversation.conversationType === "channel"
    ? (channelData?.channel?.type?.toLowerCase() ?? undefined)
    : conversation.conversationType;

export const zoneOf = ({ localTimezone, entities }: Activity): string | undefined =>
  [localTimezone, ...entities.map(({ timezone }) => timezone)].find(isZone);

type Heard = { readonly activity: Activity; readonly tenant: string; readonly person: PersonRef | undefined };

export const createRemembering = ({ tenants, conversations, people }: Contacts) => {
  const noted = new Map<string, string>();

  /** @throws when it can't be saved: without it nothing could be delivered. */
  return async ({ activity, tenant, person }: Heard): Promise<void> => {
    const { serviceUrl } = activity;
    const bot = activity.recipient?.id ?? "";
    const { channel: id } = splitConversation(activity.conversation.id);
    const kind = kindOf(activity);
    const zone = zoneOf(activity);
    const personal = isPersonal(activity);
    const user = activity.from?.id;

    const facts = JSON.stringify([serviceUrl, bot, kind, zone, user]);
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
          ...(personal ? { chat: id } : { seenIn: id }),
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
