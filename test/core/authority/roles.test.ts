import { describe, expect, it } from "vitest";
import { approversOf, atLeast, matches, nextRole, rankOf, rankOfRole, roleOf } from "../../../src/core/authority.ts";
import { type Member, memberText, parseMember } from "../../../src/core/members.ts";
import type { Identity, PersonRef } from "../../../src/core/people.ts";
import { defaultProtocol, protocolSchema } from "../../../src/core/protocol.ts";

const slack = (id: string): PersonRef => ({ platform: "slack", workspace: "T1", id });
const teams = (id: string): PersonRef => ({ platform: "teams", workspace: "tenant", id });
const identity = (person: PersonRef, more: Partial<Identity> = {}): Identity => ({
  person,
  name: "Sam",
  groups: [],
  admin: false,
  outsider: false,
  aliases: [],
  ...more,
});

const member = (written: string): Member => {
  const parsed = parseMember(written);
  if (!parsed) throw new Error(`${written} is nobody`);
  return parsed;
};

const protocol = protocolSchema.parse({
  roles: [
    { id: "staff", members: ["*"] },
    { id: "manager", members: ["slack:U0MGR", "slack:S0MANAGERS", "teams:8F3A-CD", "ann@acme.example", "admins"] },
    { id: "director", members: ["slack:U0DIR", "ann@acme.example"] },
  ],
});

describe("a member entry", () => {
  it("* means everyone internal", () => expect(matches(identity(slack("U1")), member("*"))).toBe(true));

  it("admins means workspace admins and owners", () => {
    expect(matches(identity(slack("U1"), { admin: true }), member("admins"))).toBe(true);
    expect(matches(identity(slack("U1")), member("admins"))).toBe(false);
  });

  it("<platform>:<id> means that person on that platform only", () => {
    expect(matches(identity(slack("U1")), member("slack:U1"))).toBe(true);
    expect(matches(identity(slack("U1")), member("slack:U2"))).toBe(false);
    expect(matches(identity(slack("U1")), member("teams:U1"))).toBe(false);
    expect(matches(identity({ platform: "sandbox", workspace: "demo", id: "ann" }), member("sandbox:ann"))).toBe(true);
  });

  it("<platform>:<id> also means the same human asking from another platform", () =>
    expect(matches(identity(teams("8f3a-cd"), { aliases: [slack("U1")] }), member("slack:U1"))).toBe(true));

  it("means one human by an Entra object id in either case, on both sides", () => {
    for (const id of ["8f3a-cd", "8F3A-CD"])
      for (const written of ["teams:8f3a-cd", "teams:8F3A-CD"])
        expect(matches(identity(teams(id)), member(written))).toBe(true);
  });

  it("teams:<id> may itself hold a colon", () =>
    expect(matches(identity(teams("29:1abc")), member("teams:29:1abc"))).toBe(true));

  it("<platform>:<group> means who is in that group there", () => {
    const manager = identity(slack("U1"), { groups: ["S0MANAGERS"] });
    expect(matches(manager, member("slack:S0MANAGERS"))).toBe(true);
    expect(matches(manager, member("slack:S0OTHERS"))).toBe(false);
    expect(matches(identity(teams("x"), { groups: ["S0MANAGERS"] }), member("slack:S0MANAGERS"))).toBe(false);
  });

  it("an email means who has it, without regard to case", () => {
    expect(matches(identity(slack("U1"), { email: "Ann@Acme.example" }), member("ann@acme.example"))).toBe(true);
    expect(matches(identity(slack("U1"), { email: "ben@acme.example" }), member("ann@acme.example"))).toBe(false);
    expect(matches(identity(slack("U1")), member("ann@acme.example"))).toBe(false);
  });

  it("never means an outsider, however it is written", () => {
    const outsider = identity(slack("U0MGR"), {
      outsider: true,
      admin: true,
      email: "ann@acme.example",
      groups: ["S0MANAGERS"],
    });
    for (const each of protocol.roles.flatMap((role) => role.members)) expect(matches(outsider, each)).toBe(false);
    expect(rankOf(outsider, protocol)).toBe(-1);
    expect(roleOf(outsider, protocol)).toBeUndefined();
    expect(atLeast(outsider, protocol, "staff")).toBe(false);
  });
});

describe("a person's role", () => {
  it("is the highest one that means them", () => {
    expect(roleOf(identity(slack("U1")), protocol)?.id).toBe("staff");
    expect(roleOf(identity(slack("U0MGR")), protocol)?.id).toBe("manager");
    expect(roleOf(identity(slack("U1"), { email: "ann@acme.example" }), protocol)?.id).toBe("director");
  });

  it("reaches its own rank and those below", () => {
    const manager = identity(slack("U0MGR"));
    expect(atLeast(manager, protocol, "staff")).toBe(true);
    expect(atLeast(manager, protocol, "manager")).toBe(true);
    expect(atLeast(manager, protocol, "director")).toBe(false);
  });

  it("that the protocol no longer knows counts as the highest", () => {
    expect(rankOfRole(protocol, "manager")).toBe(1);
    expect(rankOfRole(protocol, "vice-president")).toBe(2);
    expect(atLeast(identity(slack("U0MGR")), protocol, "vice-president")).toBe(false);
  });
});

describe("the ladder", () => {
  it("leads from no role to the lowest, and ends at the top", () => {
    expect(nextRole(protocol, -1)?.id).toBe("staff");
    expect(nextRole(protocol, 0)?.id).toBe("manager");
    expect(nextRole(protocol, 2)).toBeUndefined();
  });
});

describe("whom to mention when an approval waits", () => {
  it("is that role and the higher ones, each once, never everyone", () => {
    const [staff, manager, director] = protocol.roles;
    const managers = ["slack:U0MGR", "slack:S0MANAGERS", "teams:8f3a-cd", "ann@acme.example", "admins"];
    expect(staff && approversOf(staff, protocol).map(memberText)).toEqual([...managers, "slack:U0DIR"]);
    expect(manager && approversOf(manager, protocol).map(memberText)).toEqual([...managers, "slack:U0DIR"]);
    expect(director && approversOf(director, protocol).map(memberText)).toEqual(["slack:U0DIR", "ann@acme.example"]);
  });

  it("is each once, also where they are written in two ways", () => {
    const twice = protocolSchema.parse({
      roles: [{ id: "manager", members: ["Ann@Acme.example", "teams:8F3A-CD", "ann@acme.example ", "teams:8f3a-cd"] }],
    });
    const [manager] = twice.roles;
    expect(manager && approversOf(manager, twice).map(memberText)).toEqual(["ann@acme.example", "teams:8f3a-cd"]);
  });

  it("is the admins where nothing was configured", () => {
    const manager = defaultProtocol.roles[1];
    expect(manager && approversOf(manager, defaultProtocol).map(memberText)).toEqual(["admins"]);
  });
});
