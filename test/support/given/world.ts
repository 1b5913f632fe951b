import { expect } from "vitest";
import type { Grant } from "../../../src/core/authority.ts";
import type { Case } from "../../../src/core/case.ts";
import type { Command } from "../../../src/core/commands.ts";
import type { CustomerMatch, CustomerRow } from "../../../src/core/customers/recognize.ts";
import type { Actor, Context, KnownCustomer } from "../../../src/core/decide/context.ts";
import { type Decision, isRefused } from "../../../src/core/decide/decision.ts";
import { decide } from "../../../src/core/decide.ts";
import { defined } from "../../../src/core/defined.ts";
import { type CaseEvent, eventSchema } from "../../../src/core/events.ts";
import { evolve } from "../../../src/core/evolve.ts";
import { timersFor } from "../../../src/core/nudges.ts";
import { organizationKey } from "../../../src/core/organization.ts";
import { type Identity, personKey } from "../../../src/core/people.ts";
import type { Protocol } from "../../../src/core/protocol.ts";
import { type Instant, instant } from "../../../src/core/time.ts";
import { ann, at, millis, rules, usd } from "./people.ts";

/** One case, the time, the rules and what was granted: everything a step may depend on, and change. */
export type World = {
  readonly kase: Case | undefined;
  readonly events: readonly CaseEvent[];
  readonly now: Instant;
  readonly grants: readonly Grant[];
  readonly protocol: Protocol;
  /** What is known of the customer from their other cases. */
  readonly customer?: KnownCustomer;
  /** Who is known by what a case is to be opened for. */
  readonly matches?: readonly CustomerMatch[];
  /** What the customers of other cases are known by, by number; nobody is known of those that are absent. */
  readonly others?: Readonly<Record<number, readonly string[]>>;
  /** What the platforms say of those whom the case names. */
  readonly involved?: readonly Identity[];
  /** Of the last thing that was asked. */
  readonly decision: Decision;
};

export type Step = (world: World) => World;
export type Story = Step | readonly Story[];

export const nothingYet: World = {
  kase: undefined,
  events: [],
  now: instant(at("10:00") - millis("1m")),
  grants: [],
  protocol: rules,
  decision: [],
};

export const stepsOf = (story: Story): readonly Step[] =>
  typeof story === "function" ? [story] : story.flatMap(stepsOf);

/** @throws Error when a step is refused: a story tells what happened. */
export const tell = (world: World, story: Story): World =>
  stepsOf(story).reduce((before, step, index) => {
    const next = step(before);
    if (isRefused(next.decision)) throw new Error(`step ${index + 1} was refused: ${JSON.stringify(next.decision)}`);
    return next;
  }, world);

/** `to` is a step that may be refused, and comes a minute later. */
export const asked =
  (by: Actor, to: (now: Instant) => Command, subject?: Identity): Step =>
  (world) =>
    ask({ ...world, now: instant(world.now + millis("1m")) }, by, to, subject);

export function ask(world: World, actor: Actor, to: (now: Instant) => Command, subject?: Identity): World {
  const { kase, now, protocol, grants, customer, involved } = world;
  const command = to(now);
  const opening = { organization: organizationKey("acme"), number: 12, customers: world.matches ?? [] };
  const newId = idFor(command, kase);
  const joining = kase && "case" in command ? joiningOf(kase, command.case, world.others) : undefined;
  const context = {
    now,
    protocol,
    actor,
    grants,
    opening,
    newId,
    ...defined({ subject, customer, joining, involved }),
  };
  const decision = decide(kase, command, context);
  return isRefused(decision) ? { ...world, decision } : record({ ...world, decision }, decision);
}

/** The records of the case's customer and of another case's, older one, as the store would read them. */
function joiningOf(kase: Case, other: number, others: World["others"]): NonNullable<Context["joining"]> {
  const joined = (kase.sameCustomer ?? []).flatMap((entry) => (entry.joined ? [entry.joined] : []));
  const group = joined.at(-1)?.into ?? kase.customer.key;
  const row = (id: string, more: Partial<CustomerRow> = {}): CustomerRow => ({
    ...{ id, name: id, group: id, since: instant(id === kase.customer.key ? 1 : 0), knownBy: [] },
    ...more,
  });
  const mine = [
    ...joined.map(({ customer, into }) => row(customer, { group, joinedInto: into })),
    ...(joined.some(({ customer }) => customer === group) ? [] : [row(group, { group })]),
  ];
  const isJoined = kase.sameCustomer?.some((entry) => entry.case === other && entry.joined);
  const knownBy = others ? others[other] : [];
  return { mine, other: isJoined ? mine : knownBy ? [row(`customer-of-${other}`, { name: "Carla", knownBy })] : [] };
}

/** The customers of other cases. */
export const othersKnownBy =
  (others: NonNullable<World["others"]>): Step =>
  (world) => ({ ...world, others });

/** What the application and the store do with a decision: fold it, and keep the ledger of what was granted. */
export function record(world: World, events: readonly CaseEvent[]): World {
  for (const event of events) expect(eventSchema.parse(event)).toStrictEqual(event);
  const kase = events.reduce<Case | undefined>((before, event) => evolve(before, frozen(event)), world.kase);
  if (!kase) throw new Error("nothing happened");
  const grants = events.reduce((ledger, event) => entered(ledger, kase, event), world.grants);
  return { ...world, kase: frozen(kase), events: [...world.events, ...events], grants };
}

function entered(ledger: readonly Grant[], { id: caseId, customer }: Case, event: CaseEvent): readonly Grant[] {
  if (event.type === "remedy-withdrawn")
    return ledger.filter((grant) => grant.caseId !== caseId || grant.remedy !== event.remedy);
  if (event.type !== "remedy-granted" || !event.amount) return ledger;
  const { remedy, amount, at: when, by } = event;
  return [...ledger, { caseId, remedy, customer: customer.key, person: personKey(by), amount, at: when }];
}

/** Remedies are R1, R2 …, promises P1, P2 …. */
const idFor = ({ type }: Command, kase: Case | undefined): string => {
  if (type === "offerRemedy") return `R${(kase?.remedies.length ?? 0) + 1}`;
  return type === "addPromise" ? `P${(kase?.promises.length ?? 0) + 1}` : "unused";
};

/** Neither deciding nor evolving may change what it was given. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

// ── Steps that nobody asks for ───────────────────────────────────────────────────────────────────────────────────────

export const wait =
  (length: string): Step =>
  (world) => ({ ...world, now: instant(world.now + millis(length)) });

/** From here on the platforms say this of those whom the case names. */
export const toldOf =
  (...involved: readonly Identity[]): Step =>
  (world) => ({ ...world, involved });

/** From here on other rules hold. */
export const under =
  (protocol: Protocol): Step =>
  (world) => ({ ...world, protocol });

/** Rosa asks for no more surveys, in another case of hers. */
export const optsOutElsewhere: Step = (world) => ({ ...world, customer: { surveyOptOut: instant(world.now) } });

/** What is known of the customer by now, besides what their case says. */
export const knownElsewhere =
  (...knownBy: readonly string[]): Step =>
  (world) => ({ ...world, customer: { ...world.customer, knownBy } });

/** Something the log has of old, whoever decided it then. */
export const fact =
  (event: (now: Instant) => CaseEvent): Step =>
  (world) =>
    record({ ...world, decision: [] }, [event(instant(world.now))]);

/** Granted in other cases; by default to someone else than Rosa. */
export const spent =
  (major: number, { by = ann, to = "name:someone else", ago = "1h" } = {}): Step =>
  (world) => {
    const grant = {
      caseId: "case-7",
      remedy: `other ${world.grants.length}`,
      customer: to,
      person: personKey(by.person),
    };
    return {
      ...world,
      grants: [...world.grants, { ...grant, amount: usd(major), at: instant(world.now - millis(ago)) }],
    };
  };

/** Time passes until this timer is due, and the clock strikes. @throws Error where no such timer runs. */
export const strikes =
  (timer: string): Step =>
  (world) => {
    const running = world.kase ? timersFor(world.kase) : [];
    const due = running.find(({ key }) => key === timer);
    if (!due) throw new Error(`no timer ${timer} runs, only ${running.map(({ key }) => key).join(", ")}`);
    const now = instant(Math.max(world.now, due.dueAt));
    return ask({ ...world, now }, { is: "clock" }, () => ({ type: "timeUp", timer }));
  };
