import { describe, expect, it } from "vitest";
import type { Command, CommandType } from "../../src/core/commands.ts";
import { decide } from "../../src/core/decide.ts";
import { instant } from "../../src/core/time.ts";
import * as say from "../support/given.ts";
import {
  ann,
  annOnTeams,
  ben,
  closed,
  flagged,
  given,
  gus,
  oneRole,
  resolved,
  rosa,
  rules,
  rulesOf,
  type Step,
  type Story,
  surveyed,
  under,
} from "../support/given.ts";

type By = Parameters<typeof say.addNote>[0];
type Asking = (by: By) => Step;

/** What our own people may ask, and in which states: a row per command. */
const rows: readonly { ask: Asking; of: CommandType; when: readonly ("open" | "resolved" | "closed")[] }[] = [
  { ask: say.takeOwnership, of: "takeOwnership", when: ["open"] },
  { ask: (by) => say.assign(by), of: "assign", when: ["open"] },
  { ask: say.acknowledge, of: "acknowledge", when: ["open"] },
  { ask: say.apologize, of: "apologize", when: ["open"] },
  { ask: say.recordRootCause, of: "recordRootCause", when: ["open"] },
  { ask: say.updateCustomer, of: "updateCustomer", when: ["open", "resolved"] },
  { ask: (by) => say.addPromise(by), of: "addPromise", when: ["open", "resolved"] },
  { ask: say.keepPromise, of: "keepPromise", when: ["open", "resolved"] },
  { ask: say.breakPromise, of: "breakPromise", when: ["open", "resolved"] },
  { ask: say.offerRemedy, of: "offerRemedy", when: ["open"] },
  { ask: say.waiveRemedy, of: "waiveRemedy", when: ["open"] },
  { ask: say.approve, of: "approve", when: ["open", "resolved", "closed"] },
  { ask: say.approveLess, of: "approveLess", when: ["open", "resolved", "closed"] },
  { ask: say.decline, of: "decline", when: ["open", "resolved", "closed"] },
  { ask: say.withdrawRemedy, of: "withdrawRemedy", when: ["open", "resolved", "closed"] },
  { ask: say.markDelivered, of: "markDelivered", when: ["open", "resolved", "closed"] },
  { ask: say.changeSeverity, of: "changeSeverity", when: ["open"] },
  { ask: say.escalate, of: "escalate", when: ["open"] },
  { ask: say.addNote, of: "addNote", when: ["open", "resolved", "closed"] },
  { ask: say.linkCase, of: "linkCase", when: ["open", "resolved", "closed"] },
  { ask: (by) => say.snooze(by), of: "snooze", when: ["open"] },
  { ask: say.resolve, of: "resolve", when: ["open"] },
  { ask: say.reopen, of: "reopen", when: ["resolved", "closed"] },
  { ask: say.close, of: "close", when: ["open", "resolved"] },
  { ask: say.markAbusive, of: "markAbusive", when: ["open", "resolved"] },
  { ask: say.correct, of: "correct", when: ["open", "resolved"] },
];
const stories: Readonly<Record<"open" | "resolved" | "closed", Story>> = { open: flagged, resolved, closed };
const stateRefusals = ["not-open", "already-resolved", "already-closed", "not-closed-or-resolved"];

const refusalOf = (story: Story, step: Step): string | undefined => {
  try {
    given(story).when(step).leaves({});
    return undefined;
  } catch (error) {
    return /"code":"([^"]+)"/.exec(String(error))?.[1] ?? String(error);
  }
};

describe("in which state a command makes sense", () => {
  for (const { ask, of, when } of rows) {
    it(`${of}: ${when.join(", ")}`, () => {
      for (const state of ["open", "resolved", "closed"] as const) {
        const refusal = refusalOf(stories[state], ask({ by: ann })) ?? "";
        expect(stateRefusals.includes(refusal), `${state}: ${refusal}`).toBe(!when.includes(state));
      }
    });
  }

  it("says that a resolved case is resolved, and a closed one closed", () => {
    given(resolved).when(say.acknowledge()).refused("not-open", { status: "resolved" });
    given(closed).when(say.acknowledge()).refused("not-open", { status: "closed" });
    given(closed).when(say.updateCustomer()).refused("already-closed", { outcome: "recovered" });
    given(flagged).when(say.reopen()).refused("not-closed-or-resolved");
  });
});

describe("who may ask at all", () => {
  const notStaff = {
    "a guest": gus,
    "the customer": rosa,
    "a signed link": "customer",
    "another system": "api",
    "the clock": "clock",
    delivery: "delivery",
  } as const;

  for (const { ask, of, when } of rows) {
    it(`${of} is for our own people, in every state`, () => {
      for (const story of [stories[when[0] ?? "open"], closed])
        for (const by of Object.values(notStaff)) given(story).when(ask({ by })).refused("outsider");
    });
  }

  it("needs a role: someone internal whom no role means is outside", () => {
    const closedCircle = rulesOf({ roles: [{ id: "care", members: ["slack:U0ANN"] }] });
    given(under(closedCircle))
      .when(say.flag({ by: ben }))
      .refused("outsider");
    given(under(closedCircle))
      .when(say.flag({ by: ann }))
      .leaves({ openedBy: ann.person });
  });

  it("takes the same person from any of their accounts", () => {
    given(flagged)
      .when(say.takeOwnership({ by: annOnTeams }))
      .happened({ type: "owned", by: annOnTeams.person });
    given(flagged, say.takeOwnership({ by: annOnTeams }))
      .when(say.takeOwnership({ by: ann }))
      .refused("already-owner");
  });

  it("lets only the clock say that time is up, and only delivery that someone can't be reached", () => {
    for (const by of [ann, rosa, "customer", "api", "delivery"] as const)
      given(flagged).when(say.timeUp({ by })).refused("outsider");
    for (const by of [ann, rosa, "customer", "api", "clock"] as const)
      given(flagged).when(say.recordUnreachable({ by })).refused("outsider");
  });

  it("lets only the customer answer and opt out", () => {
    for (const by of [ann, gus, "api", "clock", "delivery"] as const) {
      given(surveyed).when(say.answerSurvey({ by })).refused("not-the-customer");
      given(surveyed).when(say.optOut({ by })).refused("not-the-customer");
    }
  });

  it("lets everyone of the only role do what a senior may", () =>
    given(under(oneRole), say.owned)
      .when(say.close({ by: ann, outcome: "unfounded" }))
      .leaves({ status: "closed" }));
});

describe("what delivery reports", () => {
  const failed = { what: "apology", reason: "messages are off" };

  it("keeps that the customer could not be told, for staff to send a link", () =>
    given(flagged)
      .when(say.recordUnreachable(failed))
      .happened({ type: "unreachable", ...failed })
      .leaves({ undelivered: [failed] }));

  it("says so once for each message", () => {
    given(flagged, say.recordUnreachable(failed)).when(say.recordUnreachable(failed)).refused("timer-stale");
    given(flagged, say.recordUnreachable(failed))
      .when(say.recordUnreachable({ ...failed, what: "survey" }))
      .leaves({ undelivered: [{ what: "apology" }, { what: "survey" }] });
  });

  it("is kept on a closed case too", () =>
    given(closed).when(say.recordUnreachable(failed)).leaves({ status: "closed" }));
});

describe("a command on a case that was not loaded", () => {
  it("is a defect, not a refusal", () => {
    const context = { now: instant(0), protocol: rules, newId: "", grants: [] };
    const asking = (command: Command, actor: Parameters<typeof decide>[2]["actor"]) => () =>
      decide(undefined, command, { ...context, actor });
    expect(asking({ type: "acknowledge" }, { is: "person", identity: ann })).toThrow("needs a case");
    expect(asking({ type: "optOut" }, { is: "customer" })).toThrow("needs a case");
    expect(asking({ type: "timeUp", timer: "snooze:end" }, { is: "clock" })).toThrow("needs a case");
  });
});
