import type { Case, Place } from "../../core/case.ts";
import type { Protocol } from "../../core/protocol.ts";
import type { Duration } from "../../core/time.ts";
import { movedCard } from "../../views/case/moved-card.ts";
import type { Chats } from "../people/identities.ts";
import type { Chat, MessageRef, Sent } from "../ports.ts";
import { believedAfter } from "../standing-denials.ts";
import { isBelieved, type Lasted } from "./denials.ts";

/**
 * Internal words never go where outsiders can read, also where nobody from outside could when the case was opened: a channel
 * gets shared, a guest joins. Then the team goes on in the protocol's cases channel (the operator's word, so it isn't
 * judged), where none is set the next way is tried (`send.ts`). A message of ours that outsiders could read says only that it has moved.
 * The same way a case goes on whose channel is lost: archived, deleted, the bot taken out of it, or the own conversation of
 * someone who left. Where the platform only denies the place, it is so once that is believed; where it said by
 * itself that the place is lost, the first "no" there bears it out.
 */
export function guarded(chats: Chats, { channels }: Protocol, around: Around): Chats {
  const all: Chats = {};
  for (const chat of Object.values(chats)) all[chat.platform] = guard(chat, channels.cases?.[chat.platform], around);
  return all;
}

type Around = {
  readonly kase: Case;
  readonly lasted: Lasted;
  /** A place of ours is lost. */
  readonly lost: (place: Place, reason: string) => void;
  /** Known to be lost: by the platform's own word, or since it lasted. */
  readonly isLost: (place: Place) => boolean;
  /** What was sent there arrived. */
  readonly worked: (place: Place) => void;
};

const exposed: Sent = { ok: false, why: "unreachable", reason: "people from outside can read there", sure: true };
const denied: Sent = { ok: false, why: "unreachable", reason: "the platform doesn't show who can read there" };
/** The message is there, but may say nothing any more: what it said belongs in another place. */
export const isExposed = (sent: Sent | undefined): boolean => sent === exposed;
const unclear: Sent = { ok: false, why: "later", reason: "the platform doesn't say now who can read there" };
const lostPlace: Sent = {
  ok: false,
  why: "unreachable",
  reason: "nothing can be posted there",
  placeLost: true,
  sure: true,
};
const deserted: Sent = {
  ok: false,
  why: "unreachable",
  reason: "whose conversation it is has left",
  placeLost: true,
  sure: true,
};

function guard(chat: Chat, cases: string | undefined, { kase, lasted, ...places }: Around): Chat {
  const readers = async (place: Place): Promise<Awaited<ReturnType<Chat["audience"]>> | "nobody"> => {
    if (place.channel === cases) return "internal";
    if (isDeserted(kase, place)) return "nobody";
    const found = await chat.audience(place);
    return found === "denied" && places.isLost(place) ? "lost" : found;
  };
  const isLost = (sent: Sent): sent is Extract<Sent, { why: "unreachable" }> =>
    !sent.ok && sent.why === "unreachable" && sent.placeLost === true;
  /** Where the place is known to be lost, the platform's "no" there counts at once. */
  const borneOut = (sent: Sent, place: Place): Sent => {
    if (sent.ok) places.worked(place);
    return isLost(sent) && places.isLost(place) ? { ...sent, sure: true } : sent;
  };
  /** Everything that is there moves on, and the operator hears of it: only once it is believed. */
  const noting = (sent: Sent, place: Place, since: Duration): Sent => {
    if (!sent.ok && isLost(sent) && isBelieved(sent, since, believedAfter.end)) places.lost(place, sent.reason);
    return sent;
  };

  const post: Chat["post"] = async (place, card) => {
    const elsewhere = async (barred: Sent): Promise<Sent> => {
      if (cases === undefined || cases === place.channel) return barred;
      return chat.post({ platform: place.platform, workspace: place.workspace, channel: cases }, card);
    };
    switch (await readers(place)) {
      case "internal": {
        const posted = noting(borneOut(await chat.post(place, card), place), place, lasted.send);
        return isLost(posted) && isBelieved(posted, lasted.send, believedAfter.detour) ? elsewhere(posted) : posted;
      }
      case "unknown":
        return unclear;
      case "denied":
        return lasted.send < believedAfter.detour ? denied : elsewhere(denied);
      case "outsiders":
        return elsewhere(exposed);
      case "lost":
        return elsewhere(noting(lostPlace, place, lasted.send));
      case "nobody":
        return elsewhere(deserted);
    }
  };

  const update: Chat["update"] = async (ref, card) => {
    switch (await readers(ref.place)) {
      case "internal":
        return noting(borneOut(await chat.update(ref, card), ref.place), ref.place, lasted.change);
      case "unknown":
        return unclear;
      case "denied":
        return lasted.change < believedAfter.end ? denied : leave(ref);
      case "outsiders":
        return leave(ref);
      case "lost":
        return noting(lostPlace, ref.place, lasted.change);
      case "nobody":
        return deserted;
    }
  };

  const leave = async (ref: MessageRef): Promise<Sent> => {
    const left = await chat.update(ref, movedCard);
    return !left.ok && (left.why === "later" || !isBelieved(left, lasted.change, believedAfter.end)) ? left : exposed;
  };

  return { ...chat, post, update };
}

/** The own conversation of someone who left: a platform may take what is posted there, but nobody reads it. */
const isDeserted = ({ departed = [] }: Case, { platform, channel }: Place): boolean =>
  departed.some(
    ({ person, chat }) =>
      chat !== undefined && person.platform === platform && (chat.channel === channel || person.id === channel),
  );
