import { threadOf } from "./cases-in-view.ts";
import { type Message, numberOf } from "./world-state.ts";

/**
 * What a world keeps of all that was said. Its file is written as a whole with each change, and its pages are drawn from it, so
 * it may not grow for ever. A case loses nothing by this: its log is in the store, and its card comes again where it is asked for.
 */
export type Bounds = { readonly messages: number; readonly forOne: number };

/** About twenty-five recoveries, or a file of at most two megabytes. */
export const bounds: Bounds = {
  /** Those that are read by more than one, in all channels together. */
  messages: 250,
  /** Of those that only one person sees, for each: answers of the moment, which Slack and Teams don't keep either. */
  forOne: 10,
};

export type Kept = {
  readonly messages: readonly Message[];
  /** Where something was put away that people would look for. */
  readonly putAwayIn: readonly string[];
};

/** The newest words for each person alone; of the conversations, those last spoken in or worked on, whole. */
export function keepNewest(all: readonly Message[], most: Bounds = bounds): Kept {
  const messages = newestForOne(all, most.forOne);
  const conversations = new Map<string, { readonly channel: string; last: number; size: number }>();
  for (const message of messages.filter(isForAll)) {
    const id = threadOf(message);
    const last = Math.max(numberOf(message), message.touched);
    const known = conversations.get(id);
    if (!known) conversations.set(id, { channel: message.channel, last, size: 1 });
    else {
      known.last = Math.max(known.last, last);
      known.size += 1;
    }
  }
  let over = messages.filter(isForAll).length - most.messages;
  const gone = new Set<string>();
  const putAwayIn = new Set<string>();
  // The last one stays, whatever its length: its own oldest replies go instead.
  for (const [id, { channel, size }] of [...conversations].sort(([, a], [, b]) => a.last - b.last).slice(0, -1)) {
    if (over <= 0) break;
    gone.add(id);
    putAwayIn.add(channel);
    over -= size;
  }
  const left = messages.filter((message) => !gone.has(threadOf(message)));
  const replies = over > 0 ? left.filter((message) => isForAll(message) && message.thread !== undefined) : [];
  for (const { id, channel } of replies.slice(0, Math.max(over, 0))) {
    gone.add(id);
    putAwayIn.add(channel);
  }
  return { messages: left.filter(({ id }) => !gone.has(id)), putAwayIn: [...putAwayIn] };
}

const isForAll = ({ onlyFor }: Message): boolean => onlyFor === undefined;

function newestForOne(messages: readonly Message[], most: number): readonly Message[] {
  const counts = new Map<string, number>();
  return messages
    .toReversed()
    .filter(({ onlyFor }) => {
      if (onlyFor === undefined) return true;
      const count = (counts.get(onlyFor) ?? 0) + 1;
      counts.set(onlyFor, count);
      return count <= most;
    })
    .toReversed();
}
