import { describe, expect, it } from "vitest";
import { groupsOn, type Member, memberText, parseMember, uniqueMembers } from "../../src/core/members.ts";

describe("a member of a role", () => {
  it.each<[string, Member]>([
    ["*", { is: "everyone" }],
    ["admins", { is: "admins" }],
    ["ann@acme.example", { is: "email", email: "ann@acme.example" }],
    ["slack:U0ANN", { is: "person", platform: "slack", id: "U0ANN" }],
    ["slack:W0ANN", { is: "person", platform: "slack", id: "W0ANN" }],
    ["slack:S0MANAGERS", { is: "group", platform: "slack", id: "S0MANAGERS" }],
    ["teams:29:1aBc", { is: "person", platform: "teams", id: "29:1aBc" }],
    ["sandbox:ann", { is: "person", platform: "sandbox", id: "ann" }],
  ])("%s is read, and written the same again", (written, member) => {
    expect(parseMember(written)).toEqual(member);
    expect(memberText(member)).toBe(written);
  });

  it.each([
    ["teams:8F3A0C1D-0000-4000-8000-00000000ABCD", "teams:8f3a0c1d-0000-4000-8000-00000000abcd"],
    [" Ann@Acme.Example ", "ann@acme.example"],
    ["slack: U0ANN", "slack:U0ANN"],
  ])("%j has one spelling from there on", (written, text) => {
    const member = parseMember(written);
    expect(member && memberText(member)).toBe(text);
  });

  it.each([
    ...[
      "",
      " ",
      "U0ANN",
      "slack",
      "slack:",
      "teams:",
      "sandbox: ",
      "everyone",
      "Admins",
      "@ann",
      "ann@",
      "@acme.example",
    ],
    // No id of Slack looks like these; the last is a channel's.
    ...["slack:ann", "slack:@ann", "slack:u0ann", "slack:ann@acme.example", "slack:C0CASES"],
    ...["teams:ann@acme.example", "mailto:ann@acme.example", "discord:123", "ann and ben@acme.example"],
  ])("%j is nobody", (written) => expect(parseMember(written)).toBeUndefined());

  it("counts once, however often it is named", () => {
    const ann: Member = { is: "email", email: "ann@acme.example" };
    expect(uniqueMembers([ann, { is: "admins" }, { ...ann }])).toEqual([ann, { is: "admins" }]);
  });

  it("that is a user group is one of its own platform", () => {
    const group: Member = { is: "group", platform: "slack", id: "S0MANAGERS" };
    const others: readonly Member[] = [{ is: "everyone" }, { is: "person", platform: "slack", id: "U0ANN" }];
    expect(groupsOn("slack", [...others, group])).toEqual(["S0MANAGERS"]);
    expect(groupsOn("teams", [...others, group])).toEqual([]);
  });
});
