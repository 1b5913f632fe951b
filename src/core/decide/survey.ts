import { type Case, type CloseOutcome, currentSurvey } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import { defined } from "../defined.ts";
import type { CaseEvent } from "../events.ts";
import { type PersonRef, samePerson } from "../people.ts";
import { wallMillis } from "../protocol.ts";
import { type Refused, refuse } from "../refusals.ts";
import { areValidAnswers, isPoor } from "../survey.ts";
import { after } from "../time.ts";
import type { Context } from "./context.ts";
import type { Decision } from "./decision.ts";
import { reopening } from "./endings.ts";
import { owedIn } from "./owing.ts";

/** The customer's commands, and what the clock does with the survey. */

/** The customer, by a signed link or as the very person on the platform. */
function customerAsks(kase: Case, { actor }: Context): { by?: PersonRef } | Refused {
  if (actor.is === "customer") return {};
  if (actor.is !== "person") return refuse({ code: "not-the-customer" });
  const { person, aliases } = actor.identity;
  const isCustomer = [person, ...aliases].some((ref) => samePerson(ref, kase.customer.person));
  return isCustomer ? { by: person } : refuse({ code: "not-the-customer" });
}

/** The first answer to a question stands; questions not answered yet may be added until the survey expires. */
export function answerSurvey(kase: Case, command: CommandOf<"answerSurvey">, context: Context): Decision {
  const customer = customerAsks(kase, context);
  if ("refused" in customer) return customer;
  const { survey } = kase;
  if (!survey) return refuse({ code: "no-survey" });
  const { now: at, protocol } = context;
  if (survey.expiredAt || at >= survey.expiresAt) return refuse({ code: "survey-over" });

  const answers = Object.fromEntries(
    Object.entries(command.answers).filter(([id]) => survey.answers[id] === undefined),
  );
  const comment = survey.comment === undefined ? command.comment : undefined;
  const asked = Object.keys(command.answers).length > 0;
  if (asked && !areValidAnswers(command.answers)) return refuse({ code: "bad-answer" });
  if (Object.keys(answers).length === 0 && comment === undefined)
    return refuse({ code: asked ? "survey-answered" : "bad-answer" });

  const answered: CaseEvent = { type: "survey-answered", at, answers, ...customer, ...defined({ comment }) };
  const disappoints = answers.overall !== undefined && isPoor(answers, protocol);
  if (!disappoints || kase.status === "open") return [answered];
  return [answered, reopening(kase, context, { reason: "The customer's answer to the survey", because: "survey" })];
}

export function optOut(kase: Case, _command: CommandOf<"optOut">, context: Context): Decision {
  const customer = customerAsks(kase, context);
  if ("refused" in customer) return customer;
  if (kase.surveyOptOut) return refuse({ code: "already-opted-out" });
  return [{ type: "survey-opted-out", at: context.now, ...customer }];
}

/** Said in one case, a customer's wish holds for all of theirs: the clock notes it in this one too, and asks nothing. */
export const unlessOptedOut = ({ customer, now: at }: Context, asking: readonly CaseEvent[]): readonly CaseEvent[] =>
  customer?.surveyOptOut === undefined ? asking : [{ type: "survey-opted-out", at }];

export function sendSurvey({ now: at, protocol }: Context): CaseEvent[] {
  const { remindAfter, expireAfter } = protocol.survey;
  const remindAt = after(at, wallMillis(remindAfter));
  return [{ type: "survey-sent", at, remindAt, expiresAt: after(at, wallMillis(expireAfter)) }];
}

/**
 * At its end an answered survey closes the case by the customer's own word; silence proves nothing and closes nothing, and
 * while we still owe the customer something the case stays.
 */
export function endSurvey(kase: Case, { now: at }: Context): CaseEvent[] {
  const overall = owedIn(kase).length === 0 ? currentSurvey(kase)?.answers.overall : undefined;
  const outcome = overall === undefined ? undefined : outcomeOf(overall);
  return [{ type: "survey-expired", at }, ...(outcome ? [{ type: "closed" as const, at, outcome }] : [])];
}

function outcomeOf(overall: number): CloseOutcome {
  if (overall >= 4) return "recovered";
  return overall === 3 ? "partly-recovered" : "not-recovered";
}
