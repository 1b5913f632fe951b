import { describe, expect, it } from "vitest";
import { callerOf } from "../../../../adapters/slack/inbound/callers.ts";
import { blockActionsSchema } from "../../../../adapters/slack/payloads.ts";
import { organizationKey } from "../../../../src/core/organization.ts";

const acme = organizationKey("acme");
const who = (fields: object) => blockActionsSchema.parse({ actions: [{ action_id: "press" }], ...fields });
const outsider = (fields: object, home: { team: string; enterprise?: string } = { team: "T1" }) =>
  callerOf(who(fields), home, acme).outsider ?? false;

describe("who asks", () => {
  it("is a person of their own workspace, asking for the organization", () => {
    expect(callerOf(who({ team: { id: "T1" }, user: { id: "U9", team_id: "T9" } }), { team: "T1" }, acme)).toEqual({
      organization: acme,
      person: { platform: "slack", workspace: "T9", id: "U9" },
      outsider: true,
    });
  });

  it("is of the installation's workspace where the payload names none", () => {
    const caller = callerOf(who({ team: null, user: { id: "U1" } }), { team: "T1" }, acme);
    expect(caller.person.workspace).toBe("T1");
    expect(caller).not.toHaveProperty("outsider");
  });

  it("is an outsider from another workspace", () => {
    expect(outsider({ team: { id: "T1" }, user: { id: "U1", team_id: "T2" } })).toBe(true);
    expect(outsider({ team: { id: "T2" }, user: { id: "U1" } })).toBe(true);
    expect(outsider({ team: { id: "T1" }, user: { id: "U1", team_id: "T1" } })).toBe(false);
  });

  it("is an outsider as a stranger, wherever from", () => {
    expect(outsider({ team: { id: "T1" }, user: { id: "U1", team_id: "T1", is_stranger: true } })).toBe(true);
  });

  it("is no outsider from a sister workspace of the same Enterprise Grid", () => {
    const grid = { team: "T1", enterprise: "E1" };
    expect(outsider({ team: { id: "T2" }, enterprise: { id: "E1" }, user: { id: "U1", team_id: "T2" } }, grid)).toBe(
      false,
    );
    expect(outsider({ team: { id: "T2" }, enterprise: { id: "E2" }, user: { id: "U1", team_id: "T2" } }, grid)).toBe(
      true,
    );
  });

  it("doesn't take the enterprise of the channel's workspace for the person's", () => {
    const home = { team: "T1" };
    expect(outsider({ team: { id: "T1" }, enterprise: { id: "E2" }, user: { id: "U1", team_id: "T2" } }, home)).toBe(
      true,
    );
  });
});
