import { describe, expect, it } from "vitest";
import { commandSchema } from "../../../src/core/commands.ts";
import { protocolSchema } from "../../../src/core/protocol.ts";
import type { FormId, Inputs } from "../../../src/views/elements.ts";
import { formFor, readForm } from "../../../src/views/forms/index.ts";
import {
  ann,
  at,
  awaitingApproval,
  byEmailOnly,
  ownedCase,
  pendingRefund,
  surveyedCase,
  usd,
} from "../../support/cases.ts";
import { formContext } from "../../support/view-context.ts";

const ctx = formContext({ kase: ownedCase() });
const command = (id: FormId, inputs: Inputs, context = ctx) => {
  const read = readForm(id, inputs, context);
  if ("errors" in read) throw new Error(JSON.stringify(read.errors));
  expect(commandSchema.safeParse(read.command).error).toBeUndefined();
  return read.command;
};
const errors = (id: FormId, inputs: Inputs, context = ctx) => {
  const read = readForm(id, inputs, context);
  return "errors" in read ? read.errors : {};
};
const fieldOf = (id: FormId, field: string, context = ctx) =>
  formFor(id, context).fields.find((one) => one.id === field);

describe("forms, there and back", () => {
  it.each<[FormId, Inputs, object]>([
    ["apologize", { apology: " I am sorry. ", how: "dm" }, { type: "apologize", text: "I am sorry.", told: "dm" }],
    [
      "rootCause",
      { rootCause: "carrier", explanation: "Label lost" },
      { type: "recordRootCause", cause: "carrier", explanation: "Label lost" },
    ],
    [
      "offerRemedy",
      { remedy: "refund", amount: "$25.50", reason: "Late" },
      { type: "offerRemedy", kind: "refund", amount: usd(25.5), reason: "Late" },
    ],
    [
      "offerRemedy",
      { remedy: "fix", amount: "", reason: "Late" },
      { type: "offerRemedy", kind: "fix", reason: "Late" },
    ],
    ["offerRemedy", { remedy: "_none", reason: "Was on time" }, { type: "waiveRemedy", reason: "Was on time" }],
    ["resolve", { whatWasDone: "Refunded" }, { type: "resolve", whatWasDone: "Refunded" }],
    ["assign", { person: ann }, { type: "assign", to: ann }],
    [
      "updateCustomer",
      { update: "On its way", how: "elsewhere" },
      { type: "updateCustomer", text: "On its way", told: "elsewhere" },
    ],
    [
      "addPromise",
      { promise: "Call", due: { at: at("17:00") } },
      { type: "addPromise", text: "Call", dueAt: at("17:00") },
    ],
    ["changeSeverity", { severity: "minor", reason: "" }, { type: "changeSeverity", severity: "minor" }],
    ["escalate", { reason: "Too big" }, { type: "escalate", reason: "Too big" }],
    ["addNote", { note: "Called" }, { type: "addNote", text: "Called" }],
    ["linkCase", { caseNumber: "Case 7", relation: "duplicate-of" }, { type: "linkCase", to: 7, as: "duplicate-of" }],
    [
      "snooze",
      { until: { at: at("09:00", 11) }, reason: "Photos" },
      { type: "snooze", until: at("09:00", 11), reason: "Photos" },
    ],
    ["reopen", { reason: "Still broken" }, { type: "reopen", reason: "Still broken" }],
    ["close", { outcome: "not-recovered" }, { type: "close", outcome: "not-recovered" }],
    ["markAbusive", { reason: "Threats" }, { type: "markAbusive", reason: "Threats" }],
  ])("%s", (id, inputs, made) => {
    expect(command(id, inputs)).toEqual(made);
  });

  const deciding = formContext({ kase: awaitingApproval(), of: "R1" });

  it("approve less and decline are about the remedy that was pressed, and show it", () => {
    expect(command("approveLess", { amount: "100" }, deciding)).toEqual({
      type: "approveLess",
      remedy: "R1",
      amount: usd(100),
    });
    expect(command("decline", { reason: "Credit instead" }, deciding)).toEqual({
      type: "decline",
      remedy: "R1",
      reason: "Credit instead",
    });
    expect(JSON.stringify(formFor("decline", deciding).intro)).toContain(pendingRefund().reason);
  });

  it("a direct message is offered only where the customer can get one", () => {
    const labels = (kase = ownedCase()) =>
      fieldOf("apologize", "how", formContext({ kase }))?.options?.map(({ label }) => label);
    expect(labels()).toEqual(["Send by direct message", "I already told them"]);
    expect(labels(ownedCase({ customer: byEmailOnly }))).toEqual(["I already told them"]);
    expect(
      errors("apologize", { apology: "Sorry", how: "dm" }, formContext({ kase: ownedCase({ customer: byEmailOnly }) })),
    ).toHaveProperty("how");
  });

  it("the remedy form ends with no remedy, begins with what the playbook suggests, and shows what is known", () => {
    const protocol = protocolSchema.parse({ playbooks: [{ when: { failureType: "late" }, remedies: ["credit"] }] });
    const labels = fieldOf("offerRemedy", "remedy", { ...ctx, protocol })?.options?.map(({ label }) => label);
    expect(labels).toEqual(["Credit", "Put it right", "Replace", "Refund", "Gift or upgrade", "No remedy is due"]);
    expect(JSON.stringify(formFor("offerRemedy", ctx).intro)).toMatch(/My shipping fee back.*\$120/);
  });

  it("no remedy costs nothing", () => {
    expect(errors("offerRemedy", { remedy: "_none", amount: "5", reason: "x" })).toHaveProperty("amount");
  });

  it.each(["0", "-3", "twelve", "12x", "case"])("a case number is not %s", (caseNumber) => {
    expect(errors("linkCase", { caseNumber, relation: "related-to" })).toEqual({
      caseNumber: "Write a case number such as 12.",
    });
  });

  it("a promise is suggested for two hours from now, at a full quarter", () => {
    expect(fieldOf("addPromise", "due", { ...ctx, now: at("10:31") })?.initial).toEqual({ at: at("12:45") });
  });

  const surveyed = formContext({ kase: surveyedCase({ answers: { overall: 4 } }) });

  it("the survey asks what wasn't answered yet", () => {
    expect(formFor("survey", surveyed).fields.map(({ id }) => id)).toEqual([
      "distributive",
      "procedural",
      "interactional",
      "before",
      "comment",
    ]);
    expect(formFor("survey", formContext({ kase: surveyedCase() })).fields[0]).toMatchObject({
      id: "overall",
      optional: false,
    });
  });

  it("the survey takes some answers, or words alone, but not nothing", () => {
    expect(command("survey", { procedural: "2" }, surveyed)).toEqual({
      type: "answerSurvey",
      answers: { procedural: 2 },
    });
    expect(command("survey", { comment: "Thanks" }, surveyed)).toEqual({
      type: "answerSurvey",
      answers: {},
      comment: "Thanks",
    });
    expect(errors("survey", {}, surveyed)).toHaveProperty("distributive");
    expect(errors("survey", { procedural: "6" }, surveyed)).toHaveProperty("procedural");
  });
});
