import type { Card } from "../../../src/views/elements.ts";
import { Icon } from "../drawing/icons.tsx";
import { channelOf, type Member, maySee } from "../world/cast.ts";
import { baseOf, type Reader } from "../world/reader.ts";
import { Composer } from "./composer.tsx";
import { HomeCards } from "./home-cards.tsx";
import { Messages } from "./messages.tsx";
import { PutAway } from "./put-away.tsx";
import { type Beside, threadMessages } from "./side.tsx";
import { createWindow, type WindowParts } from "./window.tsx";

/** The places that a window can show: a channel or a conversation with the bot, and someone's home. */

export function createViews(parts: WindowParts) {
  const { world, clock, newId } = parts;
  const window = createWindow(parts);

  const readerOf = (me: Member, inspecting = false): Reader => ({
    me,
    now: clock.now(),
    base: baseOf(me),
    inspect: inspecting,
  });

  return {
    readerOf,

    channel: (me: Member, channel: string, beside: Beside): Promise<string> => {
      const reader = readerOf(me, beside.inspect);
      const all = world.messages().filter((message) => message.channel === channel && maySee(me, message));
      const roots = all.filter(({ thread }) => thread === undefined);
      const found = channelOf(channel);
      const title = found ? `#${channel}` : "Amends";
      const looked = beside.thread ? threadMessages(world, reader, channel, beside.thread) : all;
      return window(reader, { at: "channel", channel, thread: beside.thread }, beside, {
        title,
        heading: (
          <>
            <h1>
              {found ? <Icon name={found.shared ? "shared" : "hash"} /> : null}
              {found ? channel : "Amends"}
            </h1>
            <p class="topic">{found?.topic ?? "What Amends writes to you alone"}</p>
          </>
        ),
        body:
          roots.length > 0 ? (
            <>
              {world.isShortened(channel) ? <PutAway reader={reader} /> : null}
              <Messages shown={{ messages: roots, replies: all, scope: "main" }} reader={reader} />
            </>
          ) : (
            <p class="empty soft">
              {found
                ? "Nothing here yet. The case of a complaint that customers could read along with appears here."
                : "Nothing here yet. What Amends has for you alone appears here."}
            </p>
          ),
        foot: <Composer reader={reader} channel={channel} request={newId()} />,
        conversation: looked,
      });
    },

    home: (me: Member, cards: readonly Card[], inspecting: boolean): Promise<string> => {
      const reader = readerOf(me, inspecting);
      return window(
        reader,
        { at: "home" },
        { inspect: inspecting },
        {
          title: "Home",
          heading: (
            <>
              <h1>
                <Icon name="home" /> Home
              </h1>
              <p class="topic">What is late, waits for you, or is yours</p>
            </>
          ),
          body: <HomeCards cards={cards} reader={reader} />,
          conversation: [],
        },
      );
    },
  };
}

export type Views = ReturnType<typeof createViews>;
