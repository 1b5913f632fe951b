import { toDialog } from "../../../adapters/teams/drawing/forms.ts";
import { noticeOf, renderCard, renderCards } from "../../../adapters/teams/drawing/render.ts";
import type { OpenCase } from "../../../src/core/case.ts";
import type { PersonRef } from "../../../src/core/people.ts";
import { caseCard } from "../../../src/views/case/case-card.ts";
import { type Card, type FormId, formIds } from "../../../src/views/elements.ts";
import { formFor } from "../../../src/views/forms/index.ts";
import { helpCard } from "../../../src/views/lists/help.ts";
import { queueCards } from "../../../src/views/lists/queue.ts";
import { reopenedCard } from "../../../src/views/messages/announcements.ts";
import { approvalCard } from "../../../src/views/messages/approval-card.ts";
import { acknowledgementCard, apologyCard, surveyCard } from "../../../src/views/messages/customer.ts";
import { nudgeCard } from "../../../src/views/messages/nudge.ts";
import {
  acknowledgedCase,
  ann,
  at,
  awaitingApproval,
  ben,
  closedCase,
  identityOf,
  nameOf,
  openCase,
  ownedCase,
  pendingRefund,
  readyCase,
  reopenedCase,
  surveyedCase,
  usd,
} from "../cases.ts";
import { formContext, viewContext } from "../view-context.ts";

/** What people on Teams get to see, as Teams gets it: one card each, from the shortest to the longest. */

/** Everyone of the samples lives on Slack; here they are people of a tenant, so that they are mentioned. */
const names = ({ id }: PersonRef): string | undefined => nameOf({ platform: "slack", workspace: "T1", id });
const onTeams = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value).replaceAll('"platform":"slack"', '"platform":"teams"')) as T; // the same shape
const drawing = { names, stamp: "a-stamp" };
const drawn = (card: Card | undefined) => {
  if (!card) throw new Error("there is a card");
  return renderCard(onTeams(card), drawing);
};

const word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen";
const sentences = "We waited at the desk for two hours and nobody could tell us when the room would be ready. ";
const longestCase = (): OpenCase =>
  awaitingApproval({
    customer: {
      key: "k",
      name: `Wolfeschlegelsteinhausenbergerdorff ${word}`,
      email: "a.very.long.name@a-very-long-domain.example",
    },
    complaint: `https://example.com/${"path/".repeat(30)}\n\n${word.repeat(4)}\n\n${sentences.repeat(30)}`,
    remedySought: sentences.repeat(6),
    reference: "REFERENCE-2026-000000000000000000000000000042",
    remedies: Array.from({ length: 5 }, (_, index) =>
      pendingRefund({ id: `R${index}`, reason: sentences.repeat(4), amount: usd(1_234_567), proposed: usd(1_234_567) }),
    ),
    notes: [{ text: sentences.repeat(8), by: ben, at: at("10:20") }],
    promises: Array.from({ length: 4 }, (_, index) => ({
      id: `P${index}`,
      text: sentences,
      by: ben,
      at: at("10:20"),
      dueAt: at("17:00"),
      warnAt: at("16:00"),
      status: "open" as const,
    })),
  });

const queueOf = (rows: readonly Parameters<typeof queueCards>[0][number][]) =>
  renderCards(
    onTeams(queueCards(rows, { identity: identityOf(ann), rank: 1 }, viewContext({ now: at("12:30") }))),
    drawing,
  );

const form = (id: FormId) => {
  const kase = id === "survey" ? surveyedCase() : awaitingApproval();
  const drawnForm = formFor(id, formContext({ kase, of: "R1", newId: "n", home: kase.home }));
  return toDialog(drawnForm, { ...drawing, tenant: "t", zone: "America/New_York" });
};

const wrongForm = () => {
  const kase = awaitingApproval();
  const drawnForm = formFor("offerRemedy", formContext({ kase, newId: "n", home: kase.home }));
  const errors = Object.fromEntries(drawnForm.fields.map(({ id, label }) => [id, `Please look at ${label} again.`]));
  return toDialog(drawnForm, { ...drawing, tenant: "t", zone: "America/New_York" }, { data: {}, errors });
};

export const sampleCards = () => ({
  "case-fresh": drawn(caseCard(openCase(), viewContext())),
  "case-midway": drawn(caseCard(acknowledgedCase(), viewContext())),
  "case-late": drawn(caseCard(ownedCase(), viewContext({ now: at("18:00", 12) }))),
  "case-ready": drawn(caseCard(readyCase(), viewContext())),
  "case-reopened": drawn(caseCard(reopenedCase(), viewContext({ now: at("09:30", 13) }))),
  "case-closed": drawn(caseCard(closedCase(), viewContext())),
  "case-longest": drawn(caseCard(longestCase(), viewContext())),
  approval: drawn(
    approvalCard(awaitingApproval(), "R1", { ...viewContext(), approvers: [{ person: ann, name: "Ann Lee" }] }),
  ),
  reopened: drawn(
    reopenedCard(reopenedCase(), { ...viewContext({ now: at("09:30", 13) }), mentions: [{ person: ann }] }),
  ),
  nudge: drawn(
    nudgeCard(
      ownedCase(),
      { clock: "acknowledge", of: "", stage: "breach" },
      { ...viewContext({ now: at("11:05") }), approvers: [] },
    ),
  ),
  survey: drawn(surveyCard(surveyedCase(), viewContext({ now: at("16:00", 12) }))),
  "customer-acknowledged": drawn(acknowledgementCard(acknowledgedCase(), viewContext())),
  "customer-apology": drawn(
    apologyCard(
      acknowledgedCase({ apology: { at: at("10:10"), by: ben, told: "dm", text: `Rosa,\n\n${sentences.repeat(3)}` } }),
      viewContext(),
    ),
  ),
  queue: queueOf([
    { kase: ownedCase({ id: "c1", number: 7 }) },
    { kase: awaitingApproval({ id: "c2", number: 8 }) },
    { kase: openCase({ id: "c3", number: 9 }) },
    { kase: openCase({ id: "c4", number: 10 }) },
  ]),
  "queue-long": queueOf(
    Array.from({ length: 20 }, (_, index) => ({ kase: openCase({ id: `c${index}`, number: 100 + index }) })),
  ),
  "queue-empty": queueOf([]),
  help: drawn(helpCard(viewContext())),
  notice: drawn(noticeOf(["Case 12 is open. ", { bold: "Next:" }, " take ownership."])),
  "form-wrong": wrongForm().card.content,
  ...Object.fromEntries(formIds.map((id) => [`form-${id}`, form(id).card.content])),
});
