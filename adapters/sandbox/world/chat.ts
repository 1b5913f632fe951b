import type { Chat, Sent, Sought } from "../../../src/app/ports.ts";
import { defined } from "../../../src/core/defined.ts";
import type { PersonRef } from "../../../src/core/people.ts";
import type { Card } from "../../../src/views/elements.ts";
import {
  bot,
  channelOf,
  directChannel,
  directPerson,
  identityOf,
  type Member,
  memberOf,
  members,
  refOf,
} from "./cast.ts";
import type { World } from "./world.ts";
import type { Message } from "./world-state.ts";

/** The `Chat` port on the sandbox's world. */

/** Cards of each person's own page, as they were last shown. */
export type Homes = Map<string, readonly Card[]>;

function isSought(member: Member, who: Sought): boolean {
  switch (who.is) {
    case "email":
      return member.email === who.email;
    case "admins":
      return member.kind === "manager" || member.kind === "director";
    // There are no groups here.
    case "group":
      return false;
  }
}

const unreachable = (reason: string): Sent => ({ ok: false, why: "unreachable", reason, sure: true });

export function createChat(world: World, homes: Homes): Chat {
  const isHere = (workspace: string): boolean => workspace === world.workspace();

  /** A case of a world that was left behind still has its timers. What they say is for nobody, and no failure either. */
  const intoThePast = (workspace: string, channel: string): Sent => ({
    ok: true,
    ref: { place: { platform: "sandbox", workspace, channel }, message: "of-an-earlier-world" },
  });

  async function say(
    workspace: string,
    said: Omit<Message, "id" | "at" | "edits" | "touched" | "from">,
  ): Promise<Sent> {
    const message = await world.add({ ...said, from: bot.id });
    const { channel, thread } = said;
    return {
      ok: true,
      ref: { place: defined({ platform: "sandbox" as const, workspace, channel, thread }), message: message.id },
    };
  }

  async function toPerson(person: PersonRef, card: Card): Promise<Sent> {
    const member = person.platform === "sandbox" ? memberOf(person.id) : undefined;
    if (!member) return unreachable("nobody_here_by_that_name");
    const channel = directChannel(member.id);
    if (!isHere(person.workspace)) return intoThePast(person.workspace, channel);
    return say(person.workspace, { channel, cards: [card] });
  }

  return {
    platform: "sandbox",
    paceMillis: 0,
    // Whoever writes here writes within the one organization that the world is.
    directMessage: (person, card) => toPerson(person, card),

    post: async (place, card) => {
      const { workspace, channel, thread } = place;
      const member = memberOf(channel);
      // A person's id where a channel is asked for is their conversation with the bot.
      if (member) return toPerson(refOf(member, workspace), card);
      if (!channelOf(channel) && !directPerson(channel)) return unreachable("no_such_channel");
      if (!isHere(workspace)) return intoThePast(workspace, channel);
      if (thread === undefined || world.find(thread))
        return say(workspace, { channel, cards: [card], ...defined({ thread }) });
      // What is said to a conversation that was put away begins a new one.
      return world.isGone(thread) ? say(workspace, { channel, cards: [card] }) : unreachable("no_such_thread");
    },

    update: async (ref, card) => {
      if (!isHere(ref.place.workspace)) return { ok: true, ref };
      return (await world.replaceCard(ref.message, card)) ? { ok: true, ref } : unreachable("no_such_message");
    },

    whisper: async ({ workspace, channel }, person, card) => {
      const member = memberOf(person.id);
      if (!member || !channelOf(channel)) return unreachable("nobody_there_by_that_name");
      if (!isHere(workspace)) return intoThePast(workspace, channel);
      return say(workspace, { channel, cards: [card], onlyFor: member.id });
    },

    showHome: async (person, cards) => {
      const { workspace, id } = person;
      if (!memberOf(id)) return unreachable("nobody_here_by_that_name");
      homes.set(id, cards);
      return { ok: true, ref: { place: { platform: "sandbox", workspace, channel: `home-${id}` }, message: "home" } };
    },

    identify: async ({ id, workspace }) => {
      const member = memberOf(id);
      if (!member) throw new Error(`nobody in the sandbox is called ${id}`);
      return identityOf(member, workspace);
    },

    find: async (workspace, who) =>
      members.filter((member) => isSought(member, who)).map((member) => refOf(member, workspace)),

    audience: async ({ channel }) => {
      const member = directPerson(channel) ?? memberOf(channel);
      if (member) return member.kind === "customer" ? "outsiders" : "internal";
      return channelOf(channel)?.shared === false ? "internal" : "outsiders";
    },
  };
}
