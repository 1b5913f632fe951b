import { Icon } from "../drawing/icons.tsx";
import { directPerson } from "../world/cast.ts";
import type { Reader } from "../world/reader.ts";

/** Where one writes. A slash command is completed from the list as it is typed. */

export const commandWord = "/amends";
const completions = ["flag", "queue", "case 1", "insights", "help"] as const;

type Parts = {
  readonly reader: Reader;
  readonly channel: string;
  readonly thread?: string | undefined;
  readonly request: string;
  /** Just sent from here: the next words are expected here too. */
  readonly again?: boolean;
  /** Not sent yet. */
  readonly words?: string;
};

export function Composer({ reader, channel, thread, request, again = false, words = "" }: Parts) {
  const label = labelOf(channel, thread);
  const id = thread === undefined ? "say" : "say-thread";
  return (
    <form class="composer" id={`${id}-form`} hx-post={`${reader.base}/say`} hx-target="this" hx-swap="outerHTML">
      <input type="hidden" name="channel" value={channel} />
      {thread === undefined ? null : <input type="hidden" name="thread" value={thread} />}
      <input type="hidden" name="request" value={request} />
      <input
        type="text"
        id={id}
        name="words"
        list={`${id}-commands`}
        placeholder={label}
        aria-label={label}
        value={words || undefined}
        dir="auto"
        autocomplete="off"
        maxlength={3000}
        autofocus={again || undefined}
      />
      <datalist id={`${id}-commands`}>
        {completions.map((word) => (
          <option key={word} value={`${commandWord} ${word}`} />
        ))}
      </datalist>
      <button type="submit" class="icon-button send" aria-label="Send">
        <Icon name="send" />
      </button>
    </form>
  );
}

function labelOf(channel: string, thread: string | undefined): string {
  if (thread !== undefined) return "Reply, or type /amends";
  return directPerson(channel) ? "Write to Amends" : `Write in #${channel}, or type /amends`;
}
