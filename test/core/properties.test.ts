import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Grant } from "../../src/core/authority.ts";
import { type Case, grantedRemedies } from "../../src/core/case.ts";
import { commandSchema } from "../../src/core/commands.ts";
import { isRefused } from "../../src/core/decide/decision.ts";
import { decide } from "../../src/core/decide.ts";
import { defined } from "../../src/core/defined.ts";
import { type CaseEvent, type EventOf, eventSchema } from "../../src/core/events.ts";
import { fold } from "../../src/core/evolve.ts";
import { timersFor } from "../../src/core/nudges.ts";
import { isSameHuman, type PersonRef, personKey } from "../../src/core/people.ts";
import { instant } from "../../src/core/time.ts";
import { correctable } from "../../src/core/undo.ts";
import { type Ending, histories, play, type Turn, usualRules } from "../support/given/organization.ts";
import { ask, frozen, type World } from "../support/given/world.ts";
import { ann, ben, cleo, dirk, dora, max, millis } from "../support/given.ts";

/** What holds whatever is asked, by whomever, in whatever order. */

/** Of each law: enough to find what a few presses can break, and all of them in about five seconds. */
const numRuns = 30;

type Law = (turn: Turn & { readonly kase: Case; readonly was: Case; readonly happened: readonly CaseEvent[] }) => void;

/** Checked on each command that was carried out, in many histories. */
const holds = (law: Law, atTheEnd: (ending: Ending) => void = () => {}) =>
  fc.assert(
    fc.property(histories, (history) => {
      const ending = play(history, (turn) => {
        const { decision, kase } = turn.after;
        if (!isRefused(decision)) law({ ...turn, kase: known(kase), was: known(turn.before.kase), happened: decision });
      });
      atTheEnd(ending);
    }),
    { numRuns },
  );

const known = (kase: Case | undefined): Case => {
  if (!kase) throw new Error("every case was opened");
  return kase;
};

const grantedIn = (happened: readonly CaseEvent[]) =>
  happened.filter((event): event is EventOf<"remedy-granted"> => event.type === "remedy-granted");
const cents = (grants: readonly Grant[]) => grants.reduce((total, { amount }) => total + amount.minor, 0);

/** One human, whichever account. */
const humanOf = (person: PersonRef): string =>
  [ben, cleo, ann, max, dora, dirk].find((identity) => isSameHuman(identity, person))?.name ?? personKey(person);

describe("money", () => {
  it("is never granted above a limit of whoever grants it", () =>
    holds(({ after, happened, before }) => {
      for (const { by, amount, at } of grantedIn(happened)) {
        if (!amount) continue;
        const promoted = before.protocol !== usualRules;
        const name = humanOf(by);
        const within = (length: string) => after.grants.filter((grant) => grant.at > at - millis(length));
        const customer = known(after.kase).customer.key;
        const toCustomer = cents(within("90d").filter((grant) => grant.customer === customer));
        if ([dora.name, dirk.name].includes(name)) expect(amount.minor).toBeLessThanOrEqual(500_000);
        else if ([ann.name, max.name].includes(name) || (promoted && name === ben.name)) {
          expect(amount.minor).toBeLessThanOrEqual(50_000);
          expect(toCustomer).toBeLessThanOrEqual(80_000);
        } else {
          const ownToday = cents(within("1d").filter((grant) => grant.person === personKey(by)));
          expect(amount.minor).toBeLessThanOrEqual(5_000);
          expect(toCustomer).toBeLessThanOrEqual(15_000);
          expect(ownToday).toBeLessThanOrEqual(6_000);
        }
      }
    }));

  it("is conserved: what the ledger has is what the cases have granted", () =>
    holds(
      () => {},
      ({ worlds, ledger }) => {
        const granted = worlds.flatMap(({ kase }) =>
          grantedRemedies(known(kase)).map(({ amount }) => amount?.minor ?? 0),
        );
        expect(cents(ledger)).toBe(granted.reduce((total, minor) => total + minor, 0));
      },
    ));

  it("is never approved by whoever asked for it, nor twice by one person", () =>
    holds(({ kase, happened }) => {
      for (const event of happened) {
        if (event.type !== "remedy-approved" && event.type !== "remedy-declined") continue;
        const remedy = kase.remedies.find(({ id }) => id === event.remedy);
        expect(remedy && humanOf(remedy.by)).not.toBe(humanOf(event.by));
        const approvals = remedy && "approvals" in remedy ? remedy.approvals.map(({ by }) => humanOf(by)) : [];
        expect(new Set(approvals).size).toBe(approvals.length);
      }
    }));

  it("over one's own limit needs as many approvals as its role wants, and never gets more than was asked", () =>
    holds(({ was, kase, happened }) => {
      for (const { remedy: id } of grantedIn(happened)) {
        const before = was.remedies.find((remedy) => remedy.id === id);
        const now = kase.remedies.find((remedy) => remedy.id === id);
        if (before?.status !== "pending" || now?.status !== "granted") continue;
        expect(now.approvals.length).toBeGreaterThanOrEqual(before.needed);
        expect(now.amount?.minor).toBeLessThanOrEqual(before.amount?.minor ?? 0);
        expect(before.amount?.minor).toBeLessThanOrEqual(before.proposed?.minor ?? 0);
      }
    }));

  it("is decided once for each remedy", () =>
    holds(
      () => {},
      ({ worlds }) => {
        for (const { events } of worlds) {
          const decided = events.flatMap((event) => (isDecision(event) ? [event.remedy] : []));
          expect(new Set(decided).size).toBe(decided.length);
          const withdrawn = events.flatMap((event) => (event.type === "remedy-withdrawn" ? [event.remedy] : []));
          expect(new Set(withdrawn).size).toBe(withdrawn.length);
        }
      },
    ));
});

const isDecision = (event: CaseEvent): event is EventOf<"remedy-granted" | "remedy-declined"> =>
  event.type === "remedy-granted" || event.type === "remedy-declined";

describe("the log", () => {
  it("is what the case folds from, an event a version, each as the schema has it", () =>
    holds(
      ({ happened, before, after }) => {
        expect(happened.length).toBeGreaterThan(0);
        for (const event of happened) {
          expect(eventSchema.parse(event)).toStrictEqual(event);
          expect(event.at).toBe(before.now);
        }
        expect(known(after.kase).version).toBe(after.events.length);
      },
      ({ worlds }) => {
        for (const { kase, events } of worlds) expect(fold(events)).toStrictEqual(kase);
      },
    ));

  it("makes a case that survives being written down", () =>
    holds(({ kase }) => expect(JSON.parse(JSON.stringify(kase))).toStrictEqual(kase)));

  it("makes a case that carries only what is true in its state", () =>
    holds(({ kase }) => {
      const has = (field: string) => Object.hasOwn(kase, field);
      const { status } = kase;
      expect(has("outcome") && has("closedAt")).toBe(status === "closed");
      expect([has("resolvedBy"), has("surveyAt") && status !== "resolved"]).toEqual([status === "resolved", false]);
      if (status === "open")
        for (const ended of ["resolvedAt", "whatWasDone", "closedBy", "closeReason"]) expect(has(ended)).toBe(false);
      else expect(has("snoozedUntil") || kase.remedies.some((remedy) => remedy.status === "pending")).toBe(false);
    }));
});

describe("deciding", () => {
  it("gives the same answer to the same question, and touches nothing it was given", () =>
    fc.assert(
      fc.property(histories, (history) => {
        play(history, ({ before: { kase, now, protocol, grants }, actor, command, subject }) => {
          const given = frozen({ now, protocol, actor, grants, newId: "X1", ...defined({ subject }) });
          const written = JSON.stringify([kase, grants]);
          const decision = decide(kase, command, given);
          expect(decide(kase, command, given)).toStrictEqual(decision);
          expect(JSON.stringify([kase, grants])).toBe(written);
        });
      }),
      { numRuns },
    ));

  it("lets people from outside change nothing but their own survey", () =>
    holds(({ actor, kase, happened }) => {
      const outside =
        actor.is === "customer" || actor.is === "api" || (actor.is === "person" && actor.identity.outsider);
      if (!outside) return;
      if (actor.is === "person") expect(isSameHuman(actor.identity, kase.customer.person)).toBe(true);
      for (const event of happened) {
        expect(["survey-answered", "survey-opted-out", "reopened"]).toContain(event.type);
        if (event.type === "reopened") expect(event.because).toBe("survey");
      }
    }));

  it("undoes exactly the last step, by whoever took it", () =>
    holds(({ was, kase, after, actor, happened }) => {
      const [event] = happened;
      if (!event || !correctable[event.type] || actor.is !== "person" || kase.status === "closed") return;
      const undone = known(ask(after, actor, () => ({ type: "correct" })).kase);
      const { version: _before, undo: _older, ...then } = was;
      const { version: _after, undo, ...now } = undone;
      expect(undo).toBeUndefined();
      expect(now).toStrictEqual(then);
    }));
});

describe("the clock", () => {
  it("has nothing to do with a closed case", () =>
    holds(({ kase }) => {
      if (kase.status === "closed") expect(timersFor(kase)).toEqual([]);
    }));

  it("never strikes twice for the same moment, and comes to rest", () =>
    fc.assert(
      fc.property(histories, (history) => {
        const struck = new Set<string>();
        const strike = (was: Case, key: string) => {
          const moment = `${was.id} ${key} ${timersFor(was).find((timer) => timer.key === key)?.dueAt}`;
          expect(struck).not.toContain(moment);
          struck.add(moment);
        };
        const { worlds } = play(history, ({ before, after, command }) => {
          if (command.type === "timeUp" && !isRefused(after.decision)) strike(known(before.kase), command.timer);
        });
        for (const world of worlds) {
          let clock = { ...world, now: instant(world.now + millis("400d")) };
          for (let due = dueIn(clock); due; due = dueIn(clock)) {
            const { key: timer } = due;
            strike(known(clock.kase), timer);
            clock = ask(clock, { is: "clock" }, () => ({ type: "timeUp", timer }));
          }
        }
      }),
      { numRuns },
    ));
});

const dueIn = ({ kase, now }: World) => timersFor(known(kase)).find(({ dueAt }) => dueAt <= now);

describe("the histories these laws are tried on", () => {
  it("get everywhere: every command is carried out and refused, every event happens", () => {
    const seen = new Set<string>();
    for (const history of fc.sample(histories, { seed: 7, numRuns: 200 }))
      play(history, ({ command, after }) => {
        seen.add(`${isRefused(after.decision) ? "refused" : "done"} ${command.type}`);
        for (const { type } of after.events) seen.add(type);
      });
    const never = (wanted: readonly string[]) => wanted.filter((each) => !seen.has(each));
    const commands = commandSchema.options.map(({ shape }) => shape.type.value).filter((type) => type !== "flag");
    expect(never(eventSchema.options.map(({ shape }) => shape.type.value))).toEqual([]);
    expect(never(commands.map((type) => `done ${type}`))).toEqual([]);
    expect(never(commands.map((type) => `refused ${type}`))).toEqual([]);
  });
});
