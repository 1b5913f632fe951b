import type { PersonRef } from "../../src/core/people.ts";
import type { Instant } from "../../src/core/time.ts";
import { bot, type Member, memberOf } from "./cast.ts";

/** For whom something is drawn, and when. */
export type Reader = {
  readonly me: Member;
  readonly now: Instant;
  /** Where this person's window lives, such as `/as/sam`. */
  readonly base: string;
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

export const homeAddress = (member: Pick<Member, "id">): string => `${baseOf(member)}/home`;

export const nameOf = (person: Pick<PersonRef, "id">): string =>
  person.id === bot.id ? bot.name : (memberOf(person.id)?.name ?? person.id);
