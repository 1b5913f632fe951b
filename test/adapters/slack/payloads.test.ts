import { describe, expect, it } from "vitest";
import { callerOf } from "../../../adapters/slack/inbound/callers.ts";
import { blockActionsSchema, commandSchema, homeOpenedSchema, isReadable } from "../../../adapters/slack/payloads.ts";
import { organizationKey } from "../../../src/core/organization.ts";

/** An id that is there and empty would be written as somebody's workspace, and lock them out. */
describe("an empty id in Slack's payload", () => {
  const acme = organizationKey("acme");
  const home = { team: "T0ACME" };
  const actions = [{ action_id: "case" }];

  it.each([
    ["the user's workspace", { user: { id: "U0BEN", team_id: "" }, team: { id: "T0ACME" } }],
    ["the workspace too", { user: { id: "U0BEN", team_id: "" }, team: { id: "" } }],
    ["the enterprise", { user: { id: "U0BEN" }, team: { id: "T0ACME", enterprise_id: "" }, enterprise: { id: "" } }],
  ])("is as absent as null: %s", (_which, who) => {
    const caller = callerOf(blockActionsSchema.parse({ ...who, actions }), home, acme);
    expect(caller).toEqual({ organization: acme, person: { platform: "slack", workspace: "T0ACME", id: "U0BEN" } });
  });

  it("is refused where nobody would be left", () => {
    expect(blockActionsSchema.safeParse({ user: { id: "" }, actions }).success).toBe(false);
    expect(homeOpenedSchema.safeParse({ team_id: "T0ACME", event: { user: "" } }).success).toBe(false);
    const command = { command: "/amends", trigger_id: "1", channel_id: "C1", user_id: "" };
    expect(commandSchema.safeParse(command).success).toBe(false);
  });

  it("is absent in an event of the own page and of a command", () => {
    expect(homeOpenedSchema.parse({ team_id: "", event: { user: "U0BEN" } }).team_id).toBeUndefined();
    const command = { command: "/amends", trigger_id: "1", channel_id: "C1", user_id: "U0BEN", team_id: "" };
    expect(commandSchema.parse(command).team_id).toBeUndefined();
  });
});

/** Which failed requests are the sender's to mend (400), and which are ours (500). */
describe("a request", () => {
  const command = { command: "/amends", trigger_id: "1", channel_id: "C1", user_id: "U0BEN" };
  const opened = { type: "event_callback", event: { type: "app_home_opened", user: "U0BEN" } };
  it.each([
    ["a press", { type: "block_actions", user: { id: "U0BEN" }, actions: [{ action_id: "case" }] }],
    ["a command", command],
    ["an event", { ...opened, authorizations: [{ team_id: "T0ACME" }] }],
    ["an event that nobody listens to", { type: "event_callback", event: { type: "team_join", user: { id: 1 } } }],
  ])("as Slack sends it is readable: %s", (_which, body) => expect(isReadable(body)).toBe(true));

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["words", "hello"],
    ["a list", []],
    ["no kind", {}],
    ["a kind that we don't know", { type: "constructor" }],
    ["a press of nobody", { type: "block_actions", user: {}, actions: [{ action_id: "case" }] }],
    ["a command of nobody", { ...command, user_id: "" }],
    ["an event without a kind", { type: "event_callback", event: {} }],
    ["an event that nobody heard", { ...opened, authorizations: [null] }],
    ["a page opened by nobody", { ...opened, event: { type: "app_home_opened" } }],
  ])("that isn't as Slack sends it is unreadable: %s", (_which, body) => expect(isReadable(body)).toBe(false));
});
