import type { Ask, Loaded, NewJob, Store } from "../../src/app/ports.ts";
import type { Case, Clock } from "../../src/core/case.ts";
import type { CustomerChange } from "../../src/core/customers/changes.ts";
import { defined } from "../../src/core/defined.ts";
import type { CaseEvent, EventOf } from "../../src/core/events.ts";
import { evolve } from "../../src/core/evolve.ts";
import { type OrganizationKey, organizationKey } from "../../src/core/organization.ts";
import type { Identity, PersonRef } from "../../src/core/people.ts";
import { type Instant, instant } from "../../src/core/time.ts";
import type { Timer } from "../../src/core/timers.ts";
import { plain, type Reply } from "../../src/views/elements.ts";

/** A workspace with cases in it, as the application would write them. */

export const minute = 60_000;
export const at = (minutes: number): Instant => instant(Date.UTC(2026, 0, 5, 9) + minutes * minute);

export const ann: PersonRef = { platform: "slack", workspace: "T1", id: "U-ann" };
export const ben: PersonRef = { platform: "slack", workspace: "T1", id: "U-ben" };
export const annOnTeams: PersonRef = { platform: "teams", workspace: "tenant", id: "ann" };

export const identityOf = (person: PersonRef, more: Partial<Identity> = {}): Identity => ({
  person,
  name: person.id,
  groups: [],
  admin: false,
  outsider: false,
  aliases: [],
  ...more,
});

/** No two tests share cases, customers or request keys. */
export const newOrganization = (): OrganizationKey => organizationKey(`acme-${crypto.randomUUID()}`);

export const clock = (minutes: number): Clock => ({ startedAt: at(0), warnAt: at(minutes - 5), dueAt: at(minutes) });

export const flagged = (
  fields: { workspace: string; number: number } & Partial<EventOf<"flagged">>,
): EventOf<"flagged"> => ({
  type: "flagged",
  at: at(0),
  by: ann,
  id: crypto.randomUUID(),
  source: "form",
  home: { platform: "slack", workspace: "T1", channel: "C-cases" },
  customer: { key: "kim@example.com", name: "Kim" },
  complaint: "The parcel never came",
  failureType: "late",
  severity: "major",
  clocks: { acknowledge: clock(60), resolve: clock(480), update: clock(240) },
  ...fields,
});

export const noted = (text: string): EventOf<"noted"> => ({ type: "noted", at: at(1), by: ann, text });

export const granted = (
  remedy: string,
  minor: number | undefined,
  more: Partial<EventOf<"remedy-granted">> = {},
): CaseEvent =>
  defined({
    type: "remedy-granted" as const,
    at: at(10),
    by: ann,
    remedy,
    kind: "refund",
    label: "Refund",
    amount: minor === undefined ? undefined : { minor, currency: "USD" },
    reason: "late",
    clock: clock(600),
    ...more,
  });

export const notice = (text: string): Reply => ({ show: "notice", text: [text] });
export const wordsOf = (reply: Reply | undefined): string => (reply?.show === "notice" ? plain(reply.text) : "");

type With = {
  readonly key?: string;
  readonly timers?: readonly Timer[];
  readonly jobs?: readonly NewJob[];
  readonly answer?: Reply;
  /** The hash of the protocol under which it was decided. */
  readonly protocol?: string;
  readonly ask?: Partial<Ask>;
  /** What it means for the customers' own log. */
  readonly customers?: readonly CustomerChange[];
};

/** What a command would do whose decision is these events. @returns the case after it, or as it was for a repeated request. */
export function change(store: Store, kase: Case, events: readonly CaseEvent[], more: With = {}): Promise<Case> {
  const ask: Ask = {
    organization: kase.workspace,
    now: at(2),
    caseId: kase.id,
    ...defined({ key: more.key }),
    ...more.ask,
  };
  return store.transact(ask, (loaded) => outcome(loaded, events, more));
}

/** Opens a case with the next number. */
export function open(
  store: Store,
  organization: OrganizationKey,
  fields: Partial<EventOf<"flagged">> = {},
  more: With = {},
): Promise<Case> {
  const ask: Ask = { organization, now: at(0), opensFor: [], ...defined({ key: more.key }), ...more.ask };
  return store.transact(ask, (loaded) =>
    outcome(loaded, [flagged({ workspace: organization, number: loaded.nextNumber ?? 0, ...fields })], more),
  );
}

function outcome(
  loaded: Loaded,
  events: readonly CaseEvent[],
  { timers = [], jobs = [], answer = notice("done"), customers = [], protocol }: With,
) {
  const kase = events.reduce<Case | undefined>(evolve, loaded.kase);
  if (!kase) throw new Error("no such case");
  if (loaded.answered) return { result: kase };
  const writes = { before: loaded.kase, kase, events, actor: "slack:T1:U-ann", timers, jobs, answer, customers };
  return { result: kase, writes: { ...writes, ...defined({ protocol }) } };
}
