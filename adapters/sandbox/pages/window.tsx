import type { ComponentChildren } from "preact";
import type { Protocol } from "../../../src/core/protocol.ts";
import { isOutsider } from "../world/cast.ts";
import type { SandboxClock } from "../world/clock.ts";
import { readGuide } from "../world/guide.ts";
import { addressOf, homeAddress, type Reader } from "../world/reader.ts";
import { type Records, toldTo, upcoming } from "../world/upcoming.ts";
import type { World } from "../world/world.ts";
import type { Message } from "../world/world-state.ts";
import { GuideView } from "./guide-view.tsx";
import { Inspector, InspectorClosed, inspect, type Previews } from "./inspector.tsx";
import { page } from "./page.tsx";
import { type Beside, Side } from "./side.tsx";
import { type Looking, Sidebar } from "./sidebar.tsx";
import { noticeOf } from "./toasts.tsx";
import { TopBar } from "./top-bar.tsx";

/** A window's whole page: someone, somewhere, perhaps with a thread or the inspector beside it. */

export type WindowParts = {
  readonly world: World;
  readonly clock: SandboxClock;
  readonly records: Records;
  readonly previews: Previews;
  readonly protocol: () => Protocol;
  readonly newId: () => string;
};

/** What one place puts into the window. */
export type Shown = {
  readonly title: string;
  readonly heading: ComponentChildren;
  readonly body: ComponentChildren;
  readonly foot?: ComponentChildren;
  /** What the inspector looks behind. */
  readonly conversation: readonly Message[];
};

export function createWindow(parts: WindowParts) {
  const { world, clock, newId } = parts;

  /** The log holds what colleagues say among themselves, so a customer's window hasn't got it. */
  const behindTheScenes = async (reader: Reader, conversation: readonly Message[]) =>
    isOutsider(reader.me) ? (
      <InspectorClosed />
    ) : (
      <Inspector inspected={await inspect(parts, conversation)} reader={reader} />
    );

  return async (reader: Reader, looking: Looking, beside: Beside, shown: Shown): Promise<string> => {
    const { me } = reader;
    const addressWith = (inspecting: boolean): string =>
      looking.at === "home"
        ? homeAddress(me, inspecting)
        : addressOf(me, looking.channel, { thread: beside.thread, inspect: inspecting });
    const address = addressWith(beside.inspect);
    const guideIsShown = world.guideIsShown();
    const soon = toldTo(me, await upcoming(parts.records, world.organization(), parts.protocol()));
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
          {beside.inspect ? await behindTheScenes(reader, shown.conversation) : null}
        </Side>
      ),
    });
  };
}
