import { describe, expect, it } from "vitest";
import {
  ann,
  at,
  ben,
  cleo,
  flag,
  given,
  gus,
  joinCustomers,
  othersKnownBy,
  partCustomers,
  rosa,
  tellCustomersApart,
} from "../../support/given.ts";

const mine = "customer-of-case-12";
const theirs = "customer-of-7";
const joined = {
  type: "customer-joined",
  by: ben.person,
  case: 7,
  name: "Carla",
  customer: mine,
  into: theirs,
} as const;

describe("joining two customers", () => {
  it("makes the older record name both, wherever it is pressed, and is shown on the case", () =>
    given(flag())
      .when(joinCustomers())
      .happened(joined)
      .leaves({
        sameCustomer: [
          {
            case: 7,
            name: "Carla",
            why: "chosen",
            status: "joined",
            joined: { customer: mine, into: theirs },
            by: ben.person,
          },
        ],
      }));

  it("happens once", () => given(flag(), joinCustomers()).when(joinCustomers()).refused("already-joined"));

  it("needs another case, and a customer that is on record", () => {
    given(flag())
      .when(joinCustomers({ case: 12 }))
      .refused("link-to-itself", { field: "caseNumber" });
    given(flag(), othersKnownBy({})).when(joinCustomers()).refused("no-such-customer", { field: "caseNumber" });
  });

  it("is for our own people", () => {
    for (const by of [gus, rosa, "customer", "clock", "api"] as const)
      given(flag()).when(joinCustomers({ by })).refused("outsider");
  });

  it("isn't decided by somebody who is one of them: limits depend on it", () => {
    for (const known of ["slack:T1:U0BEN", "email:ben@acme.example"]) {
      const by = { ...ben, email: "ben@acme.example" };
      const story = [flag(), othersKnownBy({ 7: [known] })];
      given(story).when(joinCustomers({ by })).refused("own-benefit");
      given(story).when(tellCustomersApart({ by })).refused("own-benefit");
    }
  });

  it("is no step that Undo takes back", () => expect(given(flag(), joinCustomers()).kase.undo).toBeUndefined());
});

describe("taking it back", () => {
  it("is done by whoever joined them, or a senior", () => {
    const story = [flag(), joinCustomers()];
    const parted = { type: "customer-parted", case: 7, customer: mine, from: theirs } as const;
    given(story)
      .when(partCustomers())
      .happened({ ...parted, by: ben.person });
    given(story)
      .when(partCustomers({ by: ann }))
      .happened({ ...parted, by: ann.person });
    given(story)
      .when(partCustomers({ by: cleo }))
      .refused("not-your-step", { by: ben.person });
  });

  it("asks again, and lets them be joined again", () =>
    given(flag(), joinCustomers(), partCustomers())
      .when(joinCustomers())
      .leaves({ sameCustomer: [{ case: 7, status: "joined" }] }));

  it("needs something to take back", () => {
    given(flag()).when(partCustomers()).refused("not-joined");
    given(flag(), joinCustomers(), partCustomers()).when(partCustomers()).refused("not-joined");
  });
});

describe("telling two customers apart", () => {
  it("is noted, and not asked again", () =>
    given(flag(), tellCustomersApart()).when(tellCustomersApart()).refused("already-apart"));

  it("names both, in this case's log", () =>
    given(flag())
      .when(tellCustomersApart())
      .happened({ type: "customer-told-apart", by: ben.person, case: 7, name: "Carla", customer: mine, from: theirs }));

  it("doesn't keep them from being joined later", () =>
    given(flag(), tellCustomersApart())
      .when(joinCustomers())
      .leaves({ sameCustomer: [{ case: 7, status: "joined" }] }));

  it("needs them to be two: what was joined is taken back first", () =>
    given(flag(), joinCustomers()).when(tellCustomersApart()).refused("already-joined"));
});

it("is told at the minute it happened", () =>
  given(flag())
    .when(joinCustomers())
    .leaves({ sameCustomer: [{ at: at("10:01") }] }));
