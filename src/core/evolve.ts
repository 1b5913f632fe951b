import type { Case, CaseField, Owner, Remedy, SameCustomer } from "./case.ts";
import { defined } from "./defined.ts";
import type { CaseEvent, EventOf } from "./events.ts";
import { type PersonRef, samePerson } from "./people.ts";
import { restore, undoAfter } from "./undo.ts";

/**
 * The case after one more event: `events.reduce(evolve)` is the case. Never refuses and never judges: what happened,
 * happened. @throws Error for a log that doesn't begin with `flagged` (a defect, not an input).
 */
export function evolve(kase: Case | undefined, event: CaseEvent): Case {
  if (event.type === "flagged") return opened(event);
  if (!kase) throw new Error(`a case begins with "flagged", not "${event.type}"`);
  const next = apply(kase, event);
  return defined({ ...next, version: kase.version + 1, undo: undoAfter(kase, event) }) as Case; // the union survives: only absent fields are dropped
}

/** @throws Error for an empty log. */
export function fold(events: readonly CaseEvent[]): Case {
  const kase = events.reduce<Case | undefined>(evolve, undefined);
  if (!kase) throw new Error("a case has at least one event");
  return kase;
}

const givenTo = ({ to: person, by, at: since }: EventOf<"assigned">): Owner =>
  samePerson(by, person) ? { person, since } : { person, since, by };

function apply(kase: Case, event: Exclude<CaseEvent, { type: "flagged" }>): Case {
  const { at } = event;
  switch (event.type) {
    case "owned":
      return { ...withBack(kase, event.by), owner: { person: event.by, since: at } };
    case "assigned":
      return { ...withBack(kase, event.to), owner: givenTo(event) };
    case "departed":
      return departed(kase, event);
    case "acknowledged":
      return { ...hearing(kase, event), acknowledged: { at, by: event.by, told: event.told } };
    case "apologized":
      return { ...hearing(kase, event), apology: { at, by: event.by, told: event.told, text: event.text } };
    case "root-cause-recorded":
      return { ...kase, rootCause: { id: event.cause, explanation: event.explanation, by: event.by, at } };
    case "customer-updated":
      return { ...hearing(kase, event), updates: [...kase.updates, { at, told: event.told, text: event.text }] };
    case "promise-added": {
      const { promise: id, text, warnAt, dueAt, by } = event;
      return { ...kase, promises: [...kase.promises, { id, text, warnAt, dueAt, by, at, status: "open" }] };
    }
    case "promise-kept":
      return settlePromise(kase, event.promise, "kept");
    case "promise-broken":
      return settlePromise(kase, event.promise, "broken");
    case "remedy-proposed": {
      const { remedy: id, kind, label, amount, reason, by, role, needed, clock } = event;
      const base = defined({ id, kind, label, amount, proposed: amount, reason, by, at });
      return {
        ...kase,
        remedies: [...kase.remedies, { ...base, status: "pending", role, needed, approvals: [], clock }],
      };
    }
    case "remedy-approved":
      return changeRemedy(kase, event.remedy, (remedy) =>
        remedy.status === "pending"
          ? defined({
              ...remedy,
              amount: event.amount ?? remedy.amount,
              approvals: [...remedy.approvals, { by: event.by, at, role: event.role }],
            })
          : remedy,
      );
    case "remedy-granted":
      return grantRemedy(kase, event);
    case "remedy-declined":
      return changeRemedy(kase, event.remedy, (remedy) => ({
        ...basics(remedy),
        status: "declined",
        decidedAt: at,
        decidedBy: event.by,
        why: event.why,
      }));
    case "remedy-withdrawn":
      return changeRemedy(kase, event.remedy, (remedy) => ({
        ...basics(remedy),
        status: "withdrawn",
        decidedAt: at,
        decidedBy: event.by,
      }));
    case "remedy-delivered":
      return changeRemedy(kase, event.remedy, (remedy) => {
        if (remedy.status !== "granted") return remedy;
        const { clock: _done, ...granted } = remedy;
        return { ...granted, status: "delivered", deliveredAt: at, deliveredBy: event.by };
      });
    case "remedy-waived":
      return { ...kase, noRemedy: { reason: event.reason, by: event.by, at } };
    case "severity-changed":
      return { ...kase, severity: event.to, clocks: event.clocks };
    case "escalated":
      return {
        ...kase,
        seniorRole: event.to,
        escalations: [...kase.escalations, defined({ to: event.to, reason: event.reason, by: event.by, at })],
      };
    case "noted":
      return { ...kase, notes: [...kase.notes, { text: event.text, by: event.by, at }] };
    case "linked":
      return { ...kase, links: [...kase.links, { to: event.to, as: event.as }] };
    case "customer-joined": {
      const { name, by, customer, into } = event;
      return withSameCustomer(kase, event.case, { name, by, at, status: "joined", joined: { customer, into } });
    }
    case "customer-parted":
      return withSameCustomer(kase, event.case, { by: event.by, at, status: "offered" });
    case "customer-told-apart":
      return withSameCustomer(kase, event.case, { name: event.name, by: event.by, at, status: "apart" });
    case "snoozed":
      return { ...kase, snoozedUntil: event.until };
    case "woken":
      return { ...without(kase, "snoozedUntil"), nudged: { ...kase.nudged, "snooze:end": at } };
    case "marked-abusive":
      return { ...kase, abusive: { reason: event.reason, by: event.by, at }, seniorRole: event.role };
    case "corrected":
      return restore(kase);
    case "resolved":
      return resolved(kase, event);
    case "reopened":
      return reopened(kase, event);
    case "closed":
      return closed(kase, event);
    case "nudged":
      return { ...kase, nudged: { ...kase.nudged, [event.timer]: at } };
    case "unreachable":
      return { ...kase, undelivered: [...kase.undelivered, { what: event.what, reason: event.reason, at }] };
    case "survey-sent":
      return { ...kase, survey: { sentAt: at, remindAt: event.remindAt, expiresAt: event.expiresAt, answers: {} } };
    case "survey-reminded":
      return kase.survey ? { ...kase, survey: { ...kase.survey, remindedAt: at } } : kase;
    case "survey-answered":
      return kase.survey
        ? {
            ...kase,
            survey: defined({
              ...kase.survey,
              answeredAt: kase.survey.answeredAt ?? at,
              answers: { ...kase.survey.answers, ...event.answers },
              comment: event.comment ?? kase.survey.comment,
            }),
          }
        : kase;
    case "survey-expired":
      return kase.survey ? { ...kase, survey: { ...kase.survey, expiredAt: at } } : kase;
    case "survey-opted-out":
      return { ...kase, surveyOptOut: at };
  }
}

function opened(event: EventOf<"flagged">): Case {
  const { type: _type, at, by, maybe, ...facts } = event;
  return defined({
    ...facts,
    sameCustomer: maybe?.map((other): SameCustomer => ({ ...other, status: "offered", at })),
    openedBy: by,
    status: "open" as const,
    version: 1,
    openedAt: at,
    round: 1,
    roundStartedAt: at,
    notes: [],
    updates: [],
    escalations: [],
    remedies: [],
    promises: [],
    links: [],
    nudged: {},
    undelivered: [],
  });
}

/** One entry per other case; one that nobody was asked about before is a colleague's own idea. */
function withSameCustomer(
  kase: Case,
  other: number,
  change: Partial<SameCustomer> & Pick<SameCustomer, "status" | "at">,
): Case {
  const entries = kase.sameCustomer ?? [];
  const known = entries.find((entry) => entry.case === other) ?? { case: other, name: "", why: "chosen" as const };
  const { joined: _over, ...kept } = { joined: undefined, ...known };
  const entry = { ...kept, ...change };
  return { ...kase, sameCustomer: [...entries.filter((one) => one.case !== other), entry] };
}

function departed(kase: Case, { person, at, why, chat }: EventOf<"departed">): Case {
  const kept = samePerson(kase.owner?.person, person) ? without(kase, "owner") : kase;
  return { ...kept, departed: [...(kase.departed ?? []), defined({ person, at, why, chat })] };
}

/** Someone who has the case again is back. */
function withBack(kase: Case, person: PersonRef): Case {
  const others = kase.departed?.filter((departure) => !samePerson(departure.person, person)) ?? [];
  return { ...without(kase, "departed"), ...(others.length > 0 && { departed: others }) };
}

/** The customer has heard from us: the silence clock starts anew. */
function hearing(kase: Case, event: EventOf<"acknowledged" | "apologized" | "customer-updated">): Case {
  return { ...kase, clocks: { ...kase.clocks, update: event.updateClock } };
}

function settlePromise(kase: Case, id: string, status: "kept" | "broken"): Case {
  return { ...kase, promises: kase.promises.map((promise) => (promise.id === id ? { ...promise, status } : promise)) };
}

function changeRemedy(kase: Case, id: string, change: (remedy: Remedy) => Remedy): Case {
  return { ...kase, remedies: kase.remedies.map((remedy) => (remedy.id === id ? change(remedy) : remedy)) };
}

const basics = ({ id, kind, label, amount, proposed, reason, by, at }: Remedy) =>
  defined({ id, kind, label, amount, proposed, reason, by, at });

function grantRemedy(kase: Case, event: EventOf<"remedy-granted">): Case {
  const { remedy: id, kind, label, amount, reason, by, at, clock } = event;
  const pending = kase.remedies.find((remedy) => remedy.id === id);
  const approvals = pending?.status === "pending" ? pending.approvals : [];
  const base = pending
    ? { ...basics(pending), ...defined({ amount }) }
    : defined({ id, kind, label, amount, proposed: amount, reason, by, at });
  const granted: Remedy = { ...base, status: "granted", grantedAt: at, grantedBy: by, approvals, clock };
  const { noRemedy: _answered, ...rest } = kase;
  const remedies = pending
    ? kase.remedies.map((remedy) => (remedy.id === id ? granted : remedy))
    : [...kase.remedies, granted];
  return { ...rest, remedies };
}

function resolved(kase: Case, event: EventOf<"resolved">): Case {
  const { by, at, whatWasDone, surveyAt } = event;
  const owner = kase.owner ?? { person: by, since: at };
  const end = { status: "resolved" as const, owner, resolvedAt: at, resolvedBy: by, whatWasDone };
  const { snoozedUntil: _over, ...rest } = withBack(kase, owner.person);
  return { ...rest, ...end, ...defined({ surveyAt }) };
}

const endsWithTheRound: readonly CaseField[] = [
  ...(["acknowledged", "apology", "noRemedy", "snoozedUntil"] as const),
  ...(["resolvedAt", "resolvedBy", "whatWasDone", "surveyAt"] as const),
  ...(["closedAt", "closedBy", "outcome", "closeReason"] as const),
];

/** A new round: fresh clocks, a fresh acknowledgement and apology; what was found and given stays. */
function reopened(kase: Case, event: EventOf<"reopened">): Case {
  const kept = without(kase, ...endsWithTheRound, ...(event.role ? (["owner"] as const) : []));
  return defined({
    ...kept,
    status: "open" as const,
    round: kase.round + 1,
    roundStartedAt: event.at,
    seniorRole: event.role ?? kase.seniorRole,
    clocks: event.clocks,
    undelivered: [],
  }) as Case;
}

function closed(kase: Case, { at, by, outcome, reason }: EventOf<"closed">): Case {
  const end = { status: "closed" as const, closedAt: at, outcome, ...defined({ closedBy: by, closeReason: reason }) };
  if (kase.status !== "resolved") return { ...without(kase, "snoozedUntil"), ...end };
  const { resolvedBy: _who, surveyAt: _when, ...rest } = kase;
  return { ...rest, ...end };
}

function without(kase: Case, ...fields: readonly CaseField[]): Case {
  const gone = new Set<string>(fields);
  return Object.fromEntries(Object.entries(kase).filter(([field]) => !gone.has(field))) as Case; // optional fields, or those of a state that is left
}
