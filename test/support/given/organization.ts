import fc from "fast-check";
import type { Grant } from "../../../src/core/authority.ts";
import type { Command } from "../../../src/core/commands.ts";
import { newCustomerId } from "../../../src/core/customers/changes.ts";
import { accountKey } from "../../../src/core/customers/known-by.ts";
import type { CustomerMatch } from "../../../src/core/customers/recognize.ts";
import type { Actor } from "../../../src/core/decide/context.ts";
import { defined } from "../../../src/core/defined.ts";
import type { Identity } from "../../../src/core/people.ts";
import type { Protocol } from "../../../src/core/protocol.ts";
import { instant } from "../../../src/core/time.ts";
import { ben, millis, rosa, rules } from "./people.ts";
import { type Act, actors, askFor, type Move, pickFrom } from "./presses.ts";
import { ask, nothingYet, type World } from "./world.ts";

/** A whole organization at work, at random: three cases of two customers, everyone pressing everything. */

/** What a move led to. `before` and `after` are the same where it was refused. */
export type Turn = {
  readonly before: World;
  readonly after: World;
  readonly actor: Actor;
  readonly command: Command;
  readonly subject?: Identity;
};

const once: readonly Act[] = [
  ...(["takeOwnership", "assign", "acknowledge", "apologize", "recordRootCause", "updateCustomer", "addNote"] as const),
  ...(["breakPromise", "waiveRemedy", "changeSeverity", "linkCase"] as const),
  ...([
    "escalate",
    "resolve",
    "close",
    "markAbusive",
    "optOut",
    "timeUp",
    "recordUnreachable",
    "recordDeparture",
  ] as const),
];
const joining: readonly Act[] = ["joinCustomers", "partCustomers", "tellCustomersApart"];
const often: readonly Act[] = [
  ...(["offerRemedy", "approve", "approveLess", "decline", "withdrawRemedy", "markDelivered"] as const),
  ...(["reopen", "correct", "answerSurvey", "snooze", "addPromise", "keepPromise", "clockStrikes"] as const),
];
const veryOften: readonly Act[] = ["offerRemedy", "haggle", "haggle", "haggle", "goOn", "clockStrikes", "promoteBen"];

const waits = ["0m", "0m", "0m", "1m", "1m", "10m", "10m", "1h", "1h", "3h", "2d"];

/** How far each case has come when the pressing begins, and the presses. */
export type History = { readonly starts: readonly number[]; readonly moves: readonly Move[] };

export const histories: fc.Arbitrary<History> = fc.record({
  starts: fc.array(fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 10 })), { minLength: 3, maxLength: 3 }),
  moves: fc.array(
    fc.record({
      on: fc.nat({ max: 2 }),
      who: fc.nat({ max: actors.length - 1 }),
      act: fc.constantFrom(...once, ...joining, ...often, ...often, ...veryOften, ...veryOften),
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

/** Tighter for one person's day than in the specifications, so that every limit comes to matter. */
export const usualRules: Protocol = {
  ...rules,
  roles: rules.roles.map((role) =>
    role.id === "staff"
      ? { ...role, limits: { ...role.limits, perPerson: { amount: 60, within: { amount: 1, unit: "d" } } } }
      : role,
  ),
};

const benAsManager: Protocol = {
  ...usualRules,
  roles: usualRules.roles.map((role) =>
    role.id === "manager"
      ? { ...role, members: [...role.members, { is: "person" as const, platform: "slack" as const, id: "U0BEN" }] }
      : role,
  ),
};

const customers = [
  { name: "Rosa Diaz", person: rosa.person },
  { name: "Rosa Diaz", person: rosa.person },
  { name: "Lee" },
];
/** Rosa, once her first case has been opened. */
const rosaOnRecord: CustomerMatch = {
  ...{ id: newCustomerId("case-0"), key: newCustomerId("case-0"), group: newCustomerId("case-0"), name: "Rosa Diaz" },
  ...{ since: instant(0), knownBy: [accountKey(rosa.person)], accounts: [accountKey(rosa.person)] },
  ...{ reachable: true, apart: [], case: 12 },
};

export type Ending = { readonly worlds: readonly World[]; readonly ledger: readonly Grant[] };

/** Plays the moves, all against one ledger, and tells of each. */
export function play({ starts, moves }: History, watch: (turn: Turn) => void): Ending {
  const worlds = customers.map((customer, index) =>
    ask(
      { ...nothingYet, grants: [], matches: index === 1 ? [rosaOnRecord] : [] },
      { is: "person", identity: ben },
      () => ({
        type: "flag",
        id: `case-${index}`,
        source: "message",
        home: { platform: "slack", workspace: "T1", channel: "C0CASES" },
        customer,
        complaint: "It came late.",
        failureType: "late",
        severity: "major",
      }),
    ),
  );
  let { now, grants } = nothingYet;
  let protocol = usualRules;
  for (const move of [...starts.flatMap(startOf), ...moves]) {
    now = instant(now + millis(pickFrom(waits, move.wait)));
    if (move.act === "promoteBen") protocol = protocol === usualRules ? benAsManager : usualRules;
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
