import type { Case } from "../../core/case.ts";
import { findRemedy, pendingRemedies } from "../../core/case.ts";
import type { Command } from "../../core/commands.ts";
import { amICustomer, type Context } from "../../core/decide/context.ts";
import { defined } from "../../core/defined.ts";
import type { Identity } from "../../core/people.ts";
import { findRemedyKind } from "../../core/protocol.ts";
import type { Reply } from "../../views/elements.ts";
import { overLimitWords } from "../../views/words/over-limit.ts";
import { approversHere } from "../people/mentions.ts";

/**
 * What the person is told at once, beside the card that changes before their eyes. Stored with the request, so that a
 * retry gets the same words. `approvers`: who is known of those who may approve.
 */
export function answerTo(
  command: Command,
  kase: Case,
  { protocol, newId, now, actor, involved, customer }: Context,
  approvers: readonly Identity[],
): Reply {
  switch (command.type) {
    case "flag":
      return notice(`Case ${kase.number} is open. `, whereToFind(kase));
    case "offerRemedy": {
      const remedy = findRemedy(kase, newId);
      if (remedy?.status === "pending") {
        const named =
          actor.is === "person" ? approversHere(remedy.role, protocol, actor.identity.person, approvers) : [];
        const known = actor.is === "person" && { me: actor.identity, ...defined({ involved, customer }) };
        const isApart = !known || amICustomer(known, kase.customer) === "no";
        return { show: "notice", text: overLimitWords(kase, newId, named, { protocol, now, isApart }) };
      }
      const label = findRemedyKind(protocol, command.kind)?.label ?? command.kind;
      return notice(`${label} granted on your own authority. Mark it delivered when the customer has it.`);
    }
    case "linkCase":
      return notice(`Linked to case ${command.to}.`);
    case "joinCustomers":
      return notice(
        `One customer from now on: this case's and case ${command.case}'s, with one history and one limit.`,
      );
    case "partCustomers":
      return notice("Taken back: they are two customers again, each with their own history.");
    case "tellCustomersApart":
      return notice("Noted: they are different customers.");
    case "addNote":
      return notice("Noted.");
    case "approve":
    case "approveLess":
      return pendingRemedies(kase).some(({ id }) => id === command.remedy)
        ? notice("Your approval is recorded. One more is needed.")
        : nothing;
    case "close":
      return notice(`Case ${kase.number} is closed.`);
    case "optOut":
      return notice("Thank you. We won't send you more surveys.");
    case "takeOwnership":
    case "assign":
    case "acknowledge":
    case "apologize":
    case "recordRootCause":
    case "updateCustomer":
    case "addPromise":
    case "keepPromise":
    case "breakPromise":
    case "waiveRemedy":
    case "decline":
    case "withdrawRemedy":
    case "markDelivered":
    case "changeSeverity":
    case "escalate":
    case "snooze":
    case "resolve":
    case "reopen":
    case "markAbusive":
    case "correct":
    case "answerSurvey":
    case "timeUp":
    case "recordDeparture":
    case "recordUnreachable":
      return nothing;
  }
}

/** Where its card is about to be sent: it isn't there yet. A home that is a person's id is their own conversation with us. */
function whereToFind({ home, origin, openedBy }: Case): string {
  if (home.thread) return "Its card goes to the thread.";
  if (home.channel === openedBy?.id) return "Its card goes to your messages with me.";
  return home.channel === origin?.channel ? "Its card goes to the channel." : "Its card goes to the cases channel.";
}

const nothing: Reply = { show: "nothing" };
const notice = (...words: string[]): Reply => ({ show: "notice", text: [words.join("")] });
