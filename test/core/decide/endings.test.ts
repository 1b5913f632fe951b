import { describe, expect, it } from "vitest";
import type { CloseOutcome } from "../../../src/core/case.ts";
import type { MissingStep } from "../../../src/core/refusals.ts";
import { after as later } from "../../../src/core/time.ts";
import {
  acknowledge,
  acknowledged,
  addNote,
  addPromise,
  ann,
  answerSurvey,
  apologize,
  apologized,
  approve,
  assign,
  at,
  awaitingApproval,
  ben,
  breakPromise,
  cleo,
  clock,
  close,
  closed,
  correct,
  decline,
  diagnosed,
  escalate,
  flagged,
  given,
  keepPromise,
  markAbusive,
  markDelivered,
  millis,
  offerRemedy,
  oneRole,
  optOut,
  owned,
  recordUnreachable,
  remedied,
  reopen,
  reopened,
  resolve,
  resolved,
  type Story,
  snooze,
  strikes,
  surveyed,
  takeOwnership,
  under,
  usd,
  waiveRemedy,
  withdrawRemedy,
} from "../../support/given.ts";

describe("resolving", () => {
  it("ends the recovery and asks the customer two days later", () =>
    given(remedied)
      .when(resolve({ whatWasDone: "Refunded the fee." }))
      .happened({
        type: "resolved",
        by: ben.person,
        whatWasDone: "Refunded the fee.",
        surveyAt: later(at("10:06"), millis("2d")),
      })
      .leaves({ status: "resolved", owner: { person: ben.person }, resolvedBy: ben.person, resolvedAt: at("10:06") }));

  it("asks no one who wanted no more surveys", () =>
    given(remedied, optOut())
      .when(resolve())
      .happened({ type: "resolved", by: ben.person, whatWasDone: "Refunded the shipping fee." }));

  it("is possible without a remedy where the reason is given", () =>
    given(diagnosed, waiveRemedy()).when(resolve()).leaves({ status: "resolved" }));

  const missing: readonly [string, Story, MissingStep[]][] = [
    ["everything, at first", flagged, ["owner", "acknowledgement", "apology", "root-cause", "remedy"]],
    ["what comes after the owner", owned, ["acknowledgement", "apology", "root-cause", "remedy"]],
    ["what comes after the acknowledgement", acknowledged, ["apology", "root-cause", "remedy"]],
    ["what comes after the apology", apologized, ["root-cause", "remedy"]],
    ["the remedy", diagnosed, ["remedy"]],
    ["the approval, and not the remedy as well", awaitingApproval, ["approval"]],
    ["the approval of a second remedy", [remedied, offerRemedy({ amount: usd(200) })], ["approval"]],
    ["another remedy once it was declined", [awaitingApproval, decline()], ["remedy"]],
    ["another remedy once it was withdrawn", [remedied, withdrawRemedy()], ["remedy"]],
    ["owner, acknowledgement and apology of a new round", reopened, ["owner", "acknowledgement", "apology"]],
  ];
  it.each(missing)("still needs %s", (_what, story, steps) =>
    given(story).when(resolve()).refused("missing-steps", { missing: steps }),
  );

  it("is the owner's or a senior's to declare", () => {
    given(remedied)
      .when(resolve({ by: cleo }))
      .refused("owned-by-other", { owner: ben.person });
    given(remedied)
      .when(resolve({ by: ann }))
      .leaves({ status: "resolved", owner: { person: ben.person }, resolvedBy: ann.person });
  });

  it("happens once", () =>
    given(remedied)
      .when(resolve())
      .then(resolve({ by: ann }))
      .refused("already-resolved", { by: ben.person }));

  it("ends snoozing", () => {
    const { kase } = given(remedied, snooze()).when(resolve()).afterwards;
    expect(kase).not.toHaveProperty("snoozedUntil");
  });
});

describe("reopening", () => {
  it("starts a new round with fresh clocks and asks for a more senior owner", () => {
    given(resolved)
      .when(reopen({ reason: "The refund never came." }))
      .happened({
        type: "reopened",
        by: ben.person,
        reason: "The refund never came.",
        because: "staff",
        role: "manager",
        clocks: {
          acknowledge: clock(at("10:07"), "1h"),
          resolve: clock(at("10:07"), "1d"),
          update: clock(at("10:07"), "1d"),
        },
      })
      .leaves({ status: "open", round: 2, roundStartedAt: at("10:07"), seniorRole: "manager" });
    expect(given(reopened).kase).not.toHaveProperty("owner");
  });

  it("goes one step further up the next time", () =>
    given(reopened, takeOwnership({ by: ann }), acknowledge({ by: ann }), apologize({ by: ann }), resolve({ by: ann }))
      .when(reopen())
      .leaves({ round: 3, seniorRole: "director" }));

  it("leaves the owner at the top of the ladder, where nobody is more senior", () => {
    given(under(oneRole), resolved)
      .when(reopen())
      .leaves({ status: "open", round: 2, owner: { person: ben.person } });
  });

  it("is possible from closed, by any of us", () =>
    given(closed)
      .when(reopen({ by: cleo }))
      .leaves({ status: "open", round: 2 }));
});

describe("closing", () => {
  it("ends the case with its outcome", () =>
    given(resolved, markDelivered())
      .when(close({ outcome: "partly-recovered", reason: "She stays for now." }))
      .happened({ type: "closed", by: ben.person, outcome: "partly-recovered", reason: "She stays for now." })
      .leaves({ status: "closed", closedAt: at("10:08"), closedBy: ben.person, closeReason: "She stays for now." }));

  const honest: readonly CloseOutcome[] = ["not-recovered", "withdrawn-by-customer", "unfounded"];
  it.each(honest)("is possible at any time as %s", (outcome) =>
    given(flagged)
      .when(close({ by: cleo, outcome }))
      .leaves({ status: "closed", outcome }),
  );

  const claims: readonly CloseOutcome[] = ["recovered", "partly-recovered"];
  it.each(claims)("needs the work done to claim %s", (outcome) => {
    given(diagnosed)
      .when(close({ outcome }))
      .refused("missing-steps", { missing: ["remedy"] });
    given(awaitingApproval)
      .when(close({ outcome }))
      .refused("missing-steps", { missing: ["approval"] });
    given(remedied, markDelivered()).when(close({ outcome })).leaves({ status: "closed", outcome });
  });

  const held: readonly CloseOutcome[] = ["recovered", "partly-recovered", "not-recovered"];
  it.each(held)("as %s waits for what the customer was granted or promised", (outcome) => {
    const refund = { remedy: { label: "Refund", amount: usd(40) } };
    const promise = { promise: "Call back" };
    const owing: Story = [remedied, addPromise({ text: "Call back" })];
    given(owing)
      .when(close({ outcome }))
      .refused("still-owed", { owed: [refund, promise] });
    given(owing, markDelivered())
      .when(close({ outcome }))
      .refused("still-owed", { owed: [promise] });
    given(owing, keepPromise())
      .when(close({ outcome }))
      .refused("still-owed", { owed: [refund] });
    given(owing, markDelivered(), breakPromise()).when(close({ outcome })).leaves({ status: "closed", outcome });
  });

  const easy: readonly CloseOutcome[] = ["withdrawn-by-customer", "unfounded"];
  it.each(easy)("as %s waits for nothing", (outcome) =>
    given(remedied, addPromise())
      .when(close({ outcome }))
      .leaves({ status: "closed", outcome, remedies: [{ status: "granted" }] }),
  );

  it("of an abusive contact waits for nothing, unless recovery is claimed", () => {
    const abusive = given(remedied, addPromise(), markAbusive());
    abusive.when(close({ outcome: "not-recovered", by: ann })).leaves({ status: "closed" });
    abusive.when(close({ outcome: "recovered", by: ann })).refused("still-owed");
  });

  it("can't claim recovery once the remedy was taken back, resolved or not", () => {
    const taken = given(resolved, withdrawRemedy());
    taken.when(close({ outcome: "recovered" })).refused("missing-steps", { missing: ["remedy"] });
    taken.when(close({ outcome: "not-recovered" })).leaves({ status: "closed" });
  });

  it("withdraws what still waits for approval", () => {
    const end = given(awaitingApproval).when(close({ outcome: "withdrawn-by-customer" }));
    end.happened(
      { type: "remedy-withdrawn", by: ben.person, remedy: "R1" },
      { type: "closed", by: ben.person, outcome: "withdrawn-by-customer" },
    );
    end.then(approve({ by: ann })).refused("already-decided", { status: "withdrawn", by: ben.person, at: at("10:06") });
  });

  it("is the owner's or a senior's to declare; anyone's while nobody owns the case", () => {
    given(resolved)
      .when(close({ by: cleo }))
      .refused("owned-by-other", { owner: ben.person });
    given(resolved, markDelivered())
      .when(close({ by: ann }))
      .leaves({ closedBy: ann.person });
    given(flagged)
      .when(close({ by: cleo, outcome: "unfounded" }))
      .leaves({ status: "closed" });
  });

  it("happens once", () =>
    given(resolved, markDelivered())
      .when(close())
      .then(close({ by: ann }))
      .refused("already-closed", { outcome: "recovered" }));
});

describe("undoing the last step", () => {
  it("leaves its trace", () =>
    given(owned)
      .when(correct({ reason: "Wrong case." }))
      .happened({ type: "corrected", by: ben.person, step: "owned", reason: "Wrong case." }));

  it("goes back one step, not two", () => {
    given(acknowledged).when(correct()).then(correct()).refused("nothing-to-correct");
    given(flagged).when(correct()).refused("nothing-to-correct");
  });

  it("is for one's own step, or a senior's to do", () => {
    given(acknowledged)
      .when(correct({ by: cleo }))
      .refused("not-your-step", { by: ben.person });
    given(acknowledged)
      .when(correct({ by: ann }))
      .happened({ type: "corrected", by: ann.person, step: "acknowledged" });
    given(owned, assign({ by: ann, to: cleo }))
      .when(correct({ by: cleo }))
      .refused("not-your-step", { by: ann.person });
  });

  it("gives the customer's case back to work before the survey goes out, and not after", () => {
    given(resolved)
      .when(correct())
      .leaves({ status: "open", owner: { person: ben.person }, remedies: [{ status: "granted" }] });
    given(surveyed).when(correct()).refused("nothing-to-correct");
  });

  it("is not possible for decisions on money, words to the customer, or calls to a senior", () => {
    for (const story of [
      remedied,
      [awaitingApproval, approve()],
      [awaitingApproval, decline()],
      [remedied, withdrawRemedy()],
    ])
      given(story)
        .when(correct({ by: ann }))
        .refused("nothing-to-correct");
    for (const story of [[owned, escalate()], [owned, markAbusive()], reopened])
      given(story)
        .when(correct({ by: ann }))
        .refused("nothing-to-correct");
  });

  it("passes over notes, nudges and reports, which are no steps", () => {
    given(acknowledged, addNote({ by: cleo }))
      .when(correct())
      .leaves({ notes: [{}] });
    given(acknowledged, recordUnreachable())
      .when(correct())
      .happened({ type: "corrected", by: ben.person, step: "acknowledged" });
    given(owned, strikes("acknowledge:warning"))
      .when(correct())
      .leaves({ nudged: { "acknowledge:warning": at("10:45") } });
  });

  it("passes over what the customer says of the survey", () => {
    given(resolved, optOut())
      .when(correct())
      .leaves({ status: "open", surveyOptOut: at("10:07") });
    given(surveyed, markDelivered(), answerSurvey())
      .when(correct())
      .leaves({ remedies: [{ status: "granted" }], survey: { answers: { overall: 5 } } });
  });

  it("undoes only the last of several steps", () => {
    const promised = given(owned, addPromise(), keepPromise());
    promised.when(correct()).leaves({ promises: [{ status: "open" }] });
    promised.when(correct()).then(correct()).refused("nothing-to-correct");
  });

  it("is over when the case is closed", () => given(closed).when(correct()).refused("already-closed"));
});
