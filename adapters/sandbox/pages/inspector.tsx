import type { StoredEvent } from "../../../src/app/ports.ts";
import type { CaseId } from "../../../src/core/case.ts";
import { parsePersonKey } from "../../../src/core/people.ts";
import type { Card } from "../../../src/views/elements.ts";
import { Moment } from "../drawing/moments.tsx";
import { named } from "../drawing/named.ts";
import { cardMessageOf, lastCaseIn } from "../world/cases-in-view.ts";
import { memberOf } from "../world/cast.ts";
import type { Reader } from "../world/reader.ts";
import type { Records } from "../world/upcoming.ts";
import type { World } from "../world/world.ts";
import type { Message } from "../world/world-state.ts";

/** Behind the scenes: the log of the open case as it grows, and its card as other platforms get it. */

export type Previews = Readonly<Record<string, (card: Card) => unknown>>;

export type Inspected = {
  readonly number: number;
  readonly events: readonly StoredEvent[];
  readonly drawings: readonly { readonly name: string; readonly json: string }[];
};

type Sources = { readonly world: World; readonly records: Records; readonly previews: Previews };

/** The case of the conversation that is looked at, else the newest there is. */
export async function inspect(
  { world, records, previews }: Sources,
  looking: readonly Message[],
): Promise<Inspected | undefined> {
  const id: CaseId | undefined = lastCaseIn(looking) ?? lastCaseIn(world.messages());
  const kase = id === undefined ? undefined : await records.findCase(world.organization(), { id });
  if (!kase) return undefined;
  const card = cardMessageOf(world.messages(), kase.id)?.cards?.[0];
  const draw = (name: string, drawn: unknown) => ({ name, json: JSON.stringify(drawn, null, 2) });
  return {
    number: kase.number,
    events: await records.events(world.organization(), kase.id),
    drawings: card
      ? [
          ...Object.entries(previews).map(([name, preview]) => draw(name, preview(named(card)))),
          draw("Neutral card, as the views make it", card),
        ]
      : [],
  };
}

/** In a customer's window. */
export const InspectorClosed = () => (
  <div class="empty">
    <p>A customer never sees this.</p>
    <p class="soft">
      The log holds what the team says among themselves. Be someone of the team to look behind the scenes.
    </p>
  </div>
);

export function Inspector({ inspected, reader }: { inspected: Inspected | undefined; reader: Reader }) {
  if (!inspected)
    return (
      <div class="empty">
        <p>There is no case yet.</p>
        <p class="soft">
          Flag a complaint, and every event of its log appears here as it is appended, beside the case card as Slack and
          Teams get it.
        </p>
      </div>
    );
  const { number, events, drawings } = inspected;
  return (
    <>
      <section aria-labelledby="log-title">
        <h3 id="log-title">
          Log of case {number} <span class="count">{events.length}</span>
        </h3>
        <ol class="log" reversed>
          {events.toReversed().map((stored) => (
            <EventView key={stored.seq} stored={stored} reader={reader} />
          ))}
        </ol>
      </section>
      <section aria-labelledby="drawings-title">
        <h3 id="drawings-title">The same card elsewhere</h3>
        {drawings.map(({ name, json }, index) => (
          <details key={name} id={`drawing-${index}`} class="fold">
            <summary id={`drawing-${index}-open`}>{name}</summary>
            <section class="code" tabindex={0} aria-label={name}>
              <pre>{json}</pre>
            </section>
          </details>
        ))}
      </section>
    </>
  );
}

const actorName = (actor: string): string => memberOf(parsePersonKey(actor)?.id ?? "")?.name ?? `the ${actor}`;

const EventView = ({ stored, reader }: { stored: StoredEvent; reader: Reader }) => (
  <li id={`event-${stored.seq}`}>
    <details class="fold" id={`event-${stored.seq}-fold`}>
      <summary id={`event-${stored.seq}-open`}>
        <span class="seq">{stored.seq}</span>
        <code>{stored.event.type}</code>
        <span class="soft">
          {actorName(stored.actor)}, <Moment at={stored.event.at} as="dateTime" now={reader.now} />
        </span>
      </summary>
      <section class="code" tabindex={0} aria-label={`Event ${stored.seq}`}>
        <pre>{JSON.stringify(stored.event, null, 2)}</pre>
      </section>
      <p class="hash">
        <span>hash</span> <code>{stored.hash}</code>
      </p>
    </details>
  </li>
);
