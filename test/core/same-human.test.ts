import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Identity, PersonRef } from "../../src/core/people.ts";
import { barely, humanOf, type SameHuman, sameHuman } from "../../src/core/same-human.ts";
import { identityOf } from "../support/cases.ts";

const slack = (id: string, workspace = "T1"): PersonRef => ({ platform: "slack", workspace, id });
const teams = (id: string, workspace = "tenant"): PersonRef => ({ platform: "teams", workspace, id });
const known = (person: PersonRef, more: Partial<Identity> = {}) => humanOf(identityOf(person, more));
const grid = (id: string, enterprise = "E1") => ({ enterpriseUser: { enterprise, id } });

const rows: readonly [string, ReturnType<typeof known>, ReturnType<typeof known>, SameHuman][] = [
  ["one account", known(slack("U1")), known(slack("U1")), "yes"],
  ["an account and its alias", known(slack("U1"), { aliases: [teams("a")] }), known(teams("A")), "yes"],
  ["two accounts of one workspace, without addresses", known(slack("U1")), known(slack("U2")), "no"],
  ["two accounts of one tenant", known(teams("a")), known(teams("b")), "no"],
  ["two accounts of one workspace, of whom the platform said nothing", barely(slack("U1")), barely(slack("U2")), "no"],
  [
    "a colleague, and someone of another company who shows no address",
    known(slack("U1"), { email: "a@acme.example" }),
    known(slack("U2", "T2"), { outsider: true }),
    "no",
  ],
  ["the same on two platforms", known(slack("U1")), known(teams("b", "globex"), { outsider: true }), "no"],
  ["the same on a Grid of ours", known(slack("U1"), grid("W1")), known(slack("U2", "T2"), { outsider: true }), "no"],
  [
    "two people of other companies",
    known(slack("U1", "T2"), { outsider: true }),
    known(slack("U2", "T3"), { outsider: true }),
    "unknown",
  ],
  [
    "a colleague, and someone whom the platform doesn't know",
    known(slack("U1")),
    known(slack("U2", "T2"), { outsider: true, nobody: "missing" }),
    "unknown",
  ],
  ["accounts of two workspaces, without addresses", known(slack("U1")), known(slack("U2", "T2")), "unknown"],
  ["one id in two workspaces", known(slack("U1")), known(slack("U1", "T2")), "unknown"],
  ["accounts on two platforms, without addresses", known(slack("U1")), known(teams("a")), "unknown"],
  [
    "accounts on two platforms, one of which shows no address",
    known(slack("U1"), { email: "a@acme.example" }),
    known(teams("a")),
    "unknown",
  ],
  [
    "one address, however it is written",
    known(slack("U1"), { email: "A@acme.example" }),
    known(teams("a"), { email: " a@ACME.example" }),
    "yes",
  ],
  [
    "one address that another company chose",
    known(slack("U1"), { email: "a@acme.example" }),
    known(slack("U2", "T2"), { email: "a@acme.example", outsider: true }),
    "unknown",
  ],
  [
    "two addresses",
    known(slack("U1"), { email: "a@acme.example" }),
    known(slack("U2", "T2"), { email: "b@globex.example" }),
    "no",
  ],
  ["two ids in one workspace of a Grid", known(slack("U1"), grid("W1")), known(slack("U2"), grid("W1")), "yes"],
  ["two ids in two workspaces of a Grid", known(slack("U1"), grid("W1")), known(slack("U2", "T2"), grid("W1")), "yes"],
  ["two people of a Grid", known(slack("U1"), grid("W1")), known(slack("U2", "T2"), grid("W2")), "no"],
  ["the Grid's own id of someone", known(slack("U1"), grid("W1")), barely(slack("W1", "T2")), "yes"],
  [
    "someone of a Grid, and one of whom it says nothing",
    known(slack("U1"), grid("W1")),
    barely(slack("U2")),
    "unknown",
  ],
  ["an id that only a Grid gives, without its word", known(slack("U1")), barely(slack("W2")), "unknown"],
  ["people of two Grids", known(slack("U1"), grid("W1")), known(slack("U2", "T2"), grid("W1", "E2")), "unknown"],
  ["Teams' own id and Entra's", known(teams("a")), barely(teams("29:a")), "unknown"],
  [
    "two accounts of one tenant, one with an account elsewhere too",
    known(teams("a"), { aliases: [slack("U1")] }),
    known(teams("b")),
    "no",
  ],
  ["someone of whom only the name is known", known(slack("U1"), { email: "a@acme.example" }), barely(undefined), "no"],
  [
    "someone of whom only this address is known",
    known(slack("U1"), { email: "a@acme.example" }),
    barely(undefined, ["A@ACME.example"]),
    "yes",
  ],
  ["an address, and an account that shows none", known(slack("U1")), barely(undefined, ["a@acme.example"]), "no"],
];

describe("whether two accounts are one human", () => {
  it.each(rows)("%s", (_what, a, b, answer) => {
    expect(sameHuman(a, b)).toBe(answer);
    expect(sameHuman(b, a)).toBe(answer);
  });

  const refs = fc.record({
    platform: fc.constantFrom("slack" as const, "teams" as const),
    workspace: fc.constantFrom("T1", "T2"),
    id: fc.constantFrom("U1", "U2", "W1", "29:1"),
  });
  const humans = fc
    .record(
      {
        person: refs,
        aliases: fc.array(refs, { maxLength: 2 }),
        email: fc.constantFrom("a@acme.example", "B@acme.example"),
        outsider: fc.boolean(),
        enterpriseUser: fc.record({ enterprise: fc.constantFrom("E1", "E2"), id: fc.constantFrom("U1", "W1") }),
      },
      { requiredKeys: ["person", "aliases", "outsider"] },
    )
    .map(({ person, ...more }) => known(person, more));

  it("doesn't depend on who of the two is asked about, and everybody is themselves", () =>
    fc.assert(
      fc.property(humans, humans, (a, b) => {
        expect(sameHuman(a, b)).toBe(sameHuman(b, a));
        expect(sameHuman(a, a)).toBe("yes");
      }),
      { seed: 20261201, numRuns: 500 },
    ));

  it("is never denied where nothing tells: without addresses, and in no common workspace", () =>
    fc.assert(
      fc.property(refs, refs, (a, b) => {
        fc.pre(a.platform !== b.platform || a.workspace !== b.workspace);
        expect(sameHuman(barely(a), barely(b))).not.toBe("no");
      }),
      { seed: 20261201, numRuns: 200 },
    ));
});
