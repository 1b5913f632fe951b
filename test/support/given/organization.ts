import fc from "fast-check";
import type { Grant } from "../../../src/core/authority.ts";
import { type Case, findRemedy } from "../../../src/core/case.ts";
import type { Command, CommandType } from "../../../src/core/commands.ts";
import type { Actor } from "../../../src/core/decide/context.ts";
import { missingSteps } from "../../../src/core/decide/endings.ts";
import { defined } from "../../../src/core/defined.ts";
import { money } from "../../../src/core/money.ts";
import { timersFor } from "../../../src/core/nudges.ts";
import type { Identity } from "../../../src/core/people.ts";
import type { Protocol } from "../../../src/core/protocol.ts";
import { type Instant, instant } from "../../../src/core/time.ts";
import { ann, annOnTeams, ben, cleo, dirk, dora, gus, max, millis, rosa, rosaOnTeams, rules } from "./people.ts";
import { ask, nothingYet, type World } from "./world.ts";

/** A whole organization at work, at random: three cases of two customers, everyone pressing everything. */

/** One press: numbers pick from what there is by then, so that a shorter history still makes sense. */
export type Move = {
  readonly on: number;
  readonly who: number;
  readonly act: Act;
  readonly pick: number;
  readonly cents: number;
  readonly wait: number;
};

type Act = Exclude<CommandType, "flag"> | "goOn" | "haggle" | "clockStrikes" | "promoteBen";

/** What a move led to. `before` and `after` are the same where it was refused. */
export type Turn = {
  readonly before: World;
  readonly after: World;
  readonly actor: Actor;
  readonly command: Command;
  readonly subject?: Identity;
};

const staff: readonly Identity[] = [ben, cleo, ann, annOnTeams, max, dora, dirk];
const actors: readonly Actor[] = [
  ...[...staff, ...staff, ...staff, rosa, rosaOnTeams, gus].map((identity): Actor => ({ is: "person", identity })),
  ...(["customer", "api", "clock", "delivery"] as const).map((is): Actor => ({ is })),
];

const askingAsCustomer: readonly Actor[] = [
  ...(["customer", "customer"] as const).map((is): Actor => ({ is })),
  ...[rosa, rosaOnTeams, gus, ann].map((identity): Actor => ({ is: "person", identity })),
];

const once: readonly Act[] = [
  ...(["takeOwnership", "assign", "acknowledge", "apologize", "recordRootCause", "updateCustomer", "addNote"] as const),
  ...(["breakPromise", "waiveRemedy", "changeSeverity", "linkCase"] as const),
  ...(["escalate", "resolve", "close", "markAbusive", "optOut", "timeUp", "recordUnreachable"] as const),
];
const often: readonly Act[] = [
  ...(["offerRemedy", "approve", "approveLess", "decline", "withdrawRemedy", "markDelivered"] as const),
  ...(["reopen", "correct", "answerSurvey", "snooze", "addPromise", "keepPromise", "clockStrikes"] as const),
];
const veryOften: readonly Act[] = ["offerRemedy", "haggle", "haggle", "haggle", "goOn", "clockStrikes", "promoteBen"];

const waits = ["0m", "0m", "1m", "10m", "1h", "3h", "1d", "5d"];

/** How far each case has come when the pressing begins, and the presses. */
export type History = { readonly starts: readonly number[]; readonly moves: readonly Move[] };

export const histories: fc.Arbitrary<History> = fc.record({
  starts: fc.array(fc.nat({ max: 10 }), { minLength: 3, maxLength: 3 }),
  moves: fc.array(
    fc.record({
      on: fc.nat({ max: 2 }),
      who: fc.nat({ max: actors.length - 1 }),
      act: fc.constantFrom(...once, ...often, ...often, ...veryOften, ...veryOften),
      pick: fc.nat({ max: 11 }),
      cents: fc.oneof(
        fc.nat({ max: 5_500 }),
        fc.nat({ max: 5_500 }),
        fc.nat({ max: 60_000 }),
        fc.nat({ max: 600_000 }),
      ),
      wait: fc.nat({ max: waits.length - 1 }),
    }),
    { minLength: 20, maxLength: 60, size: "max" },
  ),
});

/** The protocol's six steps, then whatever the clock does. */
const startOf = (length: number, on: number): readonly Move[] =>
  Array.from({ length }, (_, done) => ({
    on,
    who: 0,
    act: done < 6 ? "goOn" : "clockStrikes",
    pick: 5,
    cents: 3_000,
    wait: 2,
  }));

const benAsManager: Protocol = {
  ...rules,
  roles: rules.roles.map((role) =>
    role.id === "manager" ? { ...role, members: [...role.members, "slack:U0BEN"] } : role,
  ),
};

const customers = [
  { name: "Rosa Diaz", person: rosa.person },
  { name: "Rosa Diaz", person: rosa.person },
  { name: "Lee" },
];

export type Ending = { readonly worlds: readonly World[]; readonly ledger: readonly Grant[] };

/** Plays the moves, all against one ledger, and tells of each. */
export function play({ starts, moves }: History, watch: (turn: Turn) => void): Ending {
  const worlds = customers.map((customer, index) =>
    ask({ ...nothingYet, grants: [] }, { is: "person", identity: ben }, () => ({
      type: "flag",
      id: `case-${index}`,
      source: "message",
      home: { platform: "slack", workspace: "T1", channel: "C0CASES" },
      customer,
      complaint: "It came late.",
      failureType: "late",
      severity: "major",
    })),
  );
  let { now, grants, protocol } = nothingYet;
  for (const move of [...starts.flatMap(startOf), ...moves]) {
    now = instant(now + millis(pickFrom(waits, move.wait)));
    if (move.act === "promoteBen") protocol = protocol === rules ? benAsManager : rules;
    const standing = pickFrom(worlds, move.on);
    if (!standing.kase) throw new Error("every case was opened");
    const asking = askFor(standing.kase, move, now);
    if (!asking) continue;
    now = instant(Math.max(now, asking.at ?? now));
    const before = { ...standing, now, grants, protocol };
    const after = ask(before, asking.actor, () => asking.command, asking.subject);
    watch({ before, after, actor: asking.actor, command: asking.command, ...defined({ subject: asking.subject }) });
    grants = after.grants;
    worlds[move.on] = after;
  }
  return { worlds, ledger: grants };
}

const pickFrom = <T>(from: readonly T[], index: number): T => {
  const picked = from[index % from.length];
  if (picked === undefined) throw new Error("there is nothing to pick from");
  return picked;
};

type Asking = { readonly actor: Actor; readonly command: Command; readonly subject?: Identity; readonly at?: Instant };

function askFor(kase: Case, move: Move, now: Instant): Asking | undefined {
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
    case "recordUnreachable":
      return {
        actor: { is: "delivery" },
        command: { type: "recordUnreachable", what: `update:${move.pick % 3}`, reason: "off" },
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
        ? pickFrom([dirk, ann, ben, dora, annOnTeams, ben, max, dora], move.who)
        : pickFrom([ben, cleo, ann], move.who),
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

type Plain = Exclude<CommandType, "flag" | "assign" | "timeUp" | "recordUnreachable">;

function commandOf(type: Plain, kase: Case, { pick, cents }: Move, now: Instant): Command {
  const text = "words";
  const reason = "a reason";
  const isDecision = type === "approve" || type === "approveLess" || type === "decline";
  const waiting = isDecision ? kase.remedies.filter(({ status }) => status === "pending") : [];
  const meant = waiting.length > 0 ? waiting : kase.remedies;
  const remedy = meant.length > 0 && pick < 10 ? pickFrom(meant, pick).id : "R9";
  const promise = kase.promises.length > 0 ? pickFrom(kase.promises, pick).id : "P9";
  const amount = money(
    type === "approveLess" && pick !== 2 ? Math.min(cents, findRemedy(kase, remedy)?.amount?.minor ?? 1) : cents,
    "USD",
  );
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
