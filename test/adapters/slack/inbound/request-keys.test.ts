import { describe, expect, it } from "vitest";
import { actionKey, submissionKey } from "../../../../adapters/slack/inbound/request-keys.ts";
import { blockActionsSchema, viewSubmissionSchema } from "../../../../adapters/slack/payloads.ts";

const press = (over: object = {}) =>
  blockActionsSchema.parse({
    team: { id: "T1" },
    user: { id: "U1", team_id: "T1" },
    container: { message_ts: "17.1" },
    actions: [{ action_id: "press:approve:0", action_ts: "18.5", value: "{}" }],
    trigger_id: "first",
    ...over,
  });

const typed = (value: string) => ({ reason: { value: { type: "plain_text_input", value } } });
const submitted = (values: object, view: object = {}) =>
  viewSubmissionSchema.parse({
    team: null,
    user: { id: "U1" },
    view: { id: "V1", type: "modal", callback_id: "form:decline", state: { values }, ...view },
  });

describe("what a retry of the same press carries again", () => {
  it("is the press itself, not its trigger", () => {
    expect(actionKey(press({ trigger_id: "second" }))).toBe(actionKey(press()));
  });

  it.each([
    ["another person", { user: { id: "U2" } }],
    ["another message", { container: { message_ts: "17.2" } }],
    ["another moment", { actions: [{ action_id: "press:approve:0", action_ts: "19.0" }] }],
    ["another button", { actions: [{ action_id: "press:decline:1", action_ts: "18.5" }] }],
  ])("differs for %s", (_, over) => {
    expect(actionKey(press(over))).not.toBe(actionKey(press()));
  });

  it("is for a form its answers, however Slack orders them", () => {
    const a = { ...typed("x"), amount: { value: { type: "plain_text_input", value: "5" } } };
    const b = { amount: { value: { value: "5", type: "plain_text_input" } }, ...typed("x") };
    expect(submissionKey(submitted(a))).toBe(submissionKey(submitted(b)));
  });

  it("differs for a corrected form, another view, and another form shown in the same view", () => {
    const key = submissionKey(submitted(typed("x")));
    expect(submissionKey(submitted(typed("y")))).not.toBe(key);
    expect(submissionKey(submitted(typed("x"), { id: "V2" }))).not.toBe(key);
    expect(submissionKey(submitted(typed("x"), { callback_id: "form:approve" }))).not.toBe(key);
  });
});
