import type { Protocol } from "../../core/protocol.ts";
import { movedCard } from "../../views/case/moved-card.ts";
import type { Chats } from "../people/identities.ts";
import type { Chat, Sent } from "../ports.ts";

/**
 * Internal words never go where outsiders can read, also where nobody from outside could when the case was opened: a channel
 * gets shared, a guest joins. Then the team goes on in the protocol's cases channel (the operator's word, so it isn't
 * judged), where none is set by the ladder's next rung. A message of ours that outsiders could read says only that it has moved.
 */
export function guarded(chats: Chats, { channels }: Protocol): Chats {
  const all: Chats = {};
  for (const chat of Object.values(chats)) all[chat.platform] = guard(chat, channels.cases?.[chat.platform]);
  return all;
}

const exposed: Sent = { ok: false, why: "unreachable", reason: "people from outside can read there" };
/** The message is there, but may say nothing any more: what it said belongs in another place. */
export const isExposed = (sent: Sent | undefined): boolean => sent === exposed;
const unclear: Sent = { ok: false, why: "later", reason: "the platform doesn't say now who can read there" };

function guard(chat: Chat, cases: string | undefined): Chat {
  const readers: Chat["audience"] = async (place) => (place.channel === cases ? "internal" : chat.audience(place));

  const post: Chat["post"] = async (place, card) => {
    switch (await readers(place)) {
      case "internal":
        return chat.post(place, card);
      case "unknown":
        return unclear;
      case "outsiders": {
        const { platform, workspace } = place;
        return cases === undefined ? exposed : chat.post({ platform, workspace, channel: cases }, card);
      }
    }
  };

  const update: Chat["update"] = async (ref, card) => {
    switch (await readers(ref.place)) {
      case "internal":
        return chat.update(ref, card);
      case "unknown":
        return unclear;
      case "outsiders": {
        const left = await chat.update(ref, movedCard);
        return !left.ok && left.why === "later" ? left : exposed;
      }
    }
  };

  return { ...chat, post, update };
}
