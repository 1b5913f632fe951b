import { type Case, findRemedy, type Remedy } from "../../core/case.ts";
import type { CaseEvent, EventOf, EventType } from "../../core/events.ts";
import { timersFor } from "../../core/nudges.ts";
import { samePerson } from "../../core/people.ts";
import { type Surface, surfaceName } from "../../core/surface.ts";
import { parseTimerKey, timerKey } from "../../core/timers.ts";
import type { NewJob } from "../ports.ts";
import { laneOf } from "./destinations.ts";
import { destinationOf } from "./surfaces.ts";

/**
 * Which messages a change touches: a row per event, the surfaces it brings in line beside the case card, which every
 * change touches. Nothing is sent from here.
 */
type Touched<T extends EventType> = (event: EventOf<T>, kase: Case, before: Case | undefined) => readonly Surface[];

const approvalOf = ({ remedy }: { remedy: string }, _kase: Case, before: Case | undefined): readonly Surface[] =>
  before && wasAsked(findRemedy(before, remedy)) ? [{ kind: "approval", remedy }] : [];
const wasAsked = (remedy: Remedy | undefined): boolean =>
  remedy?.status === "pending" ||
  ((remedy?.status === "granted" || remedy?.status === "delivered") && remedy.approvals.length > 0);
const surveyOf = (event: unknown, kase: Case): readonly Surface[] =>
  kase.survey
    ? [{ kind: "survey", sentAt: kase.survey.sentAt }, ...(kase.survey.remindedAt ? reminderOf(event, kase) : [])]
    : [];
const reminderOf = (_event: unknown, { survey }: Case): readonly Surface[] =>
  survey ? [{ kind: "survey-reminder", sentAt: survey.sentAt }] : [];

const sameCustomerOf = (event: { readonly case: number }): readonly Surface[] => [
  { kind: "same-customer", other: event.case },
];

const onlyTheCard = (): readonly Surface[] => [];

const touched: { readonly [T in EventType]: Touched<T> } = {
  flagged: ({ maybe = [] }) => maybe.flatMap(sameCustomerOf),
  "customer-joined": sameCustomerOf,
  "customer-parted": sameCustomerOf,
  "customer-told-apart": sameCustomerOf,
  owned: onlyTheCard,
  assigned: (event) => (samePerson(event.by, event.to) ? [] : [{ kind: "assigned", at: event.at }]),
  /** Where it has another owner, nobody needs to take it. */
  departed: ({ at }, kase) => (kase.owner ? [] : [{ kind: "departed", at }]),
  acknowledged: (event, kase) => (event.told === "dm" ? [{ kind: "acknowledgement", round: kase.round }] : []),
  apologized: (event, kase) => (event.told === "dm" ? [{ kind: "apology", round: kase.round }] : []),
  "customer-updated": (event, kase) =>
    event.told === "dm" ? [{ kind: "update", index: kase.updates.length - 1 }] : [],
  "root-cause-recorded": onlyTheCard,
  "promise-added": onlyTheCard,
  "promise-kept": onlyTheCard,
  "promise-broken": onlyTheCard,
  "remedy-proposed": ({ remedy }) => [{ kind: "approval", remedy }],
  "remedy-approved": approvalOf,
  "remedy-granted": approvalOf,
  "remedy-declined": approvalOf,
  "remedy-withdrawn": approvalOf,
  "remedy-delivered": approvalOf,
  "remedy-waived": onlyTheCard,
  "severity-changed": onlyTheCard,
  escalated: (_event, kase) => [{ kind: "escalated", count: kase.escalations.length }],
  noted: (_event, kase) => [{ kind: "note", index: kase.notes.length - 1 }],
  linked: onlyTheCard,
  "marked-abusive": () => [{ kind: "abuse" }],
  corrected: (_event, kase, before) =>
    (before?.remedies ?? []).flatMap((remedy) =>
      wasAsked(remedy) && findRemedy(kase, remedy.id)?.status !== remedy.status
        ? [{ kind: "approval" as const, remedy: remedy.id }]
        : [],
    ),
  resolved: onlyTheCard,
  closed: onlyTheCard,
  reopened: (_event, kase) => [{ kind: "reopened", round: kase.round }],
  snoozed: onlyTheCard,
  woken: ({ at: firedAt }) => [{ kind: "nudge", firedAt, timer: { appointment: "snooze:end" } }],
  /** A warning that comes as late as its breach (after a standstill) would only double it. */
  nudged: ({ at: firedAt, timer: key }, kase) => {
    const timer = parseTimerKey(key);
    if (!timer) return [];
    const breach = "clock" in timer && timer.stage === "warning" ? timerKey({ ...timer, stage: "breach" }) : undefined;
    const isLate = timersFor(kase).some((due) => due.key === breach && due.dueAt <= firedAt);
    return isLate ? [] : [{ kind: "nudge", firedAt, timer }];
  },
  unreachable: ({ what }) => [{ kind: "unreachable", what }],
  "survey-sent": surveyOf,
  "survey-answered": surveyOf,
  "survey-expired": surveyOf,
  "survey-opted-out": surveyOf,
  "survey-reminded": reminderOf,
};

/** The jobs of one change, each surface once, the case card first. */
export function announce(events: readonly CaseEvent[], kase: Case, before: Case | undefined): NewJob[] {
  const surfaces = events.flatMap((event) => {
    const row = touched[event.type] as Touched<EventType>; // the table's row for this very type
    return row(event, kase, before);
  });
  const named = new Map([{ kind: "case" } as const, ...surfaces].map((surface) => [surfaceName(surface), surface]));
  return [...named].flatMap(([name, surface]) => {
    const destination = destinationOf(surface, kase);
    return destination ? [{ caseId: kase.id, surface: name, lane: laneOf(destination, kase) }] : [];
  });
}
