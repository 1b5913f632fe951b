import type { MessageRef, Sent } from "../../../src/app/ports.ts";
import { believedAfter, createStandingDenials } from "../../../src/app/standing-denials.ts";
import { type PersonRef, personKey } from "../../../src/core/people.ts";
import type { Instant } from "../../../src/core/time.ts";
import { asMessage, type Message, noticeOf, renderCard } from "../drawing/render.ts";
import { placeOf } from "../people/addresses.ts";
import type { Contacts } from "../people/references.ts";
import { words } from "../words.ts";
import { createTurns } from "./keyed-lock.ts";

/**
 * A person's own page: one message in their chat with the bot. An update of it calls nobody. For one person it goes in turns,
 * since two at once would each find no page and write one.
 */
export type Pages = {
  /** Brings the page in line where there is one; else it is written. */
  show(person: PersonRef, page: Message): Promise<Sent>;
  /** The page is about to be written anew, further down: where it was, only that is said. */
  drop(person: PersonRef): Promise<void>;
};

const moved = (): Message =>
  asMessage(renderCard(noticeOf(words.pageMoved), { names: () => undefined, stamp: "", mentions: false }));

export const createPages = (parts: {
  readonly contacts: Pick<Contacts, "people">;
  readonly now: () => Instant;
  readonly write: (person: PersonRef, message: Message) => Promise<Sent>;
  readonly change: (ref: MessageRef, message: Message) => Promise<Sent>;
}): Pages => {
  const { contacts, now, write, change } = parts;
  const inTurn = createTurns();
  const denials = createStandingDenials(now);

  const pageOf = async (person: PersonRef): Promise<MessageRef | undefined> => {
    const row = await contacts.people.find(person);
    return row?.home && row.chat ? { place: placeOf(person.workspace, row.chat), message: row.home } : undefined;
  };

  const show: Pages["show"] = async (person, page) => {
    const before = await pageOf(person);
    const updated = before && (await change(before, page));
    const key = personKey(person);
    if (updated?.ok) {
      denials.clear(key);
      return updated;
    }
    // That it is gone may be a passing word, and then there would be two.
    if (updated && (updated.why !== "unreachable" || denials.note(key) < believedAfter.detour)) return updated;
    const sent = await write(person, page);
    if (sent.ok) {
      const { message: home } = sent.ref;
      await contacts.people.change(person, (known) => (known ? { ...known, home } : { serviceUrl: "", bot: "", home }));
    }
    return sent;
  };

  const drop: Pages["drop"] = async (person) => {
    const before = await pageOf(person);
    if (!before) return;
    await contacts.people.change(person, ({ home: _gone, ...known } = { serviceUrl: "", bot: "" }) => known);
    await change(before, moved());
  };

  return {
    show: (person, page) => inTurn(personKey(person), () => show(person, page)),
    drop: (person) => inTurn(personKey(person), () => drop(person)),
  };
};
