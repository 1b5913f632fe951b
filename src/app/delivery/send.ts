import type { Case, Place } from "../../core/case.ts";
import { defined } from "../../core/defined.ts";
import { type PersonRef, samePerson } from "../../core/people.ts";
import type { Duration } from "../../core/time.ts";
import type { Card } from "../../views/elements.ts";
import type { Destination } from "../messages/destinations.ts";
import type { Chats } from "../people/identities.ts";
import type { MessageRef, Sent } from "../ports.ts";
import { believedAfter } from "../standing-denials.ts";
import { isBelieved, isDenial } from "./denials.ts";

/**
 * How a message reaches its reader where the first way is barred; a way is barred once its denial is believed.
 * - To the case's home: there, then as a direct message to whoever has the case.
 * - To a colleague: as a direct message, then in the case's home.
 * - To the customer: as a direct message, then as a word that only they see in the channel where they complained. The last way,
 *   a signed link that staff send, is the application's (`recordUnreachable`).
 * @param lasted how long sending this message has been denied so far.
 */
export async function send(
  chats: Chats,
  kase: Case,
  to: Destination,
  card: Card,
  cardRef: MessageRef | undefined,
  lasted: Duration,
): Promise<Sent> {
  const barred: Barred = (sent) =>
    !sent.ok && sent.why === "unreachable" && isBelieved(sent, lasted, believedAfter.detour);
  switch (to.to) {
    case "home":
      return sendHome(chats, kase, card, cardRef, barred);
    case "staff":
      return sendStaff(chats, kase, to.person, card, cardRef, barred);
    case "customer":
      return sendCustomer(chats, kase, to, card, barred);
  }
}

type Barred = (sent: Sent) => boolean;
const ours = (reason: string): Sent => ({ ok: false, why: "unreachable", reason, sure: true });
const notConnected = ours("this platform is not connected");
/** Of two ways that are barred, one that may still open decides how long is waited. */
const lessSure = (first: Sent, second: Sent): Sent => (!first.ok && "sure" in first && first.sure ? second : first);

/** A colleague who takes no direct messages is told where the case is. */
async function sendStaff(
  chats: Chats,
  kase: Case,
  person: PersonRef,
  card: Card,
  cardRef: MessageRef | undefined,
  barred: Barred,
): Promise<Sent> {
  const sent = (await chats[person.platform]?.directMessage(person, card, kase.workspace)) ?? notConnected;
  const home = chats[kase.home.platform];
  return barred(sent) && home ? home.post(threadOf(kase.home, cardRef), card) : sent;
}

async function sendHome(
  chats: Chats,
  kase: Case,
  card: Card,
  cardRef: MessageRef | undefined,
  barred: Barred,
): Promise<Sent> {
  const chat = chats[kase.home.platform];
  if (!chat) return notConnected;
  const place = threadOf(kase.home, cardRef);
  const posted = await chat.post(place, card);
  if (posted.ok) return isLoose(posted, place) ? { ...posted, loose: true } : posted;
  const holder = [kase.owner?.person, kase.openedBy].find((person) => person && !hasLeft(kase, person));
  if (!barred(posted) || !holder) return posted;
  return (await chats[holder.platform]?.directMessage(holder, card, kase.workspace)) ?? posted;
}

const hasLeft = ({ departed = [] }: Case, person: PersonRef): boolean =>
  departed.some((departure) => samePerson(departure.person, person));

const isLoose = ({ ref }: Extract<Sent, { ok: true }>, { channel, thread }: Place): boolean =>
  thread !== undefined && ref.place.thread === undefined && ref.place.channel === channel;

/** Where the case card itself starts the thread, all that follows goes under it. So it does where the card is loose. */
function threadOf(home: Place, cardRef: MessageRef | undefined): Place {
  if (!cardRef) return home;
  const { place, message } = cardRef;
  return defined({ ...place, thread: place.thread ?? message });
}

async function sendCustomer(
  chats: Chats,
  kase: Case,
  to: Extract<Destination, { to: "customer" }>,
  card: Card,
  barred: Barred,
): Promise<Sent> {
  const { person } = to;
  const chat = person && chats[person.platform];
  if (!person || !chat) return ours("no direct message is possible");
  const sent = await chat.directMessage(person, card, kase.workspace);
  const { origin } = kase;
  if (!barred(sent) || origin?.platform !== person.platform) return sent;
  const whispered = await chat.whisper(origin, person, card);
  if (whispered.ok) return { ...whispered, whispered: true };
  return isDenial(whispered) ? lessSure(sent, whispered) : whispered;
}
