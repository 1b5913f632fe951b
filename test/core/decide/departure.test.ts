import { describe, expect, it } from "vitest";
import {
  acknowledge,
  ann,
  assign,
  at,
  ben,
  cleo,
  close,
  correct,
  flag,
  given,
  owned,
  recordDeparture,
  remedied,
  resolve,
  strikes,
  takeOwnership,
  wait,
} from "../../support/given.ts";

const chat = { platform: "slack" as const, workspace: "T1", channel: "D0BEN" };

describe("an owner who is gone", () => {
  it("leaves the case without one", () =>
    given(owned)
      .when(recordDeparture())
      .happened({ type: "departed", person: ben.person, why: "deactivated" })
      .leaves({ departed: [{ person: ben.person, why: "deactivated" }] }));

  it("has no case any more", () => {
    expect(given(owned).kase.owner).toBeDefined();
    expect(given(owned, recordDeparture()).kase.owner).toBeUndefined();
  });

  it("is noticed by the clock alone", () => {
    for (const by of [ben, ann, "customer", "api", "delivery"] as const)
      given(owned).when(recordDeparture({ by })).refused("outsider");
  });

  it("leaves the cases of others as they are", () => {
    given(owned)
      .when(recordDeparture({ person: cleo.person }))
      .refused("not-theirs");
    given(flag()).when(recordDeparture()).refused("not-theirs");
    given(owned, close({ outcome: "unfounded" }))
      .when(recordDeparture())
      .refused("not-theirs");
  });

  it("is told once", () => given(owned).when(recordDeparture()).then(recordDeparture()).refused("not-theirs"));

  it("may be somebody who only opened the case, where it is worked on in their own conversation", () =>
    given(flag())
      .when(recordDeparture({ chat }))
      .happened({ type: "departed", person: ben.person, why: "deactivated", chat })
      .leaves({ departed: [{ chat }] }));

  it("frees it for anybody, without a senior's word", () =>
    given(owned, recordDeparture())
      .when(takeOwnership({ by: cleo }))
      .leaves({ owner: { person: cleo.person } }));

  it("isn't put back by taking back the step before", () =>
    given(owned, assign({ to: cleo }), recordDeparture({ person: cleo.person }))
      .when(correct())
      .refused("nothing-to-correct"));

  it("doesn't keep another step from being taken back", () => {
    const { kase } = given(owned, acknowledge(), recordDeparture(), correct({ by: ann }));
    expect([kase.acknowledged, kase.owner]).toEqual([undefined, undefined]);
  });

  it("is back once they have the case again", () => {
    const { kase } = given(owned, recordDeparture(), takeOwnership({ by: ben }));
    expect([kase.owner?.person, kase.departed]).toEqual([ben.person, undefined]);
    given(owned, recordDeparture(), takeOwnership({ by: ben }))
      .when(recordDeparture())
      .happened({ type: "departed", person: ben.person, why: "deactivated" });
  });

  it("may have resolved the case: then it stays resolved, without an owner", () => {
    const { kase } = given(remedied, resolve(), recordDeparture(), strikes("survey:send"));
    expect([kase.status, kase.owner]).toEqual(["resolved", undefined]);
  });

  it("is gone at the moment that is written", () =>
    given(owned, wait("10m"))
      .when(recordDeparture({ why: "left" }))
      .leaves({ departed: [{ at: at("10:12"), why: "left" }] }));
});
