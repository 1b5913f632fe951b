import type { Instant } from "../../../src/core/time.ts";
import { Icon, Mark } from "../drawing/icons.tsx";
import { lengthWords, Moment, momentWords, never } from "../drawing/moments.tsx";
import type { Reader } from "../world/reader.ts";
import type { Upcoming } from "../world/upcoming.ts";

/** Above everything: whose sandbox it is, its clock, and the ways to learn more or begin again. */

type Parts = {
  readonly reader: Reader;
  readonly organization: string;
  readonly upcoming: readonly Upcoming[];
  readonly maySkip: boolean;
  readonly guideIsShown: boolean;
  readonly inspectHref: string;
  readonly isInspecting: boolean;
};

export const TopBar = (parts: Parts) => (
  <header class="top">
    <button type="button" class="icon-button nav-button" popovertarget="sidebar" aria-label="Channels and people">
      <Icon name="menu" />
    </button>
    <p class="brand">
      <Mark />
      <span class="brand-name">
        <strong>{parts.organization}</strong>
        <span>Amends sandbox</span>
      </span>
    </p>
    <div class="top-actions">
      <details class="menu clock" id="clock">
        <summary class="button" id="clock-open">
          <Icon name="clock" />
          <span id="clock-face">
            <ClockFace reader={parts.reader} />
          </span>
          <span class="wide-only">Skip ahead</span>
        </summary>
        <div class="menu-items panel" id="clock-panel">
          <ClockPanel {...parts} />
        </div>
      </details>
      <span id="guide-call">{parts.guideIsShown ? null : <CallGuide base={parts.reader.base} />}</span>
      <a class={parts.isInspecting ? "button quiet is-on" : "button quiet"} href={parts.inspectHref} id="inspect-open">
        <Icon name="inspect" />
        <span class="label">Inspector</span>
      </a>
      <button type="button" class="button quiet" id="start-over" hx-post={`${parts.reader.base}/start-over`}>
        <Icon name="again" />
        <span class="label">Start over</span>
      </button>
      {/* Time can be skipped only while no other platform is connected: then there is one to be connected. */}
      {parts.maySkip ? (
        <a class="button quiet setup" href="/setup" id="setup-open">
          <Icon name="shared" />
          <span class="label">Connect Slack or Teams</span>
        </a>
      ) : null}
    </div>
  </header>
);

const CallGuide = ({ base }: { base: string }) => (
  <button
    type="button"
    class="button quiet"
    id="call-guide"
    hx-post={`${base}/guide`}
    hx-vals={JSON.stringify({ show: "yes" })}
  >
    <Icon name="guide" />
    <span class="label">Guide</span>
  </button>
);

export const ClockFace = ({ reader }: { reader: Reader }) => (
  <>
    <span class="unseen">The sandbox's clock: </span>
    <Moment at={reader.now} as="dateTime" now={never} />
  </>
);

type PanelParts = Pick<Parts, "reader" | "upcoming" | "maySkip">;

export function ClockPanel({ reader, upcoming, maySkip }: PanelParts) {
  const [next, ...later] = upcoming;
  const { now } = reader;
  return (
    <>
      <h2>What happens next</h2>
      {next ? (
        <>
          <p class="next-up">
            <strong>{when(next.at, now)}</strong>
            <span>{next.words}</span>
          </p>
          {later.length > 0 ? (
            <ul class="later">
              {later.map(({ at, words }) => (
                <li key={`${at}${words}`}>
                  <span class="soft">{when(at, now)}:</span> {words}
                </li>
              ))}
            </ul>
          ) : null}
        </>
      ) : (
        <p class="soft">
          Nothing is waiting for its time. Once there is a case, its reminders and its survey stand here.
        </p>
      )}
      {maySkip ? (
        <div class="controls">
          <Skip reader={reader} to="next" label="Skip to then" isPrimary isOff={!next} />
          <Skip reader={reader} to="hour" label="1 hour ahead" />
          <Skip reader={reader} to="day" label="1 day ahead" />
        </div>
      ) : (
        <p class="soft">Another platform is connected, and its people live in real time: the clock can't be moved.</p>
      )}
    </>
  );
}

const when = (at: Instant, now: Instant): string =>
  at <= now ? "Any moment now" : `In ${lengthWords(at - now)}, ${momentWords(at, "dateTime", now)}`;

type SkipParts = { reader: Reader; to: string; label: string; isPrimary?: boolean; isOff?: boolean };

const Skip = ({ reader, to, label, isPrimary = false, isOff = false }: SkipParts) => (
  <button
    type="button"
    class={isPrimary ? "button primary" : "button"}
    id={`skip-${to}`}
    hx-post={`${reader.base}/skip`}
    hx-vals={JSON.stringify({ to })}
    hx-disabled-elt="#clock-panel button"
    disabled={isOff}
  >
    {label}
  </button>
);
