import { type Case, openPromises, pendingRemedies } from "../../core/case.ts";
import { type Justice, scoreSurvey } from "../../core/survey.ts";
import type { ViewContext } from "../context.ts";
import type { Block, Rich } from "../elements.ts";
import { orAbove, remedyWords, roleName } from "../words/case-words.ts";
import { due, mention, on, shorten } from "../words/rich.ts";
import { atStart, midSentence } from "../words/typed.ts";
import { unreachableTitle, unreachableWords } from "../words/unreachable-words.ts";
import { isSnoozed } from "./next.ts";
import { seniorWanted } from "./steps.ts";

/** What the people on a case must not overlook: one row per notice, in the order they are read. */
type NoticeRow = (kase: Case, ctx: ViewContext) => readonly Rich[];

/** How often we have answered by now, the first answer being a round without a notice. */
const times: Readonly<Record<number, string>> = { 2: "Second time. ", 3: "Third time. ", 4: "Fourth time. " };

const bold = (words: string): Rich[number] => ({ bold: words });

const rows: readonly NoticeRow[] = [
  // Double deviation: failing twice loses more than failing once (Bitner et al. 1990; Joireman et al. 2013).
  (kase) =>
    kase.status === "open" && kase.round > 1
      ? [
          [
            bold(times[kase.round] ?? "Once more. "),
            kase.round === 2
              ? "Our first answer did not put this right. "
              : "Our answers so far did not put this right. ",
            "Please give it a personal call, a fresh apology and a quick end.",
          ],
        ]
      : [],
  (kase) =>
    kase.abusive
      ? [
          [
            bold("Abusive contact. "),
            "Nobody has to take abuse: keep it short, keep it written, and hand over whenever you like. Compensation now needs a senior colleague.",
          ],
        ]
      : [],
  (kase, { protocol }) =>
    kase.status === "open" && kase.seniorRole && seniorWanted(kase)
      ? [[bold("Escalated. "), `${atStart(orAbove(roleName(kase.seniorRole, protocol)))} is asked to take ownership.`]]
      : [],
  (kase, { now }) =>
    kase.status === "open" && kase.snoozedUntil !== undefined && isSnoozed(kase, now)
      ? [[bold("Snoozed "), "until ", on(kase.snoozedUntil), ". Reminders rest until then; promises don't."]]
      : [],
  (kase, ctx) =>
    kase.undelivered.length > 0 && kase.status !== "closed"
      ? [
          [
            bold(
              `${unreachableTitle(
                kase,
                kase.undelivered.map(({ what }) => what),
              )}. `,
            ),
            ...unreachableWords(
              kase,
              kase.undelivered.map(({ what }) => what),
              ctx,
            ),
          ],
        ]
      : [],
  (kase, ctx) =>
    pendingRemedies(kase).map((remedy) => [
      bold(`Waiting for approval: ${remedyWords(remedy, ctx)}`),
      ", asked for by ",
      mention(remedy.by, ctx),
      ...(remedy.needed > 1 ? [`, ${remedy.approvals.length} of ${remedy.needed} approvals`] : []),
      ", decision ",
      ...due(remedy.clock.dueAt, ctx.now),
    ]),
  (kase, ctx) =>
    openPromises(kase).map((promise) => [
      bold("Promised: "),
      midSentence(shorten(promise.text, 200)),
      ", by ",
      mention(promise.by, ctx),
      ", ",
      ...(promise.dueAt <= ctx.now ? ["was due "] : ["due "]),
      on(promise.dueAt),
    ]),
  (kase) => surveyOutcome(kase),
];

function surveyOutcome({ survey, surveyOptOut, status }: Case): readonly Rich[] {
  const title = bold("Survey: ");
  const overall = survey?.answers.overall;
  if (survey && overall !== undefined) {
    const { weakest } = scoreSurvey(survey.answers);
    const comment = survey.comment ? ` “${shorten(survey.comment, 300)}”` : "";
    return [[title, `${overall} of 5 overall.${comment}${weakest ? ` ${coaching[weakest]}` : ""}`]];
  }
  if (status === "open") return [];
  if (surveyOptOut) return [[title, "this customer asked for no more surveys."]];
  if (!survey) return [];
  return [survey.expiredAt ? [title, "no answer came."] : [title, "sent ", on(survey.sentAt), ", no answer yet."]];
}

/** Which kind of fairness fell short, and what to do about it. */
const coaching: Record<Justice, string> = {
  distributive: "What fell short: the outcome. Ask what would make it right in their eyes.",
  procedural: "What fell short: how easy and quick it was. Take the next steps off their hands.",
  interactional: "What fell short: how they were treated. Call in person, listen, and explain why it happened.",
};

export const notices = (kase: Case, ctx: ViewContext): readonly Block[] =>
  rows.flatMap((row) => row(kase, ctx)).map((text) => ({ text }));
