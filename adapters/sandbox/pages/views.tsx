import type { ComponentChildren } from "preact";
import type { Protocol } from "../../../src/core/protocol.ts";
import type { Card } from "../../../src/views/elements.ts";
import { channelOf, type Member } from "../world/cast.ts";
import type { SandboxClock } from "../world/clock.ts";
import { readGuide } from "../world/guide.ts";
import { type Records, upcoming } from "../world/upcoming.ts";
import type { World } from "../world/world.ts";
import type { Message } from "../world/world-state.ts";
import { Composer } from "./composer.tsx";
import { GuideView } from "./guide-view.tsx";
import { HomeCards } from "./home-cards.tsx";
import { Icon } from "./icons.tsx";
import { Inspector, inspect, type Previews } from "./inspector.tsx";
import { isVisible, Messages } from "./messages.tsx";
import { page } from "./page.tsx";
import { PutAway } from "./put-away.tsx";
import { addressOf, baseOf, homeAddress, type Reader } from "./reader.ts";
import { type Beside, Side, threadMessages } from "./side.tsx";
import { type Looking, Sidebar } from "./sidebar.tsx";
import { noticeOf } from "./toasts.tsx";
import { TopBar } from "./top-bar.tsx";

/** A window's whole page: someone, somewhere, perhaps with a thread or the inspector beside it. */

export type ViewParts = {
  readonly world: World;
  readonly clock: SandboxClock;
  readonly records: Records;
  readonly previews: Previews;
  readonly protocol: () => Protocol;
  readonly newId: () => string;
};

export function createViews(parts: ViewParts) {
  const { world, clock, newId } = parts;

  async function window(
    reader: Reader,
    looking: Looking,
    beside: Beside,
    shown: {
      title: string;
      heading: ComponentChildren;
      body: ComponentChildren;
      foot?: ComponentChildren;
    },
    conversation: readonly Message[],
  ): Promise<string> {
    const { me } = reader;
    const addressWith = (inspecting: boolean): string =>
      looking.at === "home"
        ? homeAddress(me, inspecting)
        : addressOf(me, looking.channel, { thread: beside.thread, inspect: inspecting });
    const address = addressWith(beside.inspect);
    const guideIsShown = world.guideIsShown();
    const soon = await upcoming(parts.records, world.workspace(), parts.protocol());
    const hasThread = beside.thread !== undefined;
    return page({
      reader,
      title: `${shown.title} · ${me.name} · Amends sandbox`,
      address,
      version: world.version(),
      world: world.workspace(),
      notice: noticeOf(beside.notice),
      live: [
        "places",
        "clock-face",
        "clock-panel",
        "guide-call",
        "guide",
        "messages",
        ...(hasThread ? ["thread"] : []),
        ...(beside.inspect ? ["inspector"] : []),
      ],
      hasSide: hasThread || beside.inspect,
      top: (
        <TopBar
          reader={reader}
          organization={parts.protocol().organization}
          upcoming={soon}
          maySkip={clock.maySkip}
          guideIsShown={guideIsShown}
          inspectHref={addressWith(!beside.inspect)}
          isInspecting={beside.inspect}
        />
      ),
      sidebar: (
        <div id="places">
          <Sidebar world={world} reader={reader} looking={looking} />
        </div>
      ),
      main: (
        <>
          <div class="head">{shown.heading}</div>
          <div id="guide">
            {guideIsShown ? (
              <GuideView
                guide={await readGuide(world, parts.records, beside.inspect)}
                reader={reader}
                address={address}
              />
            ) : null}
          </div>
          <section
            class={looking.at === "home" ? "scroll from-top" : "scroll"}
            tabindex={0}
            aria-label={looking.at === "home" ? "What waits for you" : `Messages in ${shown.title}`}
          >
            <div
              id="messages"
              hx-vals={looking.at === "channel" ? JSON.stringify({ channel: looking.channel }) : undefined}
            >
              {shown.body}
            </div>
          </section>
          {shown.foot}
        </>
      ),
      side: (
        <Side reader={reader} looking={looking} beside={beside} world={world} newId={newId}>
          {beside.inspect ? <Inspector inspected={await inspect(parts, conversation)} reader={reader} /> : null}
        </Side>
      ),
    });
  }

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
      const all = world.messages().filter((message) => message.channel === channel && isVisible(message, reader));
      const roots = all.filter(({ thread }) => thread === undefined);
      const found = channelOf(channel);
      const title = found ? `#${channel}` : "Amends";
      const looked = beside.thread ? threadMessages(world, reader, beside.thread) : all;
      return window(
        reader,
        { at: "channel", channel, thread: beside.thread },
        beside,
        {
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
        },
        looked,
      );
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
        },
        [],
      );
    },
  };
}

export type Views = ReturnType<typeof createViews>;
