import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approversHere, createMentions, knownApprovers } from "../../../src/app/people/mentions.ts";
import type { PersonRef } from "../../../src/core/people.ts";
import type { ProtocolFile } from "../../../src/core/protocol.ts";
import { ann, ben, cleo, dora, identityOf } from "../../support/cases.ts";
import { rulesOf } from "../../support/given/people.ts";
import { type Office, openOffice, organization } from "../support/office.ts";

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const limits = { perRemedy: 500 };
const roles = (manager: string[], director: string[] = []): ProtocolFile => ({
  roles: [
    { id: "staff", members: ["*"], limits: { perRemedy: 50 } },
    { id: "manager", label: "Manager", members: manager, limits },
    { id: "director", label: "Director", members: director, limits: { perRemedy: "unlimited" } },
  ],
});

async function mentioned(file: ProtocolFile, role = "manager") {
  office.livesBy(rulesOf(file));
  const { chats, protocol, store, identities, clock } = office;
  const mentions = createMentions({
    ...{ chats, protocol, store, identities, clock },
    waits: false,
    workspacesOn: async () => ["T0TEAMS"],
  });
  return mentions(organization, "slack", "T1", role);
}
const person = (ref: PersonRef) => ({ person: ref });

describe("who can approve, said to whoever asked", () => {
  const here = async (manager: string[], director: string[] = []) => {
    const rules = rulesOf(roles(manager, director));
    return approversHere("manager", rules, ben, await knownApprovers(office.identities, organization, ben, rules));
  };

  it("are the people and groups that the protocol names, those above too", async () => {
    expect(await here(["slack:U0ANN", "slack:S0MANAGERS"], ["slack:U0DORA"])).toEqual([
      person(ann),
      { group: { platform: "slack", id: "S0MANAGERS" } },
      person(dora),
    ]);
  });

  it("are not oneself, who can't decide on one's own request", async () => {
    expect(await here(["slack:U0BEN", "slack:U0ANN"])).toEqual([person(ann)]);
  });

  it("are nobody where some of them would be left out: their role is said instead", async () => {
    expect(await here(["slack:U0ANN", "admins"])).toEqual([]);
    expect(await here(["slack:U0ANN"], ["dora@acme.example"])).toEqual([]);
    expect(await here(["slack:U0ANN", "teams:1234"])).toEqual([]);
    expect(approversHere("gone", rulesOf(roles(["slack:U0ANN"])), ben, [])).toEqual([]);
  });

  it("are neither bots, nor people whose account is shut", async () => {
    for (const nobody of ["bot", "deactivated"] as const) {
      office.passes(3_600_000);
      office.chat.knows(identityOf(ann, { outsider: true, nobody }));
      expect(await here(["slack:U0ANN"], ["slack:U0DORA"]), nobody).toEqual([person(dora)]);
    }
    office.passes(3_600_000);
    office.chat.knows(identityOf(ann));
  });

  it("are nobody where the platform doesn't say now who one of them is", () => {
    const rules = rulesOf(roles(["slack:U0ANN"], ["slack:U0DORA"]));
    expect(approversHere("manager", rules, ben, [identityOf(ann)])).toEqual([]);
  });
});

describe("whom a role calls upon", () => {
  it("are the people it names and those above, with commas between", async () => {
    expect(await mentioned(roles(["slack:U0ANN"], ["slack:U0DORA"]))).toEqual([person(ann), ", ", person(dora)]);
    expect(await mentioned(roles(["slack:U0ANN"], ["slack:U0DORA"]), "director")).toEqual([person(dora)]);
  });

  it("are user groups, as groups", async () => {
    expect(await mentioned(roles(["slack:S0MANAGERS"]))).toEqual([{ group: { platform: "slack", id: "S0MANAGERS" } }]);
  });

  it("are people by email and admins, looked up on the platform, each once", async () => {
    office.chat.found.set("ann@acme.example", [ann]);
    office.chat.found.set("admins", [ann, dora]);
    office.passes(3_600_000);
    office.chat.knows(identityOf(ann, { email: "ann@acme.example" }));
    office.chat.knows(identityOf(dora, { admin: true }));
    expect(await mentioned(roles(["ann@acme.example"], ["admins"]))).toEqual([person(ann), ", ", person(dora)]);
  });

  it("never the whole company", async () => {
    expect(await mentioned(roles(["*"]))).toEqual([{ bold: "Manager" }]);
  });

  it("not people of another platform, who can't be mentioned here", async () => {
    expect(await mentioned(roles(["teams:1234", "slack:U0ANN"]))).toEqual([person(ann)]);
  });

  it("not someone who is known to have lost the role", async () => {
    await office.store.saveIdentity(organization, identityOf(cleo, { outsider: true }), office.now());
    expect(await mentioned(roles(["slack:U0CLEO", "slack:U0ANN"]))).toEqual([person(ann)]);
  });

  it("at most eight, so that nobody goes numb", async () => {
    const many = Array.from({ length: 12 }, (_, index) => `slack:U0MANY${index}`);
    const spans = await mentioned(roles(many));
    expect(spans.filter((span) => typeof span !== "string")).toHaveLength(8);
  });

  it("is the role by name where nobody can be found", async () => {
    expect(await mentioned(roles(["nobody@acme.example"]))).toEqual([{ bold: "Manager" }]);
    expect(await mentioned(roles(["teams:1234"]))).toEqual([{ bold: "Manager" }]);
  });

  it("loses a name, not the message, when the platform can't be asked", async () => {
    office.chat.goesAway();
    expect(await mentioned(roles(["ann@acme.example", "slack:U0DORA"]))).toEqual([person(dora)]);
    expect(await mentioned(roles(["admins"]))).toEqual([{ bold: "Manager" }]);
    office.chat.comesBack();
  });

  it("is nobody for a role that the protocol no longer has", async () => {
    expect(await mentioned(roles(["slack:U0ANN"]), "owner")).toEqual([]);
  });
});
