import { type Case, findRemedy, type Remedy } from "../core/case.ts";
import type { CaseEvent, EventOf, EventType } from "../core/events.ts";
import { timersFor } from "../core/nudges.ts";
import { samePerson } from "../core/people.ts";
import type { Instant } from "../core/time.ts";
import { laneOf } from "./destinations.ts";
import type { NewJob } from "./ports.ts";
import { surfaceNamed } from "./surfaces.ts";

/**
 * Which messages a change touches: a row per event, the surfaces it brings in line beside the case card, which every
 * change touches. Nothing is sent from here.
 */
type Touched<T extends EventType> = (event: EventOf<T>, kase: Case, before: Case | undefined) => readonly string[];

const approvalOf = (event: { remedy: string }, _kase: Case, before: Case | undefined): readonly string[] =>
  before && wasAsked(findRemedy(before, event.remedy)) ? [`approval:${event.remedy}`] : [];
const wasAsked = (remedy: Remedy | undefined): boolean =>
  remedy?.status === "pending" ||
  ((remedy?.status === "granted" || remedy?.status === "delivered") && remedy.approvals.length > 0);
const surveyOf = (_event: unknown, { survey }: Case): readonly string[] =>
  survey ? [`survey:${survey.sentAt}`, ...(survey.remindedAt ? [`survey-reminder:${survey.sentAt}`] : [])] : [];

/** With its moment: a clock that runs out a second time is told anew, not by an edit of its first message. */
const nudge = (at: Instant, timer: string): string => `nudge:${at}:${timer}`;

const touched: { readonly [T in EventType]?: Touched<T> } = {
  assigned: (event) => (samePerson(event.by, event.to) ? [] : [`assigned:${event.at}`]),
  acknowledged: (event, kase) => (event.told === "dm" ? [`acknowledgement:${kase.round}`] : []),
  apologized: (event, kase) => (event.told === "dm" ? [`apology:${kase.round}`] : []),
  "customer-updated": (event, kase) => (event.told === "dm" ? [`update:${kase.updates.length - 1}`] : []),
  "remedy-proposed": (event) => [`approval:${event.remedy}`],
  "remedy-approved": approvalOf,
  "remedy-granted": approvalOf,
  "remedy-declined": approvalOf,
  "remedy-withdrawn": approvalOf,
  "remedy-delivered": approvalOf,
  escalated: (_event, kase) => [`escalated:${kase.escalations.length}`],
  noted: (_event, kase) => [`note:${kase.notes.length - 1}`],
  "marked-abusive": () => ["abuse"],
  corrected: (_event, kase, before) =>
    (before?.remedies ?? []).flatMap((remedy) =>
      wasAsked(remedy) && findRemedy(kase, remedy.id)?.status !== remedy.status ? [`approval:${remedy.id}`] : [],
    ),
  reopened: (_event, kase) => [`reopened:${kase.round}`],
  woken: (event) => [nudge(event.at, "snooze:end")],
  /** A warning that comes as late as its breach (after a standstill) would only double it. */
  nudged: (event, kase) => {
    const breach = event.timer.replace(/:warning$/, ":breach");
    const isLate = timersFor(kase).some(({ key, dueAt }) => key === breach && dueAt <= event.at);
    return isLate && breach !== event.timer ? [] : [nudge(event.at, event.timer)];
  },
  unreachable: (event) => [`unreachable:${event.what}`],
  "survey-sent": surveyOf,
  "survey-answered": surveyOf,
  "survey-expired": surveyOf,
  "survey-opted-out": surveyOf,
  "survey-reminded": (_event, kase) => (kase.survey ? [`survey-reminder:${kase.survey.sentAt}`] : []),
};

/** The jobs of one change, each surface once, the case card first. */
export function announce(events: readonly CaseEvent[], kase: Case, before: Case | undefined): NewJob[] {
  const names = events.flatMap((event) => {
    const row = touched[event.type] as Touched<EventType> | undefined; // the table's row for this very type
    return row?.(event, kase, before) ?? [];
  });
  return [...new Set(["case", ...names])].flatMap((surface) => {
    const destination = surfaceNamed(surface).to(kase);
    return destination ? [{ caseId: kase.id, surface, lane: laneOf(destination, kase) }] : [];
  });
}
