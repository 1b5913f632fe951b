import { type Case, type CaseId, grantedRemedies, type SurveyAnswers } from "../../core/case.ts";
import type { Command } from "../../core/commands.ts";
import { defined } from "../../core/defined.ts";
import { formatMoney } from "../../core/money.ts";
import type { OrganizationKey } from "../../core/organization.ts";
import type { Protocol } from "../../core/protocol.ts";
import { questions } from "../../core/survey.ts";
import type { Instant, Zone } from "../../core/time.ts";
import { plain } from "../../views/elements.ts";
import { refusalWords } from "../../views/words/refusal.ts";

import type { Handle } from "../commands/handle.ts";
import type { Clock, RequestKey, Store } from "../ports.ts";

/** What the customer's page needs of the application. Nothing here tells a customer what staff said among themselves. */

export type Said = { readonly text: string; readonly at: Instant };

export type CustomerPage = {
  readonly organization: string;
  readonly customerName: string;
  readonly caseNumber?: number;
  /** As sent. */
  readonly apology?: Said;
  /** As sent, oldest first. */
  readonly updates: readonly Said[];
  /** Granted remedies in words, such as "Refund of $40". */
  readonly remedies: readonly string[];
  /** `open` from its sending until it expires or every question is answered: what is unanswered may be added. */
  readonly survey: "none" | "open" | "answered" | "expired" | "opted-out";
  /** What was answered so far, such as by a press in chat. It stands: the form shows it and asks for the rest. */
  readonly answers: SurveyAnswers;
  /** The customer's own comment, where one was given. It stands too. */
  readonly comment?: string;
  /** In whose words and zone times are shown: the protocol's. */
  readonly locale: string;
  readonly zone: Zone;
};

export type Answered = "thanks" | { readonly refused: string };

export type CustomerPortal = {
  /** `undefined` when there is no such case. */
  open(organization: OrganizationKey, caseId: CaseId): Promise<CustomerPage | undefined>;
  /** `key` is the same when the same answers are sent again from the same page. `refused` holds friendly words. */
  answer(
    organization: OrganizationKey,
    caseId: CaseId,
    answers: SurveyAnswers,
    comment: string | undefined,
    key: RequestKey,
  ): Promise<Answered>;
  optOut(organization: OrganizationKey, caseId: CaseId, key: RequestKey): Promise<Answered>;
};

type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly protocol: () => Protocol;
  readonly handle: Handle;
};

export function createCustomerPortal({ store, clock, protocol, handle }: Parts): CustomerPortal {
  async function tell(
    organization: OrganizationKey,
    caseId: CaseId,
    command: Command,
    key: RequestKey,
  ): Promise<Answered> {
    const outcome = await handle({ organization, actor: "customer", caseId, command, key });
    if (outcome.did !== "refuse") return "thanks";
    return { refused: plain(refusalWords(outcome.refusal, { protocol: protocol(), now: clock.now() })) };
  }

  return {
    open: async (organization, caseId) => {
      const kase = await store.findCase(organization, { id: caseId });
      return kase && pageOf(kase, protocol(), clock.now());
    },
    answer: (organization, caseId, answers, comment, key) =>
      tell(organization, caseId, { type: "answerSurvey", answers, ...defined({ comment }) }, key),
    optOut: (organization, caseId, key) => tell(organization, caseId, { type: "optOut" }, key),
  };
}

function pageOf(kase: Case, protocol: Protocol, now: Instant): CustomerPage {
  // What was told elsewhere was written down for colleagues.
  const apology = kase.apology?.told === "dm" ? { text: kase.apology.text, at: kase.apology.at } : undefined;
  return {
    organization: protocol.organization,
    customerName: kase.customer.name,
    caseNumber: kase.number,
    updates: kase.updates.flatMap(({ text, at, told }) => (told === "dm" ? [{ text, at }] : [])),
    remedies: grantedRemedies(kase).map(({ label, amount }) =>
      amount ? `${label} of ${formatMoney(amount, protocol.locale)}` : label,
    ),
    survey: surveyState(kase, now),
    answers: kase.survey?.answers ?? {},
    locale: protocol.locale,
    zone: protocol.timezone,
    ...defined({ apology, comment: kase.survey?.comment }),
  };
}

function surveyState(kase: Case, now: Instant): CustomerPage["survey"] {
  const { survey } = kase;
  if (kase.surveyOptOut) return "opted-out";
  if (!survey) return "none";
  if (questions.every(({ id }) => survey.answers[id] !== undefined)) return "answered";
  if (survey.expiredAt || now >= survey.expiresAt) return survey.answeredAt ? "answered" : "expired";
  return "open";
}
