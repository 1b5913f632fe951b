import { describe, expect, it } from "vitest";
import type { CustomerMatch } from "../../../src/core/customers/recognize.ts";
import { customerOf } from "../../../src/core/decide/opening.ts";
import { decide } from "../../../src/core/decide.ts";
import { money } from "../../../src/core/money.ts";
import { organizationKey } from "../../../src/core/organization.ts";
import { at, ben, clock, flag, given, gus, rosa, rules, usd } from "../../support/given.ts";

const facts = {
  id: "case-12",
  source: "message",
  home: { platform: "slack", workspace: "T1", channel: "C0CASES" },
  complaint: "My parcel came five days late.",
  failureType: "late",
  severity: "major",
} as const;

describe("flagging a complaint", () => {
  it("opens a case with its number, its customer and its clocks running", () =>
    given()
      .when(flag())
      .happened({
        type: "flagged",
        ...facts,
        by: ben.person,
        workspace: organizationKey("acme"),
        number: 12,
        customer: { key: "customer-of-case-12", name: "Rosa Diaz", person: rosa.person },
        clocks: {
          acknowledge: clock(at("10:00"), "1h"),
          resolve: clock(at("10:00"), "1d"),
          update: clock(at("10:00"), "1d"),
        },
      })
      .leaves({ status: "open", version: 1, round: 1, openedAt: at("10:00"), openedBy: ben.person, remedies: [] }));

  it("keeps what the customer asks for, what they paid and where it was said", () => {
    const more = {
      origin: { platform: "slack" as const, workspace: "T1", channel: "C0HELP", thread: "1.1" },
      remedySought: "My fee back",
      pricePaid: usd(120),
      reference: "A-1234",
    };
    given().when(flag(more)).leaves(more);
  });

  it("starts the clocks of its severity", () =>
    given()
      .when(flag({ severity: "critical" }))
      .leaves({
        clocks: {
          acknowledge: clock(at("10:00"), "15m"),
          resolve: clock(at("10:00"), "4h"),
          update: clock(at("10:00"), "2h"),
        },
      }));

  it("may come from another system, which is nobody", () => {
    const { kase } = given().when(flag({ by: "api", source: "api" })).afterwards;
    expect(kase).toMatchObject({ source: "api", status: "open" });
    expect(kase).not.toHaveProperty("openedBy");
  });

  it("is for our own people and systems", () => {
    for (const by of [gus, rosa, "customer", "clock", "delivery"] as const)
      given().when(flag({ by })).refused("outsider");
  });

  it("needs to know who the customer is", () =>
    given()
      .when(flag({ customer: {} }))
      .refused("unknown-customer", { field: "customerName" }));

  it("needs a failure type of the protocol", () =>
    given()
      .when(flag({ failureType: "weather" }))
      .refused("unknown-choice", { field: "failureType", allowed: rules.failureTypes.map(({ label }) => label) }));

  it("needs the price in the protocol's currency", () =>
    given()
      .when(flag({ pricePaid: money(100, "EUR") }))
      .refused("wrong-currency", { field: "pricePaid", currency: "USD", got: "EUR" }));

  it("remembers a customer who wanted no more surveys", () => {
    const context = { now: at("10:00"), protocol: rules, newId: "", grants: [], actor: { is: "api" as const } };
    const command = { type: "flag" as const, ...facts, customer: { name: "Rosa" } };
    const customers = [known({ knownBy: ["name:rosa"], surveyOptOut: at("08:00") })];
    const opening = { organization: organizationKey("acme"), number: 13, customers };
    expect(decide(undefined, command, { ...context, opening })).toMatchObject([
      { surveyOptOut: at("08:00"), number: 13, customer: { key: "record" } },
    ]);
    expect(() => decide(undefined, command, context)).toThrow("without a number");
  });

  it("asks whether it may be somebody else, and joins nobody by it", () => {
    const context = { now: at("10:00"), protocol: rules, newId: "", grants: [], actor: { is: "api" as const } };
    const command = { type: "flag" as const, ...facts, customer: { name: "Carla Mendes" } };
    const carla = known({ name: "CARLA Mendes", knownBy: ["name:carla mendes"], reachable: true, case: 7 });
    const opening = { organization: organizationKey("acme"), number: 13, customers: [carla] };
    expect(decide(undefined, command, { ...context, opening })).toMatchObject([
      {
        customer: { key: "customer-of-case-12", name: "Carla Mendes" },
        maybe: [{ case: 7, name: "CARLA Mendes", why: "name" }],
      },
    ]);
  });
});

const known = (more: Partial<CustomerMatch>): CustomerMatch => ({
  id: "record",
  key: "record",
  group: "record",
  name: "Rosa",
  since: at("08:00"),
  knownBy: [],
  accounts: [],
  reachable: false,
  apart: [],
  ...more,
});

describe("who the customer is said to be", () => {
  it("is called by what is known", () => {
    expect(customerOf({ email: "r@example.com" })?.name).toBe("r@example.com");
    expect(customerOf({ person: rosa.person })?.name).toBe("U0ROSA");
    expect(customerOf({})).toBeUndefined();
  });

  it("is nobody by a name that shows nothing", () => {
    expect(customerOf({ name: "\u200b\u3164" })).toBeUndefined();
    expect(customerOf({ name: "\u200b", email: "r@example.com" })?.name).toBe("r@example.com");
    given()
      .when(flag({ customer: { name: "\u2060" } }))
      .refused("unknown-customer", { field: "customerName" });
  });
});
