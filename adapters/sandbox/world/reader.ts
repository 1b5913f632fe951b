import type { PersonRef } from "../../../src/core/people.ts";
import type { Instant } from "../../../src/core/time.ts";
import { bot, type Member, memberOf } from "./cast.ts";

/** For whom something is drawn, and when. */
export type Reader = {
  readonly me: Member;
  readonly now: Instant;
  /** Where this person's window lives, such as `/as/sam`. */
  readonly base: string;
  /** They look behind the scenes, and go on doing so wherever they go. */
  readonly inspect?: boolean;
};

export const baseOf = (member: Pick<Member, "id">): string => `/as/${member.id}`;

/** One person is one window's address, so that two windows can be two people. */
export const addressOf = (
  member: Pick<Member, "id">,
  channel: string,
  more: { readonly thread?: string | undefined; readonly inspect?: boolean } = {},
): string => {
  const query = new URLSearchParams();
  if (more.thread !== undefined) query.set("thread", more.thread);
  if (more.inspect) query.set("inspect", "1");
  const words = query.toString();
  return `${baseOf(member)}/c/${channel}${words ? `?${words}` : ""}`;
};

export const homeAddress = (member: Pick<Member, "id">, inspect = false): string =>
  `${baseOf(member)}/home${inspect ? "?inspect=1" : ""}`;

/** The reader's own way to a channel or thread: what stands beside it stays. */
export const wayTo = ({ me, inspect = false }: Reader, channel: string, thread?: string): string =>
  addressOf(me, channel, { thread, inspect });

export const nameOf = (person: Pick<PersonRef, "id">): string =>
  person.id === bot.id ? bot.name : (memberOf(person.id)?.name ?? person.id);
