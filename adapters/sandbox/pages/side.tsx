import type { ComponentChildren } from "preact";
import { Icon } from "../drawing/icons.tsx";
import { channelOf, maySee } from "../world/cast.ts";
import { addressOf, homeAddress, type Reader } from "../world/reader.ts";
import type { World } from "../world/world.ts";
import type { Message } from "../world/world-state.ts";
import { Composer } from "./composer.tsx";
import { Messages } from "./messages.tsx";
import type { Looking } from "./sidebar.tsx";
import type { NoticeId } from "./toasts.tsx";

/** What stands beside a conversation: one of its threads, the inspector, or both. */
export type Beside = {
  readonly thread?: string | undefined;
  readonly inspect: boolean;
  /** Said once, as the window opens. */
  readonly notice?: NoticeId | undefined;
};

export const threadMessages = (world: World, { me }: Reader, channel: string, thread: string): readonly Message[] =>
  world
    .messages()
    .filter((message) => message.id === thread || message.thread === thread)
    .filter((message) => message.channel === channel && maySee(me, message));

type SideParts = {
  readonly reader: Reader;
  readonly looking: Looking;
  readonly beside: Beside;
  readonly world: World;
  readonly newId: () => string;
  readonly children: ComponentChildren;
};

export function Side({ reader, looking, beside, world, newId, children }: SideParts) {
  const { me } = reader;
  const { thread } = beside;
  const channel = looking.at === "channel" ? looking.channel : undefined;
  const closeThread = channel ? addressOf(me, channel, { inspect: beside.inspect }) : homeAddress(me);
  const closeInspector = channel ? addressOf(me, channel, { thread }) : homeAddress(me);
  return (
    <div class={thread !== undefined && beside.inspect ? "side has-both" : "side"}>
      {thread !== undefined && channel ? (
        <aside class="pane" aria-labelledby="thread-title">
          <div class="head">
            <h2 id="thread-title">Thread</h2>
            <p class="topic">{channelOf(channel) ? `#${channel}` : "Amends"}</p>
            <a class="icon-button" href={closeThread} aria-label="Close the thread" id="thread-close">
              <Icon name="close" />
            </a>
          </div>
          <section class="scroll" tabindex={0} aria-label="Messages in the thread">
            <div id="thread" hx-vals={JSON.stringify({ channel, thread })}>
              <Messages
                shown={{ messages: threadMessages(world, reader, channel, thread), replies: [], scope: "thread" }}
                reader={reader}
              />
            </div>
          </section>
          <Composer reader={reader} channel={channel} thread={thread} request={newId()} />
        </aside>
      ) : null}
      {beside.inspect ? (
        <aside class="pane inspector" aria-labelledby="inspector-title">
          <div class="head">
            <h2 id="inspector-title">Inspector</h2>
            <p class="topic">Behind the scenes</p>
            <a class="icon-button" href={closeInspector} aria-label="Close the inspector" id="inspector-close">
              <Icon name="close" />
            </a>
          </div>
          <section class="scroll from-top" tabindex={0} aria-label="Log and cards">
            <div id="inspector">{children}</div>
          </section>
        </aside>
      ) : null}
    </div>
  );
}
