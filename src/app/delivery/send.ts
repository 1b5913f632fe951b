import type { Case, Place } from "../../core/case.ts";
import { defined } from "../../core/defined.ts";
import { type PersonRef, samePerson } from "../../core/people.ts";
import type { Card } from "../../views/elements.ts";
import type { Destination } from "../messages/destinations.ts";
import type { Chats } from "../people/identities.ts";
import type { MessageRef, Sent } from "../ports.ts";

/**
 * How a message reaches its reader where the first way is barred. Staff: the case's home, else a direct message to whoever
 * has the case; a direct message, else the case's home. Customer: direct message, else a word only they see in the channel where they complained; the last rung, a
 * signed link for staff to send, is the application's (`recordUnreachable`).
 */
export async function send(
  chats: Chats,
  kase: Case,
  to: Destination,
  card: Card,
  cardRef: MessageRef | undefined,
): Promise<Sent> {
  switch (to.to) {
    case "home":
      return sendHome(chats, kase, card, cardRef);
    case "staff":
      return sendStaff(chats, kase, to.person, card, cardRef);
    case "customer":
      return sendCustomer(chats, kase, to, card);
  }
}

const notConnected: Sent = { ok: false, why: "unreachable", reason: "this platform is not connected" };
const barred = (sent: Sent): boolean => !sent.ok && sent.why === "unreachable";

/** A colleague who takes no direct messages is told where the case is. */
async function sendStaff(
  chats: Chats,
  kase: Case,
  person: PersonRef,
  card: Card,
  cardRef: MessageRef | undefined,
): Promise<Sent> {
  const sent = (await chats[person.platform]?.directMessage(person, card, kase.workspace)) ?? notConnected;
  const home = chats[kase.home.platform];
  return barred(sent) && home ? home.post(threadOf(kase.home, cardRef), card) : sent;
}

async function sendHome(chats: Chats, kase: Case, card: Card, cardRef: MessageRef | undefined): Promise<Sent> {
  const chat = chats[kase.home.platform];
  if (!chat) return notConnected;
  const posted = await chat.post(threadOf(kase.home, cardRef), card);
  const holder = [kase.owner?.person, kase.openedBy].find((person) => person && !hasLeft(kase, person));
  if (!barred(posted) || !holder) return posted;
  return (await chats[holder.platform]?.directMessage(holder, card, kase.workspace)) ?? posted;
}

const hasLeft = ({ departed = [] }: Case, person: PersonRef): boolean =>
  departed.some((departure) => samePerson(departure.person, person));

/** Where the case card itself starts the thread, all that follows goes under it. */
function threadOf(home: Place, cardRef: MessageRef | undefined): Place {
  if (!cardRef) return home;
  const { place, message } = cardRef;
  const thread = home.thread !== undefined && home.channel === place.channel ? home.thread : (place.thread ?? message);
  return defined({ ...place, thread });
}

async function sendCustomer(
  chats: Chats,
  kase: Case,
  to: Extract<Destination, { to: "customer" }>,
  card: Card,
): Promise<Sent> {
  const { person } = to;
  const chat = person && chats[person.platform];
  if (!person || !chat) return { ok: false, why: "unreachable", reason: "no direct message is possible" };
  const sent = await chat.directMessage(person, card, kase.workspace);
  const { origin } = kase;
  if (!barred(sent) || origin?.platform !== person.platform) return sent;
  const whispered = await chat.whisper(origin, person, card);
  return barred(whispered) ? sent : whispered;
}
