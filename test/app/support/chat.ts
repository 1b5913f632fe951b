import type { Chat, MessageRef, Sent } from "../../../src/app/ports.ts";
import type { Place } from "../../../src/core/case.ts";
import { memberText } from "../../../src/core/members.ts";
import { type Identity, type PersonRef, type Platform, personKey } from "../../../src/core/people.ts";
import { type Card, plain } from "../../../src/views/elements.ts";
import { identityOf } from "../../support/cases.ts";

/** A chat platform in memory: it remembers what was said to whom, and refuses when the specification wants it to. */

export type How = "post" | "update" | "direct" | "whisper" | "home";
export type Said = {
  readonly how: How;
  /** A channel, with its thread (`C0CASES/2.2`), a person's id, or both (`C0HELP→U0ROSA`). */
  readonly to: string;
  readonly title: string;
  readonly card: Card;
};
export type Refusal = Extract<Sent, { ok: false }>;

export const later = (afterMillis?: number): Refusal => ({
  ok: false,
  why: "later",
  reason: "busy",
  ...(afterMillis === undefined ? {} : { afterMillis }),
});
export const unreachable: Refusal = { ok: false, why: "unreachable", reason: "messages are off" };
export const broken: Refusal = { ok: false, why: "broken", reason: "invalid_blocks", sure: true };

export type MemoryChat = ReturnType<typeof createMemoryChat>;

export function createMemoryChat({ platform = "slack" as Platform, paceMillis = 0 } = {}) {
  /** What arrived, in order. */
  const said: Said[] = [];
  /** All that was asked of it, also in vain. */
  const attempts: string[] = [];
  const people = new Map<string, Identity>();
  const found = new Map<string, readonly PersonRef[]>();
  const outsidersIn = new Set<string>();
  let refuse: (how: How, to: string, card: Card) => Refusal | undefined = () => undefined;
  let away = false;
  let asked = 0;

  const where = ({ channel, thread }: Place) => (thread === undefined ? channel : `${channel}/${thread}`);

  async function take(how: How, to: string, card: Card, ref: (message: string) => MessageRef): Promise<Sent> {
    attempts.push(`${how} ${to}`);
    if (away) throw new Error("the platform is away");
    const refused = refuse(how, to, card);
    if (refused) return refused;
    said.push({ how, to, title: plain(card.title), card });
    return { ok: true, ref: ref(`m${said.length}`) };
  }
  const inDirectMessage =
    ({ workspace, id }: PersonRef) =>
    (message: string) => ({
      place: { platform, workspace, channel: `D-${id}` },
      message,
    });

  const chat: Chat = {
    platform,
    paceMillis,
    post: (place, card) => take("post", where(place), card, (message) => ({ place, message })),
    update: (ref, card) => take("update", `${where(ref.place)}#${ref.message}`, card, () => ref),
    directMessage: (person, card) => take("direct", person.id, card, inDirectMessage(person)),
    whisper: (place, person, card) =>
      take("whisper", `${where(place)}→${person.id}`, card, (message) => ({ place, message })),
    showHome: async (person, cards) => {
      for (const card of cards) {
        const shown = await take("home", person.id, card, inDirectMessage(person));
        if (!shown.ok) return shown;
      }
      return { ok: true, ref: inDirectMessage(person)("home") };
    },
    identify: async (person) => {
      asked += 1;
      if (away) throw new Error("the platform is away");
      return people.get(personKey(person)) ?? identityOf(person);
    },
    find: async (_workspace, who) => {
      if (away) throw new Error("the platform is away");
      return found.get(memberText(who)) ?? [];
    },
    audience: async ({ channel }) => (outsidersIn.has(channel) ? "outsiders" : "internal"),
  };

  return {
    chat,
    said,
    attempts,
    outsidersIn,
    /** Who `find` knows, by what the protocol calls them. */
    found,
    get asked() {
      return asked;
    },
    knows: (identity: Identity) => people.set(personKey(identity.person), identity),
    refuses(when: typeof refuse) {
      refuse = when;
    },
    obeys() {
      refuse = () => undefined;
    },
    goesAway: () => {
      away = true;
    },
    comesBack: () => {
      away = false;
    },
    /** What one person was told directly. */
    toldTo: (person: PersonRef) =>
      said.filter(({ how, to }) => (how === "direct" || how === "whisper") && to.endsWith(person.id)),
    titles: () => said.map(({ title }) => title),
    forget: () => said.splice(0),
  };
}
