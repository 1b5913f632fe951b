import type { Place } from "../../../src/core/case.ts";
import { defined } from "../../../src/core/defined.ts";
import { canonicalId, type PersonRef } from "../../../src/core/people.ts";

/**
 * Conversations of Teams as places and back. A thread of a channel is addressed as `19:…@thread.tacv2;messageid=ROOT`;
 * chats have no threads.
 */

const threadMark = ";messageid=";

/** A channel of a team, the only kind of conversation that has threads. */
export const isChannel = (conversation: string): boolean => /@thread\.(tacv2|skype)$/.test(conversation);

export const splitConversation = (id: string): { readonly channel: string; readonly thread?: string } => {
  const at = id.indexOf(threadMark);
  return at < 0 ? { channel: id } : { channel: id.slice(0, at), thread: id.slice(at + threadMark.length) };
};

/** Where a message to this place goes: the thread, where there is one and the conversation can have one. */
export const conversationOf = ({ channel, thread }: Pick<Place, "channel" | "thread">): string =>
  thread !== undefined && isChannel(channel) ? `${channel}${threadMark}${thread}` : channel;

export const placeOf = (tenant: string, conversation: string, more: { thread?: string; link?: string } = {}): Place => {
  const { channel, thread } = splitConversation(conversation);
  const threadRoot = isChannel(channel) ? (more.thread ?? thread) : undefined;
  return defined({ platform: "teams" as const, workspace: tenant, channel, thread: threadRoot, link: more.link });
};

/** An Entra object id, or the id of someone who has none: a place named by one is that person's own chat. */
export const isPersonId = (id: string): boolean => /^(29:|8:orgid:)|^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]+$/i.test(id);

/** A bot's own id: ours, another's, an outgoing webhook's. */
export const isBotId = (id: string): boolean => /^28:/.test(id);

export const personOf = (tenant: string, id: string): PersonRef => ({
  platform: "teams",
  workspace: tenant,
  id: canonicalId("teams", id),
});
