import { type Case, findRemedy } from "../../../src/core/case.ts";
import type { Command, CommandType } from "../../../src/core/commands.ts";
import type { Actor } from "../../../src/core/decide/context.ts";
import { missingSteps } from "../../../src/core/decide/endings.ts";
import { money } from "../../../src/core/money.ts";
import { timersFor } from "../../../src/core/nudges.ts";
import type { Identity } from "../../../src/core/people.ts";
import { type Instant, instant } from "../../../src/core/time.ts";
import { ann, annOnTeams, ben, cleo, dirk, dora, gus, max, rosa, rosaOnTeams } from "./people.ts";

/** What a random press asks for, and who asks: see `organization.ts`. */

/** One press: numbers pick from what there is by then, so that a shorter history still makes sense. */
export type Move = {
  readonly on: number;
  readonly who: number;
  readonly act: Act;
  readonly pick: number;
  readonly cents: number;
  readonly wait: number;
};

export type Act = Exclude<CommandType, "flag"> | "goOn" | "haggle" | "clockStrikes" | "promoteBen";

const staff: readonly Identity[] = [ben, cleo, ann, annOnTeams, max, dora, dirk];
export const actors: readonly Actor[] = [
  ...[...staff, ...staff, ...staff, rosa, rosaOnTeams, gus].map((identity): Actor => ({ is: "person", identity })),
  ...(["customer", "api", "clock", "delivery"] as const).map((is): Actor => ({ is })),
];

const askingAsCustomer: readonly Actor[] = [
  ...(["customer", "customer"] as const).map((is): Actor => ({ is })),
  ...[rosa, rosaOnTeams, gus, ann].map((identity): Actor => ({ is: "person", identity })),
];

export const pickFrom = <T>(from: readonly T[], index: number): T => {
  const picked = from[index % from.length];
  if (picked === undefined) throw new Error("there is nothing to pick from");
  return picked;
};

export type Asking = {
  readonly actor: Actor;
  readonly command: Command;
  readonly subject?: Identity;
  readonly at?: Instant;
};

export function askFor(kase: Case, move: Move, now: Instant): Asking | undefined {
  const actor = pickFrom(actors, move.who);
  switch (move.act) {
    case "promoteBen":
      return undefined;
    case "clockStrikes": {
      const [next] = [...timersFor(kase)].reverse().sort((a, b) => a.dueAt - b.dueAt);
      return next && { actor: { is: "clock" }, command: { type: "timeUp", timer: next.key }, at: next.dueAt };
    }
    case "goOn":
      return {
        actor: { is: "person", identity: pickFrom([dora, ann, dora, dirk], move.pick) },
        command: nextStepOf(kase, move),
      };
    case "haggle":
      return haggling(kase, move, now);
    case "assign": {
      const subject = pickFrom([...staff, gus], move.pick);
      return { actor, command: { type: "assign", to: subject.person }, subject };
    }
    case "timeUp": {
      const timers = [...timersFor(kase).map(({ key }) => key), "survey:send", "approve:R1:breach"];
      return {
        actor: move.pick < 6 ? { is: "clock" } : actor,
        command: { type: "timeUp", timer: pickFrom(timers, move.pick) },
      };
    }
    case "recordDeparture":
      return {
        actor: move.pick < 6 ? { is: "clock" } : actor,
        command: {
          type: "recordDeparture",
          person: kase.owner?.person ?? pickFrom(staff, move.who).person,
          why: "left",
        },
      };
    case "recordUnreachable":
      return {
        actor: { is: "delivery" },
        command: { type: "recordUnreachable", what: `update:${move.pick % 2}`, reason: "off" },
      };
  }
  const command = commandOf(move.act, kase, move, now);
  const isCustomers = command.type === "answerSurvey" || command.type === "optOut";
  return { actor: isCustomers ? pickFrom(askingAsCustomer, move.who) : actor, command };
}

/** Offers, and decisions by those who may: rare enough where everyone presses everything. */
function haggling(kase: Case, move: Move, now: Instant): Asking {
  const waits = kase.remedies.some(({ status }) => status === "pending");
  const decisions = ["approve", "approve", "approveLess", "decline", "approve"] as const;
  return {
    actor: {
      is: "person",
      identity: waits
        ? pickFrom([dirk, ann, ben, dora, annOnTeams, ben, dora, max], move.who)
        : pickFrom([ben, cleo, cleo, ben, ann], move.who),
    },
    command: commandOf(waits ? pickFrom(decisions, move.pick) : "offerRemedy", kase, move, now),
  };
}

/** What leads to the end of the case, so that histories get that far. */
function nextStepOf(kase: Case, move: Move): Command {
  const text = "words";
  const [missing] = missingSteps(kase);
  if (kase.status !== "open")
    return move.pick < 4 ? { type: "close", outcome: "recovered" } : { type: "addNote", text };
  if (missing === undefined) return { type: "resolve", whatWasDone: text };
  switch (missing) {
    case "owner":
      return { type: "takeOwnership" };
    case "acknowledgement":
      return { type: "acknowledge" };
    case "apology":
      return { type: "apologize", text, told: "elsewhere" };
    case "root-cause":
      return { type: "recordRootCause", cause: "carrier", explanation: text };
    case "remedy":
      return { type: "offerRemedy", kind: "refund", amount: money(move.cents, "USD"), reason: text };
    case "approval":
      return { type: "approve", remedy: kase.remedies.find(({ status }) => status === "pending")?.id ?? "R1" };
  }
}

type Plain = Exclude<CommandType, "flag" | "assign" | "timeUp" | "recordDeparture" | "recordUnreachable">;

function commandOf(type: Plain, kase: Case, { pick, cents }: Move, now: Instant): Command {
  const text = "words";
  const reason = "a reason";
  const isDecision = type === "approve" || type === "approveLess" || type === "decline";
  const waiting = isDecision ? kase.remedies.filter(({ status }) => status === "pending") : [];
  const meant = waiting.length > 0 ? waiting : kase.remedies;
  const remedy = meant.length > 0 && pick < 10 ? pickFrom(meant, pick).id : "R9";
  const promise = kase.promises.length > 0 ? pickFrom(kase.promises, pick).id : "P9";
  const asked = findRemedy(kase, remedy)?.amount?.minor ?? 1;
  const less = pick === 2 ? asked + cents : Math.min(cents, asked);
  const amount = money(type === "approveLess" ? less : cents, "USD");
  const moment = instant(now + pickFrom([-1, 3_600_000, 86_400_000, 400 * 86_400_000], pick));
  const told = pickFrom(["dm", "elsewhere"] as const, pick);
  switch (type) {
    case "takeOwnership":
    case "acknowledge":
    case "correct":
    case "optOut":
      return { type };
    case "apologize":
    case "updateCustomer":
      return { type, text, told };
    case "recordRootCause":
      return { type, cause: pickFrom(["carrier", "stock", "gremlins"], pick), explanation: text };
    case "addPromise":
      return { type, text, dueAt: moment };
    case "keepPromise":
    case "breakPromise":
      return { type, promise };
    case "offerRemedy":
      return pick < 10 ? { type, kind: "refund", amount, reason } : { type, kind: "fix", reason };
    case "approve":
    case "withdrawRemedy":
    case "markDelivered":
      return { type, remedy };
    case "approveLess":
      return { type, remedy, amount };
    case "decline":
      return { type, remedy, reason };
    case "waiveRemedy":
    case "escalate":
    case "reopen":
    case "markAbusive":
      return { type, reason };
    case "changeSeverity":
      return { type, severity: pickFrom(["critical", "major", "moderate", "minor"] as const, pick) };
    case "addNote":
      return { type, text };
    case "linkCase":
      return { type, to: pick + 1, as: pickFrom(["duplicate-of", "related-to"] as const, pick) };
    case "joinCustomers":
    case "tellCustomersApart":
      return { type, case: 1 + (pick % 5) };
    case "partCustomers":
      return { type, case: kase.sameCustomer?.find(({ joined }) => joined)?.case ?? pick + 1 };
    case "snooze":
      return { type, until: moment };
    case "resolve":
      return { type, whatWasDone: text };
    case "close":
      return { type, outcome: pickFrom(["recovered", "not-recovered", "unfounded"] as const, pick) };
    case "answerSurvey": {
      const questions = ["overall", "overall", "procedural", "overall"];
      return { type, answers: { [pickFrom(questions, pick)]: 1 + (cents % 5) } };
    }
  }
}
