import type { Store } from "../../../src/app/ports.ts";
import type { Case } from "../../../src/core/case.ts";
import { timersFor } from "../../../src/core/nudges.ts";
import type { OrganizationKey } from "../../../src/core/organization.ts";
import type { Protocol } from "../../../src/core/protocol.ts";
import type { Instant } from "../../../src/core/time.ts";
import { type Appointment, parseTimerKey } from "../../../src/core/timers.ts";
import { nudgeCard } from "../../../src/views/messages/nudge.ts";
import { customerName } from "../../../src/views/words/case-words.ts";
import { isOutsider, type Member } from "./cast.ts";
import { nameOf } from "./reader.ts";

/** What the clock will do next in this world, in the words of the very message that comes then. */

/** `words` is a whole sentence. */
export type Upcoming = { readonly at: Instant; readonly words: string };

/** The records of the application that the sandbox shows. `Store` fits. */
export type Records = Pick<Store, "findCase" | "events" | "openCases">;

/** What happens to whom is for the team: a customer's window only says that something does. */
export const toldTo = (me: Member, all: readonly Upcoming[]): readonly Upcoming[] =>
  isOutsider(me) ? all.map(({ at }) => ({ at, words: "Something comes due that the team sees." })) : all;

type Row = (customer: string) => string;

/** One row per timer that is no reminder to the team: those bring a card of their own. */
const rows: Readonly<Record<Exclude<Appointment, "snooze:end">, Row>> = {
  "survey:send": (customer) => `${customer} is asked how it went.`,
  "survey:remind": (customer) => `${customer} is reminded of the survey.`,
  "survey:expire": (customer) => `the survey for ${customer} ends.`,
};

function words(kase: Case, key: string, at: Instant, protocol: Protocol): string {
  const context = { protocol, now: at, nameOf };
  const timer = parseTimerKey(key);
  if (timer && "appointment" in timer && timer.appointment !== "snooze:end")
    return `Case ${kase.number}: ${rows[timer.appointment](customerName(kase, context))}`;
  return (timer && nudgeCard(kase, timer, context)?.fallback) ?? `The clock looks at case ${kase.number}.`;
}

/** Soonest first. Read from the cases of this world alone: those of worlds left behind have timers too. */
export async function upcoming(
  records: Records,
  organization: OrganizationKey,
  protocol: Protocol,
  most = 4,
): Promise<readonly Upcoming[]> {
  const cases = await records.openCases(organization);
  return cases
    .flatMap(({ kase }) => timersFor(kase).map(({ key, dueAt }) => ({ kase, key, dueAt })))
    .sort((a, b) => a.dueAt - b.dueAt)
    .slice(0, most)
    .map(({ kase, key, dueAt }) => ({ at: dueAt, words: words(kase, key, dueAt, protocol) }));
}
