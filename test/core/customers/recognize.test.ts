import { describe, expect, it } from "vitest";
import { emailKey, knownByOf, nameKey } from "../../../src/core/customers/known-by.ts";
import { type CustomerMatch, mostSharing, recognize } from "../../../src/core/customers/recognize.ts";
import { instant } from "../../../src/core/time.ts";

const account = (id: string) => ({ platform: "slack", workspace: "T1", id }) as const;
let made = 0;
/** A record that is known by these, all of which were asked for unless `asked` says less. */
const record = (knownBy: readonly string[], more: Partial<CustomerMatch> = {}): CustomerMatch => {
  made += 1;
  const id = `record-${made}`;
  const accounts = knownBy.filter((known) => known.startsWith("slack:") || known.startsWith("teams:"));
  const reachable = knownBy.some((known) => !known.startsWith("name:"));
  return {
    id,
    key: id,
    group: id,
    name: "Carla",
    since: instant(made),
    knownBy,
    accounts,
    reachable,
    apart: [],
    case: made,
    ...more,
  };
};
const desk = emailKey("desk@hotel.example");
const carla = nameKey("Carla Mendes");

describe("what a customer is known by", () => {
  it("is their account, their addresses in any case of letters, and their name as it is compared", () =>
    expect(
      knownByOf({
        person: account("U1"),
        name: "CARLA  Mendes\u200b",
        email: "Carla@X.example",
        accountEmail: "c@y.example",
      }),
    ).toEqual(["slack:T1:U1", "email:carla@x.example", "email:c@y.example", "name:carla mendes"]));
  it("tells plus-addresses apart", () => expect(emailKey("a+b@x.example")).not.toBe(emailKey("a@x.example")));
  it("is nothing for a name that shows nothing", () => expect(knownByOf({ name: "\u200b" })).toEqual([]));
  it("has an Entra id in one spelling", () =>
    expect(knownByOf({ person: { platform: "teams", workspace: "t", id: "ABC-1" } })).toEqual(["teams:t:abc-1"]));
});

describe("whose complaint it is", () => {
  it("is the account's, whichever email is typed", () => {
    const known = record(["slack:T1:U1"]);
    expect(recognize(["slack:T1:U1", emailKey("new@x.example")], [known])).toEqual({ match: known, offers: [] });
  });

  it("is the account's where the typed email is somebody else's, who is asked about", () => {
    const [hers, other] = [record(["slack:T1:U1"]), record([desk])];
    expect(recognize(["slack:T1:U1", desk], [other, hers])).toEqual({
      match: hers,
      offers: [{ match: other, why: "address" }],
    });
  });

  it("is the address's where it alone is known: the account joins it", () => {
    const byEmail = record([desk]);
    expect(recognize(["slack:T1:U1", desk], [byEmail]).match).toBe(byEmail);
  });

  it("is a new one where the address is known with another account: a desk's email never merges two accounts", () => {
    const other = record(["slack:T1:U2", desk], { knownBy: [desk], accounts: ["slack:T1:U2"] });
    expect(recognize(["slack:T1:U1", desk], [other])).toEqual({ offers: [{ match: other, why: "address" }] });
  });

  it("is, by an address alone, who has it; of several the one who is known by nothing more", () => {
    const one = record(["slack:T1:U1", desk], { knownBy: [desk] });
    expect(recognize([desk], [one]).match).toBe(one);
    const [two, alone] = [record(["slack:T1:U2", desk], { knownBy: [desk] }), record([desk])];
    expect(recognize([desk], [one, two]).match).toBeUndefined();
    expect(recognize([desk], [one, two, alone]).match).toBe(alone);
  });

  it("is never somebody with an account or address by a name alone: two John Smiths", () => {
    const known = record([carla], { reachable: true, accounts: ["slack:T1:U1"] });
    expect(recognize([carla], [known])).toEqual({ offers: [{ match: known, why: "name" }] });
    expect(recognize([emailKey("other@x.example"), carla], [known]).match).toBeUndefined();
    const nameOnly = record([carla]);
    expect(recognize(["slack:T1:U9", carla], [nameOnly])).toEqual({ offers: [{ match: nameOnly, why: "name" }] });
    expect(recognize([carla], [nameOnly, known]).match).toBe(nameOnly);
  });

  it("asks about nobody who was told apart, is joined already, or has another account of the same platform", () => {
    const hers = record(["slack:T1:U1"], { group: "g" });
    const others = [
      record([desk], { apart: ["g"] }),
      record([desk], { group: "g" }),
      record([carla], { accounts: ["slack:T1:U7"], reachable: true }),
      record([desk], { case: undefined as never }),
    ].map(({ case: number, ...one }) => (number === undefined ? one : { ...one, case: number }));
    expect(recognize(["slack:T1:U1", desk, carla], [hers, ...others])).toEqual({ match: hers, offers: [] });
    const onTeams = record([carla], { accounts: ["teams:t:u7"], reachable: true });
    expect(recognize(["slack:T1:U1", carla], [hers, onTeams]).offers).toHaveLength(1);
  });

  it("asks about three at most, shared addresses first, each customer once", () => {
    const named = [1, 2, 3].map(() => record([carla], { accounts: [`teams:t:u${made}`] }));
    const sharing = record([desk, carla], { knownBy: [desk, carla] });
    const { offers } = recognize(["slack:T1:U1", carla, desk], [...named, { ...sharing, accounts: ["teams:t:x"] }]);
    expect(offers.map(({ why }) => why)).toEqual(["address", "name", "name"]);
    expect(offers[1]?.match).toBe(named[2]);
  });

  it("asks about nobody by an address that so many have: it is a desk's", () => {
    const guests = Array.from({ length: mostSharing + 1 }, (_, index) =>
      record([desk], { accounts: [`slack:T1:G${index}`] }),
    );
    expect(recognize(["slack:T1:U1", desk], guests)).toEqual({ offers: [] });
  });
});
