import { type SQL, sql } from "drizzle-orm";
import type { Case } from "../core/case.ts";
import type { CaseEvent } from "../core/events.ts";
import { jsonb } from "./json.ts";

/** One row per case and round, so that insights can compare a first recovery with a second. */

type Change = {
  readonly sentAt?: number;
  readonly remindedAt?: number;
  readonly answeredAt?: number;
  readonly expiredAt?: number;
  readonly answers?: object;
  readonly comment?: string | undefined;
};

function changeBy(event: CaseEvent): Change | undefined {
  if (event.type === "survey-sent") return { sentAt: event.at };
  if (event.type === "survey-reminded") return { remindedAt: event.at };
  if (event.type === "survey-expired") return { expiredAt: event.at };
  if (event.type === "survey-answered") return { answeredAt: event.at, answers: event.answers, comment: event.comment };
  return undefined;
}

/** A poor answer and the reopening it causes come together: the answer still belongs to the round before. */
export function surveyWrites(before: Case | undefined, kase: Case, events: readonly CaseEvent[]): readonly SQL[] {
  let round = before?.round ?? 1;
  const changes = new Map<number, Change>();
  for (const event of events) {
    if (event.type === "reopened") round += 1;
    const change = changeBy(event);
    if (change) changes.set(round, { ...changes.get(round), ...change });
  }
  return [...changes].map(([of, change]) => writeSurvey(kase, of, change));
}

/** First times are kept; later answers are added to earlier ones, as in `evolve`. */
const writeSurvey = (kase: Case, round: number, change: Change): SQL => sql`
  insert into surveys (case_id, round, workspace, sent_at, reminded_at, answered_at, expired_at, answers, comment)
  values (
    ${kase.id}, ${round}, ${kase.workspace}, ${change.sentAt ?? null}, ${change.remindedAt ?? null},
    ${change.answeredAt ?? null}, ${change.expiredAt ?? null}, ${jsonb(change.answers ?? {})}, ${change.comment ?? null}
  )
  on conflict (case_id, round) do update set
    sent_at = coalesce(surveys.sent_at, excluded.sent_at), reminded_at = coalesce(surveys.reminded_at, excluded.reminded_at),
    answered_at = coalesce(surveys.answered_at, excluded.answered_at),
    expired_at = coalesce(surveys.expired_at, excluded.expired_at),
    answers = surveys.answers || excluded.answers, comment = coalesce(excluded.comment, surveys.comment)`;
